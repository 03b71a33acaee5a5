"""When two numbers are equal for a teacher, and what their difference looks like."""

import math
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from lopso_autograding.expectations.nodes import Value

RELATIVE = 1e-9
"""Relative error allowed as soon as one of two numbers is a float."""
NEAR_ZERO = 1e-12
"""Absolute error allowed where exactly 0 is expected."""
WIDEST = 5000
"""Decimal exponents and digits beyond which no arithmetic is done."""


@dataclass(frozen=True)
class Closeness:
    """How far a number may be from the expected one."""

    tolerance: float | None = None
    """Absolute; None means equal by value, and RELATIVE for floats."""
    relative: float = RELATIVE


def same_number(got: Value, expected: Value, closeness: Closeness) -> bool:
    """Whether two plain numbers are equal by value, or near enough."""
    if complex in (type(got), type(expected)):
        return _same_complex(got, expected, closeness)
    if _is_nan(got) or _is_nan(expected):
        return _is_nan(got) and _is_nan(expected)
    exact_got, exact_expected = exact(got), exact(expected)
    if exact_got is None or exact_expected is None:
        return bool(got == expected)
    difference = abs(exact_got - exact_expected)
    if closeness.tolerance is not None:
        allowed = Fraction(closeness.tolerance)
        # 0.31 is within 0.01 of 0.3, although not in binary fractions.
        slack = allowed / 10**9 + abs(exact_expected) / 10**12
        return difference <= allowed + slack
    if not difference or float not in (type(got), type(expected)):
        return not difference
    if not exact_expected:
        return difference <= Fraction(NEAR_ZERO)
    return difference <= Fraction(closeness.relative) * max(abs(exact_got), abs(exact_expected))


def exact(number: Value) -> Fraction | None:
    """A finite number as a fraction; None where it is infinite, NaN or too wide to expand."""
    if type(number) is Decimal:
        wide = len(number.as_tuple().digits) > WIDEST or abs(number.adjusted()) > WIDEST
        return None if not number.is_finite() or wide else Fraction(number)
    if type(number) is float:
        return Fraction(number) if math.isfinite(number) else None
    return Fraction(number) if type(number) in (int, Fraction) else None


def decimals(number: Value) -> int | None:
    """How many decimals a number needs: 7.3 has 1, 7 and 7.0 have 0."""
    given = decimals_as_written(number)
    if not given:
        return given
    exponent = Decimal(written(number)).normalize(Context(prec=WIDEST)).as_tuple().exponent
    return max(0, -int(exponent))


def decimals_as_written(number: Value) -> int | None:
    """How many decimals a number is written with, zeros too: Decimal("8.0") and 8.0 have 1."""
    value = exact(number)
    if value is None or type(number) is Fraction:
        return None
    return max(0, -int(Decimal(written(number)).as_tuple().exponent))


def rounded(number: Fraction, places: int, mode: str) -> Fraction:
    """A number rounded to some decimals by one of decimal's modes."""
    scaled = number * 10**places
    whole = math.floor(scaled)
    rest = scaled - whole
    if mode == ROUND_DOWN:
        up = scaled < 0 and rest > 0
    elif mode == ROUND_HALF_EVEN:
        up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    else:
        # Half away from zero, as marks are rounded.
        up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and scaled > 0)
    return Fraction(whole + up, 10**places)


def is_unrounded(got: Value, expected: Value) -> bool:
    """Whether rounding what came to the decimals of what is expected would make it right."""
    places = decimals_as_written(expected)
    value, goal = exact(written(got)), exact(written(expected))
    if places is None or value is None or goal is None or value == goal:
        return False
    more = decimals(got)
    if more is not None and more <= places:
        return False
    modes = (ROUND_HALF_UP, ROUND_HALF_EVEN)
    return any(rounded(value, places, mode) == goal for mode in modes)


def written(number: Value) -> Value:
    """A float as the decimal number that Python writes for it; any other number as it is."""
    finite = type(number) is float and math.isfinite(number)
    return Decimal(repr(number)) if finite else number


def _is_nan(number: Value) -> bool:
    return type(number) in (float, Decimal) and number != number


def _same_complex(got: Value, expected: Value, closeness: Closeness) -> bool:
    try:
        one, other = complex(got), complex(expected)
    except OverflowError:
        return False
    return same_number(one.real, other.real, closeness) and same_number(
        one.imag, other.imag, closeness
    )
