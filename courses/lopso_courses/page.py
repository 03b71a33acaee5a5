"""The lesson as it reads on a page: Markdown of one language."""

from lopso_courses.assignment import HINT, folded, is_setup
from lopso_courses.cells import Cell
from lopso_courses.lessons import Lesson
from lopso_courses.wording import say_in

GUIDE = {"vi": "Hướng dẫn chấm", "en": "Marking guide"}
_MARKS = tuple(
    f"### {edge} {what}" for edge in ("BEGIN", "END") for what in ("SOLUTION", "HIDDEN TESTS")
)


def page(lesson: Lesson, language: str) -> str:
    """The whole lesson in one language, for someone who prepares a training session.

    Solutions and tests are shown: the page is for trainers, never for learners.
    """
    hints: dict[str, int] = {}
    blocks = [
        _block(cell, language, hints)
        for cell in lesson.cells
        if cell.in_language(language) and not is_setup(cell)
    ]
    return "\n\n".join(blocks) + "\n"


def _block(cell: Cell, language: str, hints: dict[str, int]) -> str:
    if cell.kind == "code":
        source = say_in(cell.source, language)
        lines = [line for line in source.splitlines() if line.strip() not in _MARKS]
        return "\n".join(["```python", *lines, "```"])
    if cell.hint:
        hints[cell.hint] = hints.get(cell.hint, 0) + 1
        return folded(f"{HINT[language]} {hints[cell.hint]}", cell.source)
    if cell.written:
        return folded(GUIDE[language], cell.source)
    return cell.source
