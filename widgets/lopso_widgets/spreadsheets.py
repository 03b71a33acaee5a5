"""Numbers to take away: CSV that the language's spreadsheet program opens with a double click."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from lopso_widgets.words import Words

# A cell that starts with one of these is run as a formula by spreadsheet programs.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def inert(text: str) -> str:
    """Return text which no spreadsheet program takes for a formula."""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def as_csv(words: Words, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV text as the language's spreadsheet program expects it.

    Vietnamese programs part columns with semicolons, because the comma is the decimal sign;
    English ones the other way round. The mark at the beginning says that the text is UTF-8.
    Text is made inert; numbers stay numbers; None is an empty cell.
    """
    buffer = io.StringIO()
    delimiter = ";" if words.language == "vi" else ","
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([inert(name) for name in header])
    writer.writerows([_cell(words, value) for value in row] for row in rows)
    return "\ufeff" + buffer.getvalue()


def _cell(words: Words, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | str):
        return inert(str(value))
    if isinstance(value, int | float | Decimal):
        return words.number(value if not isinstance(value, int) else Decimal(value)).replace(
            "−", "-"
        )
    return inert(str(value))
