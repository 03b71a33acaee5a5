"""What learners must not see of a paper: hidden tests and marking schemes, taken out."""

from dataclasses import dataclass, replace

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from traitlets.config import Config

from lopso_autograding.grading.paper import Paper, PaperCell


@dataclass(frozen=True)
class OpenPaper:
    """A paper without what is hidden.

    Attributes:
        paper: Without it.
        hiding: Grade ids of the cells in which something was hidden.
    """

    paper: Paper
    hiding: frozenset[str]


def without_hidden(paper: Paper, config: Config) -> OpenPaper:
    """The paper as it may be shown and run for learners; a region that never ends hides all."""
    tests, schemes = ClearHiddenTests(config=config), ClearMarkScheme(config=config)
    cells: list[PaperCell] = []
    hiding: set[str] = set()
    for cell in paper.cells:
        source, removed = _cleared(cell.source, tests, schemes)
        author, also = _cleared(cell.author, tests, schemes)
        cells.append(replace(cell, source=source, author=author))
        if removed or also:
            hiding.add(cell.name)
    return OpenPaper(replace(paper, cells=tuple(cells)), frozenset(hiding))


def _cleared(text: str, tests: ClearHiddenTests, schemes: ClearMarkScheme) -> tuple[str, bool]:
    cell = NotebookNode(source=text)
    try:
        removed = tests._remove_hidden_test_region(cell)
        removed = schemes._remove_mark_scheme_region(cell) or removed
    except RuntimeError:
        return "", True
    return cell.source, removed
