"""What the law asks of a lesson: thresholds are read, pupils are not ranked."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from lopso_courses.checks.answers import find_answers
from lopso_courses.checks.findings import Finding, finding
from lopso_courses.lessons import Lesson
from lopso_courses.regulations import Regulation, regulations

_RANKS = ("hạng", "thứ hạng", "xếp hạng", "xếp thứ", "xếp thứ tự", "rank", "ranking")
# Too common to be anyone's threshold.
_EVERYDAY = (Decimal(0), Decimal(1))


def check_thresholds(lesson: Lesson) -> Iterator[Finding]:
    """Name thresholds that a lesson types, misnames, or grades on without being sure.

    A number counts as typed when it is compared or reckoned with, and a document that the lesson
    cites states that very number. What a test passes to a function is an example, not a threshold.
    """
    cited = [
        known
        for known in regulations().values()
        if known.document.number in lesson.text and ".framework." not in known.name
    ]
    thresholds = {value: known for known in cited if (value := _number(known)) is not None}
    for cell in lesson.cells:
        if cell.kind == "code":
            graded = bool(cell.solution or cell.tests)
            yield from _check_names(lesson.path, cell.source, cell.line, graded=graded)
            yield from _check_typed(lesson.path, cell.source, cell.line, thresholds)
    for answer in find_answers(lesson):
        if answer.verdict == "right":
            yield from _check_typed(answer.path, answer.text, 1, thresholds)


def _number(known: Regulation) -> Decimal | None:
    if isinstance(known.value, str) or Decimal(known.value) in _EVERYDAY:
        return None
    return Decimal(known.value)


def _check_typed(
    path: Path, source: str, first: int, thresholds: dict[Decimal, Regulation]
) -> Iterator[Finding]:
    for node in ast.walk(_tree(source)):
        for operand in _reckoned_with(node):
            known = thresholds.get(_literal(operand) or Decimal(0))
            if known:
                values = {"value": known.value, "name": known.name}
                yield finding(path, first + operand.lineno - 1, "typed-threshold", **values)


def _reckoned_with(node: ast.AST) -> list[ast.expr]:
    """What a comparison or an operation takes, unless it is all numbers: a worked example."""
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
    elif isinstance(node, ast.BinOp):
        operands = [node.left, node.right]
    else:
        return []
    names = any(isinstance(inner, ast.Name) for one in operands for inner in ast.walk(one))
    return operands if names else []


def _literal(node: ast.expr) -> Decimal | None:
    """The number that a node types: `35`, `6.5` or `Decimal("6.5")`."""
    if isinstance(node, ast.Call) and len(node.args) == 1 and _called(node) == "Decimal":
        node = node.args[0]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str):
        text = str(node.value)
        return Decimal(text) if text.replace(".", "", 1).isdecimal() else None
    return None


def _check_names(path: Path, source: str, first: int, *, graded: bool) -> Iterator[Finding]:
    for node in ast.walk(_tree(source)):
        if not (isinstance(node, ast.Call) and _called(node) == "regulation" and node.args):
            continue
        name = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
        line = first + node.lineno - 1
        if not isinstance(name, str):
            continue
        known = regulations().get(name)
        if known is None:
            yield finding(path, line, "unknown-regulation", name=name)
        elif graded and not known.may_be_graded:
            values = {"name": name, "confidence": known.confidence}
            yield finding(path, line, "unsure-regulation", **values)


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _tree(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])  # named by another rule


def check_ranking(lesson: Lesson) -> Iterator[Finding]:
    """Name columns that rank pupils, in data and in code."""
    for path in sorted((lesson.folder / "data").glob("*.csv")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines[:3], start=1):
            for word in re.split(r"[,;\t]", line):
                if word.strip(' "').casefold() in _RANKS:
                    yield finding(path, number, "ranking", word=word)
    for cell in lesson.cells:
        if cell.kind == "code":
            for node in ast.walk(_tree(cell.source)):
                word = node.value if isinstance(node, ast.Constant) else None
                if isinstance(word, str) and word.strip().casefold() in _RANKS:
                    line = cell.line + getattr(node, "lineno", 1) - 1
                    yield finding(lesson.path, line, "ranking", word=word)
