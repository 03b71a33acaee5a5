"""The template for an assignment's submissions: what its forks find imported, what is hidden."""

import importlib.util
import os
import sys
from collections.abc import Sequence
from importlib.machinery import PathFinder
from pathlib import Path

from lopso_courses.lessons import lessons_root
from lopso_kernels import Template
from lopso_kernels.runner import PREPARE, REHEARSE

from lopso_autograding.grading.paper import Paper
from lopso_autograding.sealed.names import names_of
from lopso_autograding.sealed.session import IMPORTS

WARM = frozenset({"matplotlib", "numpy", "pandas", "scipy", "seaborn", "sklearn", "sympy"})
"""Libraries that are imported beforehand where the author's notebook imports them."""


def make_template(papers: Sequence[Paper], *, rehearsed: bool = True) -> Template:
    """A template from which the processes of these notebooks' submissions are forked.

    Args:
        papers: The notebooks.
        rehearsed: Whether the template also does once what the first fit, table and figure of each
            fork would else do: two seconds that pay for themselves in many forks.
    """
    cells = [cell for paper in papers for cell in paper.cells if cell.cell_type == "code"]
    modules = {module for cell in cells for module in names_of(cell.author).modules}
    chosen = sorted(module for module in modules if _belongs(module))
    return Template(
        imports=(*chosen, *IMPORTS),
        prepare=PREPARE,
        rehearse=REHEARSE if rehearsed else "",
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
