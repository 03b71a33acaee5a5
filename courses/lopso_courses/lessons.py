"""Lessons as they are on disk: where they are, and what is in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from lopso_courses.cells import ATTRIBUTES, Cell
from lopso_courses.course_facts import Course, LessonFacts, read_course
from lopso_courses.places import lessons_root

LESSON_FILE = "lesson.md"
# Everything is kept while reading, so that the check can name an attribute it does not know.
_READ = {"extension": ".md", "notebook_metadata_filter": "-all", "cell_metadata_filter": "all"}
_WRITE = {**_READ, "cell_metadata_filter": ",".join(ATTRIBUTES) + ",-all"}


@dataclass(frozen=True)
class Lesson:
    """A lesson: its text, its cells, and the facts its course states about it."""

    folder: Path
    course: Course
    facts: LessonFacts
    text: str
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The name of the lesson's folder, which is also its assignment's name."""
        return self.folder.name

    @property
    def path(self) -> Path:
        """The lesson file."""
        return self.folder / LESSON_FILE

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """The names of the graded exercises, in order."""
        return tuple(dict.fromkeys(cell.solution for cell in self.cells if cell.solution))

    @cached_property
    def apps(self) -> tuple[str, ...]:
        """The names of the lesson's apps, in order."""
        return tuple(dict.fromkeys(cell.app for cell in self.cells if cell.app))

    def title(self, language: str) -> str:
        """The words of the lesson's first heading in one language; empty when it has none."""
        prose = (cell for cell in self.cells if cell.kind == "prose" and cell.in_language(language))
        lines = (line for cell in prose for line in cell.source.splitlines())
        return next((line[2:].strip() for line in lines if line.startswith("# ")), "")

    def tests_of(self, exercise: str) -> tuple[Cell, ...]:
        """The test cells of an exercise, in order."""
        return tuple(cell for cell in self.cells if cell.tests == exercise)


def find_courses(root: Path | None = None) -> tuple[Course, ...]:
    """Every course under `root`, in the order of the curriculum: A4 before B9 before C2."""
    root = root or lessons_root()
    courses = (read_course(path.parent) for path in root.glob("*/course.toml"))
    return tuple(sorted(courses, key=_place_in_curriculum))


def find_lessons(courses: Iterable[str] | None = None, root: Path | None = None) -> list[Lesson]:
    """The lessons of the named courses (all, when None), in the order of the courses.

    A lesson that a course announces and that has no `lesson.md` is left out; the check names it.

    Raises:
        ValueError: there is no course of such a name.
    """
    found = {course.name: course for course in find_courses(root)}
    names = list(found) if courses is None else list(courses)
    if unknown := [name for name in names if name not in found]:
        raise ValueError(f"There is no course {unknown[0]!r}; there are {', '.join(found)}.")
    return [
        read_lesson(found[name].folder / facts.slug, found[name])
        for name in names
        for facts in found[name].lessons
        if (found[name].folder / facts.slug / LESSON_FILE).is_file()
    ]


def read_lesson(folder: Path, course: Course | None = None) -> Lesson:
    """Read the lesson in `folder`, which is a folder of its course.

    Raises:
        FileNotFoundError: there is no `lesson.md`.
        ValueError: the course does not list the lesson, or the text is not UTF-8.
    """
    course = course or read_course(folder.resolve().parent)
    facts = next((facts for facts in course.lessons if facts.slug == folder.name), None)
    if facts is None:
        raise ValueError(f"{course.folder / 'course.toml'} does not list {folder.name}.")
    text = (folder / LESSON_FILE).read_bytes().decode("utf-8")  # keeps the line ends as they are
    return Lesson(folder, course, facts, text, read_cells(text))


def read_cells(text: str) -> tuple[Cell, ...]:
    """The cells of a lesson's text, each with its place in it."""
    lines = text.splitlines()
    cells: list[Cell] = []
    start = 0
    for node in jupytext.reads(text, _READ).cells:
        source = node.source.splitlines()
        start = _line_of(source, lines, start)
        marked = start > 0 and lines[start - 1].startswith(("```", "<!-- #"))
        kind = "code" if node.cell_type == "code" else "prose"
        cells.append(Cell(kind, node.source, dict(node.metadata), start + 1, start + (not marked)))
        start += len(source)
    return tuple(cells)


def round_trip(text: str) -> str:
    """What the text becomes when it is opened as a notebook and saved."""
    notebook: NotebookNode = jupytext.reads(text, _WRITE)
    return jupytext.writes(notebook, _WRITE)


def _place_in_curriculum(course: Course) -> tuple[str, str]:
    """The letter of the course's first lesson, then its name; a course without lessons is last."""
    return (course.lessons[0].code[:1] if course.lessons else "~", course.name)


def _line_of(source: list[str], lines: list[str], start: int) -> int:
    """The index from `start` on at which the lines of a cell stand."""
    for index in range(start, len(lines) - len(source) + 1):
        if lines[index : index + len(source)] == source:
            return index
    return start
