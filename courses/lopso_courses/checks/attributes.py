"""What cells say about themselves: known words, good values, names used once."""

import re
from collections.abc import Iterator

from lopso_courses.cells import ATTRIBUTES, LANGUAGES, Cell
from lopso_courses.checks.findings import Finding, finding
from lopso_courses.lessons import Lesson

# On which kind of cell an attribute may stand.
_KINDS = {"solution": "code", "tests": "code", "written": "prose", "hint": "prose"}
_LARGEST_TEST = 2
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def check_attributes(lesson: Lesson) -> Iterator[Finding]:
    """Name unknown attributes, wrong order, values that cannot be used, and wrong points."""
    for cell in lesson.cells:
        names = list(cell.attributes)
        for name in names:
            if name not in ATTRIBUTES:
                known = ", ".join(ATTRIBUTES)
                yield finding(
                    lesson.path, cell.mark_line, "unknown-attribute", name=name, known=known
                )
            elif need := _need(cell, name):
                values = {"name": name, "value": cell.attributes[name]}
                needs = {"need_vi": need[0], "need_en": need[1]}
                yield finding(lesson.path, cell.mark_line, "attribute-value", **values, **needs)
        if names != sorted(names):
            values = {"found": " ".join(names), "wanted": " ".join(sorted(names))}
            yield finding(lesson.path, cell.mark_line, "attribute-order", **values)
        if not _points_are_right(cell):
            points = cell.attributes.get("points", "–")
            yield finding(lesson.path, cell.mark_line, "points", points=points)


def _need(cell: Cell, name: str) -> tuple[str, str] | None:
    """What an attribute needs that it does not have, in both languages."""
    value = cell.attributes[name]
    if name == "lang" and value not in LANGUAGES:
        return 'Viết lang="vi" hoặc lang="en".', 'Write lang="vi" or lang="en".'
    if name == "lang" and cell.tests:
        return (
            "Viết một ô cho cả hai, lời trong say(…).",
            "Write one cell for both, words in say(…).",
        )
    if name in _KINDS and cell.kind != _KINDS[name]:
        kinds = {"code": ("ô mã", "a code cell"), "prose": ("ô lời", "a prose cell")}
        vietnamese, english = kinds[_KINDS[name]]
        return f"Đặt nó trên {vietnamese}.", f"Put it on {english}."
    if name == "points" and not (cell.tests or cell.written):
        return "Chỉ ô tests và written có điểm.", "Only tests and written cells have points."
    if name not in ("lang", "points") and not _NAME.fullmatch(str(value)):
        return (
            "Viết tên bằng chữ thường không dấu, số và dấu gạch dưới.",
            "Write a name of small unaccented letters, digits and underscores.",
        )
    return None


def _points_are_right(cell: Cell) -> bool:
    if not (cell.tests or cell.written):
        return True
    if cell.points is None or cell.points <= 0:
        return False
    return bool(cell.written) or cell.points <= _LARGEST_TEST


def check_names(lesson: Lesson) -> Iterator[Finding]:
    """Name exercises called alike, and cells that belong to no exercise above them."""
    for language in LANGUAGES:
        first: dict[str, int] = {}
        for cell in lesson.cells:
            if not cell.in_language(language):
                continue
            for name in filter(None, (cell.solution, cell.written)):
                if name in first:
                    values = {"name": name, "first": first[name]}
                    yield finding(lesson.path, cell.mark_line, "duplicate-name", **values)
                first.setdefault(name, cell.mark_line)
            about = cell.tests or cell.hint
            if about and about not in first:
                yield finding(lesson.path, cell.mark_line, "unknown-exercise", name=about)
