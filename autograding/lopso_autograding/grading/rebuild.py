"""The notebook that is graded: the author's cells, in their order, with the learner's text."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lopso_autograding.grading.paper import LOCKED, PLAIN, SOLUTION, TEST, WRITTEN, Paper, PaperCell
from lopso_autograding.grading.submission import SubmittedCell
from lopso_autograding.sealed.names import names_of
from lopso_autograding.sealed.policy import Profile
from lopso_autograding.sealed.steps import Step
from lopso_autograding.stages import staged

_START = ""


@dataclass(frozen=True)
class BuiltCell:
    """One cell of the notebook that is graded.

    Attributes:
        cell: The author's cell; None for one that the learner added.
        cell_type: "code", "markdown" or "raw".
        source: Its text.
        missing: Whether the submission lacks it.
        attachments: The learner's pictures in a cell of text, unchecked.
        skipped: Whether it is not run, as a tag says of the learner's cell or of the author's.
    """

    cell: PaperCell | None
    cell_type: str
    source: str
    missing: bool = False
    attachments: dict[str, Any] = field(default_factory=dict)
    skipped: bool = False

    @property
    def role(self) -> str:
        """The role of the author's cell; a learner's own cell is plain."""
        return PLAIN if self.cell is None else self.cell.role

    @property
    def name(self) -> str:
        """The grade id, or nothing."""
        return "" if self.cell is None else self.cell.name


@dataclass(frozen=True)
class PlannedStep:
    """A step of the two processes, and the place of the cell whose outputs it makes."""

    step: Step
    place: int | None


@staged("rebuild")
def rebuild(paper: Paper, submitted: Sequence[SubmittedCell]) -> tuple[BuiltCell, ...]:
    """The cells of a submission in the author's order.

    A cell that the learner added stands after the marked cell that it followed. Of two cells with
    one grade id the last counts, as in nbgrader; the others are cells that the learner added.
    """
    marked = paper.marked
    last = {cell.name: place for place, cell in enumerate(submitted) if cell.name in marked}
    found: dict[str, SubmittedCell] = {}
    added: defaultdict[str, list[BuiltCell]] = defaultdict(list)
    follows = _START
    for place, cell in enumerate(submitted):
        if last.get(cell.name) == place:
            found[cell.name] = cell
            follows = cell.name
        else:
            own = BuiltCell(
                None,
                cell.cell_type,
                cell.source,
                attachments=cell.attachments,
                skipped=cell.skipped,
            )
            added[follows].append(own)
    built = list(added[_START])
    for name, cell in marked.items():
        built.append(_built(cell, found.get(name)))
        built += added[name]
    return tuple(built)


def _built(cell: PaperCell, found: SubmittedCell | None) -> BuiltCell:
    own, missing = cell.source, found is None
    answers = cell.role == WRITTEN or (not cell.metadata["locked"] and cell.role != TEST)
    if cell.role == SOLUTION:
        own = found.source if found else ""
    elif answers and found:
        own = found.source
    pictures = found.attachments if found and cell.cell_type == "markdown" else {}
    skipped = found.skipped if found and cell.role in (SOLUTION, WRITTEN) else cell.skipped
    return BuiltCell(cell, cell.cell_type, own, missing, pictures, skipped)


def nothing(paper: Paper) -> tuple[BuiltCell, ...]:
    """The cells of a submission that has none."""
    return rebuild(paper, ())


def reference(paper: Paper) -> tuple[BuiltCell, ...]:
    """The cells with the author's own solutions."""
    return tuple(
        BuiltCell(
            cell if cell.name else None,
            cell.cell_type,
            cell.author if cell.role in (SOLUTION, WRITTEN, PLAIN) else cell.source,
            skipped=cell.skipped,
        )
        for cell in paper.cells
    )


def plan(
    paper: Paper, built: Sequence[BuiltCell], profile: Profile, *, adds_missing: bool = False
) -> tuple[PlannedStep, ...]:
    """What the two processes do, in order."""
    beside = _beside_the_tests(paper)
    steps: list[PlannedStep] = []
    for place, cell in enumerate(built):
        codes = beside.get(cell.name, ()) if cell.name else ()
        steps += [PlannedStep(Step("examiner", code), None) for code in codes]
        if cell.cell_type != "code" or cell.skipped:
            continue
        if not paper.sealed:
            if not (cell.missing and cell.role == TEST):
                steps.append(PlannedStep(Step("learner", cell.source, cell.name), place))
        elif cell.role == TEST:
            if not cell.missing or adds_missing:
                known = profile.cells.get(cell.name)
                steps.append(PlannedStep(Step("test", cell.source, cell.name, known), place))
        elif cell.role == LOCKED:
            kind = "examiner" if cell.missing and not adds_missing else "shared"
            steps.append(PlannedStep(Step(kind, cell.source, cell.name), place))
        elif cell.source.strip():
            steps.append(PlannedStep(Step("learner", cell.source, cell.name), place))
    return tuple(steps)


def _beside_the_tests(paper: Paper) -> dict[str, list[str]]:
    """What runs in the examiner's process before each marked cell, by grade id.

    That is the author's cells without marks that tests need and that need nothing of the
    learner's, and the imports of the author's own solutions.
    """
    found: dict[str, list[str]] = {}
    waiting: list[str] = []
    beside = paper.beside_the_tests
    for place, cell in enumerate(paper.cells):
        if not cell.name:
            waiting += [cell.source] if place in beside else []
            continue
        found[cell.name], waiting = waiting, []
        if cell.role in (SOLUTION, WRITTEN) and cell.cell_type == "code":
            imports = names_of(cell.author).imports
            if imports:
                waiting.append(imports)
    return found


def cell_ids(built: Sequence[BuiltCell]) -> list[str]:
    """An id for each cell: the author's, or one made from its place and text."""
    ids: list[str] = []
    for place, cell in enumerate(built):
        own = cell.cell.cell_id if cell.cell is not None else ""
        if not own or own in ids:
            own = hashlib.sha256(f"{place} {cell.source}".encode()).hexdigest()[:12]
        ids.append(own)
    return ids
