"""A command and all that it starts, measured from outside: clock, processor, memory."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lopso_kernels import measuring

from lopso_deployment.kit.errors import KitError


@dataclass(frozen=True)
class Run:
    """What a command took.

    Attributes:
        seconds: By the clock.
        cpu: Seconds of the processor of the processes that were waited for.
        megabytes: The most that it and its family held at once (sum of Pss).
        said: Its standard output.
    """

    seconds: float
    cpu: float
    megabytes: float
    said: str


def run(command: Sequence[str], folder: Path) -> Run:
    """Runs a command in a folder.

    Raises:
        KitError: It failed.
    """
    # nbgrader calls alembic by its name when it makes a gradebook.
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watch = _Watch(process.pid)
        out, error = _drain(process)
        _, status, taken = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        megabytes = watch.end()
    if process.returncode:
        said = (error.strip().splitlines() or [""])[-1]
        words = " ".join(command[1:4])
        raise KitError(
            f"{words} không chạy được ở {folder}: {said}", f"{words} failed in {folder}: {said}"
        )
    return Run(seconds, taken.ru_utime + taken.ru_stime, megabytes, out)


def _drain(process: subprocess.Popen[str]) -> tuple[str, str]:
    """All that a process writes, without waiting for its end: that is done by `wait4`."""
    found: dict[str, str] = {}
    pipes = {"out": process.stdout, "error": process.stderr}

    def read(name: str) -> None:
        pipe = pipes[name]
        found[name] = "" if pipe is None else pipe.read()

    readers = [threading.Thread(target=read, args=(name,)) for name in pipes]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return found["out"], found["error"]


class _Watch:
    """Looks at the memory of a family of processes, rarely enough not to disturb it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        pause = 0.5
        while not self._over.wait(pause):
            started = time.thread_time()
            found = measuring.proportional_memory(measuring.family(self._pid))
            self._most = max(self._most, found)
            # At most one part in fifty of a processor.
            pause = max(0.5, 50 * (time.thread_time() - started))

    def end(self) -> float:
        self._over.set()
        self._thread.join()
        return self._most
