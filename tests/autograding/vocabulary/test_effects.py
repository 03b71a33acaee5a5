"""Checks of what a call prints, changes and keeps."""

import numpy as np
import pandas as pd
import pytest
from lopso_autograding import en, vi


def test_a_function_that_leaves_its_arguments_alone_passes():
    vi.unchanged(lambda diem: sorted(diem), [3, 1])
    vi.unchanged(lambda diem, he_so: diem, [3], he_so={"a": 1})


@pytest.mark.parametrize(
    ("change", "argument", "before", "after"),
    [
        (lambda x: x.sort(), [3, 1], "[3, 1]", "[1, 3]"),
        (lambda x: x.update(K=0), {"P": 1}, "{'P': 1}", "{'P': 1, 'K': 0}"),
        (lambda x: x[0].append(1), [[]], "[[]]", "[[1]]"),
        (lambda x: x.sort(), np.array([3, 1]), "array([3, 1])", "array([1, 3])"),
        (lambda x: x.add(2), {1}, "{1}", "{1, 2}"),
    ],
)
def test_a_changed_argument_is_shown(change, argument, before, after, said):
    def sap_xep(x):
        change(x)

    assert said(vi.unchanged, sap_xep, argument) == (
        f"sap_xep({before}) đã làm thay đổi tham số thứ 1: trước là {before}, sau là {after}. "
        "Hãy tạo bản sao (ví dụ `list(...)`, `sorted(...)`, `.copy()`) rồi mới sửa."
    )


def test_a_changed_frame_is_noticed(said):
    def them(bang):
        bang["moi"] = 1

    frame = pd.DataFrame({"a": [1]})
    assert "đã làm thay đổi tham số bang" in said(vi.unchanged, them, bang=frame)
    assert list(frame) == ["a"]


def test_a_changed_argument_in_english(said):
    def order(marks):
        marks.sort()

    assert said(en.unchanged, order, [2, 1], hint="see section 2") == (
        "order([2, 1]) changed argument 1: it was [2, 1] and is now [1, 2]. Hint: see section 2."
    )


def test_what_is_printed_is_checked():
    def chao(ten):
        print("Chào", ten)
        print()

    vi.prints(chao, "An", expected="Chào An")


def test_what_is_printed_is_shown(said):
    def chao(ten):
        print("Chao", ten)

    assert said(vi.prints, chao, "An", expected="Chào An") == (
        "Chữ in ra của chao('An') đang là 'Chao An', đúng ra là 'Chào An'. Chỉ khác dấu tiếng Việt."
    )


def test_a_return_in_place_of_a_print_is_named(said):
    def chao(ten):
        return "Chào"

    assert said(vi.prints, chao, "An", expected="Chào") == (
        "chao('An') trả về 'Chào' nhưng không in ra: bài này cần `print`."
    )
    assert said(vi.prints, lambda: None, expected="Chào") == (
        "hàm() không in gì ra màn hình, đúng ra phải in 'Chào'."
    )


def khong_lap(de):
    return len(set(de)) == len(de)


def test_a_rule_is_said_in_words(said):
    def rut_de(so_cau):
        return [1, 2, 2]

    vi.satisfies(rut_de, 3, rule=lambda de: len(de) == 3, saying="đủ 3 câu")
    assert said(vi.satisfies, rut_de, 3, rule=khong_lap, saying="không câu nào lặp lại.") == (
        "rut_de(3) trả về [1, 2, 2], nhưng chưa đạt yêu cầu: không câu nào lặp lại."
    )


def test_a_rule_holds_for_variables_and_values(cell, said):
    cell("de = [1, 1]\nkhong_lap = lambda de: len(set(de)) == len(de)")
    assert cell("vi.satisfies('de', rule=khong_lap, saying='không lặp')") == (
        "de đang là [1, 1], chưa đạt yêu cầu: không lặp."
    )
    assert said(en.satisfies, (1, 1), rule=khong_lap, saying="no repeats") == (
        "The result is (1, 1), which does not meet this rule: no repeats."
    )


def test_a_rule_that_fails_on_an_odd_answer_is_not_kept(said):
    assert said(vi.satisfies, lambda: 5, rule=khong_lap, saying="không lặp").startswith("hàm()")


def test_a_rule_sees_numpy_and_pandas_as_they_are():
    vi.satisfies(lambda: np.array([1, 2]), rule=lambda a: a.mean() == 1.5, saying="x")
    vi.satisfies(pd.DataFrame({"a": [1]}), rule=lambda t: t.shape == (1, 1), saying="x")


def test_a_rule_sees_the_true_contents_of_a_lying_list(said):
    class Lists(list):
        def __len__(self):
            return 40

    assert said(vi.satisfies, lambda: Lists([1]), rule=lambda de: len(de) == 40, saying="đủ 40 câu")
