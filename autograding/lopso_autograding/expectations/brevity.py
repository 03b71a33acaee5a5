"""Floats with as few digits as a reader needs to tell what came from what was expected."""

import math
from dataclasses import dataclass, replace

from lopso_autograding.expectations.comparison import Difference, Rules, equal
from lopso_autograding.expectations.matchers import Near
from lopso_autograding.expectations.nodes import Group, Items, Mapping, Value

DIGITS = (6, 9, 12)
"""Numbers of significant digits that are tried in turn."""
BEYOND = 2
"""Number of digits shown beyond those of a tolerance."""

POWERS = 1e16
"""From here on Python writes a float with a power of ten."""


@dataclass(frozen=True)
class Precision:
    """How many digits a float is shown with; None is all of them."""

    digits: int | None = None
    tolerance: float | None = None

    def short(self, node: Value) -> Value:
        """A node with its floats shortened."""
        if type(node) is float:
            return self._number(node)
        if isinstance(node, Items | Group):
            return replace(node, values=tuple(map(self.short, node.values)))
        if isinstance(node, Mapping):
            return Mapping(tuple((key, self.short(held)) for key, held in node.pairs))
        return replace(node, value=self.short(node.value)) if isinstance(node, Near) else node

    def _number(self, number: float) -> float:
        if self.digits is None or not number or not math.isfinite(number):
            return number
        if abs(number) >= POWERS:
            return float(f"{number:.{self.digits}g}")
        places = self.digits - 1 - math.floor(math.log10(abs(number)))
        if self.tolerance and self.digits == DIGITS[0]:
            places = min(places, BEYOND - math.floor(math.log10(self.tolerance)))
        return round(number, max(1, places))


def precision_for(found: Difference) -> Precision:
    """The precision at which an answer still differs from what is expected."""
    return precision_of(found.got, found.expected, found.rules)


def precision_of(got: Value, expected: Value, rules: Rules) -> Precision:
    """The precision at which two nodes still differ under the rules."""
    for digits in DIGITS:
        precision = Precision(digits, rules.closeness.tolerance)
        if not equal(precision.short(got), precision.short(expected), rules):
            return precision
    return Precision()
