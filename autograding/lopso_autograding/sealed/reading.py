"""Trees read back into values: exact Python types only, every tag and every part looked at."""

import decimal
import fractions
from array import array
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from collections.abc import Callable
from functools import lru_cache

from lopso_autograding.sealed import arrays, times
from lopso_autograding.sealed.bounds import Bounds, ProtocolError, Tree, Value
from lopso_autograding.sealed.tracking import Tracking
from lopso_autograding.sealed.writing import PLAIN_TYPES

_LONGEST_DECIMAL = 10_000
_MOST_FIELDS = 200


class Reader(Tracking):
    """One message being read.

    Attributes:
        buffers: What the tree speaks of by number.
    """

    def __init__(
        self, buffers: list[bytes], bounds: Bounds, tracked: list[Value] | None = None
    ) -> None:
        """Nothing is read; `tracked` are containers that this side knows already."""
        super().__init__(tracked)
        self.buffers = buffers
        self.bounds = bounds
        self._depth = 0

    def value(self, tree: Tree) -> Value:
        """The value of a tree.

        Raises:
            ProtocolError: It is no tree, or says something impossible.
        """
        if type(tree) is not list:
            if type(tree) is dict:
                raise ProtocolError("A tree with names.")
            return tree
        if not tree or type(tree[0]) is not str:
            raise ProtocolError("A tree without a tag.")
        if self._depth > self.bounds.depth + 5:
            raise ProtocolError("A tree too deep.")
        self._depth += 1
        try:
            return self._tagged(tree[0], tree[1:])
        except (TypeError, ValueError, KeyError, IndexError, OverflowError) as error:
            raise ProtocolError(f"{tree[0]}: {type(error).__name__}: {error}") from None
        except (AttributeError, ArithmeticError, MemoryError) as error:
            raise ProtocolError(f"{tree[0]}: {type(error).__name__}: {error}") from None
        finally:
            self._depth -= 1

    def _tagged(self, tag: str, parts: list[Tree]) -> Value:
        read = _READERS.get(tag)
        return self.foreign(tag, parts) if read is None else read(self, parts)

    def foreign(self, tag: str, parts: list[Tree]) -> Value:
        """The value of a tag that only one side knows."""
        raise ProtocolError(f"An unknown tag {tag[:20]!r} with {len(parts)} parts.")

    def shared_tuple(self, module: str, name: str, *fields: str) -> type | None:
        """The author's own class of a named tuple, which only the examiner has."""
        return None

    def named_tuple(self, kind: type, values: list[Value]) -> tuple:
        """A named tuple of a class."""
        return kind._make(values)  # type: ignore[attr-defined]

    def with_gaps(self, column: Value) -> Value:
        """A column of pandas in which values are missing."""
        return column

    def all(self, trees: list[Tree]) -> list[Value]:
        """The values of several trees."""
        return [self.value(tree) for tree in trees]

    def track(self, container: Value) -> Value:
        """Numbers a mutable container where this message numbers them."""
        if self.tracking:
            self.tracked.append(container)
        return container

    def buffer(self, number: Tree) -> bytes:
        """A buffer by its number."""
        if type(number) is not int or not 0 <= number < len(self.buffers):
            raise ProtocolError("No such buffer.")
        return self.buffers[number]

    def text(self, tree: Tree) -> str:
        """The value of a tree that must be text."""
        value = self.value(tree)
        if type(value) is not str:
            raise ProtocolError("Something else where text was expected.")
        return value

    def argument(self, number: Tree) -> Value:
        """A tracked container by its number."""
        if type(number) is not int or not 0 <= number < len(self.tracked):
            raise ProtocolError("No such container.")
        return self.tracked[number]


def _list(reader: Reader, parts: list[Tree]) -> list[Value]:
    made: list[Value] = reader.track([])
    made.extend(reader.all(parts))
    return made


def _dict(kind: type) -> Callable[[Reader, list[Tree]], dict]:
    def read(reader: Reader, parts: list[Tree]) -> dict:
        made = reader.track(kind())
        for key, value in zip(parts[::2], parts[1::2], strict=True):
            made[reader.value(key)] = reader.value(value)
        return made

    return read


