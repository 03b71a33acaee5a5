"""The plain data that values are turned into before anything is compared or shown."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

type Value = Any
"""A value of whatever type: a learner's or an author's, or a node made of it."""

NUMBERS = (int, float, complex, Decimal, Fraction)
"""Types compared by value; ``bool`` is not one of them, although Python says so."""


@dataclass(frozen=True)
class Items:
    """An ordered collection; ``kind`` is list, tuple, array, series, range or deque."""

    kind: str
    values: tuple[object, ...]


@dataclass(frozen=True)
class Group:
    """A set."""

    values: tuple[object, ...]


@dataclass(frozen=True)
class Mapping:
    """A dictionary, in its own order."""

    pairs: tuple[tuple[object, object], ...]


@dataclass(frozen=True)
class Table:
    """A pandas frame: rows of values in the order of ``columns``."""

    columns: tuple[object, ...]
    rows: tuple[tuple[object, ...], ...]
    labels: tuple[object, ...] | None
    """Row labels, or None where they only count the rows."""
    index_name: object = None


@dataclass(frozen=True)
class Opaque:
    """A value that is not plain data, and so equals nothing.

    ``kind`` is function, class, iterator, view, ellipsis, object, endless (it contains itself),
    deep or large.
    """

    kind: str
    type_name: str
    name: str | None = None


def is_number(node: object) -> bool:
    """Whether a node is a number; True and False are not."""
    return type(node) in NUMBERS
