"""Objects of the test that the learner's process may use, by number, and how it may use them."""

import builtins
import io
import operator
import random
import sys
import types
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from lopso_autograding.sealed.bounds import ProtocolError, Tree, Value
from lopso_autograding.sealed.examiner_values import ExaminerReader, ExaminerWriter

if TYPE_CHECKING:
    from lopso_autograding.sealed.conversation import Conversation


class Lent:
    """The examiner's objects that crossed, by number; each stays alive."""

    def __init__(self) -> None:
        """Nothing is lent."""
        self._objects: list[Value] = []
        self._numbers: dict[int, int] = {}

    def number(self, value: Value) -> int:
        """The number of an object, the same each time."""
        known = self._numbers.get(id(value))
        if known is None:
            known = self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return known

    def __getitem__(self, number: Tree) -> Value:
        """The object of a number.

        Raises:
            ProtocolError: Nothing of that number was lent.
        """
        if type(number) is not int or not 0 <= number < len(self._objects):
            raise ProtocolError("Nothing of that number was lent.")
        return self._objects[number]


_INNER = ("_", "ag_", "co_", "cr_", "f_", "gi_", "tb_")
_SETTERS = frozenset({"attach_mock", "configure_mock", "mock_add_spec", "reset_mock"})
"""Methods by which a mock would forget its calls, or answer for a test's own questions."""
_INSIDES = types.CodeType | types.FrameType | types.TracebackType


def _read_attribute(value: Value, name: Value) -> Value:
    """A public attribute; nothing that leads from a function into the test's names."""
    public = type(name) is str and not name.startswith(_INNER) and name not in _SETTERS
    if (
        isinstance(value, _INSIDES)
        or not public
        or (callable(value) and not isinstance(value, io.IOBase | _mock()))
    ):
        raise AttributeError(f"{type(value).__name__!r} has no attribute {name!r} here")
    return getattr(value, name)


def _mock() -> type:
    module = sys.modules.get("unittest.mock")
    return vars(module)["NonCallableMock"] if module else io.IOBase


ALLOWED: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "__call__": lambda value, *arguments, **keywords: value(*arguments, **keywords),
        "__iter__": iter,
        "__next__": next,
        "__len__": len,
        "__bool__": bool,
        "__getitem__": operator.getitem,
        "__contains__": operator.contains,
        "__enter__": lambda value: type(value).__enter__(value),
        "__exit__": lambda value, *about: type(value).__exit__(value, *about),
        "str": str,
        "getattr": _read_attribute,
    }
)
"""What a learner's code may do with an object that was lent to it."""


def answer(
    conversation: "Conversation", message: Tree, buffers: list[bytes], *, stale: bool
) -> None:
    """Does what the learner's code asks of a lent object, and sends what came of it."""
    _, _, number, operation, arguments, keywords = message
    if type(arguments) is not list or type(keywords) is not dict:
        raise ProtocolError("A call of no known form.")
    reader = ExaminerReader(conversation, buffers, [], "")
    parts = reader.all(arguments)
    named = {str(key): reader.value(tree) for key, tree in keywords.items()}
    writer = ExaminerWriter(conversation)
    try:
        if stale:
            raise TimeoutError("The test has gone on.")
        if operation == "input":
            value = builtins.input(*parts)
        else:
            value = _allowed(operation)(conversation.lent[number], *parts, **named)
        ok, tree = True, _lent_iterator(writer, operation, value)
    except Exception as error:
        base = next(kind for kind in type(error).__mro__ if kind.__module__ == "builtins")
        own = conversation.lent.number(error)
        ok, tree = False, ["xe", type(error).__name__, str(error)[:2000], own, base.__name__]
    conversation.channel.send(["back", ok, tree], writer.buffers)


def _lent_iterator(writer: ExaminerWriter, operation: str, value: Value) -> Tree:
    """The tree of a result; iterators and methods stay here and are lent themselves."""
    if operation == "__iter__" or callable(value):
        return writer.loan(value)
    return writer.tree(value)


def _allowed(operation: Tree) -> Callable[..., Value]:
    work = ALLOWED.get(operation) if type(operation) is str else None
    if work is None:
        raise ProtocolError("A call of an unknown operation.")
    return work


class RandomState:
    """The random numbers of a test, which a learner's function goes on drawing from."""

    def __init__(self) -> None:
        """Keeps the state that both processes started with apart."""
        self._last = _state()

    def push(self, conversation: "Conversation") -> None:
        """Gives the learner's process the state, if the test has seeded or drawn since."""
        now = _state()
        if now == self._last:
            return
        self._last = now
        conversation.ask("random", (random.getstate(), np.random.get_state()))


def _state() -> tuple[int, int]:
    return hash(random.getstate()), hash(np.random.get_state()[1].tobytes())  # type: ignore[union-attr]


def warning_named(name: Tree) -> type[Warning] | None:
    """The class of warnings of a name, if it is Python's own."""
    found = getattr(builtins, name, None) if type(name) is str else None
    return found if isinstance(found, type) and issubclass(found, Warning) else None
