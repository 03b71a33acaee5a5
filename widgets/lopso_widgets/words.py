"""The words of a tool in one language, and how that language writes numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

type Tables = Mapping[str, Mapping[str, str]]


class Fault(ValueError):  # noqa: N818 - it is a fault of what was typed, not of the program
    """Input that makes no sense: the key of a sentence, and the values that go into it.

    Models raise it, because they know what is wrong; tools say it, because they know the language.
    """

    def __init__(self, key: str, **values: object) -> None:
        """Keep the key of the sentence and its values."""
        super().__init__(key, values)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class Words:
    """A tool's sentences in one language.

    Attributes:
        language: "vi" or "en".
        table: every sentence by its key; values stand in braces as in `str.format`.
    """

    language: str
    table: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Return the sentence as it stands."""
        return self.table[key]

    def say(self, key: str, **values: object) -> str:
        """Return the sentence with its values; numbers are written as the language writes them."""
        return self.table[key].format(
            **{name: self._shown(value) for name, value in values.items()}
        )

    def fault(self, fault: Fault) -> str:
        """Return the sentence for input that made no sense."""
        return self.say(fault.key, **fault.values)

    def number(self, value: float | Decimal, places: int | None = None) -> str:
        """Return a number with the language's decimal sign and a true minus.

        Args:
            value: the number; a Decimal keeps the digits it has when `places` is not given.
            places: digits after the decimal sign; without it, as few as a float needs.
        """
        if places is not None:
            text = f"{value:.{places}f}"
        else:
            text = f"{value:f}" if isinstance(value, Decimal) else f"{value:.12g}"
        text = text.replace("-", "−")
        return text.replace(".", ",") if self.language == "vi" else text

    def _shown(self, value: object) -> object:
        return self.number(value) if isinstance(value, float | Decimal) else value


def look_up(tables: Tables, language: str, *more: Tables) -> Words:
    """Return the words of `tables` (and of `more`) in one language.

    Raises:
        ValueError: the tables have no such language.
    """
    if language not in tables:
        known = ", ".join(sorted(tables))
        raise ValueError(f"There is no language {language!r} in this tool; it has {known}.")
    merged: dict[str, str] = {}
    for each in (*more, tables):
        merged.update(each[language])
    return Words(language, merged)
