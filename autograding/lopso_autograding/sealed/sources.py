"""What the text of the learner's cells says of a function: its source and its parameters.

The learner's process is not asked: there, both can be made up.
"""

import ast
import inspect
from typing import TYPE_CHECKING

from lopso_autograding.sealed.bounds import Value

if TYPE_CHECKING:
    from lopso_autograding.sealed.conversation import Conversation

type Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Sources:
    """The learner's cells that have run so far."""

    def __init__(self, conversation: "Conversation") -> None:
        """No cell has run."""
        self._conversation = conversation
        self._cells: list[str] = []

    def add(self, text: str) -> None:
        """Takes in a cell that is about to run."""
        self._cells.append(text)

    def find(self, name: str) -> tuple[Definition, str] | None:
        """The last definition of a function or class at the top of a cell, and its text."""
        for text in reversed(self._cells):
            try:
                statements = ast.parse(text).body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            for statement in reversed(statements):
                if (
                    isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                    and statement.name == name
                ):
                    return statement, _whole(text, statement)
        return None

    def source(self, value: Value) -> str:
        """The text of a learner's function or class.

        Raises:
            OSError: No cell defines it.
        """
        found = self.find(str(getattr(value, "__name__", "")))
        if found is None:
            raise OSError("could not get source code")
        return found[1]

    def signature(self, value: Value) -> inspect.Signature | None:
        """The parameters of a learner's function."""
        found = self.find(str(getattr(value, "__name__", "")))
        if found is None or isinstance(found[0], ast.ClassDef):
            return None
        definition = found[0]
        arguments = definition.args
        kinds = inspect.Parameter
        positional = [*arguments.posonlyargs, *arguments.args]
        missing = len(positional) - len(arguments.defaults)
        defaults = [None] * missing + list(arguments.defaults)
        made = [
            _parameter(one, default, kinds.POSITIONAL_ONLY)
            for one, default in zip(arguments.posonlyargs, defaults, strict=False)
        ]
        ordinary = zip(arguments.args, defaults[len(arguments.posonlyargs) :], strict=True)
        made += [_parameter(*one, kinds.POSITIONAL_OR_KEYWORD) for one in ordinary]
        if arguments.vararg:
            made.append(_parameter(arguments.vararg, None, kinds.VAR_POSITIONAL))
        named = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        made += [_parameter(*one, kinds.KEYWORD_ONLY) for one in named]
        if arguments.kwarg:
            made.append(_parameter(arguments.kwarg, None, kinds.VAR_KEYWORD))
        returns = _annotation(definition.returns)
        return inspect.Signature(made, return_annotation=returns)


def _whole(text: str, statement: Definition) -> str:
    lines = text.splitlines(keepends=True)
    first = min([statement.lineno, *(one.lineno for one in statement.decorator_list)])
    return "".join(lines[first - 1 : statement.end_lineno]).rstrip("\n") + "\n"


def _parameter(argument: ast.arg, default: ast.expr | None, kind: Value) -> inspect.Parameter:
    value = inspect.Parameter.empty
    if default is not None:
        try:
            value = ast.literal_eval(default)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            value = ast.unparse(default)
    annotation = _annotation(argument.annotation)
    return inspect.Parameter(argument.arg, kind, default=value, annotation=annotation)


def _annotation(node: ast.expr | None) -> Value:
    if node is None:
        return inspect.Parameter.empty
    text = ast.unparse(node)
    from lopso_autograding.sealed.writing import PLAIN_TYPES

    return PLAIN_TYPES.get(text, text)
