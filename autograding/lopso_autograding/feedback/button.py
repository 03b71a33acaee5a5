"""The same feedback behind nbgrader's own doors: the formgrader's button, the command, the API.

In nbgrader_config.py:

    c.GenerateFeedback.exporter_class = "lopso_autograding.feedback.button.FeedbackExporter"
    c.GenerateFeedback.preprocessors = []
"""

import weakref
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from lopso_autograding.feedback.batch import read_course_marks
from lopso_autograding.feedback.making import Maker
from lopso_autograding.grading.button import template_for
from lopso_autograding.grading.course import Course
from lopso_autograding.grading.paper import read_papers


class FeedbackExporter(HTMLExporter):
    """Gives nbgrader a page of feedback where it asks for a converted notebook."""

    _maker: Maker | None = None
    _assignment = ""

    def from_filename(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, filename: str, resources: dict[str, Any] | None = None, **_: object
    ) -> tuple[str, dict[str, Any]]:
        """The page of a graded notebook.

        Args:
            filename: In autograded/.
            resources: nbgrader's: student, assignment, notebook.
        """
        about = (resources or {})["nbgrader"]
        assignment, student, notebook = about["assignment"], about["student"], about["notebook"]
        course = self._course()
        marks = read_course_marks(course, assignment, [student])[student, notebook]
        page = self._maker_for(course, assignment).page(Path(filename).parent, notebook, marks)
        return page, {**(resources or {}), "output_extension": ".html"}

    def _maker_for(self, course: Course, assignment: str) -> Maker:
        if self._maker is None or self._assignment != assignment:
            with Gradebook(course.db_url, course.course_id) as book:
                papers = read_papers(book, assignment, course.source(assignment))
            maker = Maker(
                course, assignment, papers, lambda: template_for(course, assignment, papers)
            )
            weakref.finalize(self, maker.close)
            self._maker, self._assignment = maker, assignment
        return self._maker

    def _course(self) -> Course:
        directory = getattr(self.parent, "coursedir", None)
        if not isinstance(directory, CourseDirectory):
            raise TypeError("FeedbackExporter works as c.GenerateFeedback.exporter_class only.")
        return Course(Path(directory.root), self.config, directory)
