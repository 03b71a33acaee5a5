"""The remarks on two single values: a number nearly right, a text nearly the same."""

import datetime
import re
from decimal import Decimal

from lopso_autograding.expectations.display import shown
from lopso_autograding.expectations.nodes import Value, is_number
from lopso_autograding.expectations.number_remarks import number_remark
from lopso_autograding.expectations.numbers import Closeness, same_number
from lopso_autograding.expectations.remarks import Remark
from lopso_autograding.expectations.texts import first_different, text_remark

NUMBER = re.compile(r"[+-]?\d{1,30}([.,]\d{1,30})?")


EXACTLY = Closeness()


def leaf_remark(got: Value, expected: Value, closeness: Closeness = EXACTLY) -> Remark | None:
    """The remark on two single values that differ by more than the closeness, or None."""
    if isinstance(got, str):
        return _text_came(got, expected)
    if isinstance(got, bool) or isinstance(expected, bool):
        return _truth(got, expected)
    if is_number(got) and is_number(expected):
        return number_remark(got, expected, closeness)
    if is_number(got) and isinstance(expected, str):
        meant = read_number(expected.removesuffix("%"))
        same = meant is not None and same_number(got, meant, EXACTLY)
        return Remark("text_expected" if same else "text_not_number")
    if isinstance(expected, datetime.date):
        return _dates(got, expected)
    return None


def read_number(text: str) -> Decimal | None:
    """The number that a text shows, with a point or a comma; None where it shows none."""
    found = NUMBER.fullmatch(text.strip())
    return Decimal(found[0].replace(",", ".")) if found else None


def _text_came(got: str, expected: Value) -> Remark | None:
    if isinstance(expected, str):
        return _texts(got, expected)
    if isinstance(expected, bool):
        right = got.strip().casefold() == str(expected).casefold()
        return Remark("truth_as_text", {"expected": str(expected)}) if right else None
    if is_number(expected):
        meant = read_number(got)
        if meant is None or not same_number(meant, expected, EXACTLY):
            return Remark("number_not_text")
        return Remark("number_as_text_comma" if "," in got else "number_as_text")
    if isinstance(expected, datetime.date):
        return Remark("date_as_text")
    if expected is None and got.strip().casefold() == "none":
        return Remark("none_as_text")
    return None


def _texts(got: str, expected: str) -> Remark | None:
    key = text_remark(got, expected)
    if key is not None:
        return Remark(key)
    tight, wanted = "".join(got.split()), "".join(expected.split())
    if tight.replace(".", ",") == wanted:
        return Remark("comma_wanted")
    if tight.replace(",", ".") == wanted:
        return Remark("point_wanted")
    ends = _end_remark(got, expected)
    if ends is not None:
        return ends
    place = first_different(got, expected)
    if place < 3 or place >= min(len(got), len(expected)) or len(expected) < 8:
        return None
    values = {"place": str(place + 1), "got": _letter(got, place)}
    return Remark("text_place", values | {"expected": _letter(expected, place)})


def _end_remark(got: str, expected: str) -> Remark | None:
    """The remark on a text that only has too much, or too little, at one of its ends."""
    for longer, shorter, end, start in (
        (got, expected, "text_extra_end", "text_extra_start"),
        (expected, got, "text_missing_end", "text_missing_start"),
    ):
        if len(shorter) > 2 and longer.startswith(shorter):
            return Remark(end, {"text": shown(longer[len(shorter) :], 30)})
        if len(shorter) > 2 and longer.endswith(shorter):
            return Remark(start, {"text": shown(longer[: -len(shorter)], 30)})
    before, inside, after = got.partition(expected)
    if len(inside) > 2:
        return Remark("text_extra_around", {"start": shown(before, 30), "end": shown(after, 30)})
    return None


def _letter(text: str, place: int) -> str:
    """The letter at a place, with its code where looks may deceive."""
    letter = text[place]
    return repr(letter) if letter.isascii() else f"{letter!r} (U+{ord(letter):04X})"


def _truth(got: Value, expected: Value) -> Remark | None:
    if isinstance(got, bool) and is_number(expected):
        return Remark("truth_for_number", {"got": str(got)})
    if isinstance(expected, bool) and (is_number(got) or got is None):
        return Remark("number_for_truth", {"expected": str(expected)})
    return None


def _dates(got: Value, expected: datetime.date) -> Remark | None:
    if not isinstance(got, datetime.date):
        return None
    if type(got) is not type(expected):
        return Remark(
            "date_with_time" if isinstance(got, datetime.datetime) else "date_without_time"
        )
    swapped = (got.year, got.day, got.month) == (expected.year, expected.month, expected.day)
    return Remark("day_and_month", {"got": shown(got)}) if swapped else None
