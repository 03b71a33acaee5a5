"""What learners see in a real kernel, on Validate, and after autograding by plain nbgrader."""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

pytestmark = pytest.mark.slow

STUB = "def so_diem_tx(so_tiet):\n    raise NotImplementedError"
RIGHT = "def so_diem_tx(so_tiet):\n    return 2 if so_tiet <= 35 else 3"
FLOAT = """
import sys, warnings
def so_diem_tx(so_tiet):
    warnings.warn("cũ")
    print("đang tính", file=sys.stderr)
    print(so_tiet)
    return "2" if so_tiet <= 35 else 3
""".strip()
CRASH = "def so_diem_tx(so_tiet):\n    nguong = 35\n    return nguong / (so_tiet - 36)"
TESTS = [
    "from lopso_autograding.vi import returns\nreturns(so_diem_tx, 35, expected=2)",
    "from lopso_autograding.vi import returns, say\n"
    'returns(so_diem_tx, 36, expected=3, hint=say("hơn 35 là 36 trở lên", "from 36"))',
]


def run(folder: Path, *command: str) -> str:
    # nbgrader calls alembic by name.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    own = {"JUPYTER_CONFIG_DIR": str(folder / "config"), "HOME": str(folder), "PATH": path}
    environment = os.environ | own
    words = [sys.executable, "-m", *command]
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True, timeout=300, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def code(source: str, **nbgrader: object) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell(source)
    if nbgrader:
        cell.metadata["nbgrader"] = {"schema_version": 3, "task": False} | nbgrader
    return cell


def assignment(answer: str) -> nbformat.NotebookNode:
    book = nbformat.v4.new_notebook()
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "P", "language": "python"}
    solution = {"grade": False, "solution": True, "locked": False, "grade_id": "so_diem_tx"}
    book.cells.append(code(answer, **solution))
    for number, test in enumerate(TESTS, 1):
        marks = {"grade": True, "solution": False, "locked": True, "points": 1}
        book.cells.append(code(test, grade_id=f"so_diem_tx_test_{number}", **marks))
    return book


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """A course of plain nbgrader whose four learners have been autograded."""
    folder = tmp_path_factory.mktemp("khoá học")
    config = 'c = get_config()\nc.CourseDirectory.course_id = "x"\n'
    (folder / "nbgrader_config.py").write_text(config)
    source = folder / "source" / "bai" / "bai.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(assignment(STUB), source)
    run(folder, "nbgrader", "generate_assignment", "bai")
    for learner, answer in {"dung": RIGHT, "chuoi": FLOAT, "loi": CRASH, "trong": STUB}.items():
        target = folder / "submitted" / learner / "bai"
        shutil.copytree(folder / "release" / "bai", target)
        book = nbformat.read(target / "bai.ipynb", as_version=4)
        book.cells[0].source = answer
        nbformat.write(book, target / "bai.ipynb")
    run(folder, "nbgrader", "autograde", "bai")
    return folder


def errors(course: Path, learner: str) -> list[nbformat.NotebookNode]:
    book = nbformat.read(course / "autograded" / learner / "bai" / "bai.ipynb", as_version=4)
    outputs = [output for cell in book.cells[1:] for output in cell.outputs]
    assert all(output.output_type == "error" for output in outputs)
    return outputs


def test_nbgrader_gives_the_points(course):
    query = (
        "select submitted_assignment.student_id, sum(grade.auto_score) from grade "
        "join submitted_notebook on grade.notebook_id = submitted_notebook.id "
        "join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id "
        "group by 1 order by 1"
    )
    with contextlib.closing(sqlite3.connect(course / "gradebook.db")) as gradebook:
        rows = list(gradebook.execute(query))
    assert rows == [("chuoi", 1), ("dung", 2), ("loi", 0), ("trong", 0)]


def test_the_error_in_the_notebook_is_the_sentence_and_nothing_else(course):
    (error,) = errors(course, "chuoi")
    sentence = (
        "so_diem_tx(35) trả về '2', đúng ra là 2. "
        "Giá trị đúng nhưng đang là chuỗi (có dấu nháy): cần một số."
    )
    assert (error.ename, error.evalue) == ("CheckFailed", sentence)
    assert error.traceback == [
        "so_diem_tx(35) trả về '2', đúng ra là 2.",
        "Giá trị đúng nhưng đang là chuỗi (có dấu nháy): cần một số.",
    ]


def test_the_learners_own_line_is_shown_and_never_ours(course):
    first, second = errors(course, "loi")
    assert first.evalue == "so_diem_tx(35) trả về -35.0, đúng ra là 2."
    assert second.evalue == (
        "so_diem_tx(36) dừng vì lỗi ZeroDivisionError ở dòng 3 (`return nguong / (so_tiet - 36)`): "
        "có phép chia cho 0. Gợi ý: hơn 35 là 36 trở lên."
    )


