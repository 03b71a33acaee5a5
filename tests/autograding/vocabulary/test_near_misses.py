"""The one remark that fits an answer which is nearly right."""

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from lopso_autograding import en, vi
from lopso_autograding.expectations.words_vi import VIETNAMESE


def lam_tron(x):
    return x


def tung_so():
    yield 1


NEAR = [
    ("7.3", 7.3, "number_as_text", {}),
    (" 40 ", 40, "number_as_text", {}),
    ("7,3", 7.3, "number_as_text_comma", {}),
    ("8,5", Decimal("8.5"), "number_as_text_comma", {}),
    (7.3, "7.3", "text_expected", {}),
    (97.5, "97,5%", "text_expected", {}),
    ("True", True, "truth_as_text", {"expected": "True"}),
    (True, 1, "truth_for_number", {"got": "True"}),
    (1, True, "number_for_truth", {"expected": "True"}),
    ("None", None, "none_as_text", {}),
    ("2013-02-03", datetime.date(2013, 2, 3), "date_as_text", {}),
    (datetime.datetime(2013, 2, 3), datetime.date(2013, 2, 3), "date_with_time", {}),  # noqa: DTZ001
    (datetime.date(2013, 2, 3), datetime.datetime(2013, 2, 3), "date_without_time", {}),  # noqa: DTZ001
    (datetime.date(2013, 3, 2), datetime.date(2013, 2, 3), "day_and_month", {}),
    (Decimal(7.3), Decimal("7.3"), "float_error", {}),  # noqa: RUF032
    (7.25, 7.3, "unrounded_one", {"places": "1"}),
    (7.249, Decimal("7.2"), "unrounded_one", {"places": "1"}),
    (Decimal("7.96"), Decimal("8.0"), "unrounded_one", {"places": "1"}),
    (7.96, 8.0, "unrounded_one", {"places": "1"}),
    (2 / 3, 0.67, "unrounded", {"places": "2"}),
    (28.5, 29, "unrounded_whole", {}),
    (7.2, 7.3, "rounding", {"unit": "0.1"}),
    (Decimal("8.2"), Decimal("8.3"), "rounding", {"unit": "0.1"}),
    (0.812, 0.813, "rounding", {"unit": "0.001"}),
    (2, 3, "off_by_one", {}),
    (41, 40, "off_by_one", {}),
    (41.0, 40, "off_by_one", {}),
    (-9.81, 9.81, "sign", {}),
    (-9.8099, vi.near(9.81, 0.01), "sign", {}),
    (97.5, 0.975, "percent_too_large", {}),
    (95.859, vi.near(0.9586, 0.003), "percent_too_large", {}),
    (980.99, vi.near(9.81, 0.01), "percent_too_large", {}),
    (0.0981, vi.near(9.81, 0.01), "percent_too_small", {}),
    (0.5, 50, "percent_too_small", {}),
    (250, 0.25, "unit_too_large", {"factor": "1000"}),
    (20.06, vi.near(2.006, 0.005), "unit_too_large", {"factor": "10"}),
    (2.0061, vi.near(2006, 5), "unit_too_small", {"factor": "1000"}),
    (0.02, 20, "unit_too_small", {"factor": "1000"}),
    (8.5, vi.exactly(Decimal("8.5")), "other_number_type", {"got": "float", "expected": "Decimal"}),
    ("Hoa\u0300", vi.exactly("Hoà"), "text_normal_form", {}),
    (" Tốt", "Tốt", "text_spaces", {}),
    ("Ngọc  Ánh", "Ngọc Ánh", "text_spaces", {}),
    ("TỐT", "Tốt", "text_case", {}),
    ("TỐT ", "Tốt", "text_case_and_spaces", {}),
    ("Kỹ năng", "Kĩ năng", "text_spelling", {}),
    ("hòa bình", "hoà bình", "text_spelling", {}),
    ("Dang", "Đặng", "text_accents", {}),
    ("97.5%", "97,5%", "comma_wanted", {}),
    ("0,5", "0.5", "point_wanted", {}),
    ("9.81±0.05", "9,81 ± 0,05", "comma_wanted", {}),
    (
        "9,81 +- 0,05",
        "9,81 ± 0,05",
        "text_place",
        {"place": "6", "got": "'+'", "expected": "'±' (U+00B1)"},
    ),
    ("9,81±0,05", "9,81 ± 0,05", "text_spaces", {}),
    ("9,81 ± 0,05 m/s²", "9,81 ± 0,05", "text_extra_end", {"text": "' m/s²'"}),
    ("lớp 8A1", "8A1", "text_extra_start", {"text": "'lớp '"}),
    ("lớp 8A1.", "8A1", "text_extra_around", {"start": "'lớp '", "end": "'.'"}),
    ("97,5", "97,5%", "text_missing_end", {"text": "'%'"}),
    ("8A1", "lớp 8A1", "text_missing_start", {"text": "'lớp '"}),
    ("1 em", 1, "number_not_text", {}),
    ("4.937", vi.near(4.936, 0.005), "number_not_text", {}),
    (5, "Tốt", "text_not_number", {}),
    ((9, 81), 9.81, "comma_made_a_tuple", {}),
    ((6, 14), vi.near(6.28, 0.01), "comma_made_a_tuple", {}),
    (((8, 1), 2), (8, 1), "number_wanted", {"got": "tuple"}),
    ((6, "14"), 6.28, "number_wanted", {"got": "tuple"}),
    ([Decimal("7.3")], 1, "number_wanted", {"got": "list"}),
    ((9.81, 0.05), "9,81 ± 0,05", "text_wanted", {"got": "tuple"}),
    ([1, 3, 2], [1, 2, 3], "order", {}),
    ([3, 2, 1], [1, 2, 3], "reversed", {}),
    (["8A1"], ["8A1", "8A2"], "missing", {"missing": "'8A2'"}),
    (["8A1", "8A2"], ["8A1"], "extra", {"extra": "'8A2'"}),
    (["8A1", "8A1"], ["8A1"], "repeated", {"extra": "'8A1'"}),
    ({"a", "b"}, {"b", "c"}, "missing_and_extra", {"missing": "'c'", "extra": "'a'"}),
    ({"P": 7}, {"P": 7, "K": 3}, "missing_key", {"key": "'K'"}),
    ({"p": 7}, {"P": 7}, "near_key", {"key": "'P'", "near": "'p'"}),
    ({"thiéu": 1}, {"thieu": 1}, "near_key", {"key": "'thieu'", "near": "'thiéu'"}),
    ({"1": 7}, {1: 7}, "near_key", {"key": "1", "near": "'1'"}),
    ({"P": 7, "K": 3}, {"P": 7}, "extra_key", {"key": "'K'"}),
    ([7.3], 7.3, "wrapped", {"kind": "list"}),
    ((7.3,), 7.3, "wrapped", {"kind": "tuple"}),
    (7.3, [7.3], "unwrapped", {"kind": "list"}),
    ((1, 2), [1, 2], "right_but_other_kind", {"got": "tuple", "expected": "list"}),
    ({1, 2}, [1, 2], "right_but_other_kind", {"got": "set", "expected": "list"}),
    (np.array([1, 2]), (1, 2), "right_but_other_kind", {"got": "ndarray", "expected": "tuple"}),
    ([("P", 7)], {"P": 7}, "other_kind", {"got": "list", "expected": "dict"}),
    (lam_tron, 7.3, "opaque_function", {"name": "lam_tron"}),
    (len, 7, "opaque_function", {"name": "len"}),
    (int, 7, "opaque_class", {"name": "int"}),
    (tung_so(), [1], "opaque_iterator", {"type": "generator"}),
    (map(str, [1]), ["1"], "opaque_iterator", {"type": "map"}),
    ({"a": 1}.keys(), ["a"], "opaque_view", {"type": "dict_keys"}),
    (object(), 1, "opaque_object", {"type": "object"}),
]


