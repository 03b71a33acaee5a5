"""Twins: every Vietnamese cell is followed by its English one, and both say the same."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import cast

from lopso_courses.cells import ATTRIBUTES, LANGUAGES, Cell
from lopso_courses.checks.findings import Finding, finding
from lopso_courses.checks.numbers import numbers_in
from lopso_courses.figures import IMAGE
from lopso_courses.lessons import Lesson
from lopso_courses.parts import headings, part_number
from lopso_courses.wording import is_say

_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_MATHS = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$(?!\s)([^$\n]+?)(?<!\s)\$", re.DOTALL)
_LINK = re.compile(r"\]\([^)]*\)|https?://\S+")


def pairs(lesson: Lesson) -> list[tuple[Cell, Cell]]:
    """The twins of a lesson that stand as they should."""
    return [
        (first, second)
        for first, second in zip(lesson.cells, lesson.cells[1:], strict=False)
        if _are_twins(first, second)
    ]


def check_twins(lesson: Lesson) -> Iterator[Finding]:
    """Name cells without a twin, and twins that disagree."""
    twins = pairs(lesson)
    paired = {id(cell) for pair in twins for cell in pair}
    for cell in lesson.cells:
        if cell.lang in LANGUAGES and id(cell) not in paired:
            other = LANGUAGES[1 - LANGUAGES.index(cell.lang)]
            yield finding(lesson.path, cell.mark_line, "missing-twin", lang=cell.lang, other=other)
    for vietnamese, english in twins:
        yield from _check_attributes(lesson, vietnamese, english)
        if vietnamese.kind == "prose":
            yield from _check_prose(lesson, vietnamese, english)
        elif _code(vietnamese) != _code(english):
            yield finding(lesson.path, english.line, "twin-code")


def _are_twins(first: Cell, second: Cell) -> bool:
    return (first.lang, second.lang) == LANGUAGES and first.kind == second.kind


def _check_attributes(lesson: Lesson, vietnamese: Cell, english: Cell) -> Iterator[Finding]:
    for name in ATTRIBUTES:
        values = {"vi": vietnamese.attributes.get(name), "en": english.attributes.get(name)}
        if name == "lang" or values["vi"] == values["en"]:
            continue
        rule = "twin-points" if name == "points" else "twin-attributes"
        yield finding(lesson.path, english.mark_line, rule, name=name, **values)


def _check_prose(lesson: Lesson, vietnamese: Cell, english: Cell) -> Iterator[Finding]:
    for rule, facts in _FACTS.items():
        ours, theirs = facts(vietnamese), facts(english)
        if ours != theirs:
            only_ours = list((Counter(ours) - Counter(theirs)).elements())
            only_theirs = list((Counter(theirs) - Counter(ours)).elements())
            values = {"vi": _shown(only_ours or ours), "en": _shown(only_theirs or theirs)}
            line = _line_with(english, only_theirs) or _line_with(vietnamese, only_ours)
            yield finding(lesson.path, line or english.line, rule, **values)


def _heading_shape(cell: Cell) -> list[str]:
    """Each heading's level, and the part or the number that it opens."""
    shape: list[str] = []
    for here in headings(cell):
        number = re.search(r"\d+(?=\.)", here.words)
        opens = part_number(here) if here.level <= 2 else number and number[0]
        shape.append("#" * here.level + (f" {opens}" if opens else ""))
    return shape


def _spans(cell: Cell) -> list[str]:
    return sorted(_SPAN.findall(_FENCED.sub("", cell.source)))


def _formulas(cell: Cell) -> list[str]:
    found = (first or second for first, second in _MATHS.findall(_plain(cell)))
    return sorted(_formula(text) for text in found)


def _formula(text: str) -> str:
    text = re.sub(r"\\(text|mathrm|textrm)\{[^}]*\}", "", text)
    return re.sub(r"\s+", "", text.replace("{,}", "."))


def _numbers(cell: Cell) -> list[str]:
    text = _SPAN.sub(" ", _MATHS.sub(" ", _LINK.sub(" ", _FENCED.sub("", cell.source))))
    return sorted(numbers_in(text, cell.lang or "en").elements())


def _images(cell: Cell) -> list[str]:
    return [match["target"] for match in IMAGE.finditer(cell.source)]


def _plain(cell: Cell) -> str:
    return _SPAN.sub(" ", _FENCED.sub("", cell.source))


_FACTS: dict[str, Callable[[Cell], list[str]]] = {
    "twin-headings": _heading_shape,
    "twin-code-spans": _spans,
    "twin-maths": _formulas,
    "twin-numbers": _numbers,
    "twin-images": _images,
}


def _code(cell: Cell) -> str:
    """The code of a cell without its words: strings, docstrings, comments, module of words."""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return ""  # named by another rule
    return ast.dump(cast(ast.AST, _Wordless().visit(tree)))


class _Wordless(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.Constant:
        return ast.Constant("")

    def visit_Call(self, node: ast.Call) -> ast.AST:
        return ast.Constant("") if is_say(node) else self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.ImportFrom:
        ours = (node.module or "").startswith("lopso_autograding.")
        return ast.ImportFrom("words", node.names, 0) if ours else node


def _shown(values: list[str]) -> str:
    return ", ".join(values) if values else "–"


def _line_with(cell: Cell, values: list[str]) -> int | None:
    """The line of the cell on which one of the values stands as it is written."""
    for number, line in enumerate(cell.source.splitlines(), start=cell.line):
        plain = numbers_in(line, cell.lang or "en")
        if any(value in line or value in plain for value in values):
            return number
    return None
