"""A synthetic nbgrader course for the bench: one assignment, as many submissions as wanted."""

import copy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lopso_deployment.bench.exercises import EXERCISES, IMPORTS, Exercise
from lopso_deployment.bench.processes import run

ASSIGNMENT, NOTEBOOK = "bench", "exercises"
NBGRADER = (sys.executable, "-m", "nbgrader")
_SETTINGS = """\
c = get_config()
c.CourseDirectory.course_id = "bench"
# On a busy machine nbgrader's own limits by the clock would fail right answers.
c.Execute.timeout = 120
c.Execute.iopub_timeout = 60
"""
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def make_course(folder: Path) -> NotebookNode:
    """Makes the course by nbgrader's own command; returns the notebook that learners get.

    Raises:
        KitError: nbgrader refuses.
    """
    place = folder / "source" / ASSIGNMENT
    place.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(_SETTINGS, encoding="utf-8")
    nbformat.write(_source(), place / f"{NOTEBOOK}.ipynb")
    run((*NBGRADER, "generate_assignment", ASSIGNMENT), folder)
    return nbformat.read(folder / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)


def submit(folder: Path, release: NotebookNode, number: int) -> None:
    """Writes so many submissions of known kinds, the same ones for the same number."""
    for place in range(number):
        text = nbformat.writes(_answered(release, dict(_answers(place))))
        student = folder / "submitted" / f"student{place:05d}" / ASSIGNMENT
        student.mkdir(parents=True)
        (student / f"{NOTEBOOK}.ipynb").write_text(text, encoding="utf-8")
        (student / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC", encoding="utf-8")


def _answers(place: int) -> Iterator[tuple[str, str]]:
    """Of ten learners six are right, two half right, one wrong, and one has a slip of the pen."""
    kind = place % 10
    for number, exercise in enumerate(EXERCISES):
        wrong = kind == 8 or (kind in (6, 7) and number % 2 == kind - 6)
        text = exercise.wrong if wrong else exercise.right
        if kind == 9 and exercise.name == "count_words":
            text = text.replace("):", ")", 1)
        # No two learners write the same file.
        own = f"# {place}\n" if exercise.visible else ""
        yield exercise.name, f"{own}{text}"


def _answered(release: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    return notebook


def _marks(name: str, **about: object) -> dict[str, Any]:
    made = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"nbgrader": {**made, "grade_id": name, "schema_version": 3, **about}}


def _source() -> NotebookNode:
    cells = [
        new_markdown_cell("# Tám bài tập (dữ liệu giả lập)"),
        new_code_cell(IMPORTS, metadata=_marks("imports", locked=True)),
    ]
    for exercise in EXERCISES:
        cells += _cells(exercise)
    cells.append(new_code_cell("1 / 0  # ô này cố ý báo lỗi"))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    return new_notebook(cells=cells, metadata={"kernelspec": _KERNEL})


def _cells(exercise: Exercise) -> Iterator[NotebookNode]:
    yield new_markdown_cell(f"## {exercise.asked}")
    worth = {"grade": True, "points": exercise.points}
    if not exercise.visible:
        marks = _marks(exercise.name, solution=True, **worth)
        yield new_markdown_cell(exercise.right, metadata=marks)
        return
    yield new_code_cell(exercise.solution, metadata=_marks(exercise.name, solution=True))
    marks = _marks(f"test_{exercise.name}", locked=True, **worth)
    yield new_code_cell(exercise.tests, metadata=marks)
