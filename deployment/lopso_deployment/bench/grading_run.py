"""One run of the kit's grader in a process of its own, which prints JSON."""

import json
import os
import resource
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lopso_autograding import stages
from lopso_autograding.grading.warmth import head_start
from lopso_kernels import measuring

if TYPE_CHECKING:
    from lopso_autograding.grading.batch import Line

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Moment:
    """What was taken until a moment.

    Attributes:
        seconds: By the clock, since the grader was called.
        cpu: Seconds of the processor of the whole family.
        stages: Seconds of the processor by stage, forks of the template apart.
    """

    seconds: float
    cpu: float
    stages: dict[str, float]


@dataclass
class Moments:
    """The moments at which the first and the last submission were written."""

    started: float = field(default_factory=time.perf_counter)
    found: list[Moment] = field(default_factory=list)

    def note(self, line: "Line", left: int) -> None:
        """Takes note of a submission that was written."""
        if line.state != "graded":
            raise RuntimeError(f"{line.student} was not graded: {line.troubles}")
        if not self.found or left == 0:
            # Template and keeper live still; they have waited for all forks that ended.
            family = measuring.family(os.getpid())[1:]
            cpu = time.process_time() + sum(map(_taken, family))
            self.found.append(Moment(time.perf_counter() - self.started, cpu, stages.taken()))


def _taken(pid: int) -> float:
    """Seconds of the processor of a process and of those that it has waited for."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICK


def main(folder: str, assignment: str, jobs: str) -> None:
    """Grades and prints."""
    moments = Moments()
    number = sum(1 for _ in Path(folder, "submitted").iterdir())
    with head_start(Path(folder, "source", assignment), number) as begun:
        # As the `lopso` command does: this takes as long as the template needs to get ready.
        from lopso_autograding.grading.batch import grade_assignment

        course, progress = Path(folder), moments.note
        grade_assignment(course, assignment, jobs=int(jobs), progress=progress, begun=begun)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first, last = moments.found[0], moments.found[-1]
    print(json.dumps({"first": asdict(first), "last": asdict(last), "megabytes": megabytes}))
