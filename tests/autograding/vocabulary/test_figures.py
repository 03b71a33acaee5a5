"""Checks of matplotlib figures."""

import math

import matplotlib as mpl
import pytest
from lopso_autograding import en, vi
from matplotlib.figure import Figure

mpl.use("agg")

L = [0.4, 0.6, 0.9]
T2 = [1.61, 2.41, 3.62]


def ve(draw=None, *, x="Chiều dài l (m)", y="T² (s²)", title="Con lắc", legend=True):
    figure = Figure()
    axes = figure.subplots()
    if draw is None:
        axes.plot(L, T2, label="đo")
        axes.scatter(L, T2)
    else:
        draw(axes)
    axes.set(xlabel=x, ylabel=y, title=title)
    if legend and draw is None:
        axes.legend()
    return figure


def test_a_right_figure_passes():
    vi.draws(
        ve,
        lines=[(L, T2)],
        points=(L, T2),
        title="Con lắc",
        x_label="Chiều dài l (m)",
        y_label=True,
        x_unit="m",
        y_unit="s²",
        legend=["đo"],
    )
    vi.draws(ve, lines=1, points=3, title=True, legend=True)
    vi.draws(ve(), lines=1)
    vi.draws(ve().axes[0], y_label="T² (s²)")


def test_a_bar_chart_is_read_standing_or_lying():
    vi.draws(ve(lambda a: a.bar(["a", "b"], [3, 5])), bars=[3, 5])
    vi.draws(ve(lambda a: a.barh(["a", "b"], [3, 5])), bars=[3, 5])
    vi.draws(ve(lambda a: a.hist([1, 1, 2], bins=2)), bars=[2, 1])


@pytest.mark.parametrize(
    "label", ["T² (s²)", "$T^2$ (s$^2$)", "T^2 [s^2]", "$T^{2}\\ (\\mathrm{s}^2)$"]
)
def test_a_unit_may_be_written_in_several_ways(label):
    vi.draws(ve(y=label), y_unit="s²")


WRONG = [
    ({"lines": 2}, "ve_hinh() có 1 đường, đúng ra là 2."),
    (
        {"lines": [(L, [1.61, 2.5, 3.62])]},
        "ve_hinh(): đường thứ 1, điểm thứ 2 có y = 2.41, đúng ra là 2.5.",
    ),
    (
        {"lines": [(T2, L)]},
        "ve_hinh(): đường thứ 1, điểm thứ 1 có x = 0.4, đúng ra là 1.61. "
        "Hai trục đang đổi chỗ: x phải là trục ngang.",
    ),
    ({"lines": [(L[:2], T2[:2])]}, "ve_hinh(): đường thứ 1 có 3 điểm, đúng ra là 2."),
    ({"points": 4}, "ve_hinh() có 3 điểm, đúng ra là 4."),
    (
        {"points": (L, [1.61, 2.41, 3.7])},
        "ve_hinh(): điểm (0.9, 3.7) chưa có trên hình; có điểm (0.9, 3.62).",
    ),
    ({"points": (T2, L)}, "Hai trục đang đổi chỗ"),
    ({"bars": 2}, "ve_hinh() có 0 cột, đúng ra là 2."),
    ({"title": "Quả lắc"}, "ve_hinh() có tiêu đề 'Con lắc', đúng ra là 'Quả lắc'."),
    (
        {"x_label": "Chiều dài"},
        "ve_hinh(): trục x có tên 'Chiều dài l (m)', đúng ra là 'Chiều dài'.",
    ),
    ({"x_label": "chiều dài l (m)"}, "Chỉ khác chữ hoa, chữ thường."),
    ({"x_unit": "cm"}, "ve_hinh(): tên trục x là 'Chiều dài l (m)', đơn vị đúng ra là (cm)."),
    ({"legend": ["đo", "tính"]}, "ve_hinh() có chú giải ['đo'], đúng ra là ['đo', 'tính']."),
    ({"title": True, "axes": 1}, "ve_hinh() có 1 hệ trục, không có hệ trục thứ 2."),
]


@pytest.mark.parametrize(("wish", "words"), WRONG)
def test_what_is_wrong_is_named(wish, words, said):
    def ve_hinh():
        return ve()

    assert words in said(vi.draws, ve_hinh, **wish)


