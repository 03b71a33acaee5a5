"""Checks of pandas frames."""

import numpy as np
import pandas as pd
import pytest
from lopso_autograding import en, vi

DIEM = pd.DataFrame({"ma": ["HS1", "HS2", "HS3"], "diem": [7.5, np.nan, 9.0]})


@pytest.mark.parametrize(
    "expected",
    [
        DIEM,
        DIEM[["diem", "ma"]],
        {"ma": ["HS1", "HS2", "HS3"], "diem": [7.5, None, 9]},
        [
            {"ma": "HS1", "diem": 7.5},
            {"ma": "HS2", "diem": None},
            {"ma": "HS3", "diem": vi.near(9.1, 0.2)},
        ],
    ],
)
def test_a_right_frame_passes_however_it_is_expected(expected):
    vi.table_like(DIEM, expected=expected)
    vi.table_like(lambda: DIEM, expected=expected)
    vi.table_like(DIEM.iloc[[0, 1, 2]].set_index(pd.Index([4, 5, 6])), expected=expected)


def test_rows_in_any_order_pass_where_the_author_says_so(said):
    turned = DIEM.iloc[::-1]
    vi.table_like(turned.dropna(), expected=DIEM.dropna().reset_index(drop=True), any_order=True)
    sentence = said(vi.table_like, turned, expected=DIEM)
    assert sentence == "Bảng có đủ các hàng, nhưng sai thứ tự."


CHANGES = [
    (lambda t: t.drop(columns="diem"), "thiếu cột 'diem'; các cột đang có: 'ma'."),
    (lambda t: t.assign(lop="8A"), "thừa cột 'lop'."),
    (lambda t: t.rename(columns={"ma": "Ma"}), "thiếu cột 'ma'; các cột đang có: 'Ma', 'diem'."),
    (lambda t: t.set_index("ma"), "có 'ma' làm chỉ mục chứ không phải cột"),
    (lambda t: t.head(2), "có 2 hàng, đúng ra là 3 hàng."),
    (
        lambda t: t.assign(diem=[7.5, None, "9,0"]),
        ": hàng thứ 3 (chỉ mục 2), cột 'diem' là '9,0', đúng ra là 9.0. Đúng số, nhưng đang là",
    ),
    (
        lambda t: t.assign(diem=[7.5, 0, 9]),
        ": hàng thứ 2 (chỉ mục 1), cột 'diem' là 0.0, đúng ra là nan.",
    ),
]


@pytest.mark.parametrize(("change", "words"), CHANGES)
def test_the_first_thing_wrong_is_named(change, words, said):
    def lap_bang():
        return change(DIEM)

    assert said(vi.table_like, lap_bang, expected=DIEM).startswith("lap_bang()")
    assert words in said(vi.table_like, lap_bang, expected=DIEM)


def test_a_missing_row_is_shown(said):
    got = DIEM.assign(ma=["HS1", "HS2", "HS4"])
    assert said(vi.table_like, got, expected=DIEM, any_order=True) == (
        "Bảng thiếu hàng {'ma': 'HS3', 'diem': 9.0}."
    )


def test_row_labels_count_where_the_expected_frame_has_them(said):
    by_class = DIEM.groupby("ma").size().to_frame("n")
    vi.table_like(by_class, expected=by_class)
    wrong = by_class.rename(index={"HS1": "HS9"})
    assert said(en.table_like, wrong, expected=by_class) == (
        "The table: the index of row 1 is 'HS9'; it should be 'HS1'."
    )


def test_columns_and_rows_can_be_asked_for_alone(cell, said):
    vi.table_like(DIEM, columns=["ma"], rows=3)
    assert said(vi.table_like, DIEM, columns=["lop"]).startswith("Bảng thiếu cột 'lop'")
    assert said(vi.table_like, DIEM, rows=40) == "Bảng có 3 hàng, đúng ra là 40 hàng."
    cell("bang = [1, 2]")
    assert cell("vi.table_like('bang', rows=2)") == (
        "bang là [1, 2], đúng ra phải là một bảng (DataFrame) của pandas."
    )


def test_a_function_that_fails_is_explained(said):
    def doc():
        return DIEM["lop"]

    assert "không có khoá 'lop'" in said(vi.table_like, doc, rows=3)
    assert "chưa được viết" in said(vi.table_like, stub, rows=3)


def stub():
    raise NotImplementedError


def test_a_tolerance_holds_for_every_cell():
    vi.table_like(DIEM, expected=DIEM.assign(diem=[7.51, None, 9.01]), tolerance=0.02)


def test_frames_are_compared_by_returns_and_equals_too(verdict):
    assert verdict(DIEM, DIEM.copy()) is None
    assert "DataFrame(3×2)" in verdict(DIEM, DIEM.head(2))
    assert verdict(DIEM, [1]) is not None