@pytest.mark.parametrize(("answer", "expected", "key", "values"), NEAR)
def test_a_near_miss_has_its_own_sentence(answer, expected, key, values, verdict):
    assert verdict(answer, expected).endswith(". " + VIETNAMESE[key].format(**values))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (5, 7.3),
        ("abc", "xyz"),
        ([1, 2], [3, 4, 5, 6, 7, 8, 9, 10, 11]),
        (8, None),
        (None, [1]),
        (1.5, 2.5),
        (Decimal("2"), Decimal("3")),
        (2, Decimal("3")),
        (-1, 0),
        (2, vi.near(3, 0.1)),
        (9.80, vi.near(9.81, 0.005)),
        (3.9, vi.near(0.05, 0.05)),
        (12.0, 0.7),
    ],
)
def test_a_plain_mistake_has_no_remark(answer, expected, verdict):
    said = verdict(answer, expected)
    if answer is None:
        assert "`return`" in said
    else:
        assert said.count(". ") == 0


def test_a_guess_gives_way_to_the_authors_hint(verdict):
    hint = "làm tròn nửa lên, xem mục 3"
    assert verdict(7.2, 7.3, hint=hint) == (
        "bai_lam() trả về 7.2, đúng ra là 7.3. Gợi ý: làm tròn nửa lên, xem mục 3."
    )


