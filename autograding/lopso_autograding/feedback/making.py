"""What makes the pages of one assignment.

What came of the visible tests was noted when a submission was graded. Where nothing was, because
nbgrader itself graded it, the visible tests are run here.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lopso_kernels import Template
from nbgrader.api import Gradebook

from lopso_autograding.feedback.graded import GradedNotebook, read_graded
from lopso_autograding.feedback.marks import NotebookMarks
from lopso_autograding.feedback.page import Sheet, Work, render, state_of
from lopso_autograding.feedback.words import language_of
from lopso_autograding.grading.came import Came
from lopso_autograding.grading.course import Course
from lopso_autograding.grading.hidden import without_hidden
from lopso_autograding.grading.paper import TEST, Paper, read_papers
from lopso_autograding.grading.troubles import one_sentence

if TYPE_CHECKING:
    from lopso_autograding.feedback.visible_run import VisibleRun


class RunNeededError(RuntimeError):
    """A page needs to know what the visible tests say, and nobody has noted it."""


class Maker:
    """Makes pages; several threads may ask at once."""

    def __init__(
        self,
        course: Course,
        assignment: str,
        papers: tuple[Paper, ...],
        template: Callable[[], Template] | None = None,
    ) -> None:
        """Prepares the sheets; what runs code is started only when a page needs it.

        Args:
            course: The course.
            assignment: Its name.
            papers: Its notebooks.
            template: Gives one that is running; by default one is started.
        """
        self._course, self._assignment, self._papers = course, assignment, papers
        opened = [without_hidden(paper, course.config) for paper in papers]
        self._sheets = {
            one.paper.name: Sheet.of(one, language_for(course, one.paper)) for one in opened
        }
        self._open = ExitStack()
        self._run: VisibleRun | None = None
        self._given = template
        self._lock = threading.Lock()

    def page(
        self, folder: Path, notebook: str, marks: NotebookMarks, *, may_run: bool = True
    ) -> str:
        """The page of one graded notebook.

        Args:
            folder: The graded submission.
            notebook: The notebook's name.
            marks: What it got.
            may_run: Whether code may be run for it.

        Raises:
            RunNeededError: It must be, and may not.
            UnreadableError: The graded notebook cannot be read.
            TemplateError: The visible tests cannot be run here.
        """
        sheet = self._sheets[notebook]
        graded = read_graded(folder / f"{notebook}.ipynb")
        if _has_questions(sheet.open.paper, graded, marks):
            if not may_run:
                raise RunNeededError
            graded = replace(graded, came=self._came(notebook, folder, graded))
        return render(sheet, Work(graded, marks))

    def _came(self, notebook: str, folder: Path, graded: GradedNotebook) -> dict[str, Came]:
        """What the visible tests say of a submission that nbgrader graded."""
        with self._lock:
            if self._run is None:
                # What runs code takes a while to import, and is seldom needed.
                from lopso_autograding.feedback.visible_run import visible_run

                self._run = self._open.enter_context(
                    visible_run(self._course, self._assignment, self._papers, self._given)
                )
        return self._run.came(notebook, folder, graded.reasons)

    def close(self) -> None:
        """Ends what runs code."""
        self._open.close()


def _has_questions(paper: Paper, graded: GradedNotebook, marks: NotebookMarks) -> bool:
    """Whether a check was not passed for a reason that is not known yet."""
    return any(
        state_of(marks.marks.get(cell.name), cell.points) in ("failed", "partly")
        for cell in paper.cells
        if cell.role == TEST and cell.name not in (graded.reasons | graded.came)
    )


def language_for(course: Course, paper: Paper) -> str:
    """The language of a paper's feedback.

    That is what `c.Lopso.language` says in nbgrader_config.py, or what the notebook says of
    itself, or the language in which its author writes.
    """
    facts = paper.metadata.get("lopso")
    said = facts.get("language") if isinstance(facts, dict) else None
    prose = " ".join(cell.author for cell in paper.cells if cell.cell_type == "markdown")
    return language_of(course.config.Lopso.get("language") or said, prose)


@contextmanager
def open_maker(
    course: Course, assignment: str, template: Callable[[], Template] | None = None
) -> Iterator[Maker]:
    """A maker of an assignment's pages, for some time.

    Raises:
        CourseError: The gradebook does not know the assignment, or cannot be read.
    """
    with one_sentence(course, assignment), Gradebook(course.db_url, course.course_id) as book:
        papers = read_papers(book, assignment, course.source(assignment))
    maker = Maker(course, assignment, papers, template)
    try:
        yield maker
    finally:
        maker.close()
