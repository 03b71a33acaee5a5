"""What all eight classes share: the connection, failures as nbgrader expects, local folders."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import abc
from traitlets import Bool

from lopso_deployment.exchange.plugin.connection import Connection, connection_from_environment
from lopso_deployment.exchange.words import RefusalError


class Exchange(abc.Exchange):
    """An nbgrader exchange whose files are kept by the Hub's exchange service.

    Who somebody is comes from the Hub token alone; ``--student`` can choose among what a trainer
    may see but never changes as whom something is done.
    """

    path_includes_course = Bool(
        default_value=True,
        help="Fetch into <course>/<assignment>: several courses have lessons of the same name.",
    ).tag(config=True)

    @property
    def directory(self) -> CourseDirectory:
        """The course directory that nbgrader gave (it always gives one)."""
        return cast("CourseDirectory", self.coursedir)

    @property
    def connection(self) -> Connection:
        """The exchange as this server may use it."""
        return connection_from_environment()

    @contextmanager
    def telling_why(self) -> Iterator[None]:
        """Fail as nbgrader expects when the exchange refuses something inside."""
        try:
            yield
        except RefusalError as refusal:
            self.fail(str(refusal))

    @property
    def course_id(self) -> str:
        """The course that was asked for; fails when none was."""
        if not self.directory.course_id:
            self.fail("Chưa chọn khoá học (--course). / No course id was given (--course).")
        return self.directory.course_id

    @property
    def assignment_id(self) -> str:
        """The assignment that was asked for; fails when none was."""
        if not self.directory.assignment_id:
            self.fail("Chưa chọn bài (--assignment). / No assignment was given (--assignment).")
        return self.directory.assignment_id

    def local_folder(self, course_id: str, assignment_id: str) -> Path:
        """Where a learner has the files of an assignment."""
        root = Path(self.assignment_dir).absolute()
        return root / (course_id if self.path_includes_course else "") / assignment_id

    def step_folder(self, step: str, student_id: str) -> Path:
        """The course's folder for a step of grading of the assignment."""
        return Path(self.directory.format_path(step, student_id, self.assignment_id))

    def is_this(self, one: dict[str, str]) -> bool:
        """Whether the exchange's entry ``one`` is about the assignment that was asked for."""
        return (one["course"], one["assignment"]) == (self.course_id, self.assignment_id)

    def init_src(self) -> None:
        """Nothing to prepare by default."""

    def init_dest(self) -> None:
        """Nothing to prepare by default."""

    def copy_files(self) -> None:
        """Nothing to copy by default."""
