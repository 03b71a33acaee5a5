"""What is said of a call that gives no value, and how a learner's function is called."""

import contextlib
import decimal
import sys
import warnings
from decimal import Decimal

import pytest
from lopso_autograding import en, vi


def test_an_untouched_stub_is_named(said):
    def so_diem_tx(so_tiet):
        raise NotImplementedError

    assert said(vi.returns, so_diem_tx, 35, expected=2) == (
        "so_diem_tx chưa được viết xong: "
        "hãy xoá dòng `raise NotImplementedError` và viết bài làm vào đó."
    )
    assert said(vi.refuses, so_diem_tx, 35, error=RuntimeError).startswith("so_diem_tx chưa được")


def test_dots_left_in_place_are_named(said):
    def so_diem_tx(so_tiet):
        return ...

    assert "dấu ba chấm" in said(vi.returns, so_diem_tx, 35, expected=2)


def test_a_missing_return_is_named(said):
    def so_diem_tx(so_tiet):
        2  # noqa: B018

    assert said(vi.returns, so_diem_tx, 35, expected=2) == (
        "so_diem_tx(35) trả về None (không có gì), đúng ra là 2: "
        "có lẽ hàm thiếu `return`, hoặc một nhánh `if` chưa có `return`."
    )


def test_a_print_in_place_of_a_return_is_named(said):
    def so_diem_tx(so_tiet):
        print(2)

    assert said(vi.returns, so_diem_tx, 35, expected=2) == (
        "so_diem_tx(35) in '2' ra màn hình nhưng không trả về giá trị nào: "
        "hãy thay `print` bằng `return`."
    )


def test_none_may_be_the_right_answer():
    def doc_diem(chu):
        print("để trống")

    vi.returns(doc_diem, "", expected=None)


def test_prints_and_warnings_reach_nobody(capfd):
    def on_ao(x):
        print("kết quả là", x)
        print("lỗi", file=sys.stderr)
        warnings.warn("sắp bỏ", DeprecationWarning, stacklevel=2)
        return x

    vi.returns(on_ao, 1, expected=1)
    vi.unchanged(on_ao, [1])
    assert capfd.readouterr() == ("", "")


def test_endless_printing_ends(said):
    def lap():
        while True:
            with contextlib.suppress(Exception):
                print("a" * 1000)

    assert said(vi.returns, lap, expected=1) == (
        "lap() in ra mãi không dừng: hãy xem lại điều kiện dừng của vòng lặp."
    )


def test_asking_the_user_is_named(said):
    def hoi(x):
        return input("x = ")

    assert "gọi `input()`" in said(vi.returns, hoi, 1, expected=1)


def test_an_interrupt_is_not_swallowed():
    def dung():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        vi.returns(dung, expected=1)


def test_a_function_cannot_spoil_the_authors_arguments():
    def xoa(diem, bang):
        diem.clear()
        bang["a"].append(1)
        return 1

    diem, bang = [1, 2], {"a": [0]}
    vi.returns(xoa, diem, bang, expected=1)
    assert (diem, bang) == ([1, 2], {"a": [0]})


def test_keywords_are_passed_and_shown(said):
    def chu_ki(dai, g=9.81):
        return dai * g

    vi.returns(chu_ki, 1, g=2, expected=2)
    assert said(vi.returns, chu_ki, 1, g=2, expected=7).startswith("chu_ki(1, g=2) trả về 2,")


def test_long_arguments_are_shortened(said):
    def tong(day, dau):
        return 0

    marks = [Decimal(8), Decimal(8), Decimal(9)]
    assert said(vi.returns, tong, marks, Decimal("7.3"), expected=7).startswith(
        "tong([Decimal('8'), Decimal('8'), Decimal('9')], Decimal('7.3')) trả về 0, "
    )
    assert said(en.returns, tong, [*marks, *marks], 1, expected=7).startswith(
        "tong([Decimal('8'), Decimal('8'), Decimal('9'), Decimal('8'), Decimal('8'), "
        "Decimal('9')], 1) returns 0; "
    )
    sentence = said(vi.returns, tong, list(range(1000)), 1, expected=499500)
    assert sentence == (
        "tong([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …], 1) trả về 0, đúng ra là 499500."
    )


