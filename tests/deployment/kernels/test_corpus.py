"""The runner's outputs equal nbclient's, cell by cell, on notebooks that no one here wrote."""

import os

import pytest
from comparing import differences
from corpus import from_docstrings, from_packages
from lopso_kernels import Template
from lopso_kernels.runner import PREPARE, REHEARSE

pytestmark = pytest.mark.slow

STACK = ("numpy", "pandas", "matplotlib.pyplot", "sklearn.linear_model", "ipywidgets")
# What differs, and why.
STARTS_OTHER_PROGRAMS = "starts `nbgrader` as a program, which works on the machine's own folders"
EXPECTED = {
    "sklearn.model_selection.GridSearchCV": "shows the seconds that fitting took",
    "creating_and_grading_assignments.ipynb": STARTS_OTHER_PROGRAMS,
    "managing_assignment_files.ipynb": STARTS_OTHER_PROGRAMS,
    "managing_assignment_files_manually.ipynb": STARTS_OTHER_PROGRAMS,
    "managing_the_database.ipynb": STARTS_OTHER_PROGRAMS,
}
BOOKS = [
    book
    for book in (*from_packages(), *from_docstrings())
    if book.name.rpartition("/")[2] not in EXPECTED
]
# A run of all takes ten minutes of stock kernels; an ordinary test run takes every tenth.
CHOSEN = BOOKS if os.environ.get("LOPSO_SOAK") else BOOKS[4::10]


@pytest.fixture(scope="module")
def warm():
    with Template(STACK, prepare=PREPARE, rehearse=REHEARSE) as template:
        yield template


def test_the_corpus_is_large_enough():
    assert len(from_packages()) >= 60
    # Some lie in several folders, with other files beside them.
    assert len({book.cells for book in (*from_packages(), *from_docstrings())}) >= 80


@pytest.mark.parametrize("book", CHOSEN, ids=lambda book: book.name)
@pytest.mark.filterwarnings("default")
def test_outputs_equal_nbclient_s(book, warm, tmp_path):
    assert differences(book, warm, tmp_path) == []
