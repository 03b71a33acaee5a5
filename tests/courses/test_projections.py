"""A lesson becomes a notebook, an app and a page, each in one language."""

import ast
from base64 import b64decode

import pytest
from lopso_courses.app import app_notebook, find_apps
from lopso_courses.assignment import Kernel, assignment_notebook
from lopso_courses.page import page
from lopso_courses.wording import say_in, with_words
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3


def by_id(notebook):
    return {cell.id: cell for cell in notebook.cells}


def test_each_language_has_its_own_words_and_nothing_of_the_other(draft):
    vietnamese, english = (
        "\n".join(cell.source for cell in assignment_notebook(draft.lesson, language).cells)
        for language in ("vi", "en")
    )
    assert "Điểm danh câu lạc bộ" in vietnamese
    assert "Club attendance" not in vietnamese
    assert 'print("Có mặt: 38 trên 40")' in vietnamese
    assert 'print("Present: 38 of 40")' in english
    assert "say(" not in vietnamese + english


def test_grade_ids_are_the_same_in_both_languages(draft):
    ids = [
        [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
        for notebook in (assignment_notebook(draft.lesson, language) for language in ("vi", "en"))
    ]
    assert ids[0] == ids[1]
    assert ids[0][:5] == ["si_so", "si_so_test_1", "ti_le", "ti_le_test_1", "ti_le_test_2"]


def test_nbgrader_finds_its_metadata_whole(draft):
    notebook = assignment_notebook(draft.lesson, "vi")
    MetadataValidatorV3().validate_nb(notebook)
    cells = by_id(notebook)
    assert dict(cells["ti_le_test_1"].metadata.nbgrader) == {
        "grade": True,
        "grade_id": "ti_le_test_1",
        "locked": True,
        "points": 1,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    assert cells["loi_nhan"].metadata.nbgrader.solution
    assert cells["loi_nhan"].metadata.nbgrader.points == 8


def test_a_test_cell_imports_exactly_the_words_it_uses(draft):
    cells = by_id(assignment_notebook(draft.lesson, "en"))
    first = cells["vang_test_2"].source.splitlines()[0]
    assert first == "from lopso_autograding.en import refuses"


def test_the_cells_that_only_import_words_stay_behind(draft):
    sources = [cell.source for cell in assignment_notebook(draft.lesson, "vi").cells]
    assert not any(
        source.startswith("from lopso_autograding.vi import equals, ref") for source in sources
    )


def test_a_cell_keeps_its_id_when_another_is_put_before_it(draft):
    before = by_id(assignment_notebook(draft.lesson, "vi")).keys()
    draft.replace(
        "```python\nprint(38 / 40)", "```python\nprint(1)\n```\n\n```python\nprint(38 / 40)"
    )
    after = by_id(assignment_notebook(draft.lesson, "vi")).keys()
    assert before < after


def test_a_hint_is_folded_and_numbered(draft):
    hints = [
        c.source for c in assignment_notebook(draft.lesson, "en").cells if "<details>" in c.source
    ]
    assert hints == ["<details><summary>Hint 1</summary>\n\nWrite `si_so = 40`.\n\n</details>"]


def test_a_figure_travels_inside_its_cell(draft):
    cells = assignment_notebook(draft.lesson, "vi").cells
    (shown,) = [cell for cell in cells if "data:" in cell.source]
    words, _, address = shown.source.partition("](data:image/svg+xml;base64,")
    assert words.endswith("![Những ô vuông cho người có mặt")
    assert b64decode(address.partition(")")[0]).startswith(b"<svg")


def test_the_notebook_says_what_it_is_and_asks_for_the_named_kernel(draft):
    notebook = assignment_notebook(draft.lesson, "vi", Kernel("lopso", "Lớp Số"))
    assert notebook.metadata.kernelspec.name == "lopso"
    assert notebook.metadata.lopso == {
        "code": "T1",
        "course": "club",
        "language": "vi",
        "lesson": "01-attendance",
        "sealed": True,
    }


def test_an_app_has_its_words_and_the_teachers_part_last(draft):
    (app,) = find_apps(draft.lesson)
    assert app.words["vi"].title == "Tỉ lệ chuyên cần"
    assert app.words["en"].try_this == "Change the number present and see the rate change."
    assert app.words["en"].for_teacher == "Open the tool at the end of Friday's meeting."
    cells = app_notebook(app, "en").cells
    assert [cell.cell_type for cell in cells] == ["markdown", "code", "markdown"]
    assert cells[0].source.startswith("# Attendance rate")
    assert cells[-1].source.startswith("<details><summary>For the teacher</summary>")


def test_the_teachers_part_of_an_app_is_the_lessons_own(draft):
    (app,) = find_apps(draft.lesson)
    part = app_notebook(app, "vi").cells[-1].source
    about, _, rest = part.partition("## Trong lớp của thầy/cô")
    assert "60 phút, lớp 6–7. Toán. Năng lực: GV 4.1." in about
    assert "## Nguồn" in rest


def test_a_page_is_markdown_of_one_language(draft):
    text = page(draft.lesson, "en")
    assert text.startswith("# Club attendance\n")
    assert "Điểm danh" not in text
    assert "### BEGIN" not in text
    assert "<summary>Marking guide</summary>" in text


@pytest.mark.parametrize(
    ("source", "vietnamese", "english"),
    [
        ('print(say("một", "one"))', 'print("một")', 'print("one")'),
        ('x = "ế"; print(say("đ", "d"), say("ê", "e"))', 'x = "ế"; print("đ", "ê")', None),
        (
            'print(say(\n    "một "\n    "hai",\n    "one",\n))',
            'print(("một "\n    "hai"))',
            'print("one")',
        ),
        ('print(say(f"{x} ô", f"{x} cells"))', 'print(f"{x} ô")', 'print(f"{x} cells")'),
        ("print(1)", "print(1)", "print(1)"),
    ],
)
def test_say_becomes_the_words_of_one_language(source, vietnamese, english):
    assert say_in(source, "vi") == vietnamese
    ast.parse(say_in(source, "vi"))
    if english:
        assert say_in(source, "en") == english


def test_a_name_that_the_cell_binds_itself_is_not_imported():
    assert with_words("text = 1\nprint(text)", "vi", frozenset({"text"})) == "text = 1\nprint(text)"
