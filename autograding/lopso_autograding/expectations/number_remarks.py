"""The remarks on a number that is nearly right."""

from fractions import Fraction

from lopso_autograding.expectations.nodes import Value
from lopso_autograding.expectations.numbers import (
    RELATIVE,
    Closeness,
    decimals_as_written,
    exact,
    is_unrounded,
    same_number,
    written,
)
from lopso_autograding.expectations.remarks import Remark

UNITS = (10, 1000, 10**6)
"""Factors between units of one quantity; 100 may also be a percentage."""
CLOSE_ENOUGH = Fraction(1, 50)
"""Part of the expected value beyond which a tolerance proves no factor."""


def number_remark(got: Value, expected: Value, closeness: Closeness) -> Remark | None:
    """The remark on two numbers that differ, or None."""
    if same_number(got, expected, Closeness()):
        types = {"got": type(got).__name__, "expected": type(expected).__name__}
        return Remark("other_number_type", types) if type(got) is not type(expected) else None
    value, goal = exact(written(got)), exact(written(expected))
    if value is None or goal is None:
        return None
    if is_unrounded(got, expected):
        return _unrounded(value, goal, decimals_as_written(expected) or 0)
    if goal and abs(value - goal) <= abs(goal) / 10**6:
        return Remark("float_error")
    if closeness.tolerance is None:
        slip = _small_slip(value, goal, decimals_as_written(expected))
        if slip is not None:
            return slip
        if _counts(got, value) and _counts(expected, goal) and abs(value - goal) == 1:
            return Remark("off_by_one")
    return _factor(value, goal, closeness)


def _unrounded(value: Fraction, goal: Fraction, places: int) -> Remark:
    if abs(value - goal) <= abs(goal) / 10**9:
        return Remark("float_error")
    if not places:
        return Remark("unrounded_whole")
    return Remark("unrounded_one" if places == 1 else "unrounded", {"places": str(places)})


def _small_slip(value: Fraction, goal: Fraction, places: int | None) -> Remark | None:
    if places and abs(value - goal) * 10**places == 1:
        return Remark("rounding", {"unit": "0." + "0" * (places - 1) + "1"})
    return None


def _counts(number: Value, value: Fraction) -> bool:
    """Whether a number may have come from counting."""
    return type(number) in (int, float) and value.denominator == 1 and value >= 0


def _factor(value: Fraction, goal: Fraction, closeness: Closeness) -> Remark | None:
    """The remark on a wrong sign or a wrong power of ten, as far as the tolerance can tell."""
    if not (value and goal):
        return None
    slack = Fraction(RELATIVE) * abs(goal)
    if closeness.tolerance is not None:
        slack = max(slack, min(Fraction(closeness.tolerance), CLOSE_ENOUGH * abs(goal)))
    if abs(value + goal) <= slack:
        return Remark("sign")
    for factor in (100, *UNITS):
        for times, size in ((Fraction(1, factor), "large"), (Fraction(factor), "small")):
            if abs(value * times - goal) <= slack:
                if factor == 100:
                    return Remark(f"percent_too_{size}")
                return Remark(f"unit_too_{size}", {"factor": str(factor)})
    return None
