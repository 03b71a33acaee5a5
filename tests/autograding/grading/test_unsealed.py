"""Marks from tests that did not run apart from learners' code: said wherever the mark is shown."""

import json
from pathlib import Path

import nbformat
import pytest
from lopso_autograding.grading import unsealed
from lopso_autograding.grading.batch import grade_assignment
from nbgrader.api import Gradebook

from .conftest import Made, scores
from .course import NAME, answered, nbgrader, submit

pytestmark = pytest.mark.slow
RIGHT = {"f": "def f(x):\n    return 3 * x", "viet": "Bài viết", "tay": "b = 5"}
PATCHED = """\
from unittest.mock import patch
with patch('os.getlogin', lambda: 'an'):
    assert ai() == 'an'"""


def _change_source(folder: Path, change) -> None:
    path = folder / "source" / NAME / "một.ipynb"
    notebook = nbformat.read(path, 4)
    change(notebook)
    nbformat.write(notebook, path)


def _comments(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook("một", NAME, "an")
        return {one.name: (one.auto_comment, one.manual_comment) for one in notebook.comments}


def _said_in(folder: Path) -> dict[str, list[str]]:
    """What the graded notebook says below each marked cell."""
    path = folder / "autograded/an" / NAME / "một.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: [
            one["data"]["text/plain"]
            for one in cell.get("outputs", ())
            if one["output_type"] == "display_data"
        ]
        for cell in cells
        if "nbgrader" in cell["metadata"]
    }


def test_an_assignment_that_is_not_sealed_says_so_at_each_mark(course: Made, template) -> None:
    submit(course.folder, "an", answered(course.release, **RIGHT))
    grade_assignment(course.folder, NAME, template=template)
    sealed = scores(course.folder)
    assert set(_comments(course.folder).values()) == {(None, None)}
    assert not any(_said_in(course.folder).values())
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
        gradebook.find_comment("f", "một", NAME, "an").manual_comment = "Em làm tốt"
        gradebook.db.commit()
    _change_source(course.folder, lambda book: book.metadata.update(lopso={"sealed": False}))
    grade_assignment(course.folder, NAME, template=template)
    assert scores(course.folder) == sealed
    comments = _comments(course.folder)
    assert comments.pop("f") == (unsealed.UNSEALED, "Em làm tốt")
    assert set(comments.values()) == {(None, None)}
    said = _said_in(course.folder)
    assert said.pop("t1") == said.pop("t2") == [unsealed.UNSEALED]
    assert not any(said.values())


def test_only_the_cell_that_cannot_be_sealed_is_marked(course: Made, template) -> None:
    def change(book) -> None:
        for cell in book.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "t2":
                cell.source = PATCHED
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "tay":
                del cell.metadata["nbgrader"]["points"]
                cell.metadata["nbgrader"]["grade"] = False
            cell.source = cell.source.replace(
                "    ### END",
                "    ### END SOLUTION\ndef ai():\n    ### BEGIN SOLUTION\n"
                "    import os\n    return os.getlogin()\n    ### END",
            )

    _change_source(course.folder, change)
    nbgrader(course.folder, "generate_assignment", NAME, "--force")
    release = nbformat.read(course.folder / "release" / NAME / "một.ipynb", 4)
    right = RIGHT["f"] + "\ndef ai():\n    import os\n    return os.getlogin()"
    submit(course.folder, "an", answered(release, f=right))
    result = grade_assignment(course.folder, NAME, template=template)
    assert "không niêm phong được t2" in result.warnings[0]
    found = scores(course.folder)
    assert (found["an", "t1"][0], found["an", "t2"][0]) == (2, 0)
    comments = {name: auto for name, (auto, _) in _comments(course.folder).items()}
    assert comments == {
        "f": unsealed.NOT_SEALABLE,
        "tay": "No response.",
        "viet": "No response.",
    } | {"viec": None}
    said = _said_in(course.folder)
    assert said.pop("t2") == [unsealed.NOT_SEALABLE]
    assert not any(said.values())
