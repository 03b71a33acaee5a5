"""A Hub that runs: started, waited for, stopped with all that it started."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from lopso_deployment.hub.plan import read_plan
from lopso_deployment.hub.site import Folders
from lopso_deployment.hub.start import Command, WrittenHub


class HubError(Exception):
    """A Hub that did not start; the message says where its log is."""


@dataclass(frozen=True)
class RunningHub:
    """The Hub's process; everything else of the Hub is its descendant."""

    written: WrittenHub
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self, seconds: float = 60) -> int:
        """Have the Hub stop all servers and itself, and return its exit code.

        After ``seconds`` it is killed, and what it started ends with it.
        """
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def start_hub(written: WrittenHub, seconds: float = 120) -> RunningHub:
    """Start the Hub and return when its pages and the exchange answer.

    Call it from the main thread (see `WrittenHub`). The Hub has a process group of its own, so a
    Ctrl-C in the terminal reaches only the caller, who then calls `RunningHub.stop`.

    Raises:
        HubError: when it ends or does not answer in ``seconds``; nothing is left running.
    """
    home = written.command.folder.parent
    log = Folders(home).logs / "hub.log"
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as stream:
        process = start(written.command, stdout=stream, stderr=subprocess.STDOUT)
    hub = RunningHub(written, process, log)
    try:
        for address in (f"{written.address}hub/login", read_plan(home).exchange_url):
            wait_until_answering(hub, address, time.monotonic() + seconds)
    except BaseException:
        hub.stop()
        raise
    return hub


def start(command: Command, **options: object) -> subprocess.Popen[bytes]:
    """Start ``command`` in a process group of its own."""
    return subprocess.Popen(  # pyright: ignore[reportCallIssue] (options of Popen)
        command.arguments,
        env=command.environment,
        cwd=command.folder,
        start_new_session=True,
        **options,  # pyright: ignore[reportArgumentType]
    )


def wait_until_answering(hub: RunningHub, address: str, until: float) -> None:
    """Return when ``address`` answers; ``until`` is a moment of ``time.monotonic()``.

    Raises:
        HubError: when the Hub ends, or it is too late.
    """
    opener = build_opener(ProxyHandler({}))
    while True:
        if hub.process.poll() is not None:
            raise HubError(f"the Hub ended with {hub.process.returncode}; see {hub.log}")
        try:
            opener.open(address, timeout=5).close()
        except (URLError, OSError):
            if time.monotonic() > until:
                raise HubError(f"{address} does not answer; see {hub.log}") from None
            time.sleep(0.2)
        else:
            return
