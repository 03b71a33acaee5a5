"""The feedback of an assignment: one page for each learner's notebook."""

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from lopso_kernels import Template
from sqlalchemy import create_engine

from lopso_autograding.feedback.making import open_maker
from lopso_autograding.feedback.marks import Marks, read_marks
from lopso_autograding.feedback.writing import Order, Page, written
from lopso_autograding.grading.course import Course, is_text, shown
from lopso_autograding.grading.reasons import ODD_NAME
from lopso_autograding.grading.troubles import one_sentence


@dataclass(frozen=True)
class Result:
    """How the feedback of an assignment fared, in the order of names."""

    assignment: str
    pages: tuple[Page, ...]

    @property
    def ok(self) -> bool:
        """Whether everybody has feedback."""
        return all(page.state == "written" for page in self.pages)


def give_feedback(
    course_dir: Path,
    assignment: str,
    students: Collection[str] | None = None,
    jobs: int | None = None,
    *,
    progress: Callable[[Page, int], None] | None = None,
    template: Template | None = None,
) -> Result:
    """Writes the feedback of the submissions that are graded.

    Args:
        course_dir: An nbgrader course folder.
        assignment: Its name.
        students: Only these; all by default.
        jobs: How many at once; as many as there are processors by default.
        progress: Called with each page and the number of those still to come.
        template: One that is running; by default one is started where it is needed.

    Raises:
        CourseError: The folder, the assignment or the gradebook cannot be used.
        CannotConfineError: This machine cannot confine learners' code.
    """
    course = Course.open(course_dir)
    chosen = course.chosen(assignment, students)
    given = None if template is None else lambda: template
    at_once = jobs or len(os.sched_getaffinity(0))
    with open_maker(course, assignment, given) as maker:
        pages = [Page(shown(one), "failed", ODD_NAME) for one in chosen if not is_text(one)]
        chosen = [one for one in chosen if is_text(one)]
        marks = read_course_marks(course, assignment, chosen)
        known = {student for student, _ in marks}
        graded = [one for one in chosen if one in known and _is_graded(course, assignment, one)]
        pages += [Page(one, "ungraded") for one in chosen if one not in set(graded)]
        orders = [_order(course, assignment, marks, student) for student in graded]
        left = len(orders)
        for page in written(maker, orders, at_once):
            left -= 1
            pages.append(page)
            if progress is not None:
                progress(page, left)
    return Result(assignment, tuple(sorted(pages, key=lambda page: page.student)))


def _is_graded(course: Course, assignment: str, student: str) -> bool:
    return course.autograded(student, assignment).is_dir()


def read_course_marks(course: Course, assignment: str, students: Iterable[str]) -> Marks:
    """The marks that a course's gradebook has, by learner and notebook.

    Raises:
        CourseError: The gradebook cannot be read.
    """
    with one_sentence(course, assignment):
        engine = create_engine(course.db_url)
        try:
            return read_marks(engine, assignment, students)
        finally:
            engine.dispose()


def _order(course: Course, assignment: str, marks: Marks, student: str) -> Order:
    own = {notebook: found for (name, notebook), found in marks.items() if name == student}
    place = course.place(course.directory.feedback_directory, student, assignment)
    return Order(student, course.autograded(student, assignment), place, own)
