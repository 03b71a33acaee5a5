"""What nbgrader itself and the sealed grading say of the same submissions, cell by cell."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lopso_autograding.grading.batch import grade_assignment
from lopso_autograding.grading.course import Course
from lopso_kernels import Template
from nbgrader.api import Gradebook

PATIENT = (
    "c.Execute.timeout = 300",
    "c.Execute.startup_timeout = 300",
    "c.Execute.iopub_timeout = 60",
    "c.CourseDirectory.course_id = 'thu'",
)
"""Settings with which plain nbgrader is right on a busy machine too."""
DUE = "2026-11-20 11:00:00 UTC"


@dataclass(frozen=True)
class Mark:
    """What the gradebook says of one cell, and of the notebook that it belongs to."""

    points: float | None
    by_hand: float | None
    extra: float | None
    waits: bool | None
    comment: str | None
    penalty: float | None


type Marks = dict[tuple[str, str, str], Mark]
"""By student, notebook and cell."""


def nbgrader(folder: Path, *words: str) -> str:
    """What an nbgrader command says; some submissions may fail."""
    # nbgrader calls alembic by its name when it makes a gradebook.
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    command = [sys.executable, "-m", "nbgrader", *words]
    env = {**os.environ, "PATH": path}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=env).stderr


def marks_in(folder: Path, assignment: str) -> Marks:
    """All marks of an assignment."""
    found: Marks = {}
    with Gradebook(Course.open(folder).db_url) as gradebook:
        for submission in gradebook.assignment_submissions(assignment):
            for notebook in submission.notebooks:
                comments = {one.name: one.auto_comment for one in notebook.comments}
                for grade in notebook.grades:
                    found[submission.student.id, notebook.name, grade.name] = Mark(
                        grade.auto_score,
                        grade.manual_score,
                        grade.extra_credit,
                        grade.needs_manual_grade,
                        comments.get(grade.name),
                        notebook.late_submission_penalty,
                    )
    return found


def give_by_hand(folder: Path, assignment: str) -> None:
    """A trainer gives points and extra credit for all that waits for a person."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        for submission in gradebook.assignment_submissions(assignment):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    if grade.needs_manual_grade:
                        grade.manual_score, grade.extra_credit = 1.5, 0.5
        gradebook.db.commit()


@dataclass(frozen=True)
class Compared:
    """The marks of both."""

    plain: Marks
    ours: Marks
    said: str

    @property
    def differences(self) -> dict[tuple[str, str, str], tuple[Mark | None, Mark | None]]:
        """Cells about which they disagree: plain, then ours."""
        keys = self.plain.keys() | self.ours.keys()
        pairs = {key: (self.plain.get(key), self.ours.get(key)) for key in sorted(keys)}
        return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def compare(folder: Path, assignment: str, template: Template | None = None) -> Compared:
    """Grades a course twice, each time anew, and once more after a person gave points."""
    untouched = folder.with_name(f"{folder.name}-ours")
    shutil.copytree(folder, untouched)
    said = nbgrader(folder, "autograde", assignment)
    plain = marks_in(folder, assignment)
    grade_assignment(untouched, assignment, template=template)
    return Compared(plain, marks_in(untouched, assignment), said)
