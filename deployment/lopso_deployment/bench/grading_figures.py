"""The figures of grading, made of the runs that were measured."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lopso_kernels.measuring import Spread, ratios, spread

from lopso_deployment.bench.processes import Run

REST = "fork, confine, end"
"""What no stage counts: the forks' birth and death, their sandboxes, the template."""


@dataclass(frozen=True)
class Figures:
    """What one way of doing a thing took, whole commands with all imports.

    Attributes:
        number: Submissions in each run.
        jobs: How many at once.
        per_minute: Submissions a minute.
        cpu_each: Seconds of the processor for each.
        megabytes: The most that all its processes held at once (sum of Pss).
    """

    number: int
    jobs: int
    per_minute: Spread
    cpu_each: Spread
    megabytes: float


@dataclass(frozen=True)
class GradingFigures(Figures):
    """What the kit's grader took.

    Attributes:
        running_per_minute: Submissions a minute once the first was graded.
        to_first: Seconds until the first was graded: imports, template, the author's solution.
        times_faster: The rate over plain nbgrader's.
        times_less_cpu: Plain nbgrader's seconds of the processor over ours, for each submission.
        stages: Milliseconds of the processor for each submission, by stage, start apart.
        writer_megabytes: The most that the process that writes the gradebook held itself.
    """

    running_per_minute: Spread
    to_first: Spread
    times_faster: Spread
    times_less_cpu: Spread
    stages: dict[str, float]
    writer_megabytes: float


@dataclass(frozen=True)
class FeedbackFigures:
    """Feedback by plain nbgrader and by the kit."""

    plain: Figures
    ours: Figures
    times_faster: Spread


@dataclass(frozen=True)
class GradingBench:
    """All figures of one bench.

    Attributes:
        plain: Plain nbgrader, one submission after the other, as it does.
        ours: For each number of submissions and of jobs.
        feedback: None if it was not asked for.
        same_points: Whether both gave the same points to those that both graded.
    """

    plain: Figures
    ours: tuple[GradingFigures, ...]
    feedback: FeedbackFigures | None
    same_points: bool


@dataclass(frozen=True)
class Pair:
    """A run of ours, and the runs of plain nbgrader before and after it."""

    ours: Run
    before: Run
    after: Run

    def plain(self, name: str) -> float:
        """What plain nbgrader took of something, on the average."""
        return (getattr(self.before, name) + getattr(self.after, name)) / 2


def figures(runs: Sequence[Run], number: int, jobs: int = 1) -> Figures:
    """Rate, processor and memory of runs of so many submissions."""
    return Figures(
        number,
        jobs,
        spread([60 * number / one.seconds for one in runs]),
        spread([one.cpu / number for one in runs]),
        max(one.megabytes for one in runs),
    )


def times_faster(pairs: Sequence[Pair], number: int, plain_number: int) -> Spread:
    """Seconds of plain nbgrader for one submission over seconds of ours."""
    plain = [one.plain("seconds") / plain_number for one in pairs]
    return ratios(plain, [one.ours.seconds / number for one in pairs])


def grading_figures(
    pairs: Sequence[Pair], number: int, jobs: int, plain_number: int
) -> GradingFigures:
    """The figures of runs of ours with so many submissions and jobs."""
    said = [json.loads(one.ours.said) for one in pairs]
    whole = figures([one.ours for one in pairs], number, jobs)
    # Forks are not waited for by the command itself; it says what they took.
    cpu = [one["last"]["cpu"] / number for one in said]
    return GradingFigures(
        number,
        jobs,
        whole.per_minute,
        spread(cpu),
        whole.megabytes,
        spread([60 * max(1, number - 1) / _running(one, "seconds") for one in said]),
        spread([one["first"]["seconds"] for one in said]),
        times_faster(pairs, number, plain_number),
        ratios([one.plain("cpu") / plain_number for one in pairs], cpu),
        _stages(said, number),
        max(one["megabytes"] for one in said),
    )


def _running(said: dict[str, Any], name: str) -> float:
    """What was taken from the first submission to the last."""
    return max(1e-9, said["last"][name] - said["first"][name])


def _stages(said: Sequence[dict[str, Any]], number: int) -> dict[str, float]:
    """Milliseconds for each submission, the first of each run apart."""
    counted = len(said) * max(1, number - 1)
    total = {
        name: sum(1000 * (s["last"]["stages"][name] - s["first"]["stages"][name]) for s in said)
        for name in said[0]["last"]["stages"]
    }
    whole = sum(1000 * _running(one, "cpu") for one in said)
    rest = max(0.0, whole - sum(total.values()))
    return {name: taken / counted for name, taken in {**total, REST: rest}.items()}