@pytest.mark.parametrize(
    ("figure", "wish", "words"),
    [
        (lambda: ve(y=""), {"y_label": True}, "ve_hinh(): trục y chưa có tên."),
        (lambda: ve(y=" "), {"y_unit": "s²"}, "ve_hinh(): trục y chưa có tên."),
        (
            lambda: ve(y="T²"),
            {"y_unit": "s²"},
            "ve_hinh(): tên trục y là 'T²', chưa có đơn vị trong ngoặc, như `T² (s²)`.",
        ),
        (lambda: ve(title=""), {"title": True}, "ve_hinh() chưa có tiêu đề."),
        (lambda: ve(legend=False), {"legend": True}, "ve_hinh() chưa có chú giải (`legend`)."),
        (
            lambda: ve(lambda a: a.plot(L, T2)),
            {"points": 3},
            "ve_hinh() có 0 điểm, đúng ra là 3. Hãy vẽ các điểm rời (`scatter`), không nối thành",
        ),
        (
            lambda: ve(lambda a: a.scatter(L, T2)),
            {"lines": 1},
            "ve_hinh() có 0 đường, đúng ra là 1. Hãy nối các điểm thành đường (`plot`).",
        ),
        (
            lambda: ve(lambda a: a.bar([1, 2], [3, 5])),
            {"bars": [3, 6]},
            "ve_hinh(): cột thứ 2 cao 5, đúng ra là 6.",
        ),
        (lambda: Figure(), {"title": True}, "ve_hinh() còn trống: chưa có hệ trục toạ độ nào."),
        (lambda: 5, {"title": True}, "ve_hinh() là 5, đúng ra phải là một hình vẽ (Figure"),
        (lambda: None, {"title": True}, "ve_hinh() chưa vẽ hình nào."),
    ],
)
def test_what_is_missing_is_named(figure, wish, words, said):
    def ve_hinh():
        return figure()

    assert words in said(vi.draws, ve_hinh, **wish)


def test_marks_without_a_line_are_points():
    vi.draws(ve(lambda a: a.plot(L, T2, "o")), points=(L, T2), lines=0)


def test_data_may_be_off_by_what_nobody_sees():
    vi.draws(ve(), lines=[(L, [y + 1e-9 for y in T2])])
    vi.draws(ve(), lines=[(L, [1.6, 2.4, 3.6])], tolerance=0.05)


def test_a_curve_among_others_is_found():
    x = [0, 1, 2]

    def two(axes):
        axes.axhline(1)
        axes.plot(x, [math.sin(v) for v in x])

    vi.draws(ve(two), lines=[(x, [math.sin(v) for v in x])])


def test_a_function_that_shows_its_figure_is_looked_at_and_leaves_nothing_open(said):
    from matplotlib import pyplot as plt

    def ve_hinh(x):
        plt.plot(x, x)
        plt.xlabel("x (m)")
        plt.show()

    vi.draws(ve_hinh, [1, 2], lines=[([1, 2], [1, 2])], x_unit="m")
    assert "trục y chưa có tên" in said(vi.draws, ve_hinh, [1, 2], y_label=True)
    assert plt.get_fignums() == []
    assert "ve_hinh([1, 2])" in said(vi.draws, ve_hinh, [1, 2], title=True)


def test_the_current_figure_is_looked_at_where_nothing_is_named(said):
    from matplotlib import pyplot as plt

    assert said(vi.draws, title=True) == "Hình vẽ chưa vẽ hình nào."
    plt.title("Phổ điểm")
    try:
        vi.draws(title="Phổ điểm")
    finally:
        plt.close()


def test_a_figure_and_its_axes_may_come_together(cell):
    cell("from matplotlib.figure import Figure\nhinh = Figure(); cap = (hinh, hinh.subplots())")
    assert cell("vi.draws('cap', x_label=True)") == "cap: trục x chưa có tên."
    assert cell("vi.draws('hinh_ve', x_label=True)").startswith("Chưa có hinh_ve")


def test_in_english(said):
    def plot():
        return ve(y="T²")

    assert said(en.draws, plot, y_unit="s²", hint="see section 3") == (
        "plot(): the y axis is labelled 'T²', without a unit in brackets, as in `T² (s²)`. "
        "Hint: see section 3."
    )
