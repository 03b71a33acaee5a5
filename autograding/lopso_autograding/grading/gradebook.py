"""The one writer of the gradebook: everything of a submission in one transaction."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import DateTime, Select, insert, select, text
from sqlalchemy.orm import Session
from traitlets.config import Config

from lopso_autograding.grading.marking import Marked, Score
from lopso_autograding.sealed.bounds import Value
from lopso_autograding.stages import staged

_TABLE = (
    "CREATE TABLE IF NOT EXISTS lopso_graded ("
    "submission_id VARCHAR(32) NOT NULL PRIMARY KEY, "
    "digest VARCHAR(64) NOT NULL, "
    "sealed INTEGER NOT NULL)"
)


@dataclass(frozen=True)
class NotebookParts:
    """The numbers of a notebook's cells: those with grades, with solutions, and the tasks."""

    grades: tuple[str, ...]
    solutions: tuple[str, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Parts:
    """The numbers of an assignment and of the parts of its notebooks."""

    assignment: str
    notebooks: dict[str, NotebookParts]


@dataclass(frozen=True)
class Graded:
    """A submission that was graded and is ready to be written.

    Attributes:
        student: Who submitted it.
        timestamp: When, if it says so.
        digest: Stands for the submission's content and for how it was graded.
        notebooks: Those that were graded.
        absent: Names of the notebooks that it lacks.
        sealed: Whether learners' code and tests ran apart.
    """

    student: str
    timestamp: datetime.datetime | None
    digest: str
    notebooks: tuple[Marked, ...]
    absent: tuple[str, ...] = ()
    sealed: bool = True


class Writer:
    """Writes graded submissions of one assignment."""

    def __init__(self, url: str, course_id: str, assignment: str, config: Config) -> None:
        """Opens the gradebook, and makes the table that knows what was graded."""
        self.gradebook = Gradebook(url, course_id)
        self._assignment = assignment
        self._penalties = AssignLatePenalties(config=config)
        self._penalties.init_plugin()
        self._db.execute(text(_TABLE))
        self._db.commit()

    @property
    def _db(self) -> Session:
        return self.gradebook.db  # type: ignore[return-value]

    def graded(self) -> dict[str, str]:
        """What was graded, by student: the digest of each submission."""
        rows = self._db.execute(
            text(
                "SELECT s.student_id, g.digest FROM lopso_graded g "
                "JOIN submitted_assignment s ON s.id = g.submission_id "
                "JOIN assignment a ON a.id = s.assignment_id WHERE a.name = :name"
            ),
            {"name": self._assignment},
        )
        return {str(row.student_id): str(row.digest) for row in rows}

    def students(self) -> set[str]:
        """Everybody whom the gradebook knows."""
        return set(self._db.scalars(select(cast(Value, Student).id)))

    def graded_by_nbgrader(self) -> dict[str, datetime.datetime]:
        """Students all of whose tests have points of nbgrader's own, and when they submitted."""
        rows = self._db.execute(
            text(
                "SELECT s.student_id, s.timestamp, s.id FROM submitted_assignment s "
                "JOIN assignment a ON a.id = s.assignment_id WHERE a.name = :name "
                "AND s.timestamp IS NOT NULL "
                "AND s.id NOT IN (SELECT submission_id FROM lopso_graded) "
                "AND NOT EXISTS (SELECT 1 FROM grade g "
                "JOIN submitted_notebook n ON n.id = g.notebook_id "
                "JOIN base_cell b ON b.id = g.cell_id "
                "WHERE n.assignment_id = s.id AND g.auto_score IS NULL "
                "AND b.type = 'GradeCell' AND NOT EXISTS (SELECT 1 FROM base_cell o "
                "WHERE o.notebook_id = b.notebook_id AND o.name = b.name "
                "AND o.type = 'SolutionCell'))"
            ).columns(timestamp=DateTime()),
            {"name": self._assignment},
        )
        return {str(row.student_id): row.timestamp for row in rows}

    @staged("database")
    def write(self, graded: Graded) -> float:
        """Writes a submission, all of it or nothing.

        Returns:
            The points of the submission, penalties apart.
        """
        try:
            submission = self._submission(graded)
            points = self._write_scores(submission, graded)
            self._write_comments(submission, graded)
            self._db.flush()
            self._write_penalties(submission, graded)
            self._note(submission, graded)
            self._db.commit()
        except BaseException:
            self._db.rollback()
            raise
        return points

    def _submission(self, graded: Graded) -> SubmittedAssignment:
        """The submission's row, made with all that belongs to it if there is none."""
        if self._db.get(Student, graded.student) is None:
            self._db.add(Student(id=graded.student))
            self._db.flush()
        row = cast(Value, SubmittedAssignment)
        found = self._db.scalars(
            select(SubmittedAssignment)
            .join(Assignment, row.assignment_id == cast(Value, Assignment).id)
            .where(Assignment.name == self._assignment)  # pyright: ignore[reportGeneralTypeIssues] (an old-style column)
            .where(row.student_id == graded.student)
        ).one_or_none()
        if found is None:
            found = self._new_submission(graded.student)
        if graded.timestamp is not None:
            found.timestamp = graded.timestamp  # type: ignore[assignment]
        return found

    def _new_submission(self, student: str) -> SubmittedAssignment:
        """A new submission with a place for each grade and comment, as nbgrader makes it."""
        parts: Parts = self._parts
        submission = SubmittedAssignment(assignment_id=parts.assignment, student_id=student)
        self._db.add(submission)
        self._db.flush()
        for notebook, cells in parts.notebooks.items():
            own = SubmittedNotebook(notebook_id=notebook, assignment_id=submission.id)
            self._db.add(own)
            self._db.flush()
            for kind, ids in (
                (Grade, (*cells.grades, *cells.tasks)),
                (Comment, (*cells.solutions, *cells.tasks)),
            ):
                if ids:
                    rows = [{"cell_id": one, "notebook_id": own.id} for one in ids]
                    self._db.execute(insert(kind), rows)
        return submission

    def _write_scores(self, submission: SubmittedAssignment, graded: Graded) -> float:
        """Writes the automatic scores; those given by hand stay.

        Returns:
            The points of all cells.
        """
        scores = _by_cell(graded)
        total = 0.0
        for grade, notebook, cell in self._db.execute(_belonging(Grade, submission)):
            score = scores.get((notebook, cell))
            if notebook in graded.absent:
                grade.auto_score, grade.needs_manual_grade = 0, False
            elif score is not None and score.graded:
                grade.auto_score = score.points
                by_hand = grade.manual_score is not None or score.points is None
                grade.needs_manual_grade = by_hand
            points = grade.auto_score if grade.manual_score is None else grade.manual_score
            total += float(points or 0) + float(grade.extra_credit or 0)
        return total

    def _write_comments(self, submission: SubmittedAssignment, graded: Graded) -> None:
        scores = _by_cell(graded)
        for comment, notebook, cell in self._db.execute(_belonging(Comment, submission)):
            score = scores.get((notebook, cell))
            if score is not None and comment.auto_comment != score.comment:
                comment.auto_comment = score.comment

    def _write_penalties(self, submission: SubmittedAssignment, graded: Graded) -> None:
        """The penalty for a late submission, by the course's own plugin, as nbgrader does it."""
        student = graded.student
        late = submission.total_seconds_late
        plugin = self._penalties.plugin_inst
        for notebook in submission.notebooks:
            penalty = None
            if late > 0 and notebook.name not in graded.absent:
                self._db.refresh(notebook)
                penalty = plugin.late_submission_penalty(student, notebook.score, late)  # type: ignore[attr-defined]
            if penalty is not None:
                penalty = self._penalties._check_late_penalty(notebook, penalty)
            if penalty != notebook.late_submission_penalty:
                notebook.late_submission_penalty = penalty

    def _note(self, submission: SubmittedAssignment, graded: Graded) -> None:
        values = {"id": submission.id, "digest": graded.digest, "sealed": int(graded.sealed)}
        self._db.execute(text("DELETE FROM lopso_graded WHERE submission_id = :id"), values)
        self._db.execute(text("INSERT INTO lopso_graded VALUES (:id, :digest, :sealed)"), values)

    @cached_property
    def _parts(self) -> Parts:
        assignment = self.gradebook.find_assignment(self._assignment)
        return Parts(
            str(assignment.id),
            {
                notebook.id: NotebookParts(
                    tuple(cell.id for cell in notebook.grade_cells),
                    tuple(cell.id for cell in notebook.solution_cells),
                    tuple(cell.id for cell in notebook.task_cells),
                )
                for notebook in assignment.notebooks
            },
        )

    def close(self) -> None:
        """Closes the gradebook."""
        self.gradebook.close()


def _belonging(kind: type[Grade] | type[Comment], submission: SubmittedAssignment) -> Select:
    """A query for the grades or comments of a submission: row, notebook's name, cell's name."""
    row = cast(Value, kind)
    return (
        select(row, Notebook.name, BaseCell.name)
        .join(SubmittedNotebook, row.notebook_id == SubmittedNotebook.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(BaseCell, row.cell_id == BaseCell.id)
        .where(SubmittedNotebook.assignment_id == submission.id)
    )


def _by_cell(graded: Graded) -> dict[tuple[str, str], Score]:
    return {
        (notebook.name, score.name): score
        for notebook in graded.notebooks
        for score in notebook.scores
        if notebook.name not in graded.absent
    }
