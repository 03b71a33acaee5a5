"""What the processes of each sandbox take, read from /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")
_SOCKET = 212_992
"""Bytes that may wait in a socket; no process is charged with them."""
_FEW_SOCKETS = 100


@dataclass(frozen=True)
class Usage:
    """Bytes of `memory` beyond the template's, seconds of `cpu`, number of `processes`."""

    memory: int = 0
    cpu: float = 0.0
    processes: int = 0


NOTHING = Usage()


def resident(pid: int | str = "self") -> int:
    """Bytes of memory that a process has in use, shared pages included."""
    return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * _PAGE


def pid_namespace_below(pidfd: int) -> str:
    """The name of the pid namespace of a process of ours, such as "pid:[4026532621]"."""
    for line in Path(f"/proc/self/fdinfo/{pidfd}").read_text(encoding="ascii").splitlines():
        if line.startswith("Pid:"):
            return str(Path(f"/proc/{line.split()[1]}/ns/pid").readlink())
    return ""


def _cpu(pid: str) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    return sum(map(int, after_name[11:15])) / _TICKS  # own and waited-for children's


def _waiting(pid: str) -> int:
    """Bytes that may wait in the Unix sockets of a process's network, but for the usual few."""
    sockets = Path(f"/proc/{pid}/net/unix").read_bytes().count(b"\n")
    return max(0, sockets - _FEW_SOCKETS) * _SOCKET


def by_namespace(resident_template: int) -> dict[str, Usage]:
    """What each pid namespace below this one takes.

    Args:
        resident_template: Bytes that a fresh fork shares with the template, not counted.
    """
    found: dict[str, Usage] = {}
    own = str(Path("/proc/self/ns/pid").readlink())
    for entry in Path("/proc").glob("[0-9]*"):
        pid = entry.name
        try:
            namespace = str((entry / "ns/pid").readlink())
            if namespace == own:
                continue
            before = found.get(namespace) or Usage(memory=_waiting(pid))
            found[namespace] = Usage(
                before.memory + max(0, resident(pid) - resident_template),
                before.cpu + _cpu(pid),
                before.processes + 1,
            )
        except OSError:  # ended meanwhile
            continue
    return found
