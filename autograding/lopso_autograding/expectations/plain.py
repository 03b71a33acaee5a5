"""How any value becomes plain data, by its exact or base type and that type's own methods.

A learner's class may lie in every method it defines, be endless or contain itself. So nothing of
it is called: a subclass of ``list`` is read with ``list``'s methods, an unknown object is
:class:`~lopso_autograding.expectations.nodes.Opaque` and equals nothing.
"""

import types
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from lopso_autograding.expectations import arrays
from lopso_autograding.expectations.nodes import Group, Items, Mapping, Opaque, Table, Value
from lopso_autograding.expectations.proxies import facts_about
from lopso_autograding.expectations.scalars import SCALAR_READERS

LARGEST = 100_000
"""Number of values in one answer beyond which it is not looked at."""
DEEPEST = 40
"""Nesting beyond which an answer is not looked at."""

FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
ITERATORS = (types.GeneratorType, map, filter, zip, enumerate, reversed, type(iter([])))


class Unreadable(Exception):  # noqa: N818 - it ends a walk and never leaves this module
    """The value cannot be looked at; ``node`` says why."""

    def __init__(self, node: Opaque) -> None:
        """Keeps the node."""
        super().__init__(node.kind)
        self.node = node


@dataclass
class Walk:
    """One value being made plain: what may still be read, and what lies above."""

    keep: tuple[type, ...]
    left: int = LARGEST
    above: list[int] = field(default_factory=list)

    def node(self, value: Value) -> object:
        """The plain node of a value."""
        self.left -= 1
        if self.left < 0:
            raise Unreadable(Opaque("large", type_name(value)))
        read = EXACT_READERS.get(id(type(value)))
        if read is not None:
            return read(value)
        if self.keep and issubclass(type(value), self.keep):
            return value
        value = arrays.scalar(value)
        for base, read in SCALAR_READERS:
            if issubclass(type(value), base):
                return read(value)
        return self.collection(value)

    def collection(self, value: Value) -> object:
        """The plain node of a value that may hold others."""
        if id(value) in self.above:
            raise Unreadable(Opaque("endless", type_name(value)))
        if len(self.above) >= DEEPEST:
            raise Unreadable(Opaque("deep", type_name(value)))
        self.above.append(id(value))
        try:
            for base, read in CONTAINER_READERS:
                if issubclass(type(value), base):
                    self.expect(base.__len__(value))
                    return read(value, self)
            return self.array(value)
        finally:
            self.above.pop()

    def expect(self, count: int) -> None:
        """Stops early where more values come than may be read."""
        if count > self.left:
            raise Unreadable(Opaque("large", "collection"))

    def array(self, value: Value) -> object:
        """The plain node of a numpy array or of something from pandas, or an opaque one."""
        found = arrays.contents(value, self.left)
        if isinstance(found, arrays.Contents):
            if found.rows is not None:
                labels = None if found.labels is None else self.nodes(found.labels)
                rows = tuple(self.nodes(row) for row in found.rows)
                return Table(self.nodes(found.columns), rows, labels, self.node(found.index_name))
            if isinstance(found.values, list):
                return Items(found.kind, self.nodes(found.values))
            return self.node(found.values)
        return found or opaque(value)

    def nodes(self, values: Iterable[Value]) -> tuple[object, ...]:
        """The plain nodes of several values, never more than may still be read."""
        return tuple(self.node(value) for value in islice(values, self.left + 1))


def plain(value: object, keep: tuple[type, ...] = ()) -> Value:
    """The plain data of a value; instances of the types in ``keep`` stay as they are.

    Never raises: what is endless, too deep or too large becomes one ``Opaque``.
    """
    try:
        return Walk(keep).node(value)
    except Unreadable as reason:
        return reason.node
    except Exception:
        # Odd objects of other libraries may fail in any way while they are read.
        return Opaque("object", type_name(value))


def thawed(node: Value, value: Value) -> Value:
    """A value as exact Python data, built from its node; what is not such data stays itself."""
    if isinstance(node, Items) and node.kind not in ("array", "series"):
        parts = [thawed(part, None) for part in node.values]
        return tuple(parts) if node.kind == "tuple" else parts
    if isinstance(node, Group):
        return {_thawed_key(part) for part in node.values}
    if isinstance(node, Mapping):
        return {_thawed_key(key): thawed(held, None) for key, held in node.pairs}
    if isinstance(node, Items) and value is None:
        return [thawed(part, None) for part in node.values]
    return value if isinstance(node, Opaque | Items | Table) else node


def _thawed_key(node: Value) -> Value:
    """A key or member of a set as exact data; a set inside a set is frozen."""
    return (
        frozenset(map(_thawed_key, node.values)) if isinstance(node, Group) else thawed(node, None)
    )


def type_name(value: object) -> str:
    """The name of a value's class, which for a proxy is the class of what it stands for."""
    facts = facts_about(value)
    return facts.type_name(value) if facts else _class_name(type(value))


def _class_name(kind: type) -> str:
    """The name of a class, whatever its metaclass says."""
    return type.__dict__["__name__"].__get__(kind)


def opaque(value: Value) -> Opaque:
    """The node of a value that is not plain data."""
    name, facts = type_name(value), facts_about(value)
    if facts:
        return Opaque(facts.kind(value), name, function_name(value))
    if value is Ellipsis:
        return Opaque("ellipsis", name)
    if issubclass(type(value), type):
        return Opaque("class", name, _class_name(value))
    if issubclass(type(value), FUNCTIONS):
        return Opaque("function", name, function_name(value))
    if issubclass(type(value), VIEWS):
        return Opaque("view", name)
    return Opaque("iterator" if issubclass(type(value), ITERATORS) else "object", name)


def function_name(function: Value) -> str | None:
    """The name of a function, or None where it has none that one could write."""
    facts = facts_about(function)
    if facts:
        name = facts.function_name(function)
    else:
        named = issubclass(type(function), (*FUNCTIONS, type))
        name = getattr(function, "__name__", None) if named else None
    return name if type(name) is str and name.isidentifier() and len(name) <= 60 else None


def _pairs(value: dict, walk: Walk) -> Mapping:
    # A dictionary's own items, not those that a subclass may claim to have.
    pairs = ((walk.node(key), walk.node(held)) for key, held in dict.items(value))
    return Mapping(tuple(islice(pairs, walk.left + 1)))


EXACT_READERS = {id(base): read for base, read in SCALAR_READERS}
"""What reads a value of exactly one class; by identity, because a metaclass may lie when asked."""
CONTAINER_READERS: tuple[tuple[type, Callable[[Value, Walk], object]], ...] = (
    (list, lambda value, walk: Items("list", walk.nodes(list.__iter__(value)))),
    (tuple, lambda value, walk: Items("tuple", walk.nodes(tuple.__iter__(value)))),
    (dict, _pairs),
    (set, lambda value, walk: Group(walk.nodes(set.__iter__(value)))),
    (frozenset, lambda value, walk: Group(walk.nodes(frozenset.__iter__(value)))),
    (range, lambda value, walk: Items("range", walk.nodes(value))),
    (deque, lambda value, walk: Items("deque", walk.nodes(deque.__iter__(value)))),
)
"""Which container is read by what."""
