"""All trials of a lesson in one nbgrader assignment, so that one submission grades them all.

Plain nbgrader takes seconds for a submission, nearly all of it for the kernel. Here each trial has
its own copy of the exercise's cells, at the place where the exercise stands, and what the
notebook's names hold is put back after each.
"""

from collections.abc import Sequence

from lopso_courses.assignment import assignment_notebook
from lopso_courses.lessons import Lesson
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from lopso_autograding.lesson_answers.trials import Trial

_KEEP = "names_kept = dict(globals())"
_RESTORE = """\
for name in set(globals()) - set(names_kept):
    globals().pop(name, None)
globals().update(names_kept)"""


def bundle(lesson: Lesson, trials: Sequence[Trial], language: str) -> NotebookNode:
    """A source notebook with a copy of the exercise for each trial, solved as the lesson solves.

    The copy of trial `n` has the grade ids `<exercise>__<n>`, `<exercise>__<n>_test_1` and so on.
    """
    notebook = assignment_notebook(lesson, language)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells: list[NotebookNode] = []
    for index, cell in enumerate(code):
        for number, trial in enumerate(trials):
            if cell.id == trial.exercise:
                cells += _copies(_span(code[index:], trial.exercise), number, trial.exercise)
        if not _grade(cell).get("grade"):
            cells.append(_plain(cell.source, f"solved-{index}"))
    notebook.cells = cells
    return notebook


def copy_id(trial: Trial, number: int) -> str:
    """The grade id of the solution cell in the copy for a trial."""
    return f"{trial.exercise}__{number}"


def _span(cells: Sequence[NotebookNode], exercise: str) -> list[NotebookNode]:
    """From the exercise's cell to its last test, without the other exercises' graded cells."""
    own = [cell for cell in cells if cell.id == exercise or _tests(cell, exercise)]
    last = cells.index(own[-1])
    return [cell for cell in cells[: last + 1] if cell in own or not _grade(cell).get("grade")]


def _copies(cells: Sequence[NotebookNode], number: int, exercise: str) -> list[NotebookNode]:
    copies = [_plain(_KEEP, f"keep-{number}")]
    for index, cell in enumerate(cells):
        if cell.id == exercise or _tests(cell, exercise):
            copy = NotebookNode(cell)
            copy.metadata = NotebookNode(nbgrader=NotebookNode(_grade(cell)))
            copy.id = cell.id.replace(exercise, f"{exercise}__{number}", 1)
            copy.metadata.nbgrader.grade_id = copy.id
            copies.append(copy)
        else:
            copies.append(_plain(cell.source, f"between-{number}-{index}"))
    return [*copies, _plain(_RESTORE, f"restore-{number}")]


def _plain(source: str, name: str) -> NotebookNode:
    """An ungraded cell, without the marks of a solution, which nbgrader would refuse there."""
    return new_code_cell(
        source.replace("### BEGIN", "# begin").replace("### END", "# end"), id=name
    )


def _grade(cell: NotebookNode) -> dict[str, object]:
    return cell.metadata.get("nbgrader", {})


def _tests(cell: NotebookNode, exercise: str) -> bool:
    name, _, number = str(_grade(cell).get("grade_id", "")).rpartition("_test_")
    return name == exercise and number.isdecimal()
