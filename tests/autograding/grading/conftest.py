"""A course whose submissions are graded, and what the gradebook then says."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from lopso_autograding.grading.warmth import make_template
from lopso_kernels import Template
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from .course import NAME, make_course

type Scores = dict[tuple[str, str], tuple[float | None, float | None, bool]]


@dataclass(frozen=True)
class Made:
    """A course folder and what learners of it get."""

    folder: Path
    release: NotebookNode


@pytest.fixture(scope="session")
def _original(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("courses") / "khoá"
    folder.mkdir()
    return Made(folder, make_course(folder))


@pytest.fixture
def course(_original: Made, tmp_path: Path) -> Made:
    """A copy of the course without submissions."""
    folder = tmp_path / "khoá học"
    shutil.copytree(_original.folder, folder)
    return Made(folder, _original.release)


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    with make_template(()) as made:
        yield made


def scores(folder: Path) -> Scores:
    """Automatic score, manual score, and whether a person is needed, by student and cell."""
    found: Scores = {}
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        for submission in gradebook.assignment_submissions(NAME):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    values = grade.auto_score, grade.manual_score, grade.needs_manual_grade
                    found[submission.student.id, grade.name] = values
    return found
