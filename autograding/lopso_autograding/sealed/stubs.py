"""What stands in the learner's process for functions and objects of the examiner.

A stub can be called, read and gone through by way of the examiner, which decides what it allows;
there is nothing of the examiner's memory in it.
"""

from collections.abc import Callable, Iterator

from lopso_autograding.sealed.bounds import Value

type Ask = Callable[[int, str, tuple[Value, ...], dict[str, Value]], Value]
"""Asks the examiner: number of the object, operation, arguments, keywords."""


class ExaminerError(Exception):
    """An error of the examiner's own code, in a callback, on its way through the learner's."""

    number: int | None = None


class ExaminerObject:
    """Stands for one object of the examiner."""

    def __init__(self, ask: Ask, number: int, name: str) -> None:
        """Keeps the number and the way to ask."""
        vars(self).update(_ask=ask, _number=number, __name__=name)

    def __call__(self, *arguments: Value, **keywords: Value) -> Value:
        """Calls it."""
        return self._ask(self._number, "__call__", arguments, keywords)

    def __getattr__(self, name: str) -> Value:
        """Reads an attribute."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self._ask(self._number, "getattr", (name,), {})

    def __iter__(self) -> Iterator[Value]:
        """Goes through it."""
        return self._ask(self._number, "__iter__", (), {})

    def __next__(self) -> Value:
        """Its next value."""
        return self._ask(self._number, "__next__", (), {})

    def __len__(self) -> int:
        """Its length."""
        return self._ask(self._number, "__len__", (), {})

    def __bool__(self) -> bool:
        """Whether it counts as true; what has no length does."""
        return self._ask(self._number, "__bool__", (), {})

    def __getitem__(self, key: Value) -> Value:
        """One of its values."""
        return self._ask(self._number, "__getitem__", (key,), {})

    def __contains__(self, value: Value) -> bool:
        """Whether it holds a value."""
        return self._ask(self._number, "__contains__", (value,), {})

    def __enter__(self) -> Value:
        """Begins a with block."""
        return self._ask(self._number, "__enter__", (), {})

    def __exit__(self, *about: Value) -> Value:
        """Ends a with block."""
        return self._ask(self._number, "__exit__", (None, None, None), {})

    def __str__(self) -> str:
        """Its text."""
        return self._ask(self._number, "str", (), {})


def number_of_stub(value: Value) -> int | None:
    """The number of the examiner's object that a value stands for, or None."""
    return vars(value)["_number"] if type(value) is ExaminerObject else None
