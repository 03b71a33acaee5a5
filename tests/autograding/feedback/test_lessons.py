"""Our own lessons: no hidden test and no solution stands on any page, whatever is answered."""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from lopso_autograding.grading.paper import TEST, paper_of
from lopso_autograding.grading.rebuild import BuiltCell, reference
from lopso_autograding.grading.warmth import make_template
from lopso_courses.assignment import assignment_notebook
from lopso_courses.lessons import Lesson, find_lessons

from .conftest import Desk, read

pytestmark = pytest.mark.slow
STEP = 1 if os.environ.get("LOPSO_SOAK") else 5
_HIDDEN = re.compile(r"^\s*### BEGIN HIDDEN.*?^\s*### END HIDDEN", re.DOTALL | re.MULTILINE)
_SOLVED = re.compile(r"^\s*### BEGIN SOLUTION.*?^\s*### END SOLUTION", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module", params=find_lessons(), ids=lambda lesson: lesson.name)
def lesson(request) -> Lesson:
    return request.param


@pytest.fixture(scope="module", params=["vi", "en"])
def desk(request, lesson: Lesson, tmp_path_factory: pytest.TempPathFactory):
    paper = paper_of(assignment_notebook(lesson, request.param), lesson.name)
    material = tmp_path_factory.mktemp("material")
    if (lesson.folder / "data").is_dir():
        shutil.copytree(lesson.folder / "data", material / "data")
    with make_template((paper,)) as template:
        yield Desk.of(paper, request.param, template, material)


def submissions(lesson: Lesson, desk: Desk) -> list[tuple[BuiltCell, ...]]:
    """Each named answer stands in one of these submissions, one answer to an exercise in each."""
    answers = {
        folder.name: [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))]
        for folder in (lesson.folder / "answers").iterdir()
    }
    made = []
    for turn in range(max(map(len, answers.values()))):
        texts = {name: known[turn % len(known)] for name, known in answers.items()}
        cells = reference(desk.paper)
        made.append(tuple(replace(c, source=texts.get(c.name, c.source)) for c in cells))
    return made


def lines_only_in(pattern: re.Pattern[str], desk: Desk, tests: bool) -> set[str]:
    """The lines within a kind of region that stand nowhere else in the notebook."""
    inside, outside = set[str](), set[str]()
    for cell in desk.paper.cells:
        found = "\n".join(pattern.findall(cell.author)) if (cell.role == TEST) == tests else ""
        inside |= {line.strip() for line in found.splitlines()}
        outside |= {line.strip() for line in pattern.sub("", cell.author).splitlines()}
    return {line for line in inside - outside if len(line) > 8}


def test_no_hidden_test_is_on_any_page(lesson: Lesson, desk: Desk, tmp_path: Path) -> None:
    hidden = lines_only_in(_HIDDEN, desk, tests=True)
    assert len(hidden) > 5
    for place, built in enumerate(submissions(lesson, desk)[::STEP]):
        page = desk.page(built, tmp_path / str(place))
        seen = read(page)
        assert not [line for line in hidden if line in seen or line in page]
        assert "HIDDEN TESTS" not in page


def test_no_solution_is_on_the_page_of_one_who_answered_nothing(desk: Desk, tmp_path: Path) -> None:
    solved = lines_only_in(_SOLVED, desk, tests=False)
    assert len(solved) > 5
    built = tuple(
        replace(cell, source="pass") if "BEGIN SOLUTION" in cell.source else cell
        for cell in reference(desk.paper)
    )
    seen = read(desk.page(built, tmp_path))
    asked = [cell.author for cell in desk.paper.cells if cell.cell_type == "markdown"]
    assert not [line for line in solved if line in seen and not any(line in text for text in asked)]
