"""Checks of variables and values."""

from decimal import Decimal

import pytest
from lopso_autograding import en, vi


def test_a_variable_is_checked_by_its_name(cell):
    cell("si_so = 41\nten = 'Ánh'")
    assert cell('vi.equals("si_so", 41)') is None
    assert cell('vi.equals("ten", "Ánh")') is None
    assert cell('vi.equals("si_so", 40, hint="đếm lại")') == (
        "si_so đang là 41, đúng ra là 40. Gợi ý: đếm lại."
    )
    assert cell('en.equals("si_so", 40)') == (
        "si_so is 41; it should be 40. "
        "Off by exactly 1: look again at where it starts and ends, and at `<` or `<=`."
    )


def test_a_missing_variable_is_named(cell):
    assert cell('vi.equals("si_so", 40)') == (
        "Chưa có si_so: hãy điền vào ô bài làm rồi chạy ô đó."
    )
    assert cell('sí_so = Si_So = 40\nvi.equals("si_so", 40)') == (
        "Chưa có si_so, nhưng có Si_So: hãy viết đúng tên si_so."
    )


def test_a_word_of_the_vocabulary_is_no_suggestion(cell):
    cell("from lopso_autograding.vi import returns, equals\nimport math as equal")
    assert "nhưng có" not in cell('equals("equalz", 40)')


def test_dots_in_a_variable_are_named(cell):
    assert cell('si_so = ...\nvi.equals("si_so", 40)') == (
        "si_so vẫn còn là dấu ba chấm `...`: hãy thay bằng bài làm."
    )


def test_a_value_that_is_no_text_is_checked_itself(said):
    vi.equals([1, 2], [1, 2])
    assert said(vi.equals, [1, 3], [1, 2]).startswith("Kết quả là [1, 3], đúng ra là [1, 2]")
    assert said(en.equals, None, 5) == "The result is None; it should be 5."


def test_close_to_allows_the_tolerance(cell, said):
    cell("g = 9.84")
    assert cell('vi.close_to("g", 9.81, 0.05)') is None
    assert cell('vi.close_to("g", 9.81, 0.01)') == ("g đang là 9.84, đúng ra là 9.81 (± 0.01).")
    vi.close_to([1.001, 2.001], [1, 2], 0.01)
    vi.close_to(Decimal("9.84"), Decimal("9.81"), 0.05)
    assert "'9.8'" in said(vi.close_to, ["9.8"], [9.81], 0.05)


def test_same_set_ignores_the_order_but_not_how_often(cell, said):
    vi.same_set([3, 1, 2], {1, 2, 3})
    vi.same_set({("A", 1)}, [("A", 1)])
    cell("loi = [(3, 'ngay'), (5, 'ma')]")
    assert cell("vi.same_set('loi', [(5, 'ma'), (7, 'ten')])") == (
        "loi đang là [(3, 'ngay'), (5, 'ma')], đúng ra là [(5, 'ma'), (7, 'ten')], thứ tự nào "
        "cũng được. Còn thiếu (7, 'ten'); thừa (3, 'ngay')."
    )
    vi.same_set([2.01, 1], [1, 2], tolerance=0.05)
    assert said(vi.same_set, ["a", "a"], ["a"]).endswith("Bị lặp lại: 'a'.")
    assert said(vi.same_set, 5, ["a"]).startswith("Kết quả là 5, đúng ra là ['a']")


def test_one_of_takes_any_of_the_choices(cell):
    cell("chon = 'B'")
    assert cell("vi.one_of('chon', ['A', 'B'])") is None
    assert cell("vi.one_of('chon', ('A', 'C'))") == (
        "chon đang là 'B', đúng ra là một trong các giá trị 'A', 'C'."
    )
    cell("o = 17")
    assert cell("vi.one_of('o', range(1, 17))") == (
        "o đang là 17, đúng ra là một số nguyên từ 1 đến 16."
    )
    assert cell("en.one_of('o', range(1, 17))") == (
        "o is 17; it should be a whole number from 1 to 16."
    )
    cell("o = '15'")
    assert "Giá trị đúng nhưng đang là chuỗi" in cell("vi.one_of('o', range(1, 17))")
    cell("o = '17'")
    assert "chuỗi" not in cell("vi.one_of('o', range(1, 17))")


def test_has_looks_at_attributes(cell):
    cell(
        "class Thanh:\n"
        "    def __init__(self):\n"
        "        self.min, self.max, self.description = 0, 5, 'Chiều dài (m)'\n"
        "thanh = Thanh()"
    )
    assert cell("vi.has('thanh', min=0, description='Chiều dài (m)')") is None
    assert cell("vi.has('thanh', max=10)") == "thanh.max đang là 5, đúng ra là 10."
    assert cell("vi.has('thanh', step=1)") == "thanh chưa có thuộc tính step."
    assert cell("vi.has(thanh, max=vi.near(5.2, 0.5))") is None


def test_a_name_given_as_text_must_be_a_name():
    with pytest.raises(TypeError, match="is the name of a variable, which 'hai chữ' cannot be"):
        vi.equals("hai chữ", 1)
