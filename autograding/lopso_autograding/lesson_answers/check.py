"""What only shows when answers run: scores that belie names, hidden tests that catch nobody."""

import ast
from collections.abc import Iterator

from lopso_courses.assignment import vocabulary_of
from lopso_courses.cells import Cell
from lopso_courses.checks.findings import Finding, finding
from lopso_courses.checks.grading import hidden_lines
from lopso_courses.lessons import Lesson
from lopso_courses.wording import say_in, with_words

from lopso_autograding.lesson_answers.trials import Outcome, run_trials, trials_of

_SETS_UP = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.FunctionDef, ast.ClassDef)


def check_answers(lesson: Lesson) -> list[Finding]:
    """What running a lesson's named answers shows, by file and line.

    A lesson whose code cannot be read is left to `lopso_courses.check`.
    """
    try:
        trials = trials_of(lesson)
    except SyntaxError:
        return []
    try:
        outcomes = run_trials(lesson, trials)
    except RuntimeError as error:
        return [finding(lesson.path, 1, "lesson-fails", reason=error)]
    found = [*_scores(lesson, outcomes), *_idle(lesson, outcomes)]
    return sorted(set(found))


def _scores(lesson: Lesson, outcomes: tuple[Outcome, ...]) -> Iterator[Finding]:
    for outcome in outcomes:
        trial = outcome.trial
        if outcome.score == trial.points:
            continue
        score, wanted = f"{outcome.score:g}", f"{trial.points:g}"
        values = {"score": score, "wanted": wanted, "reason": outcome.message}
        line = next(c.mark_line for c in lesson.cells if c.solution == trial.exercise)
        if trial.name in ("solution", "stub"):
            rule = f"{trial.name}-score"
            yield finding(lesson.path, line, rule, name=trial.exercise, **values)
        else:
            path = lesson.folder / trial.name
            yield finding(path, 1, "answer-score", answer=path.name, **values)


def _idle(lesson: Lesson, outcomes: tuple[Outcome, ...]) -> Iterator[Finding]:
    """Hidden statements that no answer scoring less than full trips."""
    for exercise in lesson.exercises:
        named = [o for o in outcomes if o.trial.exercise == exercise and "/" in o.trial.name]
        tripped = {place for o in named for place in o.tripped}
        for number, cell in enumerate(lesson.tests_of(exercise)):
            for statement, line in _hidden_statements(lesson, cell):
                if (number, line) not in tripped:
                    where = cell.line + statement.lineno - 1
                    yield finding(lesson.path, where, "idle-hidden-test", name=exercise)


def _hidden_statements(lesson: Lesson, cell: Cell) -> list[tuple[ast.stmt, int]]:
    """The hidden checks of a cell, each with the line that it has in the built notebook."""
    hidden = hidden_lines(cell)
    ours = ast.parse(cell.source).body
    built = ast.parse(with_words(say_in(cell.source, "vi"), "vi", vocabulary_of(lesson))).body
    # The build may put an import before them and join lines, but keeps the statements.
    return [
        (statement, there.lineno)
        for statement, there in zip(ours, built[len(built) - len(ours) :], strict=True)
        if statement.lineno in hidden and not isinstance(statement, _SETS_UP)
    ]
