"""What the learner's process keeps for the examiner: its objects by number, and how they cross."""

import enum
import inspect
import linecache
import types
from collections.abc import Callable, Mapping

import numpy as np

from lopso_autograding.sealed.bounds import Bounds, TooLargeError, Tree, Value
from lopso_autograding.sealed.special_methods import CONDITIONAL
from lopso_autograding.sealed.stubs import ExaminerError, ExaminerObject, number_of_stub
from lopso_autograding.sealed.writing import Writer

LINES = 5
LONGEST_TEXT = 20_000


class Belongings:
    """The objects and classes that the examiner knows by number; what it knows stays alive."""

    def __init__(self, bounds: Bounds) -> None:
        """The examiner knows nothing."""
        self.bounds = bounds
        self._objects: list[Value] = []
        self._numbers: dict[int, int] = {}

    def number(self, value: Value) -> int:
        """The number of an object, the same each time."""
        known = self._numbers.get(id(value))
        if known is not None:
            return known
        if len(self._objects) >= self.bounds.objects:
            raise TooLargeError(f"more than {self.bounds.objects} objects")
        self._objects.append(value)
        self._numbers[id(value)] = len(self._objects) - 1
        return len(self._objects) - 1

    def __getitem__(self, number: int) -> Value:
        """The object of a number."""
        return self._objects[number]


def description(kind: type, number: Callable[[Value], int]) -> Tree:
    """What the examiner must know of a class: its ancestors' names, its special methods."""
    ancestors = type.__dict__["__mro__"].__get__(kind)
    own = {name for one in ancestors for name in vars(one) if one is not object}
    unhashable = getattr(kind, "__hash__", None) is None
    special = [name for name in CONDITIONAL if name in own]
    learners = [one for one in kind.__bases__ if one.__module__ == "__main__"]
    return {
        "parents": [number(one) for one in learners],
        "ancestors": [[str(one.__module__), one.__qualname__] for one in ancestors],
        "special": [name for name in special if not (unhashable and name == "__hash__")],
        "unhashable": unhashable,
    }


class LearnerWriter(Writer):
    """Values of the learner on their way to the examiner."""

    def __init__(
        self, belongings: Belongings, tracked: list[Value], namespace: Mapping[str, Value]
    ) -> None:
        """Containers of the request are known by number."""
        super().__init__(belongings.bounds, tracked)
        self._belongings = belongings
        self._namespace = namespace

    def opaque(self, value: Value) -> Tree:
        """An exception as its parts, an object of the examiner as such, all else by number."""
        stub = number_of_stub(value)
        if stub is not None:
            return ["e", stub]
        if isinstance(value, BaseException):
            return self.exception(value)
        fields = getattr(value, "_fields", None)
        if isinstance(value, type):
            if issubclass(value, tuple) and type(fields) is tuple:
                return ["ntc", str(value.__module__), value.__name__, *map(str, fields)]
            return ["k", self._belongings.number(value)]
        number = self._belongings.number(value)
        kind = self._belongings.number(type(value))
        if isinstance(value, enum.Enum) and type(value).__module__ == "__main__":
            return ["en", type(value).__qualname__, str(value.name), number, kind]
        return ["p", number, kind]

    def masked(self, value: Value) -> Tree | None:
        """The tree of a masked array that masks nothing, such as the points of a scatter plot."""
        if np.ma.getmaskarray(value).any():
            return None
        with self.untracked():
            return ["ma", self.tree(np.ma.getdata(value))]

    def exception(self, error: BaseException) -> Tree:
        """The tree of an exception: class, arguments, text, the learner's own lines, number."""
        if isinstance(error, ExaminerError) and error.number is not None:
            return ["e", error.number]
        try:
            arguments = self.tree(tuple(error.args))
        except TooLargeError:
            arguments = ["t"]
        return [
            "x",
            self._belongings.number(type(error)),
            arguments,
            _said(error),
            own_lines(error.__traceback__, self._namespace),
            self._belongings.number(error),
        ]


def _said(error: BaseException) -> str:
    try:
        return str.__str__(str(error))[:LONGEST_TEXT]
    except Exception as failure:
        return f"({type(failure).__name__})"


def own_lines(trace: types.TracebackType | None, namespace: Mapping[str, Value]) -> list[Tree]:
    """The last lines of the learner's own cells in a traceback: number and text."""
    found: list[Tree] = []
    while trace is not None:
        if trace.tb_frame.f_globals is namespace:
            file = trace.tb_frame.f_code.co_filename
            found.append([trace.tb_lineno, linecache.getline(file, trace.tb_lineno).strip()[:200]])
        trace = trace.tb_next
    return found[-LINES:]


def is_stub(value: Value) -> bool:
    """Whether a value stands for something of the examiner."""
    return isinstance(value, ExaminerObject)


is_function = inspect.isroutine
