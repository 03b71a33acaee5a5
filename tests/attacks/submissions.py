"""Attacks by the form of a submission: its notebook's structure, its files, its links."""

import base64
import copy
import json
import marshal
import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from .course import NOTEBOOK, answered

type Change = Callable[[NotebookNode], None]
type Plant = Callable[[Path], None]


def marked(notebook: NotebookNode, start: str) -> list[NotebookNode]:
    """The cells whose grade id begins so."""
    cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    return [cell for cell in cells if cell.metadata.nbgrader.grade_id.startswith(start)]


def _each_test(change: Callable[[NotebookNode], None]) -> Change:
    return lambda notebook: [change(cell) for cell in marked(notebook, "test_")] and None


def _as_markdown(cell: NotebookNode) -> None:
    cell.cell_type = "markdown"
    cell.pop("outputs", None)
    cell.pop("execution_count", None)


def _twice(notebook: NotebookNode) -> None:
    for cell in marked(notebook, "test_"):
        twin = copy.deepcopy(cell)
        twin.update(source="pass", id=f"{cell.id}b")
        notebook.cells.append(twin)


def _swap_names(notebook: NotebookNode) -> None:
    for one, other in zip(marked(notebook, "q"), marked(notebook, "test_"), strict=True):
        one.metadata, other.metadata = other.metadata, one.metadata
        other.source = "1"


def _graded_cell(notebook: NotebookNode) -> None:
    marks = {"grade": True, "solution": False, "locked": True, "points": 100, "grade_id": "thêm"}
    marks |= {"schema_version": 3, "task": False, "cell_type": "code"}
    notebook.cells.append(new_code_cell("100", metadata={"nbgrader": marks}))


def _scripts(notebook: NotebookNode) -> None:
    script = '<script>document.title="XSS"</script><img src=x onerror=alert(1)>'
    links = "[a](javascript:alert(1)) [b](java&#115;cript:alert(1)) <javascript:alert(1)>\n\n"
    more = "<svg/onload=alert(1)> <math><mtext></form><form><mglyph><style></math><img onerror=x>"
    marked(notebook, "viet")[0].source = f"{script}\n\n{links}[c]: javascript:alert(1)\n\n{more}"
    notebook.cells.append(new_raw_cell(script))
    notebook.cells.append(new_markdown_cell(f"```\n{script}\n```\n{links}"))
    notebook.metadata["title"] = f"</title>{script}"


def _look_alikes(notebook: NotebookNode) -> None:
    """Test cells whose names only look like those of the assignment."""
    for cell in marked(notebook, "test_"):
        name = cell.metadata.nbgrader.grade_id
        for other in (f"{name}\u200b", name.replace("t", "\u0442"), f" {name}", name.upper()):
            twin = copy.deepcopy(cell)
            twin.update(source="1", id=f"x{len(notebook.cells)}")
            twin.metadata.nbgrader.update(grade_id=other, points=100)
            notebook.cells.append(twin)
        cell.metadata.nbgrader.grade_id = unicodedata.normalize("NFD", f"{name}\u00e9")


def _answers_as_tests(notebook: NotebookNode) -> None:
    for cell in marked(notebook, "q"):
        cell.metadata.nbgrader.update(grade=True, points=50, locked=True)
        cell.source = "50"


def _locked_cells(notebook: NotebookNode) -> None:
    marked(notebook, "imports")[0].source = (
        "class np:\n    __getattr__ = lambda *a: np\nclass Diem:\n    __eq__ = lambda *a: True\n"
        "def kiem(*a): pass"
    )
    for cell in notebook.cells:
        if cell.source.startswith("def kiem_ti_le"):
            cell.source = "def kiem_ti_le(n): return True"


def _odd_metadata(notebook: NotebookNode) -> None:
    script = "<script>document.title=1</script>"
    for cell in notebook.cells:
        cell.metadata.update({"name": script, "title": script, "slideshow": {"slide_type": script}})
        cell.metadata["jupyter"] = {"outputs_hidden": script, "source_hidden": True}
        cell["id"] = script
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["comment"] = script
    notebook.metadata.update(
        {"kernelspec": {"name": script, "display_name": script, "language": script}}
    )
    notebook.metadata["language_info"] = {"name": script, "pygments_lexer": script}