def test_a_function_without_a_name_is_called_by_its_variable(cell, said):
    cell("gap_doi = lambda x: x")
    sentence = cell("vi.returns(gap_doi, 3, expected=6)")
    assert sentence.startswith("gap_doi(3) trả về 3")
    assert said(vi.returns, lambda: 3, expected=6).startswith("hàm() trả về 3")


def test_a_name_that_is_no_longer_a_function_is_named(cell):
    assert cell("tong = 5\nvi.returns(tong, [1], expected=1)") == (
        "tong hiện là 5, không còn là hàm: hãy chạy lại ô viết hàm này."
    )


@pytest.mark.parametrize(
    ("arguments", "keywords", "words"),
    [
        ((1,), {}, "f(1) không gọi được vì hàm còn đòi thêm tham số b: hãy xem lại dòng `def`."),
        ((1, 2, 3), {}, "f(1, 2, 3) không gọi được vì hàm chỉ nhận 2 tham số: hãy xem"),
        ((1,), {"c": 2}, "f(1, c=2) không gọi được vì hàm không có tham số tên c: hãy xem"),
    ],
)
def test_a_wrong_def_line_is_named(said, arguments, keywords, words):
    def f(a, b):
        return a

    assert said(vi.returns, f, *arguments, expected=1, **keywords).startswith(words)
    assert said(vi.refuses, f, *arguments, error=TypeError, **keywords)


def raises(code):
    """A learner's function whose one line is the code."""
    names = {"Decimal": Decimal, "decimal": decimal}
    # Python 3.13.0 never ends a recursion through a default argument, so f has none here.
    head = "def f():" if "f()" in code else "def f(x=None):"
    exec(f"{head}\n    {code}\n", names)
    return names["f"]


ERRORS = [
    ("return tong", "NameError", "chưa có tên tong"),
    ("y = y + 1", "UnboundLocalError", "biến y được dùng trong hàm trước khi"),
    ("return 'a' + 1", "TypeError", "hãy đổi cho cả hai cùng là số, hoặc cùng là chuỗi"),
    ("return 1 + 'a'", "TypeError", "một bên là chuỗi (chữ trong dấu nháy), một bên là số"),
    ("return '8' < 5", "TypeError", "một bên là chuỗi (chữ trong dấu nháy), một bên là số"),
    ("return 1 + [2]", "TypeError", "không làm phép tính được giữa kiểu int và kiểu list"),
    ("return 1 + x", "TypeError", "một giá trị trong phép tính là None"),
    ("return [1] < 2", "TypeError", "hai giá trị khác kiểu"),
    ("return x[0]", "TypeError", "một giá trị là None"),
    ("y = 1; return y(2)", "TypeError", "sau một giá trị kiểu int, vốn không phải là hàm"),
    ("return len(5)", "TypeError", "cần một danh sách, mà giá trị lại thuộc kiểu int"),
    ("return sum(5)", "TypeError", "cần một danh sách, mà giá trị lại thuộc kiểu int"),
    ("return abs()", "TypeError", "abs() takes exactly one argument"),
    ("return [1][1]", "IndexError", "chỉ số vượt ra ngoài danh sách"),
    ("return {'a': 1}['b']", "KeyError", "không có khoá 'b'"),
    ("return 1 / 0", "ZeroDivisionError", "có phép chia cho 0"),
    ("return Decimal(1) / 0", "DivisionByZero", "có phép chia cho 0"),
    ("return float('8,5')", "ValueError", "không đổi được '8,5' thành số; hãy thay dấu phẩy"),
    ("return int('8A')", "ValueError", "không đổi được '8A' thành số."),
    ("raise ValueError('điểm quá 10')", "ValueError", "điểm quá 10"),
    ("raise ValueError('điểm quá 10.')", "ValueError", ": điểm quá 10."),
    ("raise ValueError('không đọc được:\\n8,5')", "ValueError", ": không đọc được."),
    ("raise ValueError('điểm quá 10!')", "ValueError", ": điểm quá 10!"),
    ("raise ValueError('.')", "ValueError", "không có lời giải thích"),
    ("raise ValueError", "ValueError", "không có lời giải thích"),
    ("return [].add(1)", "AttributeError", "kiểu list không có add"),
    ("return x.append(1)", "AttributeError", "đứng trước `.append` là None"),
    ("return f()", "RecursionError", "tự gọi lại chính nó mãi"),
    ("return eval('1 +')", "SyntaxError", "chưa đúng cú pháp"),
    ("exec('if 1:\\nx = 1')", "IndentationError", "dòng tiếp theo phải thụt vào"),
    ("return Decimal('8,5')", "InvalidOperation", "Decimal không đọc được số này"),
    ("import numpi", "ModuleNotFoundError", "không có thư viện numpi"),
    ("open('diem.csv')", "FileNotFoundError", "không tìm thấy tệp diem.csv"),
    ("return b'\\xff'.decode()", "UnicodeDecodeError", "không đúng bảng mã"),
    ("return next(iter([]))", "StopIteration", "không còn phần tử nào"),
    ("assert x == 1", "AssertionError", "một câu `assert` trong hàm không đúng"),
    ("return 2.0 ** 10000", "OverflowError", "số quá lớn"),
    ("raise SystemExit", "SystemExit", "tự kết thúc chương trình"),
    ("raise OSError('đĩa đầy')", "OSError", "đĩa đầy"),
]


