"""What stands in the examiner's process for an object of the learner's.

A proxy asks the learner's process for everything but three facts that are decided here: its class,
whether it equals a value of the test, and what an operator between it and such a value gives. An
object never learns a value that it is compared with.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lopso_autograding.sealed import special_methods
from lopso_autograding.sealed.bounds import Value

if TYPE_CHECKING:
    from lopso_autograding.sealed.conversation import Conversation

ASKED_FOR = frozenset(
    f"__{name}__"
    for name in (
        *("doc", "name", "qualname", "module", "code", "defaults", "kwdefaults", "annotations"),
        *("dict", "wrapped", "self", "func", "closure", "members", "dataclass_fields"),
        *("match_args", "slots", "version", "file", "all", "cause", "context", "notes"),
    )
)
"""Names with underscores that a learner's object may answer; others could mislead a library."""


@dataclass(frozen=True, slots=True)
class Remote:
    """What a proxy stands for.

    Attributes:
        conversation: How to ask about it.
        number: Its number in the learner's process.
        path: How the test came by it.
        restricted: Whether it stands where the author's solution gave plain data.
    """

    conversation: "Conversation"
    number: int
    path: str
    restricted: bool


class LearnerObject:
    """An object of the learner's; its class is one that `faces` made for the learner's class."""

    # Of a class among its ancestors that stands there by name only, a face takes over where the
    # dictionary of an instance lies, if it has none of its own.
    __slots__ = ("__dict__", "__weakref__", "_lopso")
    __array_ufunc__ = None

    def __getattribute__(self, name: str) -> Value:
        """An attribute, which the learner's process is asked for."""
        remote = remote_of(self)
        if name == "__class__":
            return remote.conversation.faces.apparent(type(self))
        special = name.startswith("__") and name.endswith("__")
        if special and name not in ASKED_FOR:
            return _own_special(self, name)
        if remote.restricted:
            kind = type(self).__name__
            raise AttributeError(
                f"The test expects plain data (numbers, text, lists, arrays), but the answer is "
                f"an object of class {kind}, so its attribute {name!r} is not looked at."
            )
        return ask(self, "getattr", name, step=f".{name}")

    def __setattr__(self, name: str, value: Value) -> None:
        """Sets an attribute in the learner's process."""
        if remote_of(self).restricted:
            raise AttributeError(name)
        ask(self, "setattr", name, value)

    def __delattr__(self, name: str) -> None:
        """Deletes an attribute in the learner's process."""
        if remote_of(self).restricted:
            raise AttributeError(name)
        ask(self, "delattr", name)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same object; what its class says stands in the class made for it."""
        return number_of(other) == remote_of(self).number

    def __hash__(self) -> int:
        """The number of the object."""
        return hash(("learner", remote_of(self).number))

    def __repr__(self) -> str:
        """What the learner's process says, if it is text."""
        return _text(ask(self, "repr"))

    def __str__(self) -> str:
        """What the learner's process says, if it is text."""
        return _text(ask(self, "str"))

    def __format__(self, specification: str) -> str:
        """What the learner's process says, if it is text."""
        return _text(ask(self, "format", specification))

    def __dir__(self) -> list[str]:
        """The names of the attributes."""
        names = ask(self, "dir")
        return [name for name in names if type(name) is str] if type(names) is list else []

    def __array__(self, dtype: Value = None, copy: bool | None = None) -> np.ndarray:
        """The object's data as an array."""
        data = ask(self, "array")
        lengths, number = remote_of(self).conversation.faces.lengths, remote_of(self).number
        if type(data) is not np.ndarray or data.shape[:1] != lengths.get(number, data.shape[:1]):
            raise TypeError(f"An object of class {type(self).__name__} is no array.")
        return data.astype(dtype) if dtype is not None else data

    def __copy__(self) -> Value:
        """A copy, which the learner's process makes."""
        return ask(self, "copy")

    def __deepcopy__(self, memo: Value) -> Value:
        """A deep copy, which the learner's process makes."""
        return ask(self, "deepcopy")

    def __reduce_ex__(self, protocol: Value) -> Value:
        """Nothing: a proxy does not leave its process."""
        raise TypeError(f"An object of class {type(self).__name__} cannot be pickled here.")


_own_remote = LearnerObject.__dict__["_lopso"]


def remote_of(proxy: LearnerObject) -> Remote:
    """What a proxy stands for."""
    return _own_remote.__get__(proxy)


def attach(proxy: LearnerObject, remote: Remote) -> None:
    """Says what a new proxy stands for."""
    _own_remote.__set__(proxy, remote)


def number_of(value: object) -> int | None:
    """The number of a learner's object, class or exception; None for values of the test."""
    kind = type(value)
    if issubclass(kind, LearnerObject):
        return remote_of(value).number  # type: ignore[arg-type]
    if issubclass(kind, BaseException) or issubclass(kind, type):
        number = vars(value).get("_lopso_number")
        return number if type(number) is int else None
    return None


