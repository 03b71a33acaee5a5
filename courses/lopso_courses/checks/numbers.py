"""The numbers that a sentence states, whichever way its language writes them."""

import calendar
import re
from collections import Counter
from decimal import Decimal

_MONTHS = list(calendar.month_name)[1:]
_MONTH_BY_DAY = re.compile(rf"(?<=\d )({'|'.join(_MONTHS)})\b|\b({'|'.join(_MONTHS)})(?= \d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Thousands and decimal marks, by language.
_MARKS = {"vi": (".", ","), "en": (",", ".")}


def numbers_in(text: str, language: str) -> Counter[str]:
    """The numbers of a text, in plain form: `7,25` in Vietnamese and `7.25` in English agree.

    A month's English name counts as its number, since Vietnamese writes `tháng 11`.
    """
    if language == "en":
        text = _MONTH_BY_DAY.sub(lambda match: str(_MONTHS.index(match[0]) + 1), text)
    return Counter(_plain(match[0], language) for match in _NUMBER.finditer(text))


def _plain(number: str, language: str) -> str:
    thousands, decimal = _MARKS[language]
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", number):
        number = number.replace(thousands, "")
    if re.fullmatch(rf"\d+(?:\{decimal}\d+)?", number):
        value = Decimal(number.replace(decimal, "."))
        return f"{value.normalize():f}"
    return number
