"""A course with every kind of marked cell, made by nbgrader's own command."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NAME = "bài 1"


def marks(name: str, **about: object) -> dict:
    """What nbgrader notes of a cell."""
    made = {"grade": False, "locked": False, "solution": False, "task": False, "grade_id": name}
    return {"nbgrader": made | {"schema_version": 3} | about}


def source() -> NotebookNode:
    """The author's notebook."""
    solution = "def f(x):\n    ### BEGIN SOLUTION\n    return HE_SO * x\n    ### END SOLUTION"
    hidden = "### BEGIN HIDDEN TESTS\nassert f(5) == 15\n### END HIDDEN TESTS"
    test = {"grade": True, "locked": True}
    written = {"grade": True, "solution": True}
    cells = [
        new_markdown_cell("# Bài tập"),
        new_code_cell("HE_SO = 3"),
        new_code_cell(
            "import math\ndef gan(a, b): return math.isclose(a, b)",
            metadata=marks("chung", locked=True),
        ),
        new_code_cell(solution, metadata=marks("f", solution=True)),
        new_code_cell(f"assert gan(f(2), 6)\n{hidden}", metadata=marks("t1", points=2, **test)),
        new_code_cell("(f(1) == 3) + (f(0) == 0) / 2", metadata=marks("t2", points=1.5, **test)),
        new_code_cell(
            "a = 1\n### BEGIN SOLUTION\nb = 2\n### END SOLUTION",
            metadata=marks("tay", points=3, **written),
        ),
        new_markdown_cell("Viết ở đây", metadata=marks("viet", points=5, **written)),
        new_markdown_cell("Làm một việc", metadata=marks("viec", points=4, task=True, locked=True)),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def make_course(folder: Path, *settings: str) -> NotebookNode:
    """Makes the course; returns what learners get."""
    place = folder / "source" / NAME
    place.mkdir(parents=True)
    lines = ["c = get_config()", "c.CourseDirectory.course_id = 'thu'", *settings]
    (folder / "nbgrader_config.py").write_text("\n".join(lines))
    nbformat.write(source(), place / "một.ipynb")
    (place / "so.csv").write_text("1,2\n")
    nbgrader(folder, "generate_assignment", NAME)
    return nbformat.read(folder / "release" / NAME / "một.ipynb", 4)


def nbgrader(folder: Path, *words: str) -> str:
    """What an nbgrader command says."""
    return _run(folder, "-m", "nbgrader", *words).stderr


def run_python(folder: Path, code: str) -> str:
    """What some lines of Python print."""
    return _run(folder, "-c", code).stdout


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # nbgrader calls alembic by its name when it makes a gradebook.
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = {**os.environ, "PATH": path}
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    return done


def answered(release: NotebookNode, **texts: str) -> NotebookNode:
    """A submission with these texts in the cells of these names."""
    notebook = nbformat.from_dict(release)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = texts.get(name, cell.source)
    return notebook


def submit(folder: Path, student: str, notebook: NotebookNode | bytes, when: str = "") -> Path:
    """Puts a submission where nbgrader collects them."""
    place = folder / "submitted" / student / NAME
    place.mkdir(parents=True, exist_ok=True)
    data = notebook if isinstance(notebook, bytes) else nbformat.writes(notebook).encode()
    (place / "một.ipynb").write_bytes(data)
    (place / "timestamp.txt").write_text(when or "2026-11-20 10:00:00 UTC")
    return place
