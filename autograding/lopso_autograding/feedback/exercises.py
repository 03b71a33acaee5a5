"""The exercises of a paper: what was asked, which cells answer, which test, and the hints."""

import re
from dataclasses import dataclass

from lopso_autograding.grading.paper import SOLUTION, TASK, TEST, WRITTEN, Paper, PaperCell

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_FOLDED = re.compile(
    r"\s*<details[^>]*>\s*<summary>(.*?)</summary>(.*?)</details>\s*", re.DOTALL | re.IGNORECASE
)


@dataclass(frozen=True)
class Hint:
    """One step of help: its title and its text."""

    title: str
    text: str


@dataclass(frozen=True)
class Exercise:
    """One exercise of a paper.

    Attributes:
        title: Its heading, or nothing.
        asked: What stands between the heading and the answer, as Markdown.
        answers: The cells for the answer, as learners got them.
        tests: The test cells, without what is hidden.
        hints: The steps of help.
    """

    title: str
    asked: str
    answers: tuple[PaperCell, ...] = ()
    tests: tuple[PaperCell, ...] = ()
    hints: tuple[Hint, ...] = ()

    @property
    def by_hand(self) -> tuple[PaperCell, ...]:
        """The cells to which a person gives points."""
        return tuple(cell for cell in self.answers if cell.role in (WRITTEN, TASK))

    @property
    def most(self) -> float:
        """Its points."""
        return sum(cell.points for cell in (*self.tests, *self.by_hand))


def title_of(paper: Paper) -> str:
    """The first heading of a notebook, or its name."""
    for cell in paper.cells:
        if cell.cell_type == "markdown" and (found := _headings(cell.author)):
            return found[0][2]
    return paper.name


def exercises_of(paper: Paper) -> tuple[Exercise, ...]:
    """The exercises of a paper, in its order."""
    reader = _Reader()
    for cell in paper.cells:
        reader.take(cell)
    return tuple(reader.exercises)


class _Reader:
    """Reads a paper from its first cell to its last."""

    def __init__(self) -> None:
        self.exercises: list[Exercise] = []
        self._prose: list[str] = []

    def take(self, cell: PaperCell) -> None:
        if cell.role in (SOLUTION, WRITTEN, TASK):
            self._answer(cell)
        elif cell.role == TEST:
            self._test(cell)
        elif cell.cell_type == "markdown":
            folded = _FOLDED.fullmatch(cell.author)
            if folded and self.exercises and not self._prose:
                self._hint(Hint(folded[1].strip(), folded[2].strip()))
            else:
                self._prose.append(cell.author)

    def _answer(self, cell: PaperCell) -> None:
        last = self.exercises[-1] if self.exercises else None
        title, asked = _asked(self._prose)
        goes_on = cell.role == SOLUTION and not title and last is not None
        if last is not None and goes_on and not last.tests and not last.by_hand:
            more = "\n\n".join(filter(None, (last.asked, asked)))
            self._replace(Exercise(last.title, more, (*last.answers, cell), (), last.hints))
        else:
            if cell.role == TASK:
                own_title, own = _asked([cell.source])
                title, asked = own_title or title, "\n\n".join(filter(None, (asked, own)))
            self.exercises.append(Exercise(title, asked, (cell,)))
        self._prose = []

    def _test(self, cell: PaperCell) -> None:
        last = self.exercises[-1] if self.exercises else Exercise("", "")
        if not self.exercises or last.by_hand:
            last = Exercise(*_asked(self._prose))
            self.exercises.append(last)
        self._prose = []
        tests = (*last.tests, cell)
        self._replace(Exercise(last.title, last.asked, last.answers, tests, last.hints))

    def _hint(self, hint: Hint) -> None:
        last = self.exercises[-1]
        hints = (*last.hints, hint)
        self._replace(Exercise(last.title, last.asked, last.answers, last.tests, hints))

    def _replace(self, exercise: Exercise) -> None:
        self.exercises[-1] = exercise


def _asked(prose: list[str]) -> tuple[str, str]:
    """The last heading of what stands before an answer, and the text from there on."""
    for place in reversed(range(len(prose))):
        if found := _headings(prose[place]):
            _, end, title = found[-1]
            return title, "\n\n".join([prose[place][end:].strip(), *prose[place + 1 :]]).strip()
    return "", "\n\n".join(prose[-2:]).strip()


def _headings(text: str) -> list[tuple[int, int, str]]:
    """Start, end and words of each heading outside of code."""
    hidden = _FENCE.sub(lambda found: " " * len(found[0]), text)
    return [(found.start(), found.end(), found[2]) for found in _HEADING.finditer(hidden)]
