"""Courses that are set up in ways nbgrader allows and ours are not: the marks are the same.

Each course holds several such ways at once, since plain nbgrader takes seconds for each notebook.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat
import pytest
from lopso_autograding.grading.batch import grade_assignment
from lopso_autograding.grading.course import Course, CourseError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from .comparison import DUE, PATIENT, Compared, compare, marks_in, nbgrader
from .exercises import marks

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]
PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}
WHEN = "2026-11-20 10:00:00 UTC"


def solution(name: str, text: str, **about: object) -> NotebookNode:
    return new_code_cell(text, metadata=marks(name, solution=True, **about))


def checking(name: str, text: str, points: float = 1) -> NotebookNode:
    about = {"grade": True, "locked": True, "points": points}
    return new_code_cell(text, metadata=marks(name, **about))


def solved(name: str, body: str) -> NotebookNode:
    """A solution cell with nbgrader's usual marks around the author's text."""
    return solution(name, f"### BEGIN SOLUTION\n{body}\n### END SOLUTION")


def make(
    folder: Path, books: Mapping[str, Sequence[NotebookNode]], *settings: str, kernel: dict = PYTHON
) -> Course:
    """A course with one assignment, whose student version is made."""
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text("\n".join(["c = get_config()", *PATIENT, *settings]))
    course = Course.open(folder)
    course.source("ps1").mkdir(parents=True)
    for name, cells in books.items():
        notebook = new_notebook(cells=list(cells), metadata={"kernelspec": kernel})
        nbformat.write(notebook, course.source("ps1") / f"{name}.ipynb")
    return course


def release(course: Course) -> Path:
    said = nbgrader(course.root, "generate_assignment", "ps1", "--force")
    found = course.place(course.directory.release_directory, ".", "ps1")
    assert found.is_dir(), said
    return found


def submit(
    course: Course, student: str, answers: Mapping[str, str], when: str = WHEN
) -> dict[str, Path]:
    """Submits what was released, with these texts in the cells of these names."""
    place = course.submitted(student, "ps1")
    shutil.copytree(course.place(course.directory.release_directory, ".", "ps1"), place)
    paths = {path.stem: path for path in place.glob("*.ipynb")}
    for path in paths.values():
        change(path, lambda cells: [_answer(cell, answers) for cell in cells])
    (place / "timestamp.txt").write_text(when)
    return paths


def _answer(cell: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    name = cell.metadata.get("nbgrader", {}).get("grade_id")
    cell.source = answers.get(name, cell.source)
    return cell


def change(path: Path, how) -> None:
    notebook = nbformat.read(path, 4)
    notebook.cells = how(notebook.cells)
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def points(both: Compared, student: str) -> list[float | None]:
    return [mark.points for (name, _, _), mark in sorted(both.ours.items()) if name == student]


SETTINGS = (
    "import os",
    "here = os.path.dirname(os.path.abspath(__file__))",
    "c.CourseDirectory.db_url = 'sqlite:///' + os.path.join(here, 'sổ', 'điểm.db')",
    "c.CourseDirectory.directory_structure = "
    "os.path.join('{nbgrader_step}', '{assignment_id}', 'lớp', '{student_id}')",
    "c.CourseDirectory.source_directory = 'nguồn'",
    "c.CourseDirectory.submitted_directory = 'nộp'",
    "c.CourseDirectory.autograded_directory = 'chấm'",
    "c.CourseDirectory.student_id_exclude = 'thử,nháp'",
    "c.ClearSolutions.begin_solution_delimeter = '#> LỜI GIẢI'",
    "c.ClearSolutions.end_solution_delimeter = '#< LỜI GIẢI'",
    "c.ClearSolutions.code_stub = {'python': 'pass  # viết ở đây'}",
    "c.ClearHiddenTests.begin_test_delimeter = '#> ẨN'",
    "c.ClearHiddenTests.end_test_delimeter = '#< ẨN'",
    "c.IncludeHeaderFooter.header = os.path.join(here, 'đầu.ipynb')",
    "import sys",
    "sys.path.append(here)",
    "c.AssignLatePenalties.plugin_class = 'muon.TruMotDiemMoiGio'",
)
PLUGIN = """\
from nbgrader.plugins import BasePlugin


