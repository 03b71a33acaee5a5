"""How single values decay to exact plain ones, by the methods of their base type only."""

import datetime
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from lopso_autograding.expectations.nodes import Opaque, Value

LONGEST_TEXT = 1_000_000
MOST_BITS = 100_000


def read_integer(value: int) -> object:
    """An int, or what stands for one with too many digits to look at."""
    number = int.__int__(value)
    return number if number.bit_length() <= MOST_BITS else Opaque("large", "int")


def read_complex(value: complex) -> object:
    """A complex number."""
    return complex.__complex__(value)


def read_decimal(value: Decimal) -> object:
    """A Decimal; a signalling NaN becomes an ordinary one."""
    number = Decimal(value)
    return Decimal("NaN") if number.is_nan() else number


def read_fraction(value: Fraction) -> object:
    """A Fraction, where its two parts are what they should be."""
    parts = [getattr(Fraction, name).__get__(value) for name in ("numerator", "denominator")]
    if not all(type(part) is int for part in parts) or not parts[1]:
        return Opaque("object", "Fraction")
    if any(part.bit_length() > MOST_BITS for part in parts):
        return Opaque("large", "Fraction")
    return Fraction(*parts)


def read_text(value: str) -> object:
    """A str, or what stands for one too long to look at."""
    return str.__str__(value) if str.__len__(value) <= LONGEST_TEXT else Opaque("large", "str")


def read_bytes(value: bytes) -> object:
    """Bytes."""
    return bytes.__getitem__(value, slice(LONGEST_TEXT))


def read_bytearray(value: bytearray) -> object:
    """The bytes of a bytearray."""
    return bytes(bytearray.__getitem__(value, slice(LONGEST_TEXT)))


def read_moment(value: datetime.datetime) -> object:
    """A date with a time, also of a pandas Timestamp; one that is missing (NaT) becomes NaN."""
    if type(value).__name__ == "NaTType":
        return float("nan")
    zone = _part(datetime.datetime, "tzinfo", value)
    known = (type(None), datetime.timezone, getattr(sys.modules.get("zoneinfo"), "ZoneInfo", None))
    if type(zone) not in known:
        return Opaque("object", "datetime")
    names = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    parts = [_part(datetime.datetime, name, value) for name in names]
    return datetime.datetime(*parts, tzinfo=zone)


def read_day(value: datetime.date) -> object:
    """A date without a time."""
    names = ("year", "month", "day")
    return datetime.date(*(_part(datetime.date, name, value) for name in names))


def read_time(value: datetime.time) -> object:
    """A time of day."""
    names = ("hour", "minute", "second", "microsecond")
    return datetime.time(*(_part(datetime.time, name, value) for name in names))


def read_span(value: datetime.timedelta) -> object:
    """A length of time."""
    names = ("days", "seconds", "microseconds")
    return datetime.timedelta(*(_part(datetime.timedelta, name, value) for name in names))


def _part(base: type, name: str, value: object) -> Value:
    """What the base type itself says of one of its parts, whatever a subclass says."""
    return getattr(base, name).__get__(value)


SCALAR_READERS: tuple[tuple[type, Callable[[Value], object]], ...] = (
    (type(None), lambda value: value),
    (bool, lambda value: value),
    (int, read_integer),
    (float, float.__float__),
    (str, read_text),
    (Decimal, read_decimal),
    (complex, read_complex),
    (Fraction, read_fraction),
    (bytes, read_bytes),
    (bytearray, read_bytearray),
    (datetime.datetime, read_moment),
    (datetime.date, read_day),
    (datetime.time, read_time),
    (datetime.timedelta, read_span),
)
"""Which class is read by what; the first that fits counts, so subclasses stand first."""
