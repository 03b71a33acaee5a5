"""When two texts are the same for a teacher, and in what they differ where they are not."""

import re
import unicodedata
from dataclasses import dataclass

SPACES = re.compile(r"\s+")
BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009", " "))
"""Spaces that only a typesetter tells apart."""
TONE = "[\u0300\u0301\u0303\u0309\u0323]"
"""One of the five written tones, as a combining mark."""
FREE_Y = re.compile(rf"\b([hklmst])y({TONE}?)(?!\w)", re.IGNORECASE)
"""A syllable in which y and i are both in use: kỹ and kĩ, lý and lí."""
OLD_TONE = re.compile(rf"(?:(o)({TONE})([ae])|(u)({TONE})(y))(?!\w)", re.IGNORECASE)
"""The tone on the first vowel of oa, oe and uy, where it stood before: hòa, thúy."""


@dataclass(frozen=True)
class TextRules:
    """What does not matter when two texts are compared; NFC and NFD never do unless ``exact``."""

    ignore_case: bool = False
    ignore_spaces: bool = False
    ignore_accents: bool = False
    any_spelling: bool = False
    exact: bool = False

    def form(self, text: str) -> str:
        """The text in the form in which two that count as the same are identical."""
        if self.exact:
            return text
        text = unicodedata.normalize("NFC", text).translate(BLANKS)
        if self.ignore_spaces:
            text = one_spaced(text)
        if self.ignore_accents:
            text = without_accents(text)
        if self.any_spelling:
            text = one_spelling(text)
        return text.casefold() if self.ignore_case else text


def without_accents(text: str) -> str:
    """A text without Vietnamese marks: Đặng Thị Ngọc Ánh becomes Dang Thi Ngoc Anh."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def one_spaced(text: str) -> str:
    """A text with single spaces inside and none outside."""
    return SPACES.sub(" ", text).strip()


def one_spelling(text: str) -> str:
    """A text in the spelling of the school programme: kĩ for kỹ, hoà for hòa."""
    parts = unicodedata.normalize("NFD", text)
    parts = FREE_Y.sub(lambda found: found[1] + _like("i", found[0][1]) + found[2], parts)
    return unicodedata.normalize("NFC", OLD_TONE.sub(_moved_tone, parts))


def _moved_tone(found: re.Match[str]) -> str:
    """The tone on the second vowel of oa, oe and uy, where the programme writes it."""
    first, tone, second = (part for part in found.groups() if part is not None)
    return first + second + tone


def _like(letter: str, model: str) -> str:
    return letter.upper() if model.isupper() else letter


LOOSENED = (
    ("text_normal_form", TextRules()),
    ("text_spaces", TextRules(ignore_spaces=True)),
    ("text_case", TextRules(ignore_case=True)),
    ("text_spelling", TextRules(any_spelling=True)),
    ("text_accents", TextRules(ignore_accents=True)),
    ("text_case_and_spaces", TextRules(ignore_case=True, ignore_spaces=True)),
)
"""Which remark fits, by the first looser rule under which two texts are the same."""


def text_remark(got: str, expected: str) -> str | None:
    """The key of the remark on two texts that differ only in looks, or None."""
    for key, rules in LOOSENED:
        if rules.form(got) == rules.form(expected):
            return key
    plain = TextRules()
    got, expected = plain.form(got), plain.form(expected)
    return "text_spaces" if "".join(got.split()) == "".join(expected.split()) else None


def first_different(got: str, expected: str) -> int:
    """The position of the first letter in which two texts differ."""
    pairs = enumerate(zip(got, expected, strict=False))
    shorter = min(len(got), len(expected))
    return next((position for position, (one, other) in pairs if one != other), shorter)
