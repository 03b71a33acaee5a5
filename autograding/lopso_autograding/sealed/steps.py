"""The cells of a notebook as the two processes run them, their limits, and how they end."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lopso_autograding.sealed.policy import CellProfile


@dataclass(frozen=True)
class TimeLimits:
    """Seconds that a submission may take; time in which the machine does something else is free.

    Attributes:
        cell: Of the processor, each cell, both processes together.
        asleep: In which a cell waits for nothing that works.
        notebook: Of the processor, all cells.
        notebook_asleep: All cells.
        after_stop: Of the processor for all that is left, once a cell had to be stopped.
    """

    cell: float = 30.0
    asleep: float = 30.0
    notebook: float = 45.0
    notebook_asleep: float = 30.0
    after_stop: float = 10.0

    @classmethod
    def for_cell(cls, seconds: float) -> "TimeLimits":
        """The limits that follow from the limit of a cell."""
        return cls(seconds, seconds, 1.5 * seconds, seconds, max(2.0, seconds / 3))


@dataclass(frozen=True)
class Step:
    """One cell.

    Attributes:
        kind: "learner" for the learner's process only, "shared" for both, "examiner" for its
            process only without a verdict, "test" for a test cell.
        code: Its text.
        name: The cell's name, for the result.
        profile: What the author's solution did there, for a test cell.
    """

    kind: str
    code: str
    name: str = ""
    profile: CellProfile | None = None


@dataclass(frozen=True)
class CellEnd:
    """How a cell ended.

    Attributes:
        outputs: As nbformat 4 has them; those of learners' cells are not to be believed.
        ok: Whether it ran to its end without an error.
        stopped: "cell", "notebook", "learner" or "examiner": whose end came first; or nothing.
        record: What the test did with the learner's objects.
        by_class: Whether a comparison was left to a class of the learner's.
        spent: Seconds of the processor.
    """

    outputs: list[dict[str, Any]] = field(default_factory=list)
    ok: bool = False
    stopped: str = ""
    record: CellProfile = field(default_factory=CellProfile)
    by_class: bool = False
    spent: float = 0.0


@dataclass(frozen=True)
class Room:
    """Where a submission is run.

    Attributes:
        work: Folder with the learner's files and the assignment's, for the learner's process.
        material: Folder with the assignment's files, for the examiner's.
        time: Seconds.
        memory: Bytes of each process.
    """

    work: Path | None = None
    material: Path | None = None
    time: TimeLimits = field(default_factory=TimeLimits)
    memory: int = 1 << 30