def ask(proxy: LearnerObject, operation: str, *arguments: Value, step: str = "") -> Value:
    """What the learner's process answers about a proxy."""
    remote = remote_of(proxy)
    return remote.conversation.ask(operation, (proxy, *arguments), path=remote.path + step)


def _text(value: Value) -> str:
    if type(value) is not str:
        raise TypeError("An answer that is no text.")
    return value


def _own_special(proxy: LearnerObject, name: str) -> Value:
    """A special attribute that is decided here: a method of the class, or a function's facts."""
    remote = remote_of(proxy)
    found = remote.conversation.faces.facts(proxy, name)
    if found is not None:
        return found
    if name.startswith("__array") and name not in ("__array__", "__array_ufunc__"):
        raise AttributeError(name)
    return object.__getattribute__(proxy, name)


def conversion(name: str, kind: type) -> Callable[[LearnerObject], Value]:
    """The method for a special method whose result Python wants to be of one type."""

    def method(self: LearnerObject) -> Value:
        value = ask(self, name)
        if type(value) is not kind:
            raise TypeError(f"{name} gave something else than {kind.__name__}.")
        remote = remote_of(self)
        if name == "__len__" and remote.restricted:
            remote.conversation.faces.lengths[remote.number] = (value,)
        return value

    return method


def _compares_itself(other: object, name: str) -> bool:
    """Whether the class of a test's object, defined in a notebook's cell, compares by itself."""
    kind = type(other)
    mirrored = special_methods.MIRRORED.get(name, name)
    return kind.__module__ == "__main__" and mirrored in {
        method for one in kind.__mro__ if one is not object for method in vars(one)
    }


def comparison(name: str) -> Callable[[LearnerObject, object], Value]:
    """The method for a comparison, which the examiner answers unless both are the learner's."""

    def method(self: LearnerObject, other: object) -> Value:
        remote = remote_of(self)
        policy = remote.conversation.policy
        if number_of(other) is not None and not remote.restricted:
            answer = ask(self, name, other)
            if name == "__eq__" and answer is True and self is not other:
                policy.compared = self
            return answer
        if _compares_itself(other, name):
            # A class of a locked cell, which this process has as its author wrote it.
            return NotImplemented
        if not remote.restricted and policy.mixes(remote.path, name):
            return ask(self, name, other)
        return {"__eq__": False, "__ne__": True}.get(name, NotImplemented)

    return method


def binary(name: str) -> Callable[[LearnerObject, object], Value]:
    """The method for an operator, which needs two objects of the learner's or the profile."""

    def method(self: LearnerObject, other: object, *more: object) -> Value:
        remote = remote_of(self)
        policy = remote.conversation.policy
        if number_of(other) is None and not policy.mixes(remote.path, name):
            return NotImplemented
        return ask(self, name, other, *more, step=f" {name}")

    return method


def contains(self: LearnerObject, value: object) -> bool:
    """Whether a value is in an object: the object goes through its items, the examiner compares."""
    remote = remote_of(self)
    policy = remote.conversation.policy
    foreign = number_of(value) is not None
    if not remote.restricted and (foreign or policy.mixes(remote.path, "__contains__")):
        return ask(self, "__contains__", value) is True
    items: Iterator[Value] = iter(self)  # type: ignore[call-overload]
    return any(item is value or item == value for item in items)


def leaving(self: LearnerObject, kind: Value, error: Value, trace: object) -> bool:
    """The end of a with block; it may swallow only errors that come from the learner."""
    answer = ask(self, "__exit__", kind, error, None)
    if error is None or number_of(error) is not None:
        return answer is True
    remote = remote_of(self)
    return answer is True and remote.conversation.policy.mixes(remote.path, "__exit__")


def calling(self: LearnerObject, *arguments: Value, **keywords: Value) -> Value:
    """A call."""
    remote = remote_of(self)
    path = f"{remote.path}()"
    return remote.conversation.ask("__call__", (self, *arguments), keywords, path=path)


def other(name: str) -> Callable[..., Value]:
    """The method for a special method whose result may be anything."""

    def method(self: LearnerObject, *arguments: Value) -> Value:
        return ask(self, name, *arguments)

    return method


def awaiting(self: LearnerObject) -> Iterator[Value]:
    """The wait for a coroutine, which runs to its end in the learner's process."""
    return ask(self, "__await__")
    yield


METHODS: dict[str, Callable[..., Value]] = {
    **{name: conversion(name, kind) for name, (_, kind) in special_methods.CONVERSIONS.items()},
    **{name: comparison(name) for name in special_methods.COMPARISONS},
    **{name: binary(name) for name in special_methods.BINARY},
    **{name: other(name) for name in special_methods.OTHERS},
    "__await__": awaiting,
    "__call__": calling,
    "__contains__": contains,
    "__exit__": leaving,
}
"""The method for each special method that a learner's class may have."""
RESTRICTED = frozenset(
    {
        *special_methods.CONVERSIONS,
        *("__contains__", "__getitem__", "__iter__", "__next__", "__reversed__", "__round__"),
    }
)
"""What remains of them where the author's solution gave plain data."""
