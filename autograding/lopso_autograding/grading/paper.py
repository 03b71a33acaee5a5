"""An assignment's notebook as its author made it: cells, points, tests, and who owns which name.

The gradebook has the text of every marked cell, hidden tests included; the notebook in source/ has
their order, the cells without marks, and the author's own solutions.
"""

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, reader
from nbgrader.api import Gradebook, Notebook

from lopso_autograding.grading.course import CourseError
from lopso_autograding.grading.submission import SKIPPED
from lopso_autograding.sealed.effects import needed
from lopso_autograding.sealed.names import names_of

TEST, WRITTEN, SOLUTION, LOCKED, TASK, PLAIN = (
    "test",
    "written",
    "solution",
    "locked",
    "task",
    "plain",
)


@dataclass(frozen=True)
class PaperCell:
    """One cell of the author's notebook.

    Attributes:
        name: Its grade id; a cell without marks has none.
        role: One of the constants of this module.
        cell_type: "code" or "markdown".
        source: Its text as learners get it, hidden tests and marking scheme included.
        author: Its text in the author's own notebook.
        points: What it is worth.
        metadata: What nbgrader notes of it.
        cell_id: Its id in the author's notebook.
        skipped: Whether the author's tag says that it is not to be run.
    """

    name: str
    role: str
    cell_type: str
    source: str
    author: str
    points: float = 0.0
    metadata: dict[str, Any] = field(default_factory=dict)
    cell_id: str = ""
    skipped: bool = False


@dataclass(frozen=True)
class Paper:
    """One notebook of an assignment.

    Attributes:
        name: Of the notebook, without its ending.
        cells: In the author's order.
        metadata: Of the author's notebook, with the gradebook's word on the kernel.
        owned: Names that the author's solutions bind; a learner's process is asked for them.
        shared: Names of the locked cells.
        knows_solutions: Whether the author's notebook was found.
    """

    name: str
    cells: tuple[PaperCell, ...]
    metadata: dict[str, Any]
    owned: frozenset[str]
    shared: frozenset[str]
    knows_solutions: bool

    def cell(self, name: str) -> PaperCell:
        """A marked cell by its grade id."""
        return next(cell for cell in self.cells if cell.name == name)

    @property
    def marked(self) -> dict[str, PaperCell]:
        """The marked cells, by grade id."""
        return {cell.name: cell for cell in self.cells if cell.name}

    @cached_property
    def beside_the_tests(self) -> frozenset[int]:
        """The places of the cells without marks that also run beside the tests.

        To run they need no learner's name, though a function of theirs may, and a test or
        another locked cell needs what they make.
        """
        tainted = self.tainted
        places, wanted = [], frozenset[str]()
        for place, cell in enumerate(self.cells):
            runs = cell.cell_type == "code" and not cell.skipped
            names = names_of(cell.source) if runs else None
            if names and cell.role in (TEST, LOCKED):
                wanted |= names.used
            elif names and not cell.name and names.readable and not names.at_once & tainted:
                places.append(place)
        found = needed([self.cells[place].source for place in places], wanted)
        return frozenset(places[number] for number in found)

    @cached_property
    def known_to_both(self) -> frozenset[str]:
        """Names of the cells that both processes run."""
        beside = [names_of(self.cells[place].source) for place in self.beside_the_tests]
        return self.shared.union(*(names.bound | names.imported for names in beside))

    @property
    def sealed(self) -> bool:
        """Whether tests run apart from learners' code; the author may say that they cannot."""
        facts = self.metadata.get("lopso")
        return not isinstance(facts, dict) or facts.get("sealed", True) is not False

    @cached_property
    def tainted(self) -> frozenset[str]:
        """Names of the learner's, of cells without marks made from them, and what calls them."""
        found = set(self.owned)
        for cell in self.cells:
            names = names_of(cell.source) if cell.cell_type == "code" else None
            if names and cell.role == PLAIN and names.used & found:
                found |= names.bound
        return frozenset(found)


def read_papers(gradebook: Gradebook, assignment: str, source: Path) -> tuple[Paper, ...]:
    """The notebooks of an assignment.

    Raises:
        nbgrader.api.MissingEntry: The gradebook does not know the assignment.
        CourseError: A notebook is not in Python.
    """
    notebooks = gradebook.find_assignment(assignment).notebooks
    return tuple(_paper(notebook, source / f"{notebook.name}.ipynb") for notebook in notebooks)


