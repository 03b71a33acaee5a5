"""A template that is begun before the grader has imported, and taken only where it is right."""

from pathlib import Path

import nbformat
import pytest
from lopso_autograding.grading import places
from lopso_autograding.grading.batch import grade_assignment
from lopso_autograding.grading.warmth import head_start
from lopso_kernels import TemplateError

from .conftest import Made
from .course import NAME, answered, submit

RIGHT = {"f": "def f(x):\n    return 3 * x"}


@pytest.fixture
def submitted(course: Made) -> Path:
    submit(course.folder, "an", answered(course.release, **RIGHT))
    return course.folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The templates that the grader makes itself."""
    found: list[object] = []
    make = places.make_template
    monkeypatch.setattr(places, "make_template", lambda *asked: found.append(asked) or make(*asked))
    return found


def test_a_begun_template_is_the_only_one(submitted, made):
    with head_start(submitted / "source" / NAME, 1) as begun:
        result = grade_assignment(submitted, NAME, begun=begun)
        assert begun is not None
        process = begun.pid
    assert [(line.state, line.score) for line in result.lines] == [("graded", 3.5)]
    assert not made
    assert not Path(f"/proc/{process}").exists()


def test_one_that_is_not_for_these_notebooks_is_not_taken(submitted, made):
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import numpy")])
    nbformat.write(other, submitted / "source" / NAME / "hai.ipynb")
    with head_start(submitted / "source" / NAME, 1) as begun:
        result = grade_assignment(submitted, NAME, begun=begun)
    assert [(line.state, line.score) for line in result.lines] == [("graded", 3.5)]
    assert len(made) == 1


@pytest.mark.parametrize("text", [None, "", "[]", '{"cells": [{"cell_type": "code"}]}', "\xff"])
def test_without_a_readable_notebook_none_is_begun(tmp_path, text):
    if text is not None:
        (tmp_path / "một.ipynb").write_text(text, encoding="latin-1")
    with head_start(tmp_path, 1) as begun:
        assert begun is None


def test_a_begun_template_that_cannot_get_ready_is_told(submitted, monkeypatch, tmp_path):
    (tmp_path / "gay.py").write_text("raise RuntimeError('thư viện gãy')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)
    notebook = submitted / "source" / NAME / "một.ipynb"
    notebook.write_text(notebook.read_text().replace("import math", "import math, gay"))
    with (
        head_start(submitted / "source" / NAME, 1) as begun,
        pytest.raises(TemplateError, match="gãy"),
    ):
        grade_assignment(submitted, NAME, begun=begun)
