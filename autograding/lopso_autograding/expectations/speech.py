"""How a failed check becomes sentences in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from lopso_autograding.expectations.brevity import precision_for
from lopso_autograding.expectations.comparison import Difference
from lopso_autograding.expectations.display import LIMIT, shown
from lopso_autograding.expectations.failure import CheckFailed
from lopso_autograding.expectations.matchers import AnyOf, InAnyOrder, Near
from lopso_autograding.expectations.near_misses import remark_on
from lopso_autograding.expectations.nodes import Value
from lopso_autograding.expectations.remarks import Remark
from lopso_autograding.expectations.texts import first_different

MANY = 4
"""Number of consecutive choices from which on only the first and the last are named."""
ABOUT_ALL = {"order", "reversed"}
"""Remarks on a whole collection, beside which one place in it says nothing."""
GUESSES = {
    "off_by_one",
    "percent_too_large",
    "percent_too_small",
    "rounding",
    "text_place",
    "unit_too_large",
    "unit_too_small",
    "unrounded",
    "unrounded_one",
    "unrounded_whole",
}
"""Remarks that guess at a cause; an author's own hint knows better."""


@dataclass(frozen=True)
class Subject:
    """What was checked: a call that returned, a variable that held, or a value that came."""

    text: str
    verb: str = "returned"


@dataclass(frozen=True)
class Speaker:
    """One language's words, and how they are put together."""

    words: Mapping[str, str]

    def sentence(self, key: str, /, **values: str) -> str:
        """One sentence of the table."""
        return self.words[key].format(**values)

    def fail(self, *sentences: str | Remark | None, hint: str | None = None) -> NoReturn:
        """Ends the check with these sentences, the hint last.

        Raises:
            CheckFailed: always.
        """
        said = [
            self.sentence(part.key, **part.values) if isinstance(part, Remark) else part
            for part in sentences
            if part
        ]
        if hint:
            said.append(self.sentence("hint", hint=ended(hint)))
        raise CheckFailed(*said) from None

    def differs(
        self, subject: Subject, got: Value, expected: Value, found: Difference, hint: str | None
    ) -> NoReturn:
        """Ends the check because what came is not what was expected."""
        focus = found.path
        if isinstance(found.got, str) and isinstance(found.expected, str):
            focus = (*focus, ("letter", first_different(found.got, found.expected)))
        remark = remark_on(found)
        whole = remark is not None and remark.key in ABOUT_ALL
        short = precision_for(found).short
        main = self.sentence(
            subject.verb,
            subject=subject.text,
            got=shown(short(got), LIMIT, focus),
            expected=self.expectation(short(expected), focus),
            where="" if whole else self.where(found),
        )
        guess = hint is not None and remark is not None and remark.key in GUESSES
        self.fail(main, None if guess else remark, hint=hint)

    def expectation(self, expected: Value, focus: tuple[tuple[str, object], ...] = ()) -> str:
        """What is expected, in words where more than one answer would do."""
        if isinstance(expected, Near):
            return self.sentence(
                "expected_near", value=shown(expected.value), tolerance=repr(expected.tolerance)
            )
        if isinstance(expected, InAnyOrder):
            return self.sentence("expected_order", value=shown(expected))
        if isinstance(expected, AnyOf) and (ends := _row_of(expected.values)):
            return self.sentence("expected_row", first=str(ends[0]), last=str(ends[1]))
        if isinstance(expected, AnyOf):
            values = ", ".join(shown(value, LIMIT // 2) for value in expected.values)
            return self.sentence("expected_choice", values=values)
        return shown(expected, LIMIT, focus)

    def where(self, found: Difference) -> str:
        """The place of a difference inside a collection, with both values; empty for none."""
        if not found.path or found.kind in ("missing_key", "extra_key", "length"):
            return ""
        places = [self.place(*step) for step in found.path]
        short = precision_for(found).short
        return self.sentence(
            "where",
            place=", ".join(places),
            got=shown(short(found.got), LIMIT // 2),
            expected=shown(short(found.expected), LIMIT // 2),
        )

    def place(self, kind: str, step: object) -> str:
        """One step of the way to a difference."""
        if type(step) is int and kind in ("index", "row"):
            return self.sentence(f"place_{kind}", count=str(step + 1), index=str(step))
        return self.sentence(f"place_{kind}", key=shown(step, LIMIT // 2))


def _row_of(values: tuple[Value, ...]) -> tuple[int, int] | None:
    """The first and the last of many whole numbers that follow one another; None for others."""
    if len(values) < MANY or any(type(value) is not int for value in values):
        return None
    first, last = min(values), max(values)
    return (first, last) if set(values) == set(range(first, last + 1)) else None


def ended(sentence: str) -> str:
    """A sentence with its full stop."""
    sentence = sentence.strip()
    return sentence if sentence[-1:] in ".!?…" else sentence + "."


def checked_tolerance(tolerance: Value, verb: str) -> float | None:
    """The author's tolerance.

    Raises:
        TypeError: it is no number, or negative.
    """
    is_number = isinstance(tolerance, int | float) and not isinstance(tolerance, bool)
    if tolerance is None or (is_number and tolerance >= 0):
        return tolerance
    raise TypeError(f"{verb}(): tolerance must be a number from 0, not {tolerance!r}")


def checked_hint(hint: object, verb: str) -> str | None:
    """The author's hint.

    Raises:
        TypeError: it is not a text.
    """
    if hint is None or isinstance(hint, str):
        return hint
    raise TypeError(f"{verb}(): hint must be a str, such as say('…', '…'); not {hint!r}")