@pytest.mark.parametrize(("code", "name", "words"), ERRORS)
def test_an_exception_is_explained_in_plain_words(code, name, words, said):
    sentence = said(vi.returns, raises(code), expected=1)
    assert sentence.startswith(f"f() dừng vì lỗi {name}")
    assert words in sentence
    assert sentence[-2:] not in ("..", ":.", "!.")
    assert f"stops with {name}" in said(en.returns, raises(code), expected=1)


def test_the_line_shown_is_the_learners_own(said):
    def dtb(diem):
        tong = sum(diem)
        return tong / len([])

    sentence = said(vi.returns, dtb, [7], expected=7)
    line = dtb.__code__.co_firstlineno + 2
    assert f"ở dòng {line} (`return tong / len([])`): có phép chia" in sentence


def test_the_line_shown_is_not_a_librarys(said):
    import json

    def doc(chu):
        return json.loads(chu)

    assert "(`return json.loads(chu)`)" in said(vi.returns, doc, "{", expected={})


def test_a_misspelt_name_inside_the_function_is_found(cell):
    cell("NGUONG_TOT = 8\ndef tinh():\n    return NGUONG_TOTT")
    assert cell("vi.returns(tinh, expected=1)") == (
        "tinh() dừng vì lỗi NameError ở dòng 3: chưa có tên NGUONG_TOTT; "
        "có lẽ ý thầy/cô là NGUONG_TOT."
    )


def test_a_refusal_passes():
    def doc_diem(chu):
        if float(chu) > 10:
            raise ValueError(f"điểm {chu} quá 10")
        return 1

    vi.refuses(doc_diem, "10.5")
    vi.refuses(doc_diem, "10.5", mentions="10.5")
    vi.refuses(doc_diem, "tám", error=Exception)


def test_what_came_in_place_of_a_refusal_is_said(said):
    def doc_diem(chu):
        return {"in": None, "loi": ValueError("x"), "khoa": None}.get(chu, 10.5)

    assert said(vi.refuses, doc_diem, "10,5", hint="xem mục 2") == (
        "doc_diem('10,5') trả về 10.5, đúng ra phải báo lỗi ValueError "
        "(bằng `raise ValueError(...)`). Gợi ý: xem mục 2."
    )
    assert said(vi.refuses, doc_diem, "loi") == (
        "doc_diem('loi') trả về lỗi ValueError như một giá trị: hãy thay `return` bằng `raise`."
    )


def test_a_printed_refusal_is_named(said):
    def doc_diem(chu):
        print("Điểm sai")

    assert said(vi.refuses, doc_diem, "11") == (
        "doc_diem('11') chỉ in 'Điểm sai' ra màn hình, đúng ra phải báo lỗi bằng "
        "`raise ValueError(...)`."
    )


def test_another_error_is_named_with_its_line(said):
    def doc_diem(chu):
        return {}[chu]

    sentence = said(vi.refuses, doc_diem, "11")
    assert sentence.startswith("doc_diem('11') có báo lỗi, nhưng là KeyError ở dòng ")
    assert sentence.endswith("(`return {}[chu]`), không phải ValueError.")


def test_an_error_that_does_not_mention_the_value_is_named(said):
    def doc_diem(chu):
        raise ValueError("sai")

    assert said(vi.refuses, doc_diem, "11", mentions="11") == (
        "doc_diem('11') đã báo lỗi ValueError, nhưng lời báo lỗi 'sai' chưa nhắc đến '11'."
    )
