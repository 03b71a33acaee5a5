"""The named answers of a lesson: enough of them, with names that say what they score."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lopso_courses.checks.findings import Finding, finding
from lopso_courses.lessons import Lesson

Verdict = Literal["right", "wrong", "part"]
_RIGHT, _WRONG = 1, 2


@dataclass(frozen=True)
class Answer:
    """An answer whose score is known.

    Attributes:
        exercise: the exercise that it answers.
        path: the file; its text stands in the place of the whole solution cell.
        verdict: full points, none, or a part of them.
        points: the points that it must score.
    """

    exercise: str
    path: Path
    verdict: Verdict
    points: float

    @property
    def text(self) -> str:
        """The text of the answer, as a learner would have it in the cell."""
        return self.path.read_text(encoding="utf-8").rstrip("\n")


def points_of(lesson: Lesson, exercise: str) -> float:
    """What the test cells of an exercise are worth together."""
    return sum(cell.points or 0 for cell in lesson.tests_of(exercise))


def find_answers(lesson: Lesson) -> tuple[Answer, ...]:
    """The answers of a lesson whose names say what they score."""
    found: list[Answer] = []
    for exercise in lesson.exercises:
        for path in sorted((lesson.folder / "answers" / exercise).glob("*.py")):
            full = points_of(lesson, exercise)
            if (points := _points(path.stem, full)) is not None:
                verdict: Verdict = "right" if points == full else "part" if points else "wrong"
                found.append(Answer(exercise, path, verdict, points))
    return tuple(found)


def _points(stem: str, full: float) -> float | None:
    """The points in an answer's name; None when it names none that the exercise could give."""
    match = re.fullmatch(r"(right|wrong|part_(\d+))_\w+", stem)
    if match is None:
        return None
    if match[2] is None:
        return full if match[1] == "right" else 0
    return int(match[2]) if 0 < int(match[2]) < full else None


def check_answers_exist(lesson: Lesson) -> Iterator[Finding]:
    """Name exercises with too few answers, and answers that no rule can read."""
    folder = lesson.folder / "answers"
    known = {answer.path for answer in find_answers(lesson)}
    for cell in lesson.cells:
        if not cell.solution:
            continue
        verdicts = [a.verdict for a in find_answers(lesson) if a.exercise == cell.solution]
        right, wrong = verdicts.count("right"), verdicts.count("wrong")
        if right < _RIGHT or wrong < _WRONG:
            values = {"name": cell.solution, "right": right, "wrong": wrong}
            yield finding(lesson.path, cell.mark_line, "answers", **values)
    for path in sorted(folder.glob("*/*.py")):
        if path.parent.name in lesson.exercises and path not in known:
            points = points_of(lesson, path.parent.name)
            yield finding(path, 1, "answer-name", name=path.name, points=f"{points:g}")
    for path in sorted(folder.glob("*/")):
        if path.is_dir() and path.name not in (*lesson.exercises, "__pycache__"):
            yield finding(path, 1, "unknown-answers", name=path.name)
