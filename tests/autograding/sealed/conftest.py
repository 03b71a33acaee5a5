"""A warm template for the session, and how a test cell ends: sealed, and in one process."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from lopso_autograding.sealed.names import names_of
from lopso_autograding.sealed.session import IMPORTS, run_steps
from lopso_autograding.sealed.steps import CellEnd, Room, Step, TimeLimits
from lopso_kernels import Template
from lopso_kernels.runner import PREPARE

LIBRARIES = (
    "numpy",
    "pandas",
    "matplotlib.pyplot",
    "sklearn.linear_model",
    "unittest.mock",
    "pytest",
)


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    """Forks without a sandbox, which is tested elsewhere."""
    with Template(imports=(*LIBRARIES, *IMPORTS), prepare=PREPARE, confined=False) as made:
        yield made


@pytest.fixture(scope="session")
def confined() -> Iterator[Template]:
    """Forks in a sandbox."""
    with Template(imports=(*LIBRARIES, *IMPORTS), prepare=PREPARE) as made:
        yield made


def passed(outputs: list[dict]) -> float:
    """What nbgrader would make of a test cell's outputs, of one point."""
    for output in outputs:
        if output["output_type"] == "error" or output.get("name") == "stderr":
            return 0
        if output["output_type"] == "execute_result":
            try:
                return min(float(output["data"]["text/plain"]), 1)
            except ValueError:
                return 1
    return 1


@dataclass(frozen=True)
class Verdicts:
    """The points of each test cell."""

    sealed: list[float]
    plain: list[float]
    ends: tuple[CellEnd, ...]


@pytest.fixture
def examine(template):
    """Grades an answer sealed, with the profile of a reference, and in one process."""

    def run(answer: str, tests: list[str], reference: str, shared: str = "pass", room=None):
        # room: where both run
        room = room or Room(time=TimeLimits.for_cell(5))
        owned = names_of(reference).bound
        known = names_of(shared).bound
        begin = [Step("shared", shared)]
        recorded = run_steps(
            template,
            [*begin, Step("learner", reference), *(Step("test", code) for code in tests)],
            room,
            owned=owned,
            shared=known,
            records=True,
        )
        profiles = [end.record for end in recorded[2:]]
        steps = [Step("test", code, profile=one) for code, one in zip(tests, profiles, strict=True)]
        own = [*begin, Step("learner", answer), *steps]
        ends = run_steps(template, own, room, owned=owned, shared=known)
        alone = [Step("learner", code) for code in (shared, answer, *tests)]
        plain = run_steps(template, alone, room)
        return Verdicts(
            [passed(end.outputs) if end.ok and not end.stopped else 0 for end in ends[2:]],
            [passed(end.outputs) if end.ok and not end.stopped else 0 for end in plain[2:]],
            ends[2:],
        )

    return run
