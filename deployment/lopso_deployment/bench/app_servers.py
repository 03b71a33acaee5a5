"""The servers that `lopso bench apps` compares, each a process with all below it."""

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from lopso_deployment.gallery.room import Rules
from lopso_deployment.hub.confinement import with_parent
from lopso_deployment.hub.ports import free_ports
from lopso_deployment.kit.processes import stop

START_SECONDS = 180
STOP_SECONDS = 5


@dataclass
class RunningServer:
    """A server, its address, and what it has used.

    Attributes:
        seen: Seconds of processor time by process, also of those that have ended.
    """

    process: subprocess.Popen[bytes]
    origin: str
    seen: dict[int, float] = field(default_factory=dict)

    def _all(self) -> list[psutil.Process]:
        try:
            own = psutil.Process(self.process.pid)
            return [own, *own.children(recursive=True)]
        except psutil.NoSuchProcess:  # it has ended by itself, and its visitors say so
            return []

    @property
    def processes(self) -> int:
        """How many processes it consists of."""
        return len(self._all())

    def look(self) -> None:
        """Note the processor time of all processes there are now."""
        for one in self._all():
            with contextlib.suppress(psutil.Error):
                times = one.cpu_times()
                self.seen[one.pid] = times.user + times.system

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far, as far as was looked."""
        self.look()
        return sum(self.seen.values())

    @property
    def megabytes(self) -> float:
        """Memory of all processes: the sum of Pss, so that what is shared counts once."""
        return sum(map(_pss, self._all())) / 1024


def _pss(process: psutil.Process) -> int:
    """Kilobytes; 0 for a process that has just ended."""
    try:
        text = Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"^Pss: +(\d+) kB", text, re.MULTILINE)
    return int(found[1]) if found else 0


@contextlib.contextmanager
def plain_voila(apps: Path) -> Iterator[RunningServer]:
    """A stock Voila of the same notebooks, with the kernel that every Jupyter has."""
    denied = [
        "@jupyter/nbgrader", "@jupyter-notebook/lab-extension", "jupyterlab-jupytext",
        "jupyterlab_pygments", "@voila-dashboards/jupyterlab-preview",
    ]  # fmt: skip
    # These extensions only complain in Voila. The longer waits keep a busy machine from losing
    # output, which would look like a failure of Voila's and is not.
    command = (
        *("-m", "voila", str(apps), "--no-browser", "--Voila.ip=127.0.0.1", "--port={port}"),
        *(f"--VoilaConfiguration.extension_denylist={denied}", "--VoilaExecutor.iopub_timeout=60"),
        "--Voila.log_level=ERROR",
    )
    with _running(command, "/voila/tree") as server:
        yield server


@contextlib.contextmanager
def our_apps(apps: Path, class_size: int) -> Iterator[RunningServer]:
    """The kit's gallery with a seat ready for every pupil of a class."""
    command = (
        *("-m", "lopso_deployment.gallery", str(apps), "--port={port}"),
        *("--class-size", str(class_size)),
    )
    listed = json.loads((apps / "apps.json").read_text(encoding="utf-8"))["apps"]
    with _running(command, f"/vi/{listed[0]['app']}") as server:
        wait_for_seats(server, Rules.for_class(class_size).seats)
        yield server


def wait_for_seats(server: RunningServer, number: int) -> None:
    """Wait until so many seats stand ready, each one a process and the holder of its sandbox."""
    deadline = time.monotonic() + START_SECONDS
    while server.processes < 2 * number:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{number} seats were not ready after {START_SECONDS} s.")
        time.sleep(0.2)
    time.sleep(1)


@contextlib.contextmanager
def _running(command: tuple[str, ...], path: str) -> Iterator[RunningServer]:
    (port,) = free_ports(1)
    arguments = with_parent((sys.executable, *(part.format(port=port) for part in command)))
    origin = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            arguments, stdout=log, stderr=log, env={**os.environ, "PYTHONWARNINGS": "ignore"}
        )
        try:
            _wait_for(origin + path, process)
            yield RunningServer(process, origin)
        finally:
            stop(process, STOP_SECONDS)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=60):  # noqa: S310 (our own address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not open.")
