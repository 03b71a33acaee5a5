"""A subject's average of a term and of a year, step by step, as the circular words it.

Marks are `Decimal`, because `round(7.25, 1)` of a float is 7.2 where a teacher writes 7.3. Every
number of the circular comes from `regulations.toml`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from lopso_widgets.regulations import provision
from lopso_widgets.words import Fault

_MARK = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,6})?")
_MISSING = ("", "m")


@dataclass(frozen=True)
class Rule:
    """How marks make an average.

    Attributes:
        document: the number of the circular.
        lowest: the lowest mark there is.
        highest: the highest.
        decimals: how many decimals a mark has.
        rounding: one of the `decimal` module's roundings.
        regular: weight of a regular mark.
        midterm: weight of the mid-term mark.
        final: weight of the final mark.
        added: what is added to the number of regular marks in the divisor.
        terms: weights of the two terms in the year's average.
        periods: up to how many periods a year the first and the second of `counts` hold.
        counts: how many regular marks a term has: few, some and many periods a year.
        goal: the mark people ask about most.
    """

    document: str
    lowest: Decimal
    highest: Decimal
    decimals: int
    rounding: str
    regular: int
    midterm: int
    final: int
    added: int
    terms: tuple[int, int]
    periods: tuple[int, int]
    counts: tuple[int, int, int]
    goal: Decimal

    @property
    def step(self) -> Decimal:
        """The smallest difference between two marks."""
        return Decimal(1).scaleb(-self.decimals)


@cache
def circular_22() -> Rule:
    """Return the rule of Thông tư 22/2021/TT-BGDĐT."""
    return Rule(
        document=provision("tt22.scale.highest").document,
        lowest=_decimal("scale.lowest"),
        highest=_decimal("scale.highest"),
        decimals=_whole("scale.decimals"),
        rounding=str(provision("tt22.scale.rounding").value),
        regular=_whole("weights.regular"),
        midterm=_whole("weights.midterm"),
        final=_whole("weights.final"),
        added=_whole("weights.added"),
        terms=(_whole("weights.term_1"), _whole("weights.term_2")),
        periods=(_whole("regular_marks.few_periods"), _whole("regular_marks.many_periods")),
        counts=(
            _whole("regular_marks.with_few_periods"),
            _whole("regular_marks.with_some_periods"),
            _whole("regular_marks.with_many_periods"),
        ),
        goal=_decimal("levels.good_all"),
    )


def _decimal(name: str) -> Decimal:
    return Decimal(str(provision(f"tt22.{name}").value))


def _whole(name: str) -> int:
    return int(_decimal(name))


@dataclass(frozen=True)
class TermMarks:
    """The marks of one term; None is a mark that is not there."""

    regular: tuple[Decimal | None, ...]
    midterm: Decimal | None = None
    final: Decimal | None = None

    @property
    def empty(self) -> bool:
        """Whether no mark is there at all."""
        return all(mark is None for mark in (*self.regular, self.midterm, self.final))

    @property
    def complete(self) -> bool:
        """Whether every mark is there."""
        return all(mark is not None for mark in (*self.regular, self.midterm, self.final))


@dataclass(frozen=True)
class Book:
    """The marks of one pupil in one subject, and what is asked about them.

    Attributes:
        terms: the marks of both terms.
        target: "term_1", "term_2" or "year".
        goal: the average to reach; None while nothing sensible is typed.
    """

    terms: tuple[TermMarks, TermMarks]
    target: str
    goal: Decimal | None


@dataclass(frozen=True)
class Average:
    """An average with the numbers on the way to it.

    Attributes:
        parts: the weighted sums that are added up.
        total: their sum.
        divisor: what the sum is divided by.
        exact: the quotient before rounding, to 28 digits.
        mark: the quotient rounded as the rule says.
    """

    parts: tuple[Decimal, ...]
    total: Decimal
    divisor: int
    exact: Decimal
    mark: Decimal


@dataclass(frozen=True)
class Need:
    """The final mark that it takes.

    Attributes:
        verdict: "needed", or "sure" when any mark will do, or "impossible" when none will.
        mark: the lowest final mark that reaches the goal; None when impossible.
        worst: the average with the lowest final mark.
        best: the average with the highest.
    """

    verdict: Literal["needed", "sure", "impossible"]
    mark: Decimal | None
    worst: Decimal
    best: Decimal


def read_mark(text: str, rule: Rule) -> Decimal | None:
    """Return the mark somebody typed, with a comma or a point; None for a blank or an M.

    Raises:
        Fault: it is no number, is outside the scale, or has too many decimals.
    """
    text = text.strip()
    if text.casefold() in _MISSING:
        return None
    if not _MARK.fullmatch(text):
        raise Fault("mark_not_a_number", text=text)
    mark = Decimal(text.replace(",", "."))
    if not rule.lowest <= mark <= rule.highest:
        ends = {"low": rule.lowest, "high": rule.highest}
        likely = mark * rule.step
        # Mark book programs take 85 for 8,5; here it is asked, never guessed.
        if text.isdigit() and likely <= rule.highest:
            raise Fault("mark_without_comma", text=text, likely=likely, **ends)
        raise Fault("mark_out_of_range", text=text, **ends)
    if mark != round_mark(mark, rule):
        raise Fault("mark_too_fine", text=text, rounded=round_mark(mark, rule))
    return mark


def round_mark(mark: Decimal, rule: Rule) -> Decimal:
    """Return the mark with as many decimals as the rule allows."""
    return mark.quantize(rule.step, rounding=rule.rounding)


def term_average(marks: TermMarks, rule: Rule) -> Average | None:
    """Return the average of a term; None while a mark is missing."""
    regular = [mark for mark in marks.regular if mark is not None]
    if marks.midterm is None or marks.final is None or len(regular) < len(marks.regular):
        return None
    parts = (
        rule.regular * sum(regular, Decimal(0)),
        rule.midterm * marks.midterm,
        rule.final * marks.final,
    )
    return _divide(parts, len(regular) + rule.added, rule)


def year_average(first: Decimal, second: Decimal, rule: Rule) -> Average:
    """Return the year's average of the two terms' rounded averages."""
    parts = (rule.terms[0] * first, rule.terms[1] * second)
    return _divide(parts, sum(rule.terms), rule)


def _divide(parts: tuple[Decimal, ...], divisor: int, rule: Rule) -> Average:
    total = sum(parts, Decimal(0))
    exact = total / divisor
    return Average(parts, total, divisor, exact, round_mark(exact, rule))


def final_marks(rule: Rule) -> list[Decimal]:
    """Return every mark there is, from the lowest to the highest."""
    count = int((rule.highest - rule.lowest) / rule.step)
    return [rule.lowest + number * rule.step for number in range(count + 1)]


def outcome(marks: TermMarks, first: Decimal | None, rule: Rule) -> Callable[[Decimal], Decimal]:
    """Return what a final mark would make of these marks.

    Args:
        marks: the term's marks; its final mark does not matter.
        first: the first term's average, to get the year's average; None for the term's own.
        rule: how marks make an average.

    Raises:
        Fault: a mark other than the final one is missing.
    """
    if not replace(marks, final=rule.lowest).complete:
        raise Fault("need_missing")

    def average(final: Decimal) -> Decimal:
        term = term_average(replace(marks, final=final), rule)
        assert term is not None  # noqa: S101 - every mark is there: see above
        return term.mark if first is None else year_average(first, term.mark, rule).mark

    return average


def needed(average: Callable[[Decimal], Decimal], goal: Decimal, rule: Rule) -> Need:
    """Return the lowest final mark whose average reaches the goal."""
    worst, best = average(rule.lowest), average(rule.highest)
    if worst >= goal:
        return Need("sure", rule.lowest, worst, best)
    if best < goal:
        return Need("impossible", None, worst, best)
    mark = next(mark for mark in final_marks(rule) if average(mark) >= goal)
    return Need("needed", mark, worst, best)
