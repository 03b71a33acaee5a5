"""What an author says of wrong answers: hints, and slips that have one of their own."""

from decimal import Decimal

import pytest
from lopso_autograding import en, vi


def answering(value):
    def chu_ki(*_):
        return value

    return chu_ki


SLIPS = {0.3193: "thiếu 2π.", 19.68: "chiều dài và g đổi chỗ"}


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (0.319275, "thiếu 2π."),
        (19.683, "chiều dài và g đổi chỗ."),
        (0.64, "xem mục 2."),
        ("0.3193", "xem mục 2."),
    ],
)
def test_a_foreseen_value_has_a_hint_of_its_own(answer, hint, said):
    options = {"expected": 2.006, "tolerance": 0.005, "hint": "xem mục 2", "slips": SLIPS}
    assert said(vi.returns, answering(answer), 1, **options).endswith(f" Gợi ý: {hint}")
    assert said(en.returns, answering(answer), 1, **options).endswith(f" Hint: {hint}")


def test_a_foreseen_value_of_a_variable_has_a_hint_of_its_own(cell):
    cell("dam_nhat = 14")
    slips = "slips={14: 'Python đếm từ 0'}"
    assert cell(f"vi.equals('dam_nhat', 15, hint='xem mục 1', {slips})") == (
        "dam_nhat đang là 14, đúng ra là 15. Gợi ý: Python đếm từ 0."
    )
    assert cell(f"en.equals('dam_nhat', 15, {slips})") == (
        "dam_nhat is 14; it should be 15. Hint: Python đếm từ 0."
    )
    assert cell(f"vi.equals('dam_nhat', 16, {slips}, tolerance=0.5)").endswith("đếm từ 0.")


def test_without_a_hint_an_unforeseen_value_has_none(said):
    sentence = said(vi.returns, answering(5), expected=9, slips={7: "chưa cộng 2"})
    assert sentence == "chu_ki() trả về 5, đúng ra là 9."


def test_the_exact_slip_goes_before_one_within_the_tolerance(said):
    slips = {0.0042: "chưa nhân 100", 0: "quên abs"}
    options = {"expected": 6.0, "tolerance": 0.005, "slips": slips}
    assert said(vi.returns, answering(0), **options).endswith("quên abs.")
    assert said(vi.returns, answering(0.0042), **options).endswith("chưa nhân 100.")


def test_a_tolerance_within_the_expected_value_holds_for_slips(said):
    options = {"expected": vi.near(9.81, 0.005), "slips": {9.80: "gõ 3.14 thay cho pi"}}
    assert said(vi.returns, answering(9.7995), **options).endswith("gõ 3.14 thay cho pi.")


def test_slips_may_be_collections_texts_nothing_and_matchers(said):
    slips = [
        ([1, 2], "thiếu 3"),
        ("7,3", "dấu chấm"),
        (vi.any_of(8, 9), "quá lớn"),
        ({"a": Decimal(1)}, "chỉ có a"),
    ]
    for answer, hint in [([1, 2], "thiếu 3"), ("7,3", "dấu chấm"), (9, "quá lớn")]:
        assert said(vi.returns, answering(answer), expected=7, slips=slips).endswith(f"{hint}.")
    nothing = said(vi.returns, answering(None), expected=7, hint="1", slips={None: "nhánh else"})
    assert nothing.endswith("chưa có `return`. Gợi ý: nhánh else.")
    assert said(vi.returns, answering({"a": 1.0}), expected=7, slips=slips).endswith("chỉ có a.")


def test_a_hint_is_noise_where_nothing_was_written_or_returned(said, cell):
    def trong(x):
        raise NotImplementedError

    def ba_cham(x):
        return ...

    def in_ra(x):
        print(2)

    def thieu(x):
        2  # noqa: B018

    for answer in (trong, ba_cham, in_ra, thieu):
        for words, label in ((vi, "Gợi ý"), (en, "Hint")):
            assert label not in said(words.returns, answer, 1, expected=2, hint="xem mục 2")
    assert "Gợi ý" not in said(vi.refuses, trong, 1, hint="xem mục 2")
    assert "Gợi ý" not in cell("vi.equals('si_so', 40, hint='đếm lại')")
    assert "Hint" not in cell("Si_So = 40\nen.equals('si_so', 40, hint='đếm lại')")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(2, 3), (7.2, 7.3), (7.25, 7.3), (28.5, 29), (97.5, 0.975), (250, 0.25), (0.667, 0.67)],
)
def test_a_guess_gives_way_to_a_hint(answer, expected, said):
    shown = said(vi.returns, answering(answer), expected=expected, hint="xem mục 2")
    assert shown == f"chu_ki() trả về {answer}, đúng ra là {expected}. Gợi ý: xem mục 2."
    shown = said(en.returns, answering(answer), expected=expected, hint="see 2")
    assert shown == f"chu_ki() returns {answer}; it should be {expected}. Hint: see 2."


@pytest.mark.parametrize(
    ("answer", "expected", "vietnamese", "english"),
    [
        ((9, 81), 9.81, "một tuple), bài cần một số: có lẽ do dấu phẩy", "Python writes decimals"),
        ("lớp 8A1.", "8A1", "Thừa 'lớp ' ở đầu và '.' ở cuối.", "at the end are too much."),
        ("8A1 ạ", "8A1", "Thừa ' ạ' ở cuối.", "' ạ' at the end is too much."),
        ("9,81±0,05", "9,81 ± 0,05", "Chỉ khác khoảng trắng", "Only the spaces differ"),
        (95.859, vi.near(0.9586, 0.003), "lớn gấp 100 lần", "100 times too large"),
        (7.96, Decimal("8.0"), "đến 1 chữ số thập phân.", "rounded to 1 decimal."),
        (7.9651, Decimal("8.00"), None, None),
        (0.667, 0.66, None, None),
        (0.6667, 0.67, "đến 2 chữ số thập phân.", "rounded to 2 decimals."),
        (28.5, 29, "đến số nguyên.", "to a whole number."),
        (5, vi.near(9.81, 0.005), "9.81 (± 0.005)", "9.81 (± 0.005)"),
        (Decimal(2), Decimal(3), None, None),
    ],
)
def test_both_languages_remark_on_the_same(answer, expected, vietnamese, english, said):
    for words, part, most in ((vi, vietnamese, "đúng ra là"), (en, english, "should be")):
        sentence = said(words.returns, answering(answer), expected=expected)
        assert (part in sentence) if part else sentence.split(most)[1].count(". ") == 0
