"""What only shows when a lesson's test cells meet learners that know nothing."""

from collections.abc import Iterator

from lopso_courses.cells import Cell
from lopso_courses.checks.findings import Finding, finding
from lopso_courses.lessons import Lesson

from lopso_autograding.grading.author import AuditFinding, audit_lesson
from lopso_autograding.sealed.names import names_of

_ANSWERS = {
    "yes": ("một vật bằng mọi thứ", "an object that equals everything"),
    "nothing": ("[]", "[]"),
    "zero": ("0", "0"),
    "none": ("None", "None"),
}


def check_tests(lesson: Lesson) -> list[Finding]:
    """Test cells that give points for no answer at all, and those that cannot be sealed.

    A lesson whose author says `sealed = false` is not looked at: its tests may do as they like.
    A lesson whose code cannot be read is left to `lopso_courses.check`.
    """
    readable = all(names_of(cell.source).readable for cell in lesson.cells if cell.kind == "code")
    if not lesson.facts.sealed or not lesson.exercises or not readable:
        return []
    return sorted(set(_findings(lesson)))


def _findings(lesson: Lesson) -> Iterator[Finding]:
    for one in audit_lesson(lesson):
        cell = _cell(lesson, one)
        if one.learner == "author":
            yield finding(lesson.path, cell.mark_line, "cannot-be-sealed", name=one.cell)
            continue
        vi, en = _ANSWERS[one.learner]
        values = {"name": one.cell, "answer_vi": vi, "answer_en": en, "points": f"{one.points:g}"}
        yield finding(lesson.path, cell.mark_line, "free-points", **values)


def _cell(lesson: Lesson, one: AuditFinding) -> Cell:
    exercise, _, number = one.cell.rpartition("_test_")
    return lesson.tests_of(exercise)[int(number) - 1]