def _set(reader: Reader, parts: list[Tree]) -> set[Value]:
    made: set[Value] = reader.track(set())
    made.update(reader.all(parts))
    return made


def _deque(reader: Reader, parts: list[Tree]) -> deque[Value]:
    if type(parts[0]) not in (int, type(None)):
        raise ProtocolError("A deque's length is no number.")
    made: deque[Value] = reader.track(deque(maxlen=parts[0]))
    made.extend(reader.all(parts[1:]))
    return made


def _packed(code: str) -> Callable[[Reader, list[Tree]], list[Value]]:
    def read(reader: Reader, parts: list[Tree]) -> list[Value]:
        return reader.track(array(code, reader.buffer(parts[0])).tolist())

    return read


def _long(reader: Reader, parts: list[Tree]) -> int:
    data = reader.buffer(parts[0])
    if len(data) > reader.bounds.bits // 4 + 2:
        raise ProtocolError("An integer too long.")
    return int(data, 16)


def _decimal(_: Reader, parts: list[Tree]) -> decimal.Decimal:
    if type(parts[0]) is not str or len(parts[0]) > _LONGEST_DECIMAL:
        raise ProtocolError("A decimal too long.")
    return decimal.Decimal(parts[0])


@lru_cache(maxsize=1000)
def rebuilt(module: str, name: str, *fields: str) -> type:
    """The named tuple class of a name and its fields."""
    return namedtuple(name, fields, module=module)  # type: ignore[return-value]


def named_tuple_class(reader: Reader, parts: list[Tree]) -> type:
    """The class of a named tuple: an author's own, where it has that name and those fields."""
    if len(parts) > _MOST_FIELDS or not all(type(part) is str for part in parts):
        raise ProtocolError("A named tuple's class is odd.")
    return reader.shared_tuple(*parts) or rebuilt(*parts)


def _named_tuple(reader: Reader, parts: list[Tree]) -> tuple:
    kind = named_tuple_class(reader, parts[0])
    return reader.named_tuple(kind, reader.all(parts[1:]))


def _whole_numbers(reader: Reader, parts: list[Tree]) -> list[int]:
    numbers = reader.all(parts)
    if not all(type(number) is int for number in numbers):
        raise ProtocolError("Something else where whole numbers were expected.")
    return numbers


def _float(tree: Tree) -> float:
    if type(tree) not in (float, int):
        raise ProtocolError("Something else where a number was expected.")
    return float(tree)


_READERS: dict[str, Callable[[Reader, list[Tree]], Value]] = {
    "l": _list,
    "t": lambda reader, parts: tuple(reader.all(parts)),
    "nt": _named_tuple,
    "ntc": named_tuple_class,
    "s": _set,
    "fs": lambda reader, parts: frozenset(reader.all(parts)),
    "d": _dict(dict),
    "C": _dict(Counter),
    "od": _dict(OrderedDict),
    "dd": _dict(defaultdict),
    "dq": _deque,
    "F": _packed("d"),
    "I": _packed("q"),
    "i": _long,
    "S": lambda reader, parts: reader.buffer(parts[0]).decode("utf-8", "surrogatepass"),
    "b": lambda reader, parts: reader.buffer(parts[0]),
    "ba": lambda reader, parts: reader.track(bytearray(reader.buffer(parts[0]))),
    "c": lambda _, parts: complex(_float(parts[0]), _float(parts[1])),
    "D": _decimal,
    "Q": lambda reader, parts: fractions.Fraction(*_whole_numbers(reader, parts)),
    "r": lambda reader, parts: range(*_whole_numbers(reader, parts)),
    "sl": lambda reader, parts: slice(*reader.all(parts)),
    "...": lambda _, __: Ellipsis,
    "ni": lambda _, __: NotImplemented,
    "ty": lambda _, parts: PLAIN_TYPES[parts[0]],
    "a": lambda reader, parts: reader.argument(parts[0]),
    **times.READERS,
    **arrays.READERS,
}
