"""Words in code and prose: said in both languages, spelled as the programme spells."""

import ast
import io
import re
import tokenize
import unicodedata
from collections.abc import Iterator

from lopso_courses.cells import Cell
from lopso_courses.checks.findings import Finding, finding
from lopso_courses.figures import IMAGE
from lopso_courses.lessons import Lesson
from lopso_courses.wording import is_say

# A word, as against a name of one letter, a unit or a formula such as T = 2π√(l/g).
_WORDS = re.compile(r"[A-Za-zÀ-ỹĐđ]{3,}|(?=[A-Za-z]*[À-ỹĐđ])[A-Za-zÀ-ỹĐđ]{2,}")
# A tone or vowel mark in decomposed text, or đ, which does not decompose.
_VIETNAMESE = re.compile("[\u0300-\u036fđĐ]")
# What a new lesson says where its author has to write.
UNWRITTEN = {"vi": "VIẾT PHẦN NÀY", "en": "WRITE THIS PART"}
_QUIET_COMMENT = re.compile(r"#+\s*(BEGIN|END) (SOLUTION|HIDDEN TESTS)|#\s*(noqa|type:|ruff:)")
# The programme of 2018 writes i where older habit writes y; names of people and places keep theirs.
_SPELLING = {"kỹ": "kĩ", "kỳ": "kì", "lý": "lí", "kỷ": "kỉ", "tỷ": "tỉ", "mỹ thuật": "mĩ thuật"}
_HABITS = re.compile(rf"\b({'|'.join(_SPELLING)}|Kỹ|Kỳ|Tỷ|Mỹ thuật|Quản lý)\b")
_QUOTED = re.compile(r"«[^»]*»|`[^`]*`|\]\([^)]*\)|https?://\S+")


def check_said(lesson: Lesson) -> Iterator[Finding]:
    """Name words of one language in code that both languages share."""
    for cell in lesson.cells:
        if cell.kind != "code" or cell.lang is not None:
            continue
        try:
            found = sorted({*_comments(cell), *_strings(cell)})
        except (SyntaxError, tokenize.TokenError):
            continue  # named by another rule
        for line, words in found:
            yield finding(lesson.path, cell.line + line - 1, "unsaid-words", words=words)


def _comments(cell: Cell) -> Iterator[tuple[int, str]]:
    """Comments in graded cells, and Vietnamese ones anywhere that learners of both read."""
    graded = cell.tests or cell.solution
    inside = False
    for token in tokenize.generate_tokens(io.StringIO(cell.source).readline):
        if token.type != tokenize.COMMENT:
            continue
        inside = "BEGIN SOLUTION" in token.string or (inside and "END" not in token.string)
        if inside or _QUIET_COMMENT.match(token.string) or not _WORDS.search(token.string):
            continue
        if graded or _VIETNAMESE.search(unicodedata.normalize("NFD", token.string)):
            yield token.start[0], token.string


def _strings(cell: Cell) -> Iterator[tuple[int, str]]:
    """Strings that speak to people: hints, messages, docstrings, what is printed."""
    tree = ast.parse(cell.source)
    for node in ast.walk(tree):
        spoken: list[ast.expr] = []
        if isinstance(node, ast.Assert) and node.msg:
            spoken.append(node.msg)
        elif isinstance(node, ast.Call):
            spoken += [word.value for word in node.keywords if word.arg == "hint"]
            if isinstance(node.func, ast.Name) and node.func.id == "print":
                spoken += node.args
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            spoken.append(node.value)
        for words in spoken:
            if not _in_solution(cell, words) and (text := _unsaid(words)):
                yield words.lineno, text


def _unsaid(node: ast.expr) -> str:
    """The words of an expression that stand outside say(…)."""
    if is_say(node):
        return ""
    if isinstance(node, ast.Constant):
        text = node.value if isinstance(node.value, str) else ""
        return text.strip() if _WORDS.search(text) else ""
    if isinstance(node, ast.JoinedStr | ast.BinOp | ast.IfExp):
        parts = (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
        return " ".join(filter(None, map(_unsaid, parts)))
    return ""


def _in_solution(cell: Cell, node: ast.expr) -> bool:
    """Whether the node stands in the part of the cell that learners do not get."""
    before = cell.source.splitlines()[: node.lineno]
    begun = sum("BEGIN SOLUTION" in line for line in before)
    return begun > sum("END SOLUTION" in line for line in before)


def check_written(lesson: Lesson) -> Iterator[Finding]:
    """Name the places of a new lesson that its author has not written yet."""
    for number, line in enumerate(lesson.text.splitlines(), start=1):
        for words in UNWRITTEN.values():
            if words in line:
                yield finding(lesson.path, number, "unwritten", words=words)


def check_spelling(lesson: Lesson) -> Iterator[Finding]:
    """Name spellings that the programme of 2018 does not use."""
    for cell in lesson.cells:
        if cell.lang == "en" or (cell.kind == "code" and "say(" not in cell.source):
            continue
        for number, line in enumerate(cell.source.splitlines(), start=cell.line):
            for match in _HABITS.finditer(_QUOTED.sub(" ", line)):
                better = _better(match[0])
                yield finding(lesson.path, number, "spelling", word=match[0], better=better)


def _better(word: str) -> str:
    if word == "Quản lý":
        return "Quản lí"
    better = _SPELLING[word.lower()]
    return better.capitalize() if word[0].isupper() else better


def check_images(lesson: Lesson) -> Iterator[Finding]:
    """Name images without words, without a file, or in a tag."""
    for cell in lesson.cells:
        if cell.kind != "prose":
            continue
        for number, line in enumerate(cell.source.splitlines(), start=cell.line):
            if "<img" in line:
                yield finding(lesson.path, number, "html-image")
            for match in IMAGE.finditer(line):
                target = match["target"]
                if not match["words"].strip():
                    yield finding(lesson.path, number, "image-without-words", target=target)
                if not (lesson.folder / target).is_file():
                    yield finding(lesson.path, number, "missing-figure", target=target)
