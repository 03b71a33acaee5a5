"""The legal thresholds of `regulations.toml`, each with its document, article and confidence."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

Confidence = Literal["V", "V2", "M", "?"]
GRADED: tuple[Confidence, ...] = ("V", "V2")


@dataclass(frozen=True)
class Document:
    """A legal document: its number, its titles, and when a person last checked it.

    `dates_confidence` says how surely the two dates are known, where that differs.
    """

    key: str
    number: str
    title_vi: str
    title_en: str
    issued: date
    in_force: date
    checked: date
    confidence: Confidence
    dates_confidence: Confidence | None = None


@dataclass(frozen=True)
class Regulation:
    """One value that a document states.

    Attributes:
        name: where it stands in the file, such as `tt22.weights.final`.
        document: the document that states it.
        article: the article, as the document counts.
        value: an int, a text, or a Decimal for what the file writes as a decimal text.
        confidence: how surely it is known; only `V` and `V2` may be graded on.
        unit: what is counted, or None.
        note_vi: what the value is for, in Vietnamese.
        note_en: the same in English.
    """

    name: str
    document: Document
    article: str
    value: int | Decimal | str
    confidence: Confidence
    unit: str | None
    note_vi: str
    note_en: str

    @property
    def may_be_graded(self) -> bool:
        """Whether a graded cell may rely on the value."""
        return self.confidence in GRADED


def regulation(name: str) -> Any:  # noqa: ANN401 - who asks knows if it is a number or a text
    """The value of a threshold, such as `regulation("tt22.regular_marks.few_periods")`.

    Returns:
        An int, a Decimal (marks with decimals) or a text.

    Raises:
        KeyError: there is no such threshold.
    """
    return find_regulation(name).value


def find_regulation(name: str) -> Regulation:
    """A threshold with its document, article and confidence.

    Raises:
        KeyError: there is no such threshold.
    """
    known = regulations()
    if name not in known:
        raise KeyError(f"regulations.toml has no {name}; it has {', '.join(known)}.")
    return known[name]


@cache
def regulations() -> Mapping[str, Regulation]:
    """Every threshold by its name."""
    text = Path(__file__).with_name("regulations.toml").read_text(encoding="utf-8")
    found: dict[str, Regulation] = {}
    for key, table in tomllib.loads(text).items():
        groups = {name: part for name, part in table.items() if isinstance(part, dict)}
        facts = {name: fact for name, fact in table.items() if name not in groups}
        document = Document(key, **facts)
        for group, values in groups.items():
            for name, entry in values.items():
                full = f"{key}.{group}.{name}"
                found[full] = _regulation(full, document, entry)
    return found


def _regulation(name: str, document: Document, entry: Mapping[str, Any]) -> Regulation:
    value = entry["value"]
    if isinstance(value, str) and re.fullmatch(r"\d+\.\d+", value):
        value = Decimal(value)
    return Regulation(
        name=name,
        document=document,
        article=entry["article"],
        value=value,
        confidence=entry.get("confidence", document.confidence),
        unit=entry.get("unit"),
        note_vi=entry.get("note_vi", ""),
        note_en=entry.get("note_en", ""),
    )
