"""What an author can learn of the tests before any learner does: the audit of test cells.

Each test cell is run against learners that answer yes to everything, nothing, or None. A cell
that gives such a learner points tests less than it seems to.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lopso_courses.assignment import assignment_notebook
from lopso_courses.lessons import Lesson
from lopso_kernels import Template

from lopso_autograding.grading.marking import score
from lopso_autograding.grading.paper import SOLUTION, TEST, WRITTEN, Paper, paper_of
from lopso_autograding.grading.rebuild import BuiltCell, reference
from lopso_autograding.grading.running import Rules, profile_of, run_built
from lopso_autograding.grading.warmth import make_template
from lopso_autograding.sealed.names import names_of
from lopso_autograding.sealed.policy import Profile
from lopso_autograding.sealed.steps import Room

_YES = """
class _Yes:
    def _yes(self, *a, **k): return self
    def _true(self, *a, **k): return True
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = _true
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = _yes
    __getattr__ = __getitem__ = __call__ = __abs__ = __round__ = __enter__ = _yes
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __len__(self): return 1
    def __iter__(self): return iter([self])
    def __exit__(self, *a): return True
"""
LEARNERS = {
    "yes": f"{_YES}\ndef _answer(*a, **k): return _Yes()",
    "nothing": "def _answer(*a, **k): return []",
    "zero": "def _answer(*a, **k): return 0",
    "none": "def _answer(*a, **k): return None",
}
"""Learners that know nothing, each as the text that makes all their answers."""


@dataclass(frozen=True)
class AuditFinding:
    """A test cell with which something is wrong.

    Attributes:
        cell: Its grade id.
        learner: Who gets points: "yes", "nothing", "zero" or "none"; or "author", who gets none.
        points: How many.
        said: What the author's own solution was told.
    """

    cell: str
    learner: str
    points: float
    said: str = ""


def audit_lesson(lesson: Lesson, template: Template | None = None) -> tuple[AuditFinding, ...]:
    """What is wrong with the test cells of a lesson of ours."""
    paper = paper_of(assignment_notebook(lesson, "vi"), lesson.name)
    with tempfile.TemporaryDirectory() as made:
        material = Path(made)
        if (lesson.folder / "data").is_dir():
            shutil.copytree(lesson.folder / "data", material / "data")
        return audit(paper, material, template)


def audit(
    paper: Paper, material: Path | None = None, template: Template | None = None
) -> tuple[AuditFinding, ...]:
    """What is wrong with the test cells of a notebook.

    Args:
        paper: The notebook.
        material: Folder with the author's other files.
        template: One that is running; by default one is started.
    """
    if template is not None:
        return tuple(_findings(paper, Room(material, material), template))
    with make_template((paper,), 1 + len(LEARNERS)) as made:
        return tuple(_findings(paper, Room(material, material), made))


def _findings(paper: Paper, room: Room, template: Template) -> Iterator[AuditFinding]:
    rules = Rules(adds_missing=True)
    profile = profile_of(template, paper, room, rules)
    for cell in paper.cells:
        if cell.role == TEST and cell.name not in profile.cells:
            yield AuditFinding(cell.name, "author", 0.0)
    for learner, text in LEARNERS.items():
        points = points_of(template, paper, profile, _answers(paper, text), room)
        for name, got in points.items():
            if got > 0 and name in profile.cells:
                yield AuditFinding(name, learner, got)


def _answers(paper: Paper, text: str) -> tuple[BuiltCell, ...]:
    """The cells of a learner whose every name is the same answer."""
    built = []
    for cell in reference(paper):
        if cell.role in (SOLUTION, WRITTEN) and cell.cell_type == "code":
            bound = sorted(names_of(cell.source).bound)
            cell = replace(cell, source="\n".join([text, *(f"{n} = _answer" for n in bound)]))
        built.append(cell)
    return tuple(built)


def points_of(
    template: Template,
    paper: Paper,
    profile: Profile,
    built: tuple[BuiltCell, ...],
    room: Room,
) -> dict[str, float]:
    """What each test cell of a notebook with these answers gets."""
    rules = Rules(adds_missing=True)
    marked = score(paper, built, run_built(template, paper, built, room, rules, profile), rules)
    tests = {cell.name for cell in paper.cells if cell.role == TEST}
    return {one.name: one.points or 0.0 for one in marked.scores if one.name in tests}
