"""What a template does before its first fork: it imports, prepares, and settles its memory."""

import gc
import importlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lopso_kernels import immortality, independence, large_pages, view
from lopso_kernels.changes import Changes


@dataclass(frozen=True)
class Warmth:
    """A template made ready.

    Attributes:
        generators: Random generators made at import, renewed in each fork.
        tricks: Names of the interpreter tricks in use.
        changes: The files that were imported, and whether they have changed.
        folders: Packages that were imported from outside of Python's own folders.
    """

    generators: tuple[tuple[str, Any], ...]
    tricks: tuple[str, ...]
    changes: Changes
    folders: tuple[Path, ...]


def warm_up(
    imports: Iterable[str], prepare: str, rehearse: str, *, immortal: bool, large: bool = True
) -> Warmth:
    """Call the function `prepare`, import, call `rehearse`, settle memory.

    Args:
        imports: Modules.
        prepare: "module:function", or nothing.
        rehearse: The same.
        immortal: Whether to make objects immortal where that is possible.
        large: Whether to put memory into large pages where that is possible.
    """
    _call(prepare)
    for name in imports:
        importlib.import_module(name)
    _call(rehearse)
    changes = Changes(_imported_files())
    generators = independence.generators_in_memory()
    outside = _outside_packages()
    # Collected once more and then left alone, so that no fork's collector writes to these pages.
    gc.collect()
    tricks: list[str] = []
    if immortal:
        tricks += immortality.TRICKS
        immortality.make_all_immortal()
    gc.freeze()
    if large and large_pages.gather():
        tricks.append(large_pages.TRICK)
    return Warmth(generators, tuple(tricks), changes, outside)


def _call(name: str) -> None:
    if name:
        module, _, function = name.partition(":")
        getattr(importlib.import_module(module), function)()


def _imported_files() -> set[str]:
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    return {file for file in files if isinstance(file, str) and file.startswith("/")}


def _outside_packages() -> tuple[Path, ...]:
    """The imported top-level packages that do not lie in the interpreter's folders."""
    found: set[Path] = set()
    for name, module in list(sys.modules.items()):
        if "." not in name:
            file = getattr(module, "__file__", None)
            folders = list(getattr(module, "__path__", ()))
            found |= set(_outside(folders or ([file] if isinstance(file, str) else [])))
    return tuple(sorted(found))


def folders_of_packages(names: Iterable[str]) -> tuple[Path, ...]:
    """Where packages lie that are not in the interpreter's folders, as editable installs are."""
    found: set[Path] = set()
    for name in {name.partition(".")[0] for name in names}:
        spec = importlib.util.find_spec(name)
        if spec is not None:
            found |= set(_outside(spec.submodule_search_locations or [spec.origin or ""]))
    return tuple(sorted(found))


def _outside(places: Iterable[str]) -> Iterator[Path]:
    inside = view.interpreter_folders()
    for path in map(Path, places):
        if path.is_absolute() and not any(path.is_relative_to(folder) for folder in inside):
            yield path
