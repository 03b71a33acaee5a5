"""The words inside code: `say("vi", "en")` becomes its language's one, imports are added."""

import ast
from typing import TypeGuard

from lopso_courses.cells import LANGUAGES

_MODULES = {f"lopso_autograding.{language}" for language in LANGUAGES}


def say_in(source: str, language: str) -> str:
    """The source with every `say("vi", "en")` replaced by its string of `language`.

    Raises:
        SyntaxError: the source is not Python.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if is_say(node)]
    text = source.encode()
    starts = _line_starts(text)
    # From the end, so that the places of the calls before stay right; an inner call stands later.
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        words = call.args[LANGUAGES.index(language)]
        begin, end = _span(call, starts)
        text = text[:begin] + _argument(words, text, starts) + text[end:]
    return text.decode()


def imported_words(source: str) -> tuple[str, ...]:
    """The names that a cell imports from the vocabulary."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module in _MODULES:
            names += [alias.name for alias in node.names]
    return tuple(names)


def only_imports_words(source: str) -> bool:
    """Whether the cell does nothing but import the vocabulary."""
    if "lopso_autograding" not in source:
        return False
    body = ast.parse(source).body
    return bool(body) and all(
        isinstance(node, ast.ImportFrom) and node.module in _MODULES for node in body
    )


def with_words(source: str, language: str, words: frozenset[str]) -> str:
    """The source with an import of exactly the vocabulary it uses on its first line."""
    tree = ast.parse(source)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    loaded = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    used = sorted((loaded & words) - own - set(imported_words(source)))
    if not used:
        return source
    return f"from lopso_autograding.{language} import {', '.join(used)}\n\n{source}"


def is_say(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether the node is a call `say(vi, en)`."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "say"
        and len(node.args) == len(LANGUAGES)
        and not node.keywords
    )


def _argument(node: ast.expr, text: bytes, starts: list[int]) -> bytes:
    """The text of an argument, in parentheses when it runs over several lines."""
    begin, end = _span(node, starts)
    piece = text[begin:end]
    return b"(" + piece + b")" if b"\n" in piece else piece


def _span(node: ast.expr, starts: list[int]) -> tuple[int, int]:
    """Where the text of a node begins and ends, in bytes (as the parser counts columns)."""
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
    return starts[node.lineno - 1] + node.col_offset, starts[end_line - 1] + end_column


def _line_starts(text: bytes) -> list[int]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts
