"""Measures of running processes, and how measures of several rounds are told."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Spread:
    """Several measures of one thing: median, quartiles, and their number."""

    median: float
    low: float
    high: float
    rounds: int

    def __str__(self) -> str:
        """The median, with the quartiles in brackets."""
        return f"{self.median:.3g} ({self.low:.3g}-{self.high:.3g})"


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one measure."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0], 1)
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(middle, low, high, len(values))


def ratios(dividends: Sequence[float], divisors: Sequence[float]) -> Spread:
    """The spread of the quotients of measures that were taken in pairs."""
    return spread([a / b for a, b in zip(dividends, divisors, strict=True)])


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text(encoding="ascii").split())
    return found


def family(pid: int) -> list[int]:
    """A process and all that descend from it, as far as they live."""
    found = [pid]
    for member in found:
        try:
            found += _children(member)
        except OSError:
            continue
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """Processor time that all threads of these processes have taken."""
    total = 0
    for pid in pids:
        for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                total += int(path.read_text(encoding="ascii").split()[0])
            except (OSError, IndexError):
                continue
    return total / 1e9


def proportional_memory(pids: Iterable[int]) -> float:
    """Megabytes that these processes hold, each shared page counted once in all (Pss)."""
    total = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def memory_available() -> float:
    """Megabytes that this machine could still give."""
    for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) / 1024
    return 0.0
