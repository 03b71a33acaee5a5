"""The learner's exceptions in the examiner's process: of the nearest class that is known here."""

import builtins
from collections.abc import Callable
from typing import TYPE_CHECKING

from lopso_autograding.sealed.bounds import ProtocolError, Tree, Value

if TYPE_CHECKING:
    from lopso_autograding.sealed.faces import Described

OWN_LINE = "__learner_line__"
_CONTROL = frozenset({"StopIteration", "StopAsyncIteration", "GeneratorExit"})
"""Exceptions that end loops of a test where they come out of a call."""


class LearnerError:
    """What exceptions of the learner's own classes have in common."""

    _lopso_said = ""

    def __str__(self) -> str:
        """The text that the learner's class gave it."""
        return self._lopso_said

    def __getattr__(self, name: str) -> Value:
        """A further attribute, which the learner's process is asked for."""
        if name.startswith("_"):
            raise AttributeError(name)
        face = type(self)
        return face._lopso_conversation.ask("getattr", (self, name), path=f"{face.__name__}.{name}")  # type: ignore[attr-defined]


def _known(about: "Described", named: Callable[[str, str], type | None]) -> tuple[type, bool]:
    """The nearest ancestor that is an exception here, and whether it is Python's own and exact."""
    for place, (module, name) in enumerate(about.ancestors):
        found = getattr(builtins, name, None) if module == "builtins" else named(module, name)
        if isinstance(found, type) and issubclass(found, BaseException):
            return found, module == "builtins" and place == 0
    raise ProtocolError("An exception of no known class.")


def error_face(
    about: "Described", names: dict[str, Value], named: Callable[[str, str], type | None]
) -> type:
    """The class for exceptions of a learner's class."""
    from lopso_autograding.sealed.faces import LearnerClass

    parent, exact = _known(about, named)
    if exact:
        return parent
    return LearnerClass(about.name, (LearnerError, parent), names)


def error(face: type, arguments: Value, text: Tree, lines: Tree, own: Tree) -> BaseException:
    """An exception of a face, raised for one of the learner's."""
    if not issubclass(face, BaseException) or type(arguments) is not tuple:
        raise ProtocolError("An exception that is none.")
    if type(text) is not str or type(own) is not int:
        raise ProtocolError("An exception without a text.")
    try:
        made = face.__new__(face, *arguments)
    except Exception:
        made = face.__new__(face)
    made.args = arguments
    vars(made)["_lopso_said"] = text
    vars(made)["_lopso_number"] = own
    vars(made)["_lopso_lines"] = _lines(lines)
    if vars(made)["_lopso_lines"]:
        vars(made)[OWN_LINE] = vars(made)["_lopso_lines"][-1]
    return made


def _lines(lines: Tree) -> list[tuple[int, str]]:
    if type(lines) is not list:
        raise ProtocolError("No lines of an exception.")
    return [
        (number, text[:200])
        for number, text in lines[:10]
        if type(number) is int and type(text) is str
    ]


def outside_of_next(error: BaseException) -> BaseException:
    """The exception as a call may raise it: one that ends loops becomes a RuntimeError.

    Otherwise ``all(map(check, numbers))`` would hold for a function that raises StopIteration.
    """
    if type(error).__name__ in _CONTROL or isinstance(error, StopIteration | StopAsyncIteration):
        kind = type(error).__name__
        changed = RuntimeError(f"The function raised {kind}.")
        vars(changed).update(vars(error))
        return changed
    return error