def test_validate_shows_whole_sentences(course):
    said = run(course, "nbgrader", "validate", "submitted/loi/bai/bai.ipynb")
    assert "VALIDATION FAILED ON 2 CELL(S)!" in said
    assert "..." not in said
    assert "Traceback" not in said
    assert "có phép chia cho 0. Gợi ý: hơn 35 là 36 trở lên." in re.sub(r"\s+", " ", said)
    assert "    Gợi ý: hơn 35 là 36 trở lên." in said.splitlines()
    assert "Success!" in run(course, "nbgrader", "validate", "submitted/dung/bai/bai.ipynb")


CELLS = {
    "name": "si_so = 38\nprint(si_xo)",
    "colon": "x = 1\ndef f(x)\n    return x",
    "indent": "for x in [1]:\nprint(x)",
    "quotes": "ten = “An”",
    "comma": "float('8,5')",
    "stub": "raise NotImplementedError",
    "library": "import json\ndef doc(chu):\n    return json.loads(chu)\ndoc('{')",
    "own": "raise ValueError('điểm quá 10')",
    "older": "def dem(x):\n    return 1",
    "torn": "def dem(x)\n    return 2",
    "torn_test": "from lopso_autograding.vi import returns\nreturns(dem, 5, expected=1)",
    "check": "from lopso_autograding.vi import equals\nequals('si_so', 40, hint='đếm lại')",
    "english": "%load_ext lopso_autograding.en\n1 / 0",
    "plain": "%unload_ext lopso_autograding.en\n1 / 0",
    "drawing": (
        "from lopso_autograding.vi import draws\nimport matplotlib.pyplot as plt\n"
        "def ve(x):\n    plt.plot(x, x); plt.xlabel('x (m)'); plt.show()\n"
        "draws(ve, [1, 2], lines=1, x_unit='m')"
    ),
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory) -> dict[str, list[nbformat.NotebookNode]]:
    """The outputs of the cells above, run in a real kernel with the extension."""
    folder = tmp_path_factory.mktemp("friendly")
    book = nbformat.v4.new_notebook()
    book.cells = [code("%load_ext lopso_autograding.vi"), *map(code, CELLS.values())]
    nbformat.write(book, folder / "cells.ipynb")
    options = ("--to", "notebook", "--execute", "--allow-errors", "--inplace", "cells.ipynb")
    run(folder, "nbconvert", *options)
    done = nbformat.read(folder / "cells.ipynb", as_version=4)
    return {name: cell.outputs for name, cell in zip(CELLS, done.cells[1:], strict=True)}


@pytest.mark.parametrize(
    ("cell", "error", "words"),
    [
        ("name", "NameError", "Nói cách khác: chưa có tên si_xo; có lẽ ý thầy/cô là si_so."),
        ("colon", "SyntaxError", "Nói cách khác, ở dòng 2: thiếu dấu hai chấm `:` ở cuối dòng."),
        ("indent", "IndentationError", "sau dấu hai chấm, dòng tiếp theo phải thụt vào"),
        ("quotes", "SyntaxError", "dấu “ trong Python viết là"),
        ("comma", "ValueError", "không đổi được '8,5' thành số"),
        ("stub", "NotImplementedError", "ô này còn dòng"),
        ("english", "ZeroDivisionError", "In other words: there is a division by 0."),
    ],
)
def test_an_error_in_an_own_cell_ends_with_a_plain_sentence(outputs, cell, error, words):
    (output,) = [one for one in outputs[cell] if one.output_type == "error"]
    assert output.ename == error
    assert words in output.traceback[-1]
    assert any(error in line for line in output.traceback[:-1])


def test_a_traceback_shows_own_lines_only(outputs):
    text = "\n".join(outputs["library"][0].traceback)
    assert "In[8]" in text
    assert "json/" not in text


def test_an_error_with_its_own_words_gets_no_others(outputs):
    assert "Nói cách khác" not in "\n".join(outputs["own"][0].traceback)


def test_a_cell_that_cannot_be_read_is_not_judged_by_what_it_was_before(outputs):
    assert outputs["torn"][0].ename == "SyntaxError"
    (output,) = outputs["torn_test"]
    assert output.traceback[-1].startswith("Chưa có dem: thầy/cô chạy ô bài làm phía trên")


def test_a_failed_check_is_left_as_it_is(outputs):
    lines = ["si_so đang là 38, đúng ra là 40.", "Gợi ý: đếm lại."]
    assert outputs["check"][0].traceback == lines


def test_the_extension_can_be_unloaded(outputs):
    (output,) = [one for one in outputs["plain"] if one.output_type == "error"]
    assert "In other words" not in "\n".join(output.traceback)


def test_a_check_of_a_drawing_leaves_no_output(outputs):
    assert outputs["drawing"] == []
