"""Who may import whom: the arrows of the design, read from the code itself."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NUMERIC = {"numpy", "pandas", "sklearn"}
WIDGET_LIBRARIES = {"anywidget", "ipywidgets", "traitlets", "IPython", "matplotlib"}

# For each part of the kit: its folder, and what it may import besides the standard library.
MAY_IMPORT = {
    "courses/lopso_courses": {"jupytext", "nbformat", "numpy", "lopso_courses"},
    "widgets/lopso_widgets": {
        *NUMERIC,
        *WIDGET_LIBRARIES,
        "openpyxl",
        "segno",
        "cryptography",
        "docx",
        "lopso_widgets",
    },
    "autograding/lopso_autograding/expectations": {"lopso_autograding"},
    "autograding/lopso_autograding": {
        "jinja2",
        "latex2mathml",
        "distributed",
        "IPython",
        "jupyter_client",
        "jupyter_core",
        "lopso_autograding",
        "lopso_courses",
        "lopso_kernels",
        "nbclient",
        "nbconvert",
        "nbformat",
        "nbgrader",
        "markupsafe",
        "nh3",
        "numpy",
        "pygments",
        "rich",
        "sqlalchemy",
        "traitlets",
    },
    "deployment/lopso_kernels": {
        "IPython",
        "comm",
        "ipykernel",
        "jupyter_client",
        "jupyter_core",
        "lopso_kernels",
        "matplotlib_inline",
        "nbformat",
        "traitlets",
        "tornado",
        "zmq",
    },
}


def imports_of(path: Path) -> set[str]:
    """The top-level names that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names


def part_of(path: Path) -> str:
    """The part with the longest folder that holds the file."""
    inside = path.relative_to(ROOT).as_posix()
    return max((part for part in MAY_IMPORT if inside.startswith(part + "/")), key=len)


def python_files() -> list[Path]:
    return [path for part in MAY_IMPORT for path in (ROOT / part).rglob("*.py")]


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_part_may(path: Path) -> None:
    foreign = imports_of(path) - MAY_IMPORT[part_of(path)]
    assert not foreign, f"{path.relative_to(ROOT)} may not import {', '.join(sorted(foreign))}"


@pytest.mark.parametrize("name", ["vi", "en"])
def test_what_learners_import_needs_only_the_standard_library(name: str) -> None:
    path = ROOT / "autograding" / "lopso_autograding" / f"{name}.py"
    assert imports_of(path) <= {"lopso_autograding"}


def test_models_know_nothing_of_widgets_or_pyplot() -> None:
    for path in (ROOT / "widgets" / "lopso_widgets").glob("*/model*.py"):
        assert not imports_of(path) & WIDGET_LIBRARIES, path
        assert "pyplot" not in path.read_text(encoding="utf-8")


def test_nothing_imports_the_deployment() -> None:
    for path in python_files():
        assert "lopso_deployment" not in imports_of(path), path


def test_an_import_inside_a_function_is_seen(tmp_path: Path) -> None:
    late = tmp_path / "late.py"
    late.write_text("def f():\n    from jupyterhub.app import JupyterHub\n", encoding="utf-8")
    assert imports_of(late) == {"jupyterhub"}
