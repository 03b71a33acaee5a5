"""Pages of feedback made as `lopso feedback` makes them, and what a reader sees of them."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lopso_autograding.feedback.graded import read_graded
from lopso_autograding.feedback.marks import NotebookMarks
from lopso_autograding.feedback.page import Sheet, Work, render
from lopso_autograding.grading.hidden import without_hidden
from lopso_autograding.grading.marking import mark
from lopso_autograding.grading.paper import Paper
from lopso_autograding.grading.rebuild import BuiltCell
from lopso_autograding.grading.running import Rules
from lopso_autograding.grading.visible import visible_paper, visible_profile
from lopso_autograding.grading.warmth import make_template
from lopso_autograding.sealed.policy import Profile
from lopso_autograding.sealed.steps import Room
from lopso_kernels import Template
from traitlets.config import Config


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    with make_template(()) as made:
        yield made


RULES = Rules(seconds=3, adds_missing=True)


@dataclass(frozen=True)
class Desk:
    """A paper whose submissions are graded and answered, without a gradebook."""

    paper: Paper
    language: str
    template: Template
    material: Path
    visible: Paper
    profile: Profile

    @classmethod
    def of(cls, paper: Paper, language: str, template: Template, material: Path) -> "Desk":
        visible = visible_paper(paper, Config())
        found = visible_profile(template, visible, Room(material, material), RULES)
        return cls(paper, language, template, material, visible, Profile(visible=found.cells))

    def page(self, built: tuple[BuiltCell, ...], folder: Path) -> str:
        """The page of a submission with these cells."""
        room = Room(self.material, self.material)
        marked = mark(self.template, self.paper, self.profile, built, room, RULES, self.visible)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.paper.name}.ipynb"
        path.write_text(marked.text, encoding="utf-8")
        marks = NotebookMarks("An", {one.name: one.points for one in marked.scores if one.graded})
        sheet = Sheet.of(without_hidden(self.paper, Config()), self.language)
        return render(sheet, Work(read_graded(path), marks))


def read(page: str) -> str:
    """What a reader sees: the text of a page."""
    body = page.partition("</style>")[2]
    return html.unescape(re.sub(r"<[^>]+>", "", body))
