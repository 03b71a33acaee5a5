"""The ten parts of a lesson, recognised by their headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lopso_courses.cells import Cell

# Part 1 is the level-1 title; the others have these level-2 headings, in this order.
HEADINGS = {
    "vi": (
        "Thời gian và chuẩn bị",
        "Việc thật ở trường",
        "Thử ngay",
        "Giải thích từng bước",
        "Bài tập",
        "Tự kiểm tra",
        "Bài viết",
        "Trong lớp của thầy/cô",
        "Nguồn",
    ),
    "en": (
        "Time and what you need",
        "The real task",
        "Try it",
        "Step by step",
        "Exercises",
        "Check yourself",
        "Written task",
        "In your classroom",
        "Sources",
    ),
}
TITLE, TRY, EXERCISES, WRITTEN, IN_CLASS, SOURCES = 1, 4, 6, 8, 9, 10


@dataclass(frozen=True)
class Heading:
    """A heading of the lesson: how deep, in which words, on which line."""

    level: int
    words: str
    line: int = 0


def heading(line: str, number: int = 0) -> Heading | None:
    """The heading that a line of Markdown is, or None."""
    match = re.match(r"(#{1,6}) +(.+?)\s*$", line)
    return Heading(len(match[1]), match[2], number) if match else None


def headings(cell: Cell) -> list[Heading]:
    """The headings of a prose cell; lines inside code fences are none."""
    found: list[Heading] = []
    fenced = False
    for number, line in enumerate(cell.source.splitlines(), start=cell.line):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced and (here := heading(line, number)):
            found.append(here)
    return found


def part_number(here: Heading) -> int | None:
    """Which of the ten parts a heading opens, in either language."""
    if here.level == 1:
        return TITLE
    if here.level == 2:
        for names in HEADINGS.values():
            if here.words in names:
                return names.index(here.words) + 2
    return None


def part_of_cells(cells: Sequence[Cell]) -> list[int]:
    """The number of the part in which each cell stands; 0 before the title."""
    numbers: list[int] = []
    current = 0
    for cell in cells:
        if cell.kind == "prose":
            opened = [number for here in headings(cell) if (number := part_number(here))]
            current = opened[-1] if opened else current
        numbers.append(current)
    return numbers
