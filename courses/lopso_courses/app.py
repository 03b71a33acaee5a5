"""The Voila app of a lesson: its `app` cells in one language."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from lopso_courses.assignment import (
    PYTHON,
    Kernel,
    folded,
    is_setup,
    notebook_of,
    plain_node,
    vocabulary_of,
)
from lopso_courses.cells import LANGUAGES, Cell
from lopso_courses.lessons import Lesson
from lopso_courses.parts import IN_CLASS, SOURCES, heading, part_number, part_of_cells
from lopso_courses.subjects import subject_words

FOR_TEACHER = {"vi": "Dành cho thầy/cô", "en": "For the teacher"}
THE_LESSON = {
    "vi": "**Bài học:** {title}. {minutes} phút, {grades}. {subjects}. Năng lực: {competences}.",
    "en": "**Lesson:** {title}. {minutes} minutes, {grades}. {subjects}. Competences: "
    "{competences}.",
}
GRADE_WORDS = {"vi": ("lớp {}", "lớp {}–{}"), "en": ("grade {}", "grades {}–{}")}


@dataclass(frozen=True)
class AppWords:
    """What the gallery says of an app, in one language."""

    title: str
    try_this: str
    for_teacher: str


@dataclass(frozen=True)
class App:
    """An app of a lesson and its words by language."""

    name: str
    lesson: Lesson
    words: dict[str, AppWords]

    @property
    def picture(self) -> Path:
        """The app's picture in the lesson's folder."""
        return self.lesson.folder / "figures" / f"{self.name}.svg"


def find_apps(lesson: Lesson) -> tuple[App, ...]:
    """The apps of a lesson, in order."""
    return tuple(
        App(name, lesson, {language: _words(lesson, name, language) for language in LANGUAGES})
        for name in lesson.apps
    )


def app_notebook(app: App, language: str, kernel: Kernel = PYTHON) -> NotebookNode:
    """The app as a notebook for Voila; what is for the teacher comes last, folded.

    The teacher's part is the lesson's own: which lesson it is, its "In your classroom" as far as
    it belongs to the app, and its sources.
    """
    lesson, words, seen = app.lesson, vocabulary_of(app.lesson), Counter[str]()
    shown, in_class = _cells(lesson, app.name, language)
    cells = [plain_node(cell, lesson, language, words, seen) for cell in shown]
    _make_title(cells)
    nodes = [plain_node(cell, lesson, language, words, seen) for cell in in_class]
    if nodes:
        sources = [
            plain_node(cell, lesson, language, words, seen) for cell in _sources(lesson, language)
        ]
        parts = [about_lesson(lesson, language), *(node.source for node in nodes)]
        nodes[0].source = folded(
            FOR_TEACHER[language], "\n\n".join([*parts, *(node.source for node in sources)])
        )
        cells.append(nodes[0])
    notebook = notebook_of(cells, lesson, language, kernel)
    notebook.metadata.lopso["app"] = app.name
    notebook.metadata["title"] = app.words[language].title
    return notebook


def about_lesson(lesson: Lesson, language: str) -> str:
    """One line of Markdown: which lesson an app belongs to, for whom, and what it trains."""
    facts = lesson.facts
    one, several = GRADE_WORDS[language]
    ends = min(facts.grades), max(facts.grades)
    return THE_LESSON[language].format(
        title=lesson.title(language),
        minutes=facts.minutes,
        grades=one.format(*ends) if len(facts.grades) == 1 else several.format(*ends),
        subjects=", ".join(subject_words(subject)[language] for subject in facts.subjects),
        competences=", ".join(facts.competences),
    )


def _sources(lesson: Lesson, language: str) -> list[Cell]:
    """The prose of the lesson's last part, its sources."""
    parts = zip(lesson.cells, part_of_cells(lesson.cells), strict=True)
    return [
        cell
        for cell, part in parts
        if part == SOURCES and cell.kind == "prose" and cell.in_language(language)
    ]


def _make_title(cells: list[NotebookNode]) -> None:
    """Raise the first heading to level one: on a page of its own it is the title."""
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source, changed = re.subn(r"\A#{2,6} ", "# ", cell.source)
            if changed:
                return


def _words(lesson: Lesson, name: str, language: str) -> AppWords:
    """The app's title is its first heading that is no part's; the line below says what to try."""
    shown, in_class = _cells(lesson, name, language)
    lines = [line for cell in shown if cell.kind == "prose" for line in cell.source.splitlines()]
    title, try_this = "", ""
    for line in filter(None, map(str.strip, lines)):
        if not title:
            here = heading(line)
            title = here.words if here and not part_number(here) else ""
        elif not try_this and not line.startswith(("#", "!")):
            try_this = line
    for_teacher = "\n\n".join(_without_heading(cell.source) for cell in in_class)
    return AppWords(title, try_this, for_teacher)


def _cells(lesson: Lesson, name: str, language: str) -> tuple[list[Cell], list[Cell]]:
    """The app's cells: those that everyone sees, and the prose of "In your classroom"."""
    shown: list[Cell] = []
    in_class: list[Cell] = []
    for cell, part in zip(lesson.cells, part_of_cells(lesson.cells), strict=True):
        if cell.app == name and cell.in_language(language) and not is_setup(cell):
            (in_class if part == IN_CLASS and cell.kind == "prose" else shown).append(cell)
    return shown, in_class


def _without_heading(text: str) -> str:
    return re.sub(r"\A#{1,2} [^\n]*\n+", "", text)
