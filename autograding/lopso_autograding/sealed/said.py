"""What the learner's code prints and warns of while it answers one question."""

import contextlib
import io
import sys
from collections.abc import Iterator

from lopso_autograding.sealed.bounds import Tree

_MOST_WARNINGS = 100


class Said:
    """Texts and warnings in the order in which they came, up to a bound.

    Attributes:
        parts: ``[stream, text]`` and ``["warning", module, class, ancestors, text, line]``.
    """

    def __init__(self, most: int) -> None:
        """Nothing is said."""
        self.parts: list[Tree] = []
        self._left = most
        self._warnings = _MOST_WARNINGS

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """A time in which standard output and error are heard here."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Ear(self, "stdout"), Ear(self, "stderr")
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before

    def hear(self, name: str, text: str) -> None:
        """Keeps a text, as much as is still kept."""
        kept = text[: max(0, self._left)]
        self._left -= len(text)
        if self.parts and self.parts[-1][0] == name:
            self.parts[-1][1] += kept
        elif kept:
            self.parts.append([name, kept])

    def warned(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: object = None,
        line: str | None = None,
    ) -> None:
        """Keeps a warning; it has the parameters of ``warnings.showwarning``."""
        self._warnings -= 1
        if self._warnings >= 0:
            names = [one.__name__ for one in category.__mro__ if issubclass(one, Warning)]
            self.parts.append(["warning", names, str(message)[:2000], lineno])


class Ear(io.TextIOBase):
    """A standard stream that is heard."""

    encoding = "utf-8"  # type: ignore[assignment]

    def __init__(self, said: Said, name: str) -> None:
        """Hears for one collection, under a name."""
        super().__init__()
        self._said, self._name = said, name
        self.buffer = io.BytesIO()

    def write(self, text: str) -> int:
        """Keeps a text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._said.hear(self._name, str.__str__(text))
        return len(text)

    def writable(self) -> bool:
        """It is."""
        return True