def test_a_fact_stands_before_the_authors_hint(verdict):
    assert verdict("7.3", 7.3, hint="xem mục 3").endswith("cần một số. Gợi ý: xem mục 3.")


def test_the_place_of_a_difference_is_named(verdict):
    assert verdict([{"ten": "An", "diem": (7, 8)}], [{"ten": "An", "diem": (7, 9.5)}]) == (
        "bai_lam() trả về [{'ten': 'An', 'diem': (7, 8)}], đúng ra là [{'ten': 'An', 'diem': "
        "(7, 9.5)}] (ở phần tử thứ 1 (chỉ số 0), khoá 'diem', phần tử thứ 2 (chỉ số 1): "
        "8 thay vì 9.5)."
    )


def test_the_same_in_english(said):
    def average():
        return [7, "8,5"]

    assert said(en.returns, average, expected=[7, 8.5], hint="see section 2") == (
        "average() returns [7, '8,5']; it should be [7, 8.5] (at item 2 (index 1): '8,5' instead "
        "of 8.5). The right number, but as text with a comma: Python writes numbers with a point "
        "and without quotes. Hint: see section 2."
    )


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (vi.near(9.81, 0.05), "đúng ra là 9.81 (± 0.05)"),
        (vi.in_any_order([1, 2]), "đúng ra là [1, 2], thứ tự nào cũng được"),
        (vi.any_of(*range(1, 17)), "đúng ra là một số nguyên từ 1 đến 16."),
        (vi.any_of(1, 3, 5, 7), "đúng ra là một trong các giá trị 1, 3, 5, 7."),
        (vi.any_of("A", "B"), "đúng ra là một trong các giá trị 'A', 'B'"),
        (vi.text("Tốt", ignore_case=True), "đúng ra là 'Tốt'"),
        (vi.exactly("Tốt"), "đúng ra là 'Tốt'"),
    ],
)
def test_what_is_expected_is_said_in_words(expected, words, verdict):
    assert words in verdict("khác hẳn", expected)


def test_a_frame_in_the_place_of_a_list_is_named(verdict):
    frame = pd.DataFrame({"diem": [8, 9]})
    assert str(verdict(frame, [8, 9])).endswith("Kết quả là DataFrame, bài cần list.")
    assert str(verdict(frame, {"diem": [8, 9]})).endswith("Kết quả là DataFrame, bài cần dict.")
