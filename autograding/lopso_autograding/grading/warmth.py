"""The template for an assignment's submissions: what its forks find imported, what is hidden.

Nothing here imports nbgrader, so that a template can be begun before that.
"""

import importlib.util
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

from lopso_courses.places import lessons_root
from lopso_kernels import Recipe, Template
from lopso_kernels.runner import PREPARE, REHEARSE

from lopso_autograding.sealed.names import names_of
from lopso_autograding.sealed.session import IMPORTS

if TYPE_CHECKING:
    from lopso_autograding.grading.paper import Paper

WARM = frozenset({"matplotlib", "numpy", "pandas", "scipy", "seaborn", "sklearn", "sympy"})
"""Libraries that are imported beforehand where the author's notebook imports them."""
FEW, MANY = 5, 150
"""Submissions from which it pays to prepare a template longer: a third of a second for what each
fork would else do at its first fit, table and figure, and a whole one for immortal objects."""


def make_template(papers: "Sequence[Paper]", number: int = MANY) -> Template:
    """A template from which the processes of these notebooks' submissions are forked.

    Args:
        papers: The notebooks.
        number: About how many submissions it is for.
    """
    return Template(_recipe(_author_code(papers), number))


@contextmanager
def head_start(source: Path, number: int) -> Iterator[Template | None]:
    """A template that is begun at once, from the notebooks of a folder; None where there are none.

    While it imports, its user may import as well, and asks `fitting` then whether it is the right
    one for the papers that the course really has.

    Args:
        source: The folder.
        number: About how many submissions it is for.
    """
    code: list[str] = []
    try:
        for path in sorted(source.glob("*.ipynb")):
            cells = json.loads(path.read_bytes())["cells"]
            code += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError):
        code = []  # whoever reads them next says what is wrong
    if not code:
        yield None
        return
    template = Template(_recipe(code, number)).begin()
    try:
        yield template
    finally:
        template.close()


def fitting(begun: Template | None, papers: "Sequence[Paper]") -> Template | None:
    """A template that was begun, if it is what `make_template` would make of the papers."""
    if begun is None:
        return None
    wanted = _recipe(_author_code(papers))
    # However long it was prepared, its forks do the same.
    wanted = replace(wanted, rehearse=begun.recipe.rehearse, immortal=begun.recipe.immortal)
    return begun.start() if begun.recipe == wanted else None


def _author_code(papers: "Sequence[Paper]") -> Iterator[str]:
    return (cell.author for paper in papers for cell in paper.cells if cell.cell_type == "code")


def _recipe(code: Iterable[str], number: int = MANY) -> Recipe:
    modules = {module for cell in code for module in names_of(cell).modules}
    chosen = sorted(module for module in modules if _belongs(module))
    return Recipe(
        imports=(*chosen, *IMPORTS),
        prepare=PREPARE,
        rehearse=REHEARSE if number >= FEW else "",
        immortal=number >= MANY,
        hidden=_lessons(),
        environment=_environment(),
    )


def _environment() -> dict[str, str]:
    """The course's own libraries, by absolute paths."""
    path = os.environ.get("PYTHONPATH")
    if not path:
        return {}
    return {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, path.split(os.pathsep)))}


def _belongs(module: str) -> bool:
    """Whether a module is imported beforehand.

    What does not lie in Python's own folders must be: the sandbox shows it only then.
    """
    top, *inner = module.split(".")
    try:
        above = found = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return False
    # find_spec of an inner module would import all the packages above it, here and for nothing.
    name = top
    for part in inner:
        places = found.submodule_search_locations if found is not None else None
        name = f"{name}.{part}"
        found = PathFinder.find_spec(name, places) if places else None
    if found is None or above is None:
        return False
    return top in WARM or _is_outside([*(above.submodule_search_locations or ()), above.origin])


def _is_outside(places: Sequence[str | None]) -> bool:
    prefixes = {Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix)}
    paths = [Path(place) for place in places if place and place.startswith("/")]
    return bool(paths) and not any(
        path.is_relative_to(prefix) or path.resolve().is_relative_to(prefix)
        for path in paths
        for prefix in prefixes
    )


def _lessons() -> tuple[Path, ...]:
    """The folders of our own lessons, which hold solutions and hidden tests."""
    return tuple(path.parent for path in lessons_root().glob("*/course.toml"))
