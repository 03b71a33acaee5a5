"""Kernels whose configuration loads the explanations: nothing in a notebook asks for them."""

import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
from lopso_autograding.expectations.words_en import ENGLISH
from lopso_autograding.expectations.words_vi import VIETNAMESE
from lopso_autograding.friendly import words_of

pytestmark = pytest.mark.slow

CONFIG = 'c.InteractiveShellApp.extensions = ["lopso_autograding.friendly"]\n'
CELLS = {
    "unread": "x = 1\ndef so_diem_tx(so_tiet)\n    return 2",
    "vi": "from lopso_autograding.vi import returns\nreturns(so_diem_tx, 35, expected=2)",
    "en": "from lopso_autograding.en import returns\nreturns(so_diem_tx, 35, expected=2)",
    "english": "y = [1, 2)",
    "own": "print(so_diem_tx)",
    "library": "from lopso_autograding.vi import returns\nreturns(len, [x] * 1, expected=2)",
    "near": "so_diem_txx = 5\nfrom lopso_autograding.vi import equals\nequals(so_diem_tx, 2)",
    "text": "eval('1 +')",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> dict[str, nbformat.NotebookNode]:
    """The error of each cell above, run in a kernel whose IPYTHONDIR has the one line."""
    folder = tmp_path_factory.mktemp("configured")
    profile = folder / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    (profile / "ipython_kernel_config.py").write_text(CONFIG)
    book = nbformat.v4.new_notebook()
    book.cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    nbformat.write(book, folder / "cells.ipynb")
    own = {"IPYTHONDIR": str(folder / "ipython"), "HOME": str(folder)}
    options = ("--to", "notebook", "--execute", "--allow-errors", "--inplace", "cells.ipynb")
    done = subprocess.run(
        [sys.executable, "-m", "nbconvert", *options],
        cwd=folder,
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    cells = nbformat.read(folder / "cells.ipynb", as_version=4).cells
    shutil.rmtree(folder)
    return {name: cell.outputs[-1] for name, cell in zip(CELLS, cells, strict=True)}


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("vi", "Chưa có so_diem_tx: thầy/cô chạy ô bài làm phía trên, và sửa lỗi ở ô đó nếu có."),
        (
            "en",
            "There is no so_diem_tx yet: run the answer cell above, "
            "and mend its error if it shows one.",
        ),
        ("near", "Chưa có so_diem_tx, nhưng có so_diem_txx: hãy viết đúng tên so_diem_tx."),
    ],
)
def test_a_name_that_a_test_cell_lacks_is_one_sentence(outputs, cell, sentence):
    assert (outputs[cell].output_type, outputs[cell].ename) == ("error", "NameError")
    assert outputs[cell].traceback == [sentence]


def test_a_cell_that_cannot_be_read_is_explained_with_its_line(outputs):
    assert outputs["unread"].traceback[-1] == (
        "Nói cách khác, ở dòng 2: thiếu dấu hai chấm `:` ở cuối dòng."
    )
    assert outputs["text"].traceback[-1].startswith("Nói cách khác: mã viết chưa đúng")


def test_the_language_is_that_of_the_vocabulary_imported(outputs):
    assert outputs["english"].traceback[-1] == (
        "In other words, at line 1: the opening and closing brackets do not match."
    )


def test_a_name_that_an_own_cell_lacks_keeps_its_traceback(outputs):
    assert "so_diem_tx" in outputs["own"].traceback[-1]
    assert len(outputs["own"].traceback) > 1


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("digital-en/04-subject-average", ENGLISH),
        ("digital-vi/04-subject-average", VIETNAMESE),
        ("my-en/digital-vi/x", VIETNAMESE),
        ("notes", VIETNAMESE),
    ],
)
def test_before_its_first_test_a_notebook_speaks_its_course_s_language(
    folder, words, tmp_path, monkeypatch
):
    (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / folder)
    assert words_of(SimpleNamespace(user_ns={})) is words
