"""Graded cells: marks in their places, tests of both sorts, and no stray score."""

import ast
import re
from collections.abc import Iterator

from lopso_courses.assignment import vocabulary_of
from lopso_courses.cells import Cell
from lopso_courses.checks.findings import Finding, finding
from lopso_courses.lessons import Lesson

_MARK = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)")


def check_code(lesson: Lesson) -> Iterator[Finding]:
    """Name code that is not plain Python, and tests that end in an expression."""
    try:
        words = vocabulary_of(lesson)
    except SyntaxError:
        words = frozenset()
    for cell in lesson.cells:
        if cell.kind != "code":
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:
            line = cell.line + (error.lineno or 1) - 1
            yield finding(lesson.path, line, "not-python", reason=error.msg)
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                yield finding(lesson.path, cell.line + node.lineno - 1, "star-import")
        body = tree.body
        if cell.tests and body and _leaves_value(body[-1], words):
            yield finding(lesson.path, cell.line + body[-1].lineno - 1, "ends-in-expression")


def _leaves_value(statement: ast.stmt, words: frozenset[str]) -> bool:
    """Whether IPython would show a value for it; a checking word has none."""
    if not isinstance(statement, ast.Expr):
        return False
    call = statement.value
    return not (
        isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in words
    )


def check_marks(lesson: Lesson) -> Iterator[Finding]:
    """Name solution and hidden-test marks that nbgrader would refuse or misread."""
    for cell in lesson.cells:
        marks = _marks(cell)
        solution = [mark for _, mark in marks if mark.endswith("SOLUTION")]
        pairs = ["BEGIN SOLUTION", "END SOLUTION"] * (len(solution) // 2)
        if cell.solution and (not solution or solution != pairs):
            yield finding(lesson.path, cell.mark_line, "solution-marks", name=cell.solution)
        expected = None
        for line, mark in marks:
            if mark.endswith("SOLUTION") and cell.solution:
                continue
            paired = mark == (expected or "BEGIN HIDDEN TESTS")
            if not (cell.tests and paired):
                yield finding(lesson.path, line, "marks-outside", mark=mark)
            expected = "END HIDDEN TESTS" if mark == "BEGIN HIDDEN TESTS" else None
        if expected:
            yield finding(lesson.path, marks[-1][0], "marks-outside", mark=marks[-1][1])


def _marks(cell: Cell) -> list[tuple[int, str]]:
    """The marks of a cell, each with its line in the file."""
    lines = enumerate(cell.source.splitlines(), start=cell.line)
    return [(number, match[0]) for number, line in lines if (match := _MARK.search(line))]


def hidden_lines(cell: Cell) -> set[int]:
    """The lines of a test cell, counted from 1 within it, that learners never see."""
    hidden: set[int] = set()
    inside = False
    for number, line in enumerate(cell.source.splitlines(), start=1):
        if "BEGIN HIDDEN TESTS" in line:
            inside = True
        elif "END HIDDEN TESTS" in line:
            inside = False
        elif inside:
            hidden.add(number)
    return hidden


def statement_is_hidden(statement: ast.stmt, hidden: set[int]) -> bool:
    """Whether a statement of a test cell stands in its hidden part."""
    return statement.lineno in hidden


def check_tests(lesson: Lesson) -> Iterator[Finding]:
    """Name an exercise without visible or without hidden tests."""
    for cell in lesson.cells:
        if not cell.solution:
            continue
        visible = hidden = False
        for test in lesson.tests_of(cell.solution):
            for statement in _statements(test):
                if statement_is_hidden(statement, hidden_lines(test)):
                    hidden = True
                elif not isinstance(statement, ast.Import | ast.ImportFrom):
                    visible = True
        missing = {"missing_vi": "nhìn thấy", "missing_en": "visible"} if not visible else None
        missing = missing or ({"missing_vi": "ẩn", "missing_en": "hidden"} if not hidden else None)
        if missing:
            values = {"name": cell.solution, **missing}
            yield finding(lesson.path, cell.mark_line, "exercise-tests", **values)


def _statements(cell: Cell) -> list[ast.stmt]:
    try:
        return ast.parse(cell.source).body
    except SyntaxError:
        return []  # named by another rule
