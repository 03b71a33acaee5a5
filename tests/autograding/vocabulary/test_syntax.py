"""What is said of lines that Python cannot read: the slips of those who write as on paper."""

from decimal import Decimal

import pytest
from lopso_autograding.expectations.error_reasons import known_reason
from lopso_autograding.expectations.words_en import ENGLISH
from lopso_autograding.expectations.words_vi import VIETNAMESE

SLIPS = {
    "2πsqrt(l / g)": "2πsqrt: số và chữ không viết liền nhau",
    "so_o = 8x8": "8x8: số và chữ không viết liền nhau; phép nhân phải có dấu `*`",
    "T = 2pi * 3": "2pi: số và chữ không viết liền nhau",
    "so_o = 8 × 8": "dấu × trong Python viết là `*`",
    "T = 2 * √(l / g)": "dấu √ trong Python viết là `sqrt(...)`",
    "y = x²": "dấu ² trong Python viết là `** 2`",
    "so_o = 8 x 8": "dấu nhân viết là `*`, không phải `x`",
    "g = f(a : b)": "nếu là phép chia thì viết `/`",
    "def f(l):\n    return T = l * 2": "sau `return` chỉ viết giá trị",
    "def f(l):\n    Return l * 2": "Return phải viết là `return`",
    "def f(l):\n    retun 2 * l": "retun phải viết là `return`",
    "def f(l):\n    '''T = 2l'''\nreturn 2 * l": "`return` đang đứng ngoài hàm",
    "y = [t for t in x if t <> 1]": "dấu <> trong Python viết là `!=`",
    "if x = 1 or x = 2:\n    y = 1": "so sánh bằng viết là `==`",
    "def f(l):\n    Raise ValueError('l')": "Raise phải viết là `raise`",
    "If x > 3:\n    y = 1": "If phải viết là `if`",
    "x = 1\nElse:\n    y = 1": "Else phải viết là `else`",
    "khi it = 2": "tên không có dấu cách",
    "khi_it = 2, khi_vua = 3, khi_nhieu = 4": "mỗi dấu `=` viết trên một dòng riêng",
    "so_o = 64 dam_nhat = 15": "mỗi dấu `=` viết trên một dòng riêng",
    "so-o = 64": "bên trái dấu `=` chỉ được là một cái tên",
    "- khi_it = 2": "bên trái dấu `=` chỉ được là một cái tên",
    "2 = khi_it": "bên trái dấu `=` chỉ được là một cái tên",
    "khi_it = …": "dấu … là chỗ trống",
    "if x = 3:\n    y = 1": "so sánh bằng viết là `==`",
    "T = 2 * sqrt(l / g": "dấu mở ngoặc ( chưa có dấu đóng",
    "x = ☃": "dấu ☃ không phải dấu của Python",
    "x = = 3": "mã viết chưa đúng cú pháp",
    "x = 1e5 3": "mã viết chưa đúng cú pháp",
}


def unreadable(code: str) -> SyntaxError:
    with pytest.raises(SyntaxError) as caught:
        compile(code, "cell", "exec")
    return caught.value


@pytest.mark.parametrize("code", SLIPS)
def test_a_line_of_paper_is_told_how_python_writes_it(code):
    error = unreadable(code)
    assert SLIPS[code] in str(known_reason(VIETNAMESE, error, str(error)))
    english = known_reason(ENGLISH, error, str(error))
    assert english
    assert not set("ạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựđ") & set(english)


def test_a_cell_that_stops_half_way_is_named():
    # IPython's own class for what Python calls "incomplete input".
    error = SyntaxError("incomplete input", ("cell", 1, 8, "T = sqrt(", 1, 8))
    assert "thiếu dấu đóng ngoặc" in str(known_reason(VIETNAMESE, error, str(error)))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("... / ...", "còn dấu ba chấm `...`"),
        ("2.0 ^ 0.5", "luỹ thừa viết là `**`"),
        ("None + 1", "là None"),
        ("Decimal('8') * 0.5", "hãy viết số ấy là `Decimal('0.5')`"),
        ("Decimal('7').quantize(Decimal(0.1))", "thiếu dấu nháy: viết `Decimal('0.1')`"),
        ("none", "có lẽ ý thầy/cô là None"),
        ("Decimal('7').quantize(0.1)", "cần một Decimal, như `Decimal('0.1')`"),
        ("'8' - 1", "một bên là chuỗi (chữ trong dấu nháy), một bên là số"),
    ],
)
def test_an_operation_that_cannot_be_done_is_explained(code, words):
    with pytest.raises((TypeError, NameError, ArithmeticError)) as caught:
        eval(code, {"Decimal": Decimal})
    assert words in str(known_reason(VIETNAMESE, caught.value, str(caught.value)))
