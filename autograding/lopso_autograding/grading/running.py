"""The cells of a built notebook run, and what the author's own solutions show of its tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lopso_kernels import Template
from traitlets.config import Config

from lopso_autograding.grading.paper import TEST, Paper
from lopso_autograding.grading.rebuild import BuiltCell, plan, reference
from lopso_autograding.sealed.policy import Profile
from lopso_autograding.sealed.session import run_steps
from lopso_autograding.sealed.steps import CellEnd, Room


@dataclass(frozen=True)
class Rules:
    """What holds for all submissions of an assignment.

    Attributes:
        config: The course's settings of nbgrader.
        seconds: Of the processor for one cell.
        adds_missing: Whether missing test cells are put back and run.
    """

    config: Config = field(default_factory=Config)
    seconds: float = 30.0
    adds_missing: bool = False


def run_built(
    template: Template,
    paper: Paper,
    built: Sequence[BuiltCell],
    room: Room,
    rules: Rules,
    profile: Profile | None = None,
) -> dict[int, CellEnd]:
    """How the cells of a built notebook end, by place; without a profile, one is recorded."""
    planned = plan(paper, built, profile or Profile(), adds_missing=rules.adds_missing)
    ends = run_steps(
        template,
        [one.step for one in planned],
        room,
        owned=paper.owned,
        shared=paper.known_to_both,
        records=profile is None,
    )
    places = [one.place for one in planned]
    return {place: end for place, end in zip(places, ends, strict=True) if place is not None}


def profile_of(template: Template, paper: Paper, room: Room, rules: Rules) -> Profile:
    """What the author's own solutions do in each test cell that they pass."""
    if not paper.knows_solutions:
        return Profile()
    built = reference(paper)
    ends = run_built(template, paper, built, room, rules)
    return Profile(
        {
            cell.name: ends[place].record
            for place, cell in enumerate(built)
            if cell.role == TEST and place in ends and ends[place].ok
        }
    )


def unsealable(
    template: Template, paper: Paper, profile: Profile, room: Room, rules: Rules
) -> frozenset[str]:
    """Test cells that the author's own solutions pass only where all runs in one process."""
    failing = {cell.name for cell in paper.cells if cell.role == TEST} - set(profile.cells)
    if not failing or not paper.sealed or not paper.knows_solutions:
        return frozenset()
    open_paper = replace(paper, metadata={**paper.metadata, "lopso": {"sealed": False}})
    built = reference(open_paper)
    ends = run_built(template, open_paper, built, room, rules, Profile())
    passed = {built[place].name for place, end in ends.items() if end.ok}
    return frozenset(failing & passed)
