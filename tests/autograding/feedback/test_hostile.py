"""Learners who want the hidden tests, or the reader's browser, get neither."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lopso_autograding.feedback.exercises import exercises_of
from lopso_autograding.feedback.prose import prose
from lopso_autograding.grading import marking
from lopso_autograding.grading.paper import paper_of
from lopso_autograding.grading.rebuild import BuiltCell, reference
from lopso_autograding.grading.visible import speaking, what_came
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from .conftest import Desk, read

SECRET = "918273645"
TEST = {"grade": True, "locked": True}


def _marks(name: str, **about: object) -> dict:
    marks = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"nbgrader": marks | {"schema_version": 3, "grade_id": name} | about}


def _paper():
    hidden = f"### BEGIN HIDDEN TESTS\nassert f({SECRET}) == {SECRET}\n### END HIDDEN TESTS"
    cells = [
        new_markdown_cell("# Bài tập\n\n## Bài 1\n\nHàm `f` trả lại số nó nhận."),
        new_code_cell("def f(x):\n    return x", metadata=_marks("f", solution=True)),
        new_markdown_cell("<details><summary>Gợi ý 1</summary>\n\n`return x`\n\n</details>"),
        new_code_cell(f"assert f(2) == 2\n{hidden}", metadata=_marks("t1", points=1, **TEST)),
        new_markdown_cell("## Bài 2"),
        new_code_cell("def g(x):\n    return x", metadata=_marks("g", solution=True)),
        new_code_cell(f"assert g(3) == 3\n{hidden}", metadata=_marks("t2", points=1, **TEST)),
        new_code_cell("assert g(4) == 4", metadata=_marks("t3", points=1, **TEST)),
    ]
    return paper_of(new_notebook(cells=cells), "bài")


@pytest.fixture(scope="module")
def desk(template, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.of(_paper(), "vi", template, tmp_path_factory.mktemp("material"))


def _answered(desk: Desk, more: str = "", **texts: str) -> tuple[BuiltCell, ...]:
    cells = [replace(c, source=texts.get(c.name, c.source)) for c in reference(desk.paper)]
    if more:
        cells.insert(-1, BuiltCell(None, "code", more))
    return tuple(cells)


SPY = "seen = []\ndef f(x):\n    seen.append(x)\n    return x"
LEAKS = {
    "a result": "def g(x):\n    return f'{seen}'",
    "an error": "def g(x):\n    raise ValueError(f'{seen}')",
    "an error's name": "def g(x):\n    raise type(f'E{seen}', (Exception,), {})()",
    "our own error": "def g(x):\n    raise type('CheckFailed', (Exception,), {})(f'{seen}')",
    "a printed line": "def g(x):\n    print(seen)\n    return 0",
    "a class": "def g(x):\n    return type(f'C{seen}', (), {})()",
    "a representation": "class R:\n    def __repr__(s): return f'{seen}'\ndef g(x): return R()",
    "a cell that stops": "def g(x):\n    return 0\nprint(seen)\nraise ValueError(f'{seen}')",
}


@pytest.mark.slow
@pytest.mark.parametrize("leak", LEAKS)
def test_what_a_hidden_test_handed_over_does_not_come_back(
    desk: Desk, tmp_path: Path, leak: str
) -> None:
    page = desk.page(_answered(desk, "print(seen)", f=SPY, g=LEAKS[leak]), tmp_path)
    graded = (tmp_path / "bài.ipynb").read_text(encoding="utf-8").partition('"t1"')[2]
    assert SECRET in graded.replace(f"assert f({SECRET}) == {SECRET}", "")
    assert SECRET not in page
    assert "Chưa đạt" in page


@pytest.mark.slow
def test_a_learner_reads_what_came_and_what_was_expected(desk: Desk, tmp_path: Path) -> None:
    seen = read(desk.page(_answered(desk, f="def f(x):\n    return x + 1"), tmp_path))
    said = seen[seen.index("Phép thử 1") :]
    assert "f(2) → 3" in said
    assert "f(2) == 2" in said
    assert "Gợi ý" in said
    assert "return x" in said
    assert "1/3 điểm" in seen


@pytest.mark.slow
def test_only_a_hidden_test_failed_and_nothing_is_told_of_it(desk: Desk, tmp_path: Path) -> None:
    seen = read(desk.page(_answered(desk, f="def f(x):\n    return x if x < 9 else 0"), tmp_path))
    assert "Một phép thử ẩn chưa đạt" in seen
    assert SECRET not in seen


@pytest.mark.slow
def test_a_cell_that_cannot_be_read_says_so(desk: Desk, tmp_path: Path) -> None:
    seen = read(desk.page(_answered(desk, f="def f(x)\n    return x"), tmp_path))
    assert "Máy dừng ở ô bài làm vì lỗi: SyntaxError" in seen
    assert "Máy không tìm thấy tên f." in seen


@pytest.mark.slow
def test_an_endless_loop_is_named_and_not_run_again(
    desk: Desk, tmp_path: Path, monkeypatch
) -> None:
    again = []

    def run(*given: Any) -> dict:
        again.extend(cell.name for cell in given[3])
        return what_came(*given)

    monkeypatch.setattr(marking, "what_came", run)
    loop = "def g(x):\n    while x == 3: pass\n    return 0"
    page = desk.page(_answered(desk, g=loop), tmp_path)
    assert "vòng lặp vô tận" in read(page)
    assert "t3" in again
    assert "t2" not in again


@pytest.mark.slow
def test_an_answer_that_hangs_where_no_hidden_test_is_loses_only_its_explanation(
    desk: Desk, tmp_path: Path
) -> None:
    trap = f"while {SECRET} not in seen:\n    pass"
    page = read(desk.page(_answered(desk, trap, f=SPY, g="def g(x):\n    return -x"), tmp_path))
    assert "g(3) → -3" in page  # came before the trap
    assert "1/3 điểm" in page


def test_markup_of_a_learner_runs_nothing() -> None:
    evil = (
        "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))\n\n"
        '<iframe src="https://a.example"></iframe><style>*{display:none}</style>'
        "<svg onload=alert(1)>\n\n![x](https://a.example/x.png)\n\n<p style='position:fixed'>a</p>"
        '<span class="badge passed">10/10</span><form action="/"><input></form>'
    )
    made = prose(evil).lower()
    for word in ("script", "onerror", "onload", "iframe", "style", "src=", "class=", "form"):
        assert word not in made


def test_an_assert_that_has_words_of_its_own_keeps_them() -> None:
    own = "assert f(1) == 2, 'gần đúng'"
    assert speaking(own) == own
    assert speaking("%time f(1)") == "%time f(1)"
    assert "_lopso_came := f(1)" in speaking("def t():\n    assert f(1) == 2\nt()")


def test_exercises_have_the_heading_task_and_hints_of_the_author() -> None:
    first, second = exercises_of(_paper())
    assert (first.title, first.asked) == ("Bài 1", "Hàm `f` trả lại số nó nhận.")
    assert [hint.text for hint in first.hints] == ["`return x`"]
    assert [cell.name for cell in second.tests] == ["t2", "t3"]
    assert second.most == 2
