"""An nbgrader course folder: its settings and where its things lie."""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from jupyter_core.paths import jupyter_config_path
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute, OverwriteCells
from sqlalchemy.engine import make_url
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

_CONFIG = "nbgrader_config.py"
_ANYBODY = "\0"


class CourseError(RuntimeError):
    """A course folder cannot be graded; the text is one sentence for the trainer.

    Attributes:
        vietnamese: The same sentence in Vietnamese.
    """

    def __init__(self, english: str, vietnamese: str) -> None:
        """Keeps both sentences."""
        super().__init__(english)
        self.vietnamese = vietnamese


@dataclass(frozen=True)
class Course:
    """A course folder.

    Attributes:
        root: The folder.
        config: What its nbgrader_config.py, and those of this machine, say.
        directory: nbgrader's own view of it.
    """

    root: Path
    config: Config
    directory: CourseDirectory

    @classmethod
    def open(cls, folder: Path) -> "Course":
        """The course in a folder.

        Raises:
            CourseError: There is no such folder.
        """
        root = folder.absolute()
        if not root.is_dir():
            raise CourseError(
                f"There is no course folder {root}.", f"Không có thư mục khoá học {root}."
            )
        config = _config_of(root)
        if "root" not in config.CourseDirectory:
            config.CourseDirectory.root = str(root)
        directory = CourseDirectory(config=config)
        return cls(Path(directory.root), config, directory)

    @property
    def db_url(self) -> str:
        """Where the gradebook is."""
        return self.directory.db_url

    @property
    def gradebook(self) -> str:
        """Where the gradebook is, as it may be shown: without a password."""
        return make_url(self.db_url).render_as_string(hide_password=True)

    @property
    def course_id(self) -> str:
        """The name of the course."""
        return self.directory.course_id

    @property
    def seconds(self) -> float:
        """The time of a cell; nbgrader's own setting, or ten minutes where it sets none."""
        timeout = Execute(config=self.config).timeout
        return float(timeout) if timeout and timeout > 0 else 600.0

    @property
    def adds_students(self) -> bool:
        """Whether somebody whom the gradebook does not know is added to it."""
        return Autograde(config=self.config).create_student

    def left_to_learners(self, assignment: str) -> Collection[str]:
        """Files of the assignment that learners change and submit, as nbgrader calls them."""
        return Autograde(config=self.config).exclude_overwriting.get(assignment, ())

    @property
    def adds_missing_cells(self) -> bool:
        """Whether test cells that a submission lacks are put back and run."""
        return OverwriteCells(config=self.config).add_missing_cells

    def place(self, step: str, student: str, assignment: str) -> Path:
        """The folder of one assignment of one student, at a step such as "submitted"."""
        return Path(self.directory.format_path(step, student, assignment))

    def source(self, assignment: str) -> Path:
        """The folder of the author's notebooks."""
        return self.place(self.directory.source_directory, ".", assignment)

    def submitted(self, student: str, assignment: str) -> Path:
        """The folder of a submission."""
        return self.place(self.directory.submitted_directory, student, assignment)

    def autograded(self, student: str, assignment: str) -> Path:
        """The folder of a graded submission."""
        return self.place(self.directory.autograded_directory, student, assignment)

    def students(self, assignment: str) -> Iterator[str]:
        """Those who submitted an assignment, in the order of their names."""
        excluded = set(self.directory.student_id_exclude.split(","))
        # A course may keep its folders in another order: the names stand where this one does.
        before, _, after = str(self.submitted(_ANYBODY, assignment)).partition(_ANYBODY)
        above, prefix = os.path.split(before)
        suffix = after.partition(os.sep)[0]
        for entry in sorted(Path(above).iterdir()) if Path(above).is_dir() else []:
            name = entry.name.removeprefix(prefix).removesuffix(suffix)
            known = entry.name == f"{prefix}{name}{suffix}" and name not in excluded
            if known and os.path.lexists(self.submitted(name, assignment)):
                yield name

    def chosen(self, assignment: str, students: Collection[str] | None) -> list[str]:
        """Those who submitted an assignment and are asked for, in the order of their names.

        Names are the same whichever way their letters are composed.

        Raises:
            CourseError: Nobody submitted, or one who is asked for did not.
        """
        there = list(self.students(assignment))
        if not there:
            raise CourseError(
                f"There is no submission of {assignment} in {self.root}.",
                f"Chưa có ai nộp bài {assignment} trong {self.root}.",
            )
        if students is None:
            return there
        wanted = {normalize("NFC", name) for name in students}
        found = [name for name in there if normalize("NFC", name) in wanted]
        for name in sorted(wanted - {normalize("NFC", name) for name in found}):
            raise CourseError(
                f"{name} has not submitted {assignment}.", f"{name} chưa nộp bài {assignment}."
            )
        return found


def is_text(name: str) -> bool:
    """Whether the name of a folder is text; a folder's name may be any bytes."""
    return shown(name) == name


def shown(name: str) -> str:
    """The name of a folder as it can be printed: what is no text in it as numbers."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _config_of(root: Path) -> Config:
    """The settings of this machine and, before them, of the course."""
    config = Config()
    for folder in [*reversed(jupyter_config_path()), str(root)]:
        if Path(folder, _CONFIG).is_file():
            config.merge(PyFileConfigLoader(_CONFIG, path=folder).load_config())
    return config
