"""How long two processes have worked and slept, whatever else the machine has to do."""

import contextlib
import os
import time
from dataclasses import dataclass

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """Seconds of the processor, and seconds in which neither process wanted it."""

    working: float
    sleeping: float

    def since(self, before: "Spent") -> "Spent":
        """What was spent after another moment."""
        return Spent(self.working - before.working, self.sleeping - before.sleeping)


class _Counter:
    """What the kernel has counted of one process; its files stay open, for they are read often."""

    def __init__(self, process: int) -> None:
        self._files: list[int] = []
        for name in ("stat", "schedstat"):
            with contextlib.suppress(OSError):
                self._files.append(os.open(f"/proc/{process}/{name}", os.O_RDONLY | os.O_CLOEXEC))

    def read(self) -> tuple[float, float]:
        """Seconds that it has run, and that it has waited for a processor; 0 once it is gone."""
        try:
            stat, schedule = (os.pread(file, 4096, 0) for file in self._files)
            fields = stat.rpartition(b")")[2].split()
            ran, waited = schedule.split()[:2]
        except (OSError, ValueError):
            return 0.0, 0.0
        return max(sum(map(int, fields[11:15])) / _TICK, int(ran) / 1e9), int(waited) / 1e9

    def close(self) -> None:
        for file in self._files:
            os.close(file)
        self._files = []


class Clock:
    """The time that some processes have spent; what a dead process had spent stays counted."""

    def __init__(self, *processes: int) -> None:
        """Starts now."""
        self._counters = {process: _Counter(process) for process in processes}
        self._started = time.monotonic()
        self._last = dict.fromkeys(processes, (0.0, 0.0))

    def read(self) -> Spent:
        """What was spent so far."""
        for process, counter in self._counters.items():
            now = counter.read()
            ran, waited = self._last[process]
            self._last[process] = max(now[0], ran), max(now[1], waited)
        working = sum(ran for ran, _ in self._last.values())
        waiting = sum(waited for _, waited in self._last.values())
        passed = time.monotonic() - self._started
        return Spent(working, max(0.0, passed - working - waiting))

    def worked(self, process: int) -> float:
        """Seconds of the processor that one of them had spent when the clock was last read."""
        return self._last[process][0]

    def close(self) -> None:
        """Lets the processes go."""
        for counter in self._counters.values():
            counter.close()
