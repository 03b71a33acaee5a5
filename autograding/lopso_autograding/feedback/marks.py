"""The marks of an assignment as the gradebook has them, read at once for all learners."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Engine, bindparam, text

_GRADES = text(
    "SELECT s.student_id AS student, k.name AS notebook, b.name AS cell, g.auto_score, "
    "g.manual_score, g.extra_credit FROM grade g "
    "JOIN submitted_notebook n ON n.id = g.notebook_id JOIN notebook k ON k.id = n.notebook_id "
    "JOIN base_cell b ON b.id = g.cell_id JOIN submitted_assignment s ON s.id = n.assignment_id "
    "JOIN assignment a ON a.id = s.assignment_id "
    "WHERE a.name = :name AND s.student_id IN :students"
).bindparams(bindparam("students", expanding=True))
_COMMENTS = text(
    "SELECT s.student_id AS student, k.name AS notebook, b.name AS cell, c.auto_comment, "
    "c.manual_comment FROM comment c JOIN submitted_notebook n ON n.id = c.notebook_id "
    "JOIN notebook k ON k.id = n.notebook_id JOIN base_cell b ON b.id = c.cell_id "
    "JOIN submitted_assignment s ON s.id = n.assignment_id "
    "JOIN assignment a ON a.id = s.assignment_id "
    "WHERE a.name = :name AND s.student_id IN :students"
).bindparams(bindparam("students", expanding=True))
_NOTEBOOKS = text(
    "SELECT s.student_id AS student, k.name AS notebook, n.late_submission_penalty AS penalty, "
    "t.first_name, t.last_name FROM submitted_notebook n JOIN notebook k ON k.id = n.notebook_id "
    "JOIN submitted_assignment s ON s.id = n.assignment_id "
    "JOIN student t ON t.id = s.student_id JOIN assignment a ON a.id = s.assignment_id "
    "WHERE a.name = :name AND s.student_id IN :students"
).bindparams(bindparam("students", expanding=True))
_AT_ONCE = 500


@dataclass(frozen=True)
class NotebookMarks:
    """What a learner's notebook got.

    Attributes:
        learner: The learner's name.
        marks: By grade id: points of the tests or by hand, and extra ones; None where a person has
            still to give them.
        comments: Of a person, or of nbgrader, by grade id.
        penalty: Points lost for being late.
    """

    learner: str
    marks: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    penalty: float = 0.0


type Marks = dict[tuple[str, str], NotebookMarks]


def read_marks(engine: Engine, assignment: str, students: Iterable[str]) -> Marks:
    """The marks, by learner and notebook."""
    found: Marks = {}
    names = list(students)
    with engine.connect() as connection:
        for start in range(0, len(names), _AT_ONCE):
            asked = {"name": assignment, "students": names[start : start + _AT_ONCE]}
            for row in connection.execute(_NOTEBOOKS, asked):
                learner = " ".join(filter(None, (row.last_name, row.first_name)))
                penalty = float(row.penalty or 0)
                made = NotebookMarks(learner or row.student, penalty=penalty)
                found[row.student, row.notebook] = made
            for row in connection.execute(_GRADES, asked):
                points = row.auto_score if row.manual_score is None else row.manual_score
                if row.extra_credit:
                    points = (points or 0) + row.extra_credit
                found[row.student, row.notebook].marks[row.cell] = points
            for row in connection.execute(_COMMENTS, asked):
                if said := row.manual_comment or row.auto_comment:
                    found[row.student, row.notebook].comments[row.cell] = said
    return found
