"""The kit's processes: started so that they end with it, and swept up when it was killed."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psutil

MARK = "LOPSO_RUN"
GRACE_SECONDS = 20


def start(
    arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path, log: Path
) -> subprocess.Popen[bytes]:
    """Starts a process of the kit in a session of its own, so that Ctrl-C reaches only the kit.

    What it prints is appended to `log`.
    """
    with log.open("ab") as stream:
        return subprocess.Popen(
            arguments,
            env=dict(environment),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )


def stop(process: subprocess.Popen[bytes], grace: float = GRACE_SECONDS) -> None:
    """Asks a process and then, after `grace` seconds, forces it and all below it to end."""
    below = descendants(process.pid)
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    end([one for one in below if one.is_running()])
    if process.poll() is None:
        process.kill()
        process.wait()


def descendants(pid: int) -> list[psutil.Process]:
    """The processes that a process started, and those that these started."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def end(processes: list[psutil.Process], grace: float = 5) -> None:
    """Asks processes to end, and kills those that do not."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                process.send_signal(sign)
        _, processes = psutil.wait_procs(processes, timeout=grace)


def leftovers(home: Path) -> list[psutil.Process]:
    """Processes of a kit in `home` that was killed before it could stop them."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid == os.getpid() or process.uids().real not in {os.getuid(), *_uids(home)}:
                continue
            if process.environ().get(MARK) == str(home):
                found.append(process)
    return found


def _uids(home: Path) -> set[int]:
    """The user numbers that a kit run by root gives to accounts and courses."""
    folders = (*home.glob("users/*"), *home.glob("courses/*"), home / "exchange", home / "gallery")
    return {folder.stat().st_uid for folder in folders if folder.exists()}