class TruMotDiemMoiGio(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return min(score, total_seconds_late // 3600) if student_id != "được miễn" else None
"""
READS = """\
def tong(ten):
    #> LỜI GIẢI
    with open(ten) as f:
        return sum(map(int, f.read().split()))
    #< LỜI GIẢI"""
READS_TOO = "import csv\ndef tong(ten):\n    return sum(int(d[0]) for d in csv.reader(open(ten)))"


def test_other_folders_files_words_and_penalties(tmp_path: Path) -> None:
    one = [
        solution("tong", READS),
        checking("t1", "assert tong('dữ liệu/2026/so.txt') == 6", 2),
        checking("t2", "#> ẨN\nassert gan(tong('a.txt'), 1)\n#< ẨN\npass", 3),
    ]
    two = [
        solution("goc", "#> LỜI GIẢI\ndef goc(x): return np.sqrt(x)\n#< LỜI GIẢI"),
        checking("t3", "np.testing.assert_allclose(goc(np.array([4., 9.])), [2, 3])", 4),
    ]
    header = [new_markdown_cell("# Trường"), new_code_cell("import numpy as np, math\n")]
    header.append(new_code_cell("def gan(a, b): return math.isclose(a, b)"))
    course = make(tmp_path / "khoá", {"một": one, "hai": two}, *SETTINGS)
    nbformat.write(new_notebook(cells=header), course.root / "đầu.ipynb")
    (course.root / "muon.py").write_text(PLUGIN)
    (course.root / "sổ").mkdir()
    files = course.source("ps1") / "dữ liệu" / "2026"
    files.mkdir(parents=True)
    (files / "so.txt").write_text("1 2 3")
    (course.source("ps1") / "a.txt").write_text("1")
    release(course)
    with Gradebook(course.db_url, "thu") as gradebook:
        gradebook.update_or_create_assignment("ps1", duedate=DUE)
    right = {"tong": READS.replace("#", "# "), "goc": "def goc(x): return x ** 0.5"}
    submit(course, "an", right)
    submit(course, "bình", {**right, "tong": READS_TOO}, "2026-11-20 20:30:00 +0700")[
        "hai"
    ].unlink()
    submit(course, "được miễn", right, "2026-11-22 11:00:00.123456 America/New_York")
    submit(course, "nháp", right)
    submit(course, "chi", {"goc": right["goc"]}, "2026-11-20T11:00:00.5Z")
    both = compare(course.root, "ps1")
    assert both.differences == {}, both.said
    assert points(both, "an") == [4, 2, 3]
    assert points(both, "bình") == [0, 0, 3]
    assert {mark.penalty for mark in both.ours.values()} == {None, 0, 3}
    assert not points(both, "nháp")


def test_other_kernels_cells_and_old_notebooks(tmp_path: Path) -> None:
    raises = new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]})
    skipped = new_code_cell("MUC = 'bỏ qua'", metadata={"tags": ["skip-execution"]})
    written = {"grade": True, "solution": True, "points": 2}
    scheme = "Đọc.\n### BEGIN MARK SCHEME\nĐủ ý: 2\n### END MARK SCHEME"
    cells = [
        new_code_cell("MUC = 'chạy'"),
        raises,
        skipped,
        new_code_cell("import os\nLUC = os.environ.get('NBGRADER_EXECUTION')"),
        solved("doi", "def doi(x):\n    return {'k': [x, MUC]}"),
        checking("t1", "assert doi(1) == {'k': [1, 'chạy']}", 1),
        checking("t_luc", "assert LUC == 'autograde'", 1),
        checking("t_khong", "assert doi(2)['k'][0] == 2", 0),
        checking("t_phan", "from fractions import Fraction\nfloat(Fraction(doi(1)['k'][0], 4))", 2),
        new_markdown_cell(scheme, metadata=marks("viec", points=2, task=True, locked=True)),
        new_markdown_cell("Ý kiến?", metadata=marks("viet", **written)),
        solution("vong", "for i in range(2):\r\n    pass\r\n"),
    ]
    kernel = {"name": "python-cua-truong", "display_name": "Python của trường"}
    course = make(
        tmp_path / "khoá", {"p": cells}, "c.Execute.kernel_name = 'python3'", kernel=kernel
    )
    release(course)
    right = {"doi": "def doi(x):\n    return dict(k=[x, MUC])"}
    submit(course, "đúng", right)
    old = submit(course, "cũ", right)["p"]
    book = json.loads(old.read_text())
    for cell in book["cells"]:
        del cell["id"]
        cell["source"] = cell["source"].splitlines(keepends=True)
    old.write_text(json.dumps({**book, "nbformat_minor": 2}))
    tagged = submit(course, "thẻ", {"doi": "def doi(x):\n    return 5"})["p"]
    helper = new_code_cell(right["doi"], metadata={"tags": ["skip-execution"]})
    change(tagged, lambda cells: [*cells[:5], helper, *cells[5:]])
    moved = submit(course, "đảo", right)["p"]
    change(moved, lambda cells: [*cells[:4], cells[10], *cells[4:10], *cells[11:]])
    typed = submit(course, "sửa số", right)["p"]
    typed.write_text(typed.read_text().replace('"points": 2', '"points": 200'))
    both = compare(course.root, "ps1")
    assert both.differences == {}, both.said
    assert points(both, "thẻ")[0] == 0
    assert points(both, "đúng") == [1, 0, 1, 0.25, None, 0]