def _attachments(notebook: NotebookNode) -> None:
    cell = marked(notebook, "viet")[0]
    svg = base64.b64encode(b"<svg><script>alert(1)</script></svg>").decode()
    page = base64.b64encode(b"<script>alert(1)</script>").decode()
    cell["attachments"] = {
        "a.svg": {"image/svg+xml": svg},
        "b.png": {"text/html": page, 'image/png" onerror="alert(1)': page, "image/png": page},
        'c" onerror="alert(1)': {"image/png": "iVBORw0KGgoAAAA="},
        "d.png": {"image/png": 'iVBORw0KGgo=" onerror="alert(1)'},
        "e.png": ["image/png"],
    }
    cell.source = "".join(f"![x](attachment:{name}) " for name in cell["attachments"])


def _hidden_links(notebook: NotebookNode) -> None:
    """Links that become others when the page is made, and a picture that is not there."""
    target = "/files/java&#115;cript:alert(1)"
    formula = "$\\href{java&#115;cript:alert(1)}{x}$ $\\text{&lt;img src=x onerror=alert(1)&gt;}$"
    marked(notebook, "viet")[
        0
    ].source = f"[a]({target}) [b] ![c](attachment:c.png)\n\n[b]: {target}\n\n{formula}"


def _many_cells(notebook: NotebookNode) -> None:
    notebook.cells += [{"cell_type": "code", "source": "1"} for _ in range(30_000)]


