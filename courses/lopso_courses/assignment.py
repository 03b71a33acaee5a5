"""The nbgrader source notebook of a lesson in one language."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lopso_courses.cells import Cell
from lopso_courses.figures import carry_figures
from lopso_courses.lessons import Lesson
from lopso_courses.wording import (
    imported_words,
    only_imports_words,
    say_in,
    with_words,
)

HINT = {"vi": "Gợi ý", "en": "Hint"}
CODE_STUB = {
    "vi": "raise NotImplementedError  # viết mã của thầy/cô ở đây",
    "en": "raise NotImplementedError  # write your code here",
}
TEXT_STUB = {
    "vi": "*Thầy/cô nhấp đúp vào đây, xoá dòng này rồi viết câu trả lời.*",
    "en": "*Double-click here, delete this line and write your answer.*",
}


@dataclass(frozen=True)
class Kernel:
    """The kernel that a built notebook asks for."""

    name: str = "python3"
    display_name: str = "Python 3 (ipykernel)"


PYTHON = Kernel()


def assignment_notebook(lesson: Lesson, language: str, kernel: Kernel = PYTHON) -> NotebookNode:
    """The lesson in one language as an nbgrader source notebook, solutions and tests included.

    The same grade ids and, where the text is the same, the same cell ids in both languages.

    Raises:
        SyntaxError: a code cell of the lesson is not Python.
    """
    words = vocabulary_of(lesson)
    seen: Counter[str] = Counter()
    cells = [
        _node(cell, lesson, language, words, seen)
        for cell in lesson.cells
        if cell.in_language(language) and not is_setup(cell)
    ]
    return notebook_of(cells, lesson, language, kernel)


def notebook_of(
    cells: list[NotebookNode], lesson: Lesson, language: str, kernel: Kernel
) -> NotebookNode:
    """A notebook of these cells that says which lesson and language it is."""
    notebook = new_notebook(cells=cells)
    notebook.nbformat_minor = 5
    facts = {
        "code": lesson.facts.code,
        "course": lesson.course.name,
        "language": language,
        "lesson": lesson.name,
        "sealed": lesson.facts.sealed,
    }
    spec = {"display_name": kernel.display_name, "language": "python", "name": kernel.name}
    notebook.metadata = from_dict(
        {"kernelspec": spec, "language_info": {"name": "python"}, "lopso": facts}
    )
    return notebook


def vocabulary_of(lesson: Lesson) -> frozenset[str]:
    """The checking words that the lesson imports by name, and so may use in any cell."""
    return frozenset(
        word
        for cell in lesson.cells
        if cell.kind == "code"
        for word in imported_words(cell.source)
        if word != "say"
    )


def plain_node(
    cell: Cell, lesson: Lesson, language: str, words: frozenset[str], seen: Counter[str]
) -> NotebookNode:
    """A notebook cell with nothing of nbgrader in it: words of one language, figures carried."""
    cell_id = _cell_id(cell, seen)
    if cell.kind == "code":
        source = with_words(say_in(cell.source, language), language, words)
        return new_code_cell(source, id=cell_id)
    return new_markdown_cell(carry_figures(cell.source, lesson.folder), id=cell_id)


def _node(
    cell: Cell, lesson: Lesson, language: str, words: frozenset[str], seen: Counter[str]
) -> NotebookNode:
    node = plain_node(cell, lesson, language, words, seen)
    if cell.hint:
        seen["hint of " + cell.hint] += 1
        title = f"{HINT[language]} {seen['hint of ' + cell.hint]}"
        node.source = folded(title, node.source)
    if grade := _grade_metadata(cell, seen):
        node.metadata.nbgrader = grade
        node.id = grade["grade_id"]
    return node


def folded(title: str, text: str) -> str:
    """Markdown that shows its title and opens on a click."""
    return f"<details><summary>{title}</summary>\n\n{text}\n\n</details>"


def _grade_metadata(cell: Cell, seen: Counter[str]) -> dict[str, Any] | None:
    """What nbgrader (schema 3) must know of a cell; None for a cell it leaves alone."""
    metadata: dict[str, Any] = {"schema_version": 3, "task": False}
    if cell.solution:
        metadata |= {"grade": False, "grade_id": cell.solution, "locked": False, "solution": True}
    elif cell.tests:
        seen["tests of " + cell.tests] += 1
        grade_id = f"{cell.tests}_test_{seen['tests of ' + cell.tests]}"
        metadata |= {"grade": True, "grade_id": grade_id, "locked": True, "solution": False}
    elif cell.written:
        metadata |= {"grade": True, "grade_id": cell.written, "locked": False, "solution": True}
    else:
        return None
    if metadata["grade"]:
        metadata["points"] = cell.points or 0
    return dict(sorted(metadata.items()))


def is_setup(cell: Cell) -> bool:
    """Whether the cell only lets `lesson.md` itself run; each built cell imports its own words."""
    return cell.kind == "code" and cell.lang is not None and only_imports_words(cell.source)


def _cell_id(cell: Cell, seen: Counter[str]) -> str:
    """An id that stays while the cell's text stays, wherever the cell moves."""
    digest = hashlib.sha256(f"{cell.kind}\n{cell.source}".encode()).hexdigest()[:12]
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