def test_courses_that_change_while_they_are_graded(tmp_path: Path) -> None:
    cells = [solved("f", "def f(x): return x + 1"), checking("t", "assert f(1) == 2", 2)]
    course = make(tmp_path / "khoá", {"p": cells}, "c.Autograde.create_student = False")
    release(course)
    with Gradebook(course.db_url, "thu") as gradebook:
        for student in ("an", "bình"):
            gradebook.add_student(student, first_name="Học", last_name="Viên")
    for student in ("an", "bình", "người lạ"):
        submit(course, student, {"f": "def f(x): return x + 2"})
    both = compare(course.root, "ps1")
    assert both.differences == {}, both.said
    assert points(both, "an") == [0]
    assert not points(both, "người lạ")
    ours = Course.open(course.root.with_name("khoá-ours"))
    for one in (course, ours):
        path = one.submitted("an", "ps1") / "p.ipynb"
        path.write_text(path.read_text().replace("x + 2", "x + 1"))
        path.with_name("timestamp.txt").write_text("2026-11-21 10:00:00 UTC")
        source = one.source("ps1") / "p.ipynb"
        source.write_text(source.read_text().replace('"points": 2', '"points": 5'))
        release(one)
    said = nbgrader(course.root, "autograde", "ps1")
    grade_assignment(ours.root, "ps1")
    plain = marks_in(course.root, "ps1")
    assert plain["an", "p", "t"].points == 5, said
    assert marks_in(ours.root, "ps1") == plain


def test_files_that_learners_change_are_theirs(tmp_path: Path) -> None:
    cells = [
        new_code_cell("import thu_vien\nfrom phu import nhan", metadata=marks("nap", locked=True)),
        solved("them", "them = 1"),
        checking("t1", "assert thu_vien.gap_doi(4) == 8", 2),
        checking("t2", "assert nhan(2) == 6 and them", 2),
    ]
    setting = "c.Autograde.exclude_overwriting = {'ps1': ['thu_vien.py']}"
    course = make(tmp_path / "khoá", {"p": cells}, setting)
    for name in ("thu_vien.py", "phu.py"):
        (course.source("ps1") / name).write_text(
            "def gap_doi(x): pass\ndef nhan(x): return x * 3\n"
        )
    release(course)
    for student, text in {"an": "x * 2", "bình": "x * 3"}.items():
        book = submit(course, student, {"them": "them = 1"})["p"]
        for name in ("thu_vien.py", "phu.py"):
            book.with_name(name).write_text(f"def gap_doi(x): return {text}\ndef nhan(x): return 6")
    both = compare(course.root, "ps1")
    assert both.differences == {}, both.said
    assert (points(both, "an"), points(both, "bình")) == ([2, 2], [0, 2])


def test_a_notebook_in_another_language_is_one_sentence(tmp_path: Path) -> None:
    kernel = {"name": "ir", "display_name": "R", "language": "R"}
    cells = [solution("f", "f <- function(x) x + 1"), checking("t", "stopifnot(f(1) == 2)")]
    course = make(tmp_path / "khoá", {"thống kê": cells}, kernel=kernel)
    release(course)
    submit(course, "an", {})
    with pytest.raises(CourseError, match="thống kê is in R, and only Python is graded here"):
        grade_assignment(course.root, "ps1")
    assert not marks_in(course.root, "ps1")


def test_the_automatic_tests_of_the_quickstart_get_the_same_marks(tmp_path: Path) -> None:
    folder = tmp_path / "tự động"
    nbgrader(tmp_path, "quickstart", folder.name, "--autotest")
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write("\n".join(["", *PATIENT[:3]]))
    course = Course.open(folder)
    given = release(course)
    shutil.copytree(course.source("ps1"), course.submitted("tác giả", "ps1"))
    shutil.copytree(given, course.submitted("chưa làm", "ps1"))
    both = compare(folder, "ps1")
    assert both.differences == {}, both.said
    assert sum(one or 0 for one in points(both, "tác giả")) > 0
