"""Values as JSON trees: numbers, short text and None stand for themselves, the rest is tagged.

A tagged value is a JSON list whose first part is its tag: ``["l", 1, 2]`` is the list ``[1, 2]``.
Nothing of a value's own class is called: a subclass of ``list`` is read by ``list``'s methods.
"""

import datetime
import decimal
import enum
import fractions
from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable

from lopso_autograding.sealed import arrays, times
from lopso_autograding.sealed.bounds import Bounds, TooLargeError, Tree, Value
from lopso_autograding.sealed.tracking import Tracking

SHORT_TEXT = 1000
"""Characters of a text up to which it stands in the JSON itself."""
PACKED = 32
"""Values from which on a list of only floats or only small integers becomes a buffer."""
SMALL = 1 << 62
PLAIN_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        bool,
        int,
        float,
        complex,
        str,
        bytes,
        bytearray,
        list,
        tuple,
        dict,
        set,
        frozenset,
        range,
        slice,
        object,
        type,
        type(None),
        decimal.Decimal,
        fractions.Fraction,
        datetime.date,
        datetime.datetime,
        datetime.time,
        datetime.timedelta,
        deque,
        Counter,
        OrderedDict,
        defaultdict,
    )
}
"""Types that are plain values themselves, by name."""
_NAME_OF = {id(kind): name for name, kind in PLAIN_TYPES.items()}


class Writer(Tracking):
    """One message being written: its buffers, and what of it has crossed before.

    Attributes:
        buffers: Bytes that the tree speaks of by number.
    """

    def __init__(self, bounds: Bounds, tracked: list[Value] | None = None) -> None:
        """Nothing is written; `tracked` are containers that the other side knows already."""
        super().__init__(tracked)
        self.bounds = bounds
        self.buffers: list[bytes] = []
        self.known = {id(one): number for number, one in enumerate(self.tracked)}
        self._left = bounds.nodes
        self._size = bounds.message
        self._depth = 0

    def tree(self, value: Value) -> Tree:
        """The tree of a value.

        Raises:
            TooLargeError: It is larger or deeper than the bounds.
        """
        self._left -= 1
        if self._left < 0:
            raise TooLargeError(f"more than {self.bounds.nodes} values")
        write = _EXACT.get(type(value))
        if write is not None:
            return write(self, value)
        known = self.known.get(id(value))
        if known is not None:
            return ["a", known]
        return self._nested(value)

    def _nested(self, value: Value) -> Tree:
        if self._depth >= self.bounds.depth:
            raise TooLargeError(f"more than {self.bounds.depth} levels deep")
        self._depth += 1
        try:
            write = _CONTAINERS.get(type(value))
            if write is not None:
                if type(value) in _MUTABLE:
                    self.track(value)
                return write(self, value)
            return self.library(value)
        finally:
            self._depth -= 1

    def library(self, value: Value) -> Tree:
        """The tree of a value of a library, or of a subclass of a plain type."""
        name = _NAME_OF.get(id(value))
        found = arrays.written(self, value) if name is None else ["ty", name]
        if found is None:
            found = self.decayed(value)
        return self.opaque(value) if found is None else found

    def decayed(self, value: Value) -> Tree | None:
        """The tree of an instance of a subclass of a plain type, as that type's own."""
        kind = type(value)
        if issubclass(kind, enum.Enum):
            return None
        for base, write in _DECAYS:
            if issubclass(kind, base):
                return write(self, value)
        return None

    def opaque(self, value: Value) -> Tree:
        """The tree of what is not plain data; each side has its own way."""
        raise TooLargeError(f"a value of type {type(value).__name__}")

    def masked(self, value: Value) -> Tree | None:
        """The tree of a masked array, which is an object: what is masked equals everything."""
        return None

    def track(self, value: Value) -> None:
        """Numbers a mutable container where this message numbers them."""
        if self.tracking:
            self.known[id(value)] = len(self.tracked)
            self.tracked.append(value)

    def body(self, container: Value) -> Tree:
        """The tree of a tracked container's content, though the other side knows it by number."""
        number = self.known.pop(id(container))
        try:
            return self.tree(container)
        finally:
            self.known[id(container)] = number

    def all(self, values: Iterable[Value]) -> list[Tree]:
        """The trees of several values."""
        return [self.tree(value) for value in values]

    def buffer(self, data: bytes) -> int:
        """The number of a new buffer."""
        self._size -= len(data)
        if self._size < 0:
            raise TooLargeError(f"more than {self.bounds.message >> 20} MB")
        self.buffers.append(data)
        return len(self.buffers) - 1


