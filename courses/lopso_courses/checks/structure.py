"""The ten parts of a lesson, its exercises' headings, and its app's words."""

import re
from collections.abc import Iterator

from lopso_courses.app import find_apps
from lopso_courses.cells import LANGUAGES, Cell
from lopso_courses.checks.findings import Finding, finding
from lopso_courses.lessons import Lesson
from lopso_courses.parts import (
    EXERCISES,
    HEADINGS,
    TITLE,
    TRY,
    WRITTEN,
    Heading,
    headings,
    part_number,
    part_of_cells,
)

_COUNT = range(4, 7)
_TITLES = {"vi": "Tên bài", "en": "The title"}
_NUMBERED = {"vi": r"Bài (\d+)\.", "en": r"Exercise (\d+)\."}


def check_parts(lesson: Lesson) -> Iterator[Finding]:
    """Name a part that is missing, out of order, empty or unknown, in each language."""
    for language in LANGUAGES:
        opened = _opened(lesson, language)
        numbers = [number for _, number in opened if number]
        yield from _check_missing(lesson, language, opened)
        for index, (here, number) in enumerate(opened):
            if number is None:
                yield finding(lesson.path, here.line, "unknown-part", part=here.words)
            elif number <= max((n for _, n in opened[:index] if n), default=0):
                yield finding(lesson.path, here.line, "part-order", part=here.words)
        if TITLE in numbers:
            yield from _check_introduction(lesson, language)
    yield from _check_contents(lesson)


def _opened(lesson: Lesson, language: str) -> list[tuple[Heading, int | None]]:
    """The headings of levels 1 and 2 in one language, each with the part it opens."""
    found: list[tuple[Heading, int | None]] = []
    for cell in lesson.cells:
        if cell.kind == "prose" and cell.in_language(language):
            for here in headings(cell):
                number = _part(here, language)
                # An app's title is a heading of its own beside those of the ten parts.
                if here.level <= 2 and not (number is None and cell.app):
                    found.append((here, number))
    return found


def _part(here: Heading, language: str) -> int | None:
    named = here.level == 1 or here.words in HEADINGS[language]
    return part_number(here) if named else None


def _check_missing(
    lesson: Lesson, language: str, opened: list[tuple[Heading, int | None]]
) -> Iterator[Finding]:
    names = (_TITLES[language], *HEADINGS[language])
    there = {number for _, number in opened}
    for number, name in enumerate(names, start=TITLE):
        if number not in there:
            after = [here.line for here, other in opened if other and other > number]
            line = after[0] if after else len(lesson.text.splitlines())
            mark = "# " if number == TITLE else "## "
            values = {"number": number, "part": name, "heading": mark + name}
            yield finding(lesson.path, line, "missing-part", **values)


def _check_introduction(lesson: Lesson, language: str) -> Iterator[Finding]:
    """Part 1 says, after the title, what the teacher will be able to do."""
    for cell, number in zip(lesson.cells, part_of_cells(lesson.cells), strict=True):
        if number == TITLE and cell.kind == "prose" and cell.in_language(language):
            text = re.sub(r"^#.*$", "", cell.source, flags=re.MULTILINE).strip()
            if text:
                return
    title = next(here for here, number in _opened(lesson, language) if number == TITLE)
    needs = {
        "need_vi": "Viết dưới tên bài thầy/cô sẽ làm được gì.",
        "need_en": "Say below the title what the teacher will be able to do.",
    }
    yield finding(lesson.path, title.line, "empty-part", part=title.words, **needs)


def _check_contents(lesson: Lesson) -> Iterator[Finding]:
    """Part 4 has a cell that shows the tool, part 8 a marking guide."""
    needs = {
        TRY: (
            lambda cell: cell.kind == "code" and cell.app,
            'Thêm ô mã có app="…" cho xem công cụ.',
            'Add a code cell with app="…" that shows the tool.',
        ),
        WRITTEN: (
            lambda cell: cell.written,
            'Thêm ô lời có written="…" và points cho hướng dẫn chấm.',
            'Add a prose cell with written="…" and points for the marking guide.',
        ),
    }
    parts = part_of_cells(lesson.cells)
    for number, (wanted, need_vi, need_en) in needs.items():
        cells = [cell for cell, part in zip(lesson.cells, parts, strict=True) if part == number]
        if cells and not any(wanted(cell) for cell in cells):
            part = HEADINGS["vi"][number - 2]
            values = {"part": part, "need_vi": need_vi, "need_en": need_en}
            yield finding(lesson.path, cells[0].line, "empty-part", **values)


def check_exercises(lesson: Lesson) -> Iterator[Finding]:
    """Name a wrong count of exercises, and an exercise without its numbered heading."""
    parts = part_of_cells(lesson.cells)
    opening = [c for c, part in zip(lesson.cells, parts, strict=True) if part == EXERCISES]
    if opening and len(lesson.exercises) not in _COUNT:
        count = len(lesson.exercises)
        yield finding(lesson.path, opening[0].line, "exercise-count", count=count)
    for language in LANGUAGES:
        number, heading_seen = 0, 0
        for cell in lesson.cells:
            if not cell.in_language(language):
                continue
            heading_seen = _exercise_number(cell, language) or heading_seen
            if cell.solution:
                number += 1
                if heading_seen != number:
                    values = {"name": cell.solution, "number": number}
                    yield finding(lesson.path, cell.mark_line, "exercise-heading", **values)


def _exercise_number(cell: Cell, language: str) -> int | None:
    if cell.kind != "prose":
        return None
    found = (re.match(_NUMBERED[language], here.words) for here in headings(cell))
    return next((int(match[1]) for match in found if match), None)


def check_apps(lesson: Lesson) -> Iterator[Finding]:
    """Name an app without a title, a line of what to try, or a picture."""
    for app in find_apps(lesson):
        line = next(cell.mark_line for cell in lesson.cells if cell.app == app.name)
        for language, words in app.words.items():
            values = {"app": app.name, "language": language}
            if not words.title:
                missing = {"missing_vi": "tiêu đề", "missing_en": "title"}
                yield finding(lesson.path, line, "app-words", **values, **missing)
            if not words.try_this:
                missing = {"missing_vi": "dòng nên thử gì", "missing_en": "line of what to try"}
                yield finding(lesson.path, line, "app-words", **values, **missing)
        if not app.picture.is_file():
            target = app.picture.relative_to(lesson.folder)
            yield finding(lesson.path, line, "missing-figure", target=target)
