"""One cell of a lesson, and what a cell may say about itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

LANGUAGES = ("vi", "en")
ATTRIBUTES = ("app", "hint", "lang", "points", "solution", "tests", "written")

Kind = Literal["prose", "code"]


@dataclass(frozen=True)
class Cell:
    """A cell of a lesson file.

    Attributes:
        kind: `prose` (Markdown) or `code` (Python).
        source: the text of the cell, without the fence or the region marks.
        attributes: what the fence or region mark says, as read (unknown ones too).
        line: the line of the file, from 1, on which `source` starts.
        mark_line: the line of the fence or region mark; `line` where there is none.
    """

    kind: Kind
    source: str
    attributes: Mapping[str, object]
    line: int
    mark_line: int

    def _word(self, name: str) -> str | None:
        value = self.attributes.get(name)
        return value if isinstance(value, str) else None

    @property
    def lang(self) -> str | None:
        """The only language the cell belongs to; None when it belongs to both."""
        return self._word("lang")

    @property
    def solution(self) -> str | None:
        """The exercise whose answer the learner writes here."""
        return self._word("solution")

    @property
    def tests(self) -> str | None:
        """The exercise that this locked cell grades."""
        return self._word("tests")

    @property
    def written(self) -> str | None:
        """The written task whose marking guide this is."""
        return self._word("written")

    @property
    def hint(self) -> str | None:
        """The exercise that this cell helps with."""
        return self._word("hint")

    @property
    def app(self) -> str | None:
        """The Voila app that the cell also belongs to."""
        return self._word("app")

    @property
    def points(self) -> float | None:
        """What the cell is worth; None when it says nothing or no number."""
        value = self.attributes.get("points")
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return value

    def in_language(self, language: str) -> bool:
        """Whether the cell belongs to the notebook of `language`."""
        return self.lang in (None, language)