def _paper(notebook: Notebook, path: Path) -> Paper:
    try:
        # `nbformat.read` would also check the form, which takes longer than to read a notebook.
        author = nbformat.convert(reader.reads(path.read_text(encoding="utf-8")), 4)
    except (OSError, ValueError, nbformat.ValidationError):
        author = None
    kernelspec = json.loads(str(notebook.kernelspec or "{}"))
    about = author.metadata.get("language_info", {}) if author is not None else {}
    language = str(kernelspec.get("language") or about.get("name") or "python")
    if language.lower() not in ("python", "ipython"):
        raise CourseError(
            f"{notebook.name} is in {language}, and only Python is graded here: use nbgrader"
            " autograde.",
            f"{notebook.name} viết bằng {language}, ở đây chỉ chấm được Python: hãy dùng nbgrader"
            " autograde.",
        )
    return assemble(str(notebook.name), author, _marked_cells(notebook), kernelspec)


def paper_of(notebook: NotebookNode, name: str) -> Paper:
    """The paper of an author's notebook that no gradebook knows yet."""
    return assemble(name, notebook, _cells_marked_in(notebook), {})


def assemble(
    name: str,
    author: NotebookNode | None,
    marked: dict[str, PaperCell],
    kernelspec: dict[str, Any],
) -> Paper:
    """A paper made of the author's notebook, if there is one, and the marked cells by grade id."""
    cells: list[PaperCell] = []
    for cell in author.cells if author is not None else ():
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in marked:
            cells.append(_with_author(marked.pop(grade_id), cell))
        elif cell.cell_type in ("code", "markdown"):
            plain = PaperCell("", PLAIN, cell.cell_type, cell.source, cell.source)
            cells.append(_with_author(plain, cell))
    cells += marked.values()
    solutions = [cell for cell in cells if cell.role in (SOLUTION, WRITTEN)]
    codes = [cell for cell in solutions if cell.cell_type == "code"]
    owned = [names_of(text).bound for cell in codes for text in (cell.author, cell.source)]
    locked = [names_of(c.source) for c in cells if c.role == LOCKED and c.cell_type == "code"]
    metadata = dict(author.metadata) if author is not None else {}
    return Paper(
        name,
        tuple(cells),
        {**metadata, "kernelspec": kernelspec} if kernelspec else metadata,
        frozenset().union(*owned),
        frozenset().union(*(names.bound | names.imported for names in locked)),
        author is not None,
    )


def _cells_marked_in(notebook: NotebookNode) -> dict[str, PaperCell]:
    cells = {}
    for cell in notebook.cells:
        marks = dict(cell.metadata.get("nbgrader", {}))
        if not marks.get("grade_id"):
            continue
        graded, solution = bool(marks.get("grade")), bool(marks.get("solution"))
        role = _role(cell.cell_type, graded=graded, solution=solution)
        made = {"task": False, "locked": graded and not solution, **marks}
        role = TASK if made["task"] else role
        points, text = float(marks.get("points") or 0), cell.source
        own = PaperCell(marks["grade_id"], role, cell.cell_type, text, text, points, made)
        cells[own.name] = own
    return cells


def _with_author(cell: PaperCell, found: nbformat.NotebookNode) -> PaperCell:
    # A test that is not run would be worth all its points.
    skipped = cell.role != TEST and SKIPPED in found.metadata.get("tags", ())
    own = str(found.get("id", ""))
    return replace(cell, author=found.source, cell_id=own, skipped=skipped)


def _marked_cells(notebook: Notebook) -> dict[str, PaperCell]:
    points = {cell.name: cell.max_score for cell in notebook.grade_cells}
    tasks = {cell.name: cell.max_score for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    cells = {}
    for cell in notebook.source_cells:
        graded, solution, task = cell.name in points, cell.name in solutions, cell.name in tasks
        metadata = {
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
            "grade": graded,
            "grade_id": cell.name,
            "locked": bool(cell.locked),
            "schema_version": 3,
            "solution": solution,
            "task": task,
        }
        if graded or task:
            metadata["points"] = points.get(cell.name, tasks.get(cell.name))
        role = TASK if task else _role(cell.cell_type, graded=graded, solution=solution)
        text = cell.source or ""
        worth = float(metadata.get("points") or 0)
        cells[cell.name] = PaperCell(cell.name, role, cell.cell_type, text, text, worth, metadata)
    return cells


def _role(cell_type: str, *, graded: bool, solution: bool) -> str:
    if graded and solution:
        return WRITTEN
    if solution:
        return SOLUTION
    return TEST if graded and cell_type == "code" else LOCKED
