"""Grading measured: the kit's sealed grader and plain nbgrader on the same submissions.

Plain nbgrader takes seconds for each submission, so it grades only some of them, before and after
each round of ours.
"""

import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook

from lopso_deployment.bench.course import ASSIGNMENT, NBGRADER, make_course, submit
from lopso_deployment.bench.grading_figures import (
    FeedbackFigures,
    GradingBench,
    Pair,
    figures,
    grading_figures,
    times_faster,
)
from lopso_deployment.bench.processes import Run, run

_RUN = """\
import sys
from lopso_deployment.own_process import settle
settle()  # before anything else, as the `lopso` command does
from lopso_deployment.bench.grading_run import main
main(*sys.argv[1:])
"""
_OURS = (sys.executable, "-c", _RUN)
_PLAIN_FEEDBACK = (*NBGRADER, "generate_feedback", ASSIGNMENT)
_FEEDBACK = (sys.executable, "-m", "lopso_deployment.cli", "feedback", ASSIGNMENT)
_MOST_IN_ALL = 300


@dataclass(frozen=True)
class Plan:
    """What is measured.

    Attributes:
        sizes: Numbers of submissions.
        jobs: How many at once.
        rounds: Runs of each size; of large sizes fewer (300 submissions in all), but one.
        plain: How many submissions plain nbgrader grades each time.
        feedback: For how many learners both give feedback; 0 for none.
    """

    sizes: Sequence[int] = (10, 100)
    jobs: Sequence[int] = (1, 2)
    rounds: int = 3
    plain: int = 5
    feedback: int = 100

    def in_round(self, place: int) -> list[tuple[int, int]]:
        """The sizes and jobs of a round, the first of which is 0."""
        return [
            (size, jobs)
            for size in self.sizes
            for jobs in self.jobs
            if place == 0 or (place + 1) * size <= _MOST_IN_ALL
        ]


@dataclass
class _Courses:
    """Where courses are made and graded, and what was graded last by plain nbgrader."""

    folder: Path
    progress: Callable[[str], object]
    release: NotebookNode = field(init=False)
    points: dict[str, float] = field(default_factory=dict)
    same_points: bool = True

    def __post_init__(self) -> None:
        (self.folder / "made").mkdir()
        self.release = make_course(self.folder / "made")

    def new(self, number: int) -> Path:
        """A new copy of the course with so many submissions."""
        place = self.folder / "course"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.folder / "made", place)
        submit(place, self.release, number)
        return place

    def plain(self, number: int) -> Run:
        """Plain nbgrader grades."""
        self.progress(f"nbgrader autograde: {number} submissions")
        place = self.new(number)
        graded = run((*NBGRADER, "autograde", ASSIGNMENT), place)
        self.points = _points(place)
        return graded

    def ours(self, number: int, jobs: int) -> Run:
        """The kit grades."""
        self.progress(f"lopso grade --jobs {jobs}: {number} submissions")
        place = self.new(number)
        graded = run((*_OURS, str(place), ASSIGNMENT, str(jobs)), place)
        points = _points(place)
        self.same_points &= all(points.get(name, got) == got for name, got in self.points.items())
        return graded

    def feedback(self, number: int, rounds: int) -> list[Pair]:
        """Both give feedback on what the kit has graded, one after the other."""
        self.ours(number, 2)
        plain, ours = [self._feedback(_PLAIN_FEEDBACK, number)], []
        for _ in range(rounds):
            ours.append(self._feedback(_FEEDBACK, number))
            plain.append(self._feedback(_PLAIN_FEEDBACK, number))
        return [Pair(*three) for three in zip(ours, plain, plain[1:], strict=False)]

    def _feedback(self, command: Sequence[str], number: int) -> Run:
        self.progress(f"{command[-2]}: {number} learners")
        place = self.folder / "course"
        shutil.rmtree(place / "feedback", ignore_errors=True)
        return run(command, place)


def _points(folder: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        found = gradebook.assignment_submissions(ASSIGNMENT)
        return {one.student.id: float(one.score or 0) for one in found}


def bench_grading(plan: Plan, progress: Callable[[str], object] = lambda _: None) -> GradingBench:
    """Measures; `progress` is told what."""
    graded: defaultdict[tuple[int, int], list[Pair]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="lopso-bench-") as made:
        courses = _Courses(Path(made), progress)
        plain = [courses.plain(plan.plain)]
        for place in range(plan.rounds):
            ours = {which: courses.ours(*which) for which in plan.in_round(place)}
            plain.append(courses.plain(plan.plain))
            for which, one in ours.items():
                graded[which].append(Pair(one, plain[-2], plain[-1]))
        feedback = courses.feedback(plan.feedback, plan.rounds) if plan.feedback else []
    return GradingBench(
        figures(plain, plan.plain),
        tuple(grading_figures(pairs, *which, plan.plain) for which, pairs in graded.items()),
        _feedback(feedback, plan.feedback) if feedback else None,
        courses.same_points,
    )


def _feedback(pairs: Sequence[Pair], number: int) -> FeedbackFigures:
    return FeedbackFigures(
        figures([pairs[0].before, *(one.after for one in pairs)], number),
        figures([one.ours for one in pairs], number),
        times_faster(pairs, number, number),
    )
