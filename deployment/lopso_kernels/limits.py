"""What a forked process may use and see: the values that clients pass to a template."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bounds of one forked process and of all that it starts; None means no bound.

    Attributes:
        memory: Bytes that each process may take beyond what the template already holds; the sum
            over all processes, with what may wait in their sockets, is bounded by the same figure,
            looked at four times a second.
        cpu: Seconds of processor time, each process, and the sum over all of them.
        wall: Seconds by the clock until everything is killed.
        processes: Processes and threads at once.
        file_size: Bytes of the largest file.
        files: Open files of each process.
        disk: Bytes that can be written in all, work folder, /tmp and /dev/shm together (held in
            memory while the process lives).
        output: Bytes of output that a runner keeps; the kernel of the machine does not enforce it.
    """

    memory: int | None = 2048 * MEGABYTE
    cpu: float | None = None
    wall: float | None = None
    processes: int | None = 128
    file_size: int | None = 256 * MEGABYTE
    files: int = 1024
    disk: int = 256 * MEGABYTE
    output: int = 10 * MEGABYTE


@dataclass(frozen=True)
class Confinement:
    """The sandbox of one fork.

    Attributes:
        work: Folder whose regular files and folders are copied to /home/work, the process's own
            writable folder (links are left out); None for an empty one.
        readable: Further files and folders seen at their own paths, read only.
        writable: Folders seen at their own paths that may be written; they are not bounded by
            `limits.disk`.
        start_in: Folder that the process starts in.
        environment: Variables added to the few that every fork gets.
        limits: Bounds.
    """

    work: Path | None = None
    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()
    start_in: Path = Path("/home/work")
    environment: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    def as_json(self) -> dict[str, Any]:
        """Plain data for a message."""
        return {
            "work": None if self.work is None else str(self.work.resolve()),
            "readable": [str(path.resolve()) for path in self.readable],
            "writable": [str(path.resolve()) for path in self.writable],
            "start_in": str(self.start_in),
            "environment": dict(self.environment),
            "limits": asdict(self.limits),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Confinement":
        """The confinement that `as_json` wrote."""
        return cls(
            work=None if data["work"] is None else Path(data["work"]),
            readable=tuple(map(Path, data["readable"])),
            writable=tuple(map(Path, data["writable"])),
            start_in=Path(data["start_in"]),
            environment=data["environment"],
            limits=Limits(**data["limits"]),
        )