def _integer(writer: Writer, value: int) -> Tree:
    value = int.__pos__(value)
    if -SMALL < value < SMALL:
        return value
    if value.bit_length() > writer.bounds.bits:
        raise TooLargeError(f"an integer of more than {writer.bounds.bits} bits")
    return _text(writer, format(value, "x"), "i")


def _text(writer: Writer, value: str, tag: str = "S") -> Tree:
    value = str.__str__(value)
    if len(value) <= SHORT_TEXT and tag == "S":
        return value
    return [tag, writer.buffer(value.encode("utf-8", "surrogatepass"))]


def _list(writer: Writer, value: list) -> Tree:
    length = list.__len__(value)
    if length >= PACKED:
        kinds = set(map(type, list.__iter__(value)))
        if kinds == {float}:
            return ["F", writer.buffer(array("d", value).tobytes())]
        if kinds == {int} and min(value) > -SMALL and max(value) < SMALL:
            return ["I", writer.buffer(array("q", value).tobytes())]
    return ["l", *writer.all(list.__iter__(value))]


def _pairs(tag: str) -> Callable[[Writer, dict], Tree]:
    def write(writer: Writer, value: dict) -> Tree:
        parts = [writer.tree(part) for pair in dict.items(value) for part in pair]
        return [tag, *parts]

    return write


def _group(tag: str, kind: type) -> Callable[[Writer, Value], Tree]:
    return lambda writer, value: [tag, *writer.all(kind.__iter__(value))]


def _tuple(writer: Writer, value: tuple) -> Tree:
    fields = getattr(type(value), "_fields", None)
    values = writer.all(tuple.__iter__(value))
    if type(value) is tuple or type(fields) is not tuple or len(fields) != len(values):
        return ["t", *values]
    module = str(type(value).__module__)
    return ["nt", [module, type(value).__name__, *map(str, fields)], *values]


def _decimal(_: Writer, value: decimal.Decimal) -> Tree:
    return ["D", decimal.Decimal.__str__(value)]


def _bytes(tag: str) -> Callable[[Writer, Value], Tree]:
    return lambda writer, value: [tag, writer.buffer(memoryview(value).tobytes())]


_EXACT: dict[type, Callable[[Writer, Value], Tree]] = {
    type(None): lambda _, value: value,
    bool: lambda _, value: value,
    float: lambda _, value: value,
    int: _integer,
    str: _text,
    complex: lambda _, value: ["c", value.real, value.imag],
    bytes: _bytes("b"),
    decimal.Decimal: _decimal,
    fractions.Fraction: lambda w, v: ["Q", w.tree(v.numerator), w.tree(v.denominator)],
    range: lambda w, v: ["r", w.tree(v.start), w.tree(v.stop), w.tree(v.step)],
    type(Ellipsis): lambda _, __: ["..."],
    type(NotImplemented): lambda _, __: ["ni"],
    **times.WRITERS,
}
_CONTAINERS: dict[type, Callable[[Writer, Value], Tree]] = {
    list: _list,
    tuple: _tuple,
    dict: _pairs("d"),
    Counter: _pairs("C"),
    OrderedDict: _pairs("od"),
    set: _group("s", set),
    frozenset: _group("fs", frozenset),
    deque: lambda w, v: ["dq", v.maxlen, *w.all(deque.__iter__(v))],
    bytearray: _bytes("ba"),
    slice: lambda w, v: ["sl", w.tree(v.start), w.tree(v.stop), w.tree(v.step)],
}
_MUTABLE = {list, dict, Counter, OrderedDict, set, deque, bytearray}
_DECAYS: tuple[tuple[type, Callable[[Writer, Value], Tree]], ...] = (
    (int, _integer),
    (float, lambda _, value: float.__pos__(value)),
    (str, _text),
    (complex, lambda _, value: ["c", *_parts(value)]),
    (bytes, _bytes("b")),
    (bytearray, _bytes("ba")),
    (list, _list),
    (tuple, _tuple),
    (
        defaultdict,
        lambda w, v: _pairs("dd")(w, v) if v.default_factory is None else _pairs("d")(w, v),
    ),
    (Counter, _pairs("C")),
    (OrderedDict, _pairs("od")),
    (dict, _pairs("d")),
    (set, _group("s", set)),
    (frozenset, _group("fs", frozenset)),
    (deque, lambda w, v: ["dq", None, *w.all(deque.__iter__(v))]),
    (decimal.Decimal, _decimal),
)


def _parts(value: complex) -> tuple[float, float]:
    exact = complex.__pos__(value)
    return exact.real, exact.imag
