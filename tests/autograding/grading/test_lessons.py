"""Our own lessons: each named answer gets the points of its name, sealed as in one process."""

import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from lopso_autograding.grading.author import audit_lesson
from lopso_autograding.grading.marking import score
from lopso_autograding.grading.paper import Paper, paper_of
from lopso_autograding.grading.rebuild import PlannedStep, plan, reference
from lopso_autograding.grading.running import Rules, profile_of
from lopso_autograding.grading.warmth import make_template
from lopso_autograding.sealed.policy import Profile
from lopso_autograding.sealed.session import run_steps
from lopso_autograding.sealed.steps import Room
from lopso_courses.assignment import assignment_notebook
from lopso_courses.lessons import Lesson, find_lessons
from lopso_kernels import Template

pytestmark = pytest.mark.slow
LESSONS = find_lessons()
PAPERS = {
    lesson.name: paper_of(assignment_notebook(lesson, "vi"), lesson.name) for lesson in LESSONS
}
JOBS = len(os.sched_getaffinity(0))


@dataclass(frozen=True)
class Prepared:
    """A lesson whose answers can be graded."""

    lesson: Lesson
    paper: Paper
    profile: Profile
    template: Template
    room: Room

    def points(self, path: Path) -> float:
        """What an answer gets from the tests of its exercise, after which no cell is run."""
        exercise, text = path.parent.name, path.read_text(encoding="utf-8")
        cells = reference(self.paper)
        built = tuple(replace(c, source=text) if c.name == exercise else c for c in cells)
        steps = self._steps(plan(self.paper, built, self.profile), exercise)
        owned, shared = self.paper.owned, self.paper.known_to_both
        ends = run_steps(
            self.template, [one.step for one in steps], self.room, owned=owned, shared=shared
        )
        by_place = {one.place: end for one, end in zip(steps, ends, strict=True)}
        by_place.pop(None, None)
        marked = score(self.paper, built, by_place, Rules())
        return sum(one.points or 0 for one in marked.scores if _tests(one.name, exercise))

    def _steps(self, planned: tuple[PlannedStep, ...], exercise: str) -> list[PlannedStep]:
        kept = [s for s in planned if s.step.kind != "test" or _tests(s.step.name, exercise)]
        last = max(n for n, one in enumerate(kept) if one.step.kind == "test")
        return kept[: last + 1]

    def full(self, exercise: str) -> float:
        return sum(cell.points for cell in self.paper.cells if _tests(cell.name, exercise))


def _tests(name: str, exercise: str) -> bool:
    return re.fullmatch(rf"{exercise}_test_\d+", name) is not None


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    with make_template(tuple(PAPERS.values())) as made:
        yield made


@pytest.fixture(scope="module", params=LESSONS, ids=lambda lesson: lesson.name)
def prepared(request: pytest.FixtureRequest, template: Template) -> Prepared:
    lesson: Lesson = request.param
    paper = PAPERS[lesson.name]
    room = Room(lesson.folder, lesson.folder)
    return Prepared(lesson, paper, profile_of(template, paper, room, Rules()), template, room)


def _answers(lesson: Lesson) -> list[Path]:
    """Of each exercise the right answers and one answer of each lower score; all in a soak."""
    chosen: dict[str, Path] = {}
    for path in sorted((lesson.folder / "answers").glob("*/*.py")):
        verdict, *more = path.stem.split("_")
        alike = f"{verdict} {more[0]}" if verdict == "part" else verdict
        all_of_them = verdict == "right" or os.environ.get("LOPSO_SOAK")
        chosen.setdefault(f"{path.parent.name} {path if all_of_them else alike}", path)
    return list(chosen.values())


def _wanted(path: Path, full: float) -> float:
    verdict, *more = path.stem.split("_")
    return {"right": full, "wrong": 0.0}.get(verdict) or (
        float(more[0]) if verdict == "part" else 0.0
    )


def test_the_authors_solution_passes_every_test_cell(prepared: Prepared):
    tests = {cell.name for cell in prepared.paper.cells if cell.role == "test"}
    assert set(prepared.profile.cells) == tests


def test_every_named_answer_gets_the_points_of_its_name(prepared: Prepared):
    answers = _answers(prepared.lesson)
    with ThreadPoolExecutor(JOBS) as pool:
        got: Mapping[Path, float] = dict(
            zip(answers, pool.map(prepared.points, answers), strict=True)
        )
    wanted = {path: _wanted(path, prepared.full(path.parent.name)) for path in answers}
    assert got == wanted


def test_learners_that_know_nothing_get_nothing(prepared: Prepared):
    found = audit_lesson(prepared.lesson, prepared.template)
    assert not found, found
