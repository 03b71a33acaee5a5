"""The slow fallback: a cold kernel inside of bubblewrap, where no template can confine its forks.

Bubblewrap may be allowed to make namespaces where this Python is not: installed with the setuid
bit, or named in a profile of AppArmor. Each kernel then imports everything anew, and what it writes
to a copied folder is bounded only file by file.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

from lopso_kernels import birth, measuring, view
from lopso_kernels import shared as shared_state
from lopso_kernels.child import Ended
from lopso_kernels.limits import Confinement


@cache
def works() -> bool:
    """Whether bubblewrap is installed and may do its work."""
    program = shutil.which("bwrap")
    if program is None:
        return False
    trial = [program, "--unshare-all", "--ro-bind", "/", "/", sys.executable, "-c", ""]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def _seen(what: view.View) -> list[str]:
    arguments = []
    for name in view.SYSTEM:
        if Path(name).is_symlink():
            arguments += ["--symlink", str(Path(name).readlink()), name]
    for path in what.readable:
        arguments += ["--ro-bind", str(path), str(path)]
    for path in what.hidden:
        arguments += (
            ["--tmpfs", str(path)] if path.is_dir() else ["--ro-bind", "/dev/null", str(path)]
        )
    return arguments


def command(
    what: view.View, confinement: Confinement, work: Path, shared: Path, connection_file: Path
) -> list[str]:
    """The command line of a confined cold kernel.

    Args:
        what: The files that it sees.
        confinement: Its limits and folders.
        work: The folder that it has as /home/work.
        shared: The folder in which it makes its sockets.
        connection_file: Seen read only.
    """
    size = ["--size", str(confinement.limits.disk)]
    arguments = [
        shutil.which("bwrap") or "bwrap",
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
    ]
    # /tmp comes first: what is seen may lie in it, as a checkout there does.
    arguments += [*size, "--tmpfs", "/tmp", *_seen(what), "--proc", "/proc", "--dev", "/dev"]  # noqa: S108
    for path in confinement.readable:
        arguments += ["--ro-bind", str(path), str(path)]
    for path in confinement.writable:
        arguments += ["--bind", str(path), str(path)]
    arguments += ["--bind", str(work), str(view.WORK), "--bind", str(shared), str(shared)]
    arguments += ["--ro-bind", str(connection_file), str(connection_file)]
    arguments += ["--chdir", str(confinement.start_in), "--"]
    limits = json.dumps(asdict(confinement.limits))
    return [*arguments, sys.executable, "-m", "lopso_kernels.cold", limits, str(connection_file)]


class ColdChild:
    """A cold kernel, with the face of a forked `Child`."""

    def __init__(
        self,
        what: view.View,
        confinement: Confinement,
        shared: Path,
        connection_file: Path,
        environment: Mapping[str, str],
    ) -> None:
        """Start it.

        Raises:
            OSError: The work folder could not be copied, or bubblewrap not be started.
        """
        self._work = Path(shared_state.new_folder())
        try:
            if confinement.work is not None:
                source = os.open(confinement.work, os.O_DIRECTORY)
                birth.copy_tree(source, self._work, (os.geteuid(), os.getegid()))
                os.close(source)
            self._popen = subprocess.Popen(
                command(what, confinement, self._work, shared, connection_file),
                env={**environment, **birth.own_variables(), **confinement.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        except OSError:
            shutil.rmtree(self._work, ignore_errors=True)
            raise
        self.pid = self._popen.pid
        self.ended: Ended | None = None

    def poll(self) -> Ended | None:
        """How it ended, or None while it lives."""
        status = self._popen.poll()
        if status is not None and self.ended is None:
            self.ended = Ended(status)
        return self.ended

    def signal_group(self, number: int) -> None:
        """Send a signal to the kernel and its programs, not to bubblewrap around them."""
        for pid in measuring.family(self.pid)[2:]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def ask_for_death(self) -> None:
        """Kill it; all that it started dies with bubblewrap's pid namespace."""
        if self.poll() is None:
            self._popen.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Kill it if it lives, and remove its work folder."""
        self.ask_for_death()
        self._popen.wait()
        shutil.rmtree(self._work, ignore_errors=True)