CHANGES: dict[str, Change] = {
    "B names that look alike": _look_alikes,
    "B answers that say they are tests": _answers_as_tests,
    "B locked cells and helpers made anew": _locked_cells,
    "B solution cells as prose": lambda notebook: (
        [_as_markdown(cell) for cell in marked(notebook, "q")] and None
    ),
    "E many cells": _many_cells,
    "G scripts in metadata": _odd_metadata,
    "G scripts in attached pictures": _attachments,
    "G links that become scripts": _hidden_links,
    "B test cells without tests": _each_test(lambda cell: cell.update(source="pass")),
    "B test cells that are not run": _each_test(
        lambda cell: cell.metadata.update(tags=["skip-execution", "raises-exception"])
    ),
    "B test cells as prose": _each_test(_as_markdown),
    "B more points": _each_test(lambda cell: cell.metadata.nbgrader.update(points=1000)),
    "B manual points": _each_test(lambda cell: cell.metadata.nbgrader.update(solution=True)),
    "B other schemas": _each_test(lambda cell: cell.metadata.nbgrader.update(schema_version=99)),
    "B old schemas": _each_test(lambda cell: cell.metadata.nbgrader.update(schema_version=1)),
    "B odd marks": _each_test(lambda cell: cell.metadata.update(nbgrader=[1])),
    "B test cells twice": _twice,
    "B test cells first": lambda notebook: notebook.cells.sort(
        key=lambda cell: not str(cell.metadata.get("nbgrader", {}).get("grade_id")).startswith("t")
    ),
    "B answers and tests change places": _swap_names,
    "B a graded cell more": _graded_cell,
    "B no test cells": lambda notebook: notebook.update(
        cells=[cell for cell in notebook.cells if cell not in marked(notebook, "test_")]
    ),
    "B another kernel": lambda notebook: notebook.metadata.update(
        kernelspec={"name": "bash", "language": "bash", "display_name": "x"}
    ),
    "G scripts in text": _scripts,
}
RAW: dict[str, bytes] = {
    "B nothing": b"",
    "B cells are text": b'{"cells": "x", "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    "B cells of nothing": b'{"cells": [null, 3, {"cell_type": 5, "source": {"a": 1}}]}',
    "B deep": b'{"cells": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "B many": b'{"cells": [' + b"{}," * 2_000_000 + b"{}]}",
    "B numbers": b'{"cells": [1e999999, ' + b"9" * 100_000 + b"]}",
}


def _link(target: str) -> Plant:
    def plant(folder: Path) -> None:
        path = folder / f"{NOTEBOOK}.ipynb"
        path.unlink()
        path.symlink_to(target)

    return plant


def _folder(folder: Path) -> None:
    path = folder / f"{NOTEBOOK}.ipynb"
    path.unlink()
    (path / "x").mkdir(parents=True)


def _code(folder: Path) -> None:
    lie = "def __getattr__(n):\n    return lambda *a, **k: True\ntesting = __import__('sys')\n"
    for name in ("numpy.py", "unittest.py", "sitecustomize.py", "usercustomize.py", "io.py"):
        (folder / name).write_text(lie)
    for name in ("nbgrader_config.py", "jupyter_config.py", "ipython_config.py", "conftest.py"):
        (folder / name).write_text("import os; os.system('touch /tmp/lopso_attack_probe')\n")
    (folder / "du_lieu.csv").write_text("x\n999\n")


def _special_files(folder: Path) -> None:
    os.mkfifo(folder / "ong.csv")
    (folder / "zero.bin").symlink_to("/dev/zero")
    (folder / "vong").symlink_to(".")
    (folder / "bi_mat.txt").symlink_to("/etc/passwd")
    (folder / "tệp\nlạ \udcff").write_text("x")


def _many_files(folder: Path) -> None:
    for number in range(2000):
        (folder / f"{number}.txt").write_text("x")


def _linked_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to("../z_victim/ps1")


def _in_the_way(folder: Path) -> None:
    """A file where the author has a folder, and a folder where the author has a file."""
    (folder / "bang").write_text("x")
    (folder / "du_lieu.csv").mkdir()
    (folder / "du_lieu.csv" / "x").write_text("x")
    (folder / "ra.bin").mkdir()
    (folder / f"{NOTEBOOK}.ipynb.ipynb").write_text("x")


def _time_in_a_file(folder: Path) -> None:
    (folder / "timestamp.txt").write_text("2026-11-20 10:00:00 /proc/kmsg")


def _time_by_other_means(folder: Path) -> None:
    (folder / "timestamp.txt").unlink()
    os.mkfifo(folder / "timestamp.txt")


def _deep_and_sparse(folder: Path) -> None:
    for number in range(150):
        with (folder / f"lon{number}.bin").open("wb") as file:
            file.truncate(60 << 20)
    place = folder
    for _ in range(60):
        place /= "sau"
        place.mkdir()


def _compiled(folder: Path) -> None:
    cache = folder / "__pycache__"
    cache.mkdir()
    for name in ("du.cpython-313.pyc", "numpy.cpython-313.pyc"):
        (cache / name).write_bytes(
            b"\xf3\r\r\n" + bytes(12) + marshal.dumps(compile("1", "", "exec"))
        )
    (folder / "numpy").mkdir()
    (folder / "numpy" / "__init__.py").write_text("raise SystemExit")
    (folder / "matplotlibrc").write_text("backend: nothing\n")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --co\n")
    (folder / "<img src=x onerror=alert(1)>.txt").write_text("x")


PLANTS: dict[str, Plant] = {
    "H files and folders in the way": _in_the_way,
    "H a time that is a pipe": _time_by_other_means,
    "H a time zone that never ends": _time_in_a_file,
    "H deep folders and sparse files": _deep_and_sparse,
    "H compiled code and settings": _compiled,
    "C the notebook is a link to the source": _link(f"../../../source/ps1/{NOTEBOOK}.ipynb"),
    "C the notebook is a link to another's": _link(f"../../z_victim/ps1/{NOTEBOOK}.ipynb"),
    "H the notebook is a folder": _folder,
    "H code beside the notebook": _code,
    "H pipes, devices and links": _special_files,
    "H many files": _many_files,
    "B a time that is none": lambda folder: (
        (folder / "timestamp.txt").write_bytes(b"\xff\0never") and None
    ),
    "B the file is sparse and huge": lambda folder: os.truncate(
        folder / f"{NOTEBOOK}.ipynb", 300 << 20
    ),
    "H the folder is a link": _linked_folder,
}


def changed(release: NotebookNode, change: Change) -> bytes:
    """A submission with wrong answers whose notebook was changed."""
    notebook = answered(release, {})
    change(notebook)
    return json.dumps(nbformat.from_dict(notebook)).encode()
