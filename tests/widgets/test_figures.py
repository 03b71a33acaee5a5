import xml.etree.ElementTree as ElementTree

import matplotlib as mpl
from hypothesis import given
from hypothesis import strategies as some
from lopso_widgets.digit_reader.tool import WORDS
from lopso_widgets.figures import as_png, as_svg, chart, even_steps, ticks
from lopso_widgets.picture import Picture, link_to_csv
from lopso_widgets.spreadsheets import as_csv, inert
from lopso_widgets.words import look_up

VI, EN = look_up(WORDS, "vi"), look_up(WORDS, "en")


def small_chart(words):
    figure, axes = chart("Chiều dài l (m)", "Bình phương chu kì (s²)")
    axes.plot([0, 1], [0, 1])
    ticks(axes.xaxis, [0, 0.5, 1], words)
    return figure


def test_a_chart_is_svg_with_vietnamese_text_and_a_decimal_comma():
    svg = as_svg(small_chart(VI))
    ElementTree.fromstring(svg)
    assert "Chiều dài" in svg
    assert ">0,5<" in svg
    assert ">0.5<" in as_svg(small_chart(EN))


def test_the_same_chart_is_the_same_bytes():
    assert as_svg(small_chart(VI)) == as_svg(small_chart(VI))


def test_a_chart_loads_nothing_from_anywhere():
    addresses = {part.split('"')[0] for part in as_svg(small_chart(VI)).split("://")[1:]}
    assert addresses <= {"www.w3.org/2000/svg", "www.w3.org/1999/xlink"}


def test_drawing_leaves_the_learners_own_matplotlib_settings_alone():
    before = dict(mpl.rcParams)
    as_svg(small_chart(VI))
    assert dict(mpl.rcParams) == before


def test_a_chart_can_be_a_png_too():
    assert as_png(small_chart(VI)).startswith(b"\x89PNG")


@given(some.floats(0, 1e6), some.floats(1e-3, 1e6))
def test_even_steps_hold_both_ends_and_are_few(low, size):
    steps = even_steps(low, low + size)
    assert steps[0] <= low + 1e-6 * size
    assert steps[-1] >= low + size - 1e-6 * size
    assert 2 <= len(steps) <= 12


def test_a_picture_shows_its_figure_its_sentence_and_its_numbers():
    picture = Picture(VI, "Biểu đồ", "bieu-do")
    picture.show(small_chart(VI), "Đường đi lên.", "a;b")
    assert picture.svg.startswith("<svg")
    assert (picture.sentence, picture.csv) == ("Đường đi lên.", "a;b")
    picture.show(None, "")
    assert picture.svg == ""


@given(some.sampled_from("=+-@\t\r\n＝＋－＠"), some.text())
def test_no_text_of_a_file_is_a_formula(sign, text):
    assert inert(sign + text).startswith("'")
    assert inert("  " + sign + text).startswith("'")


def test_numbers_have_the_signs_of_the_languages_spreadsheet():
    assert as_csv(VI, ["a", "b"], [(1.5, -2), (None, "=1")]) == "\ufeffa;b\r\n1,5;-2\r\n;'=1\r\n"
    assert as_csv(EN, ["a", "b"], [(1.5, -2)]) == "\ufeffa,b\r\n1.5,-2\r\n"


def test_a_link_to_csv_cannot_break_out_of_its_place():
    link = link_to_csv("Lưu <b>", "a.csv", '"><script>;&')
    assert "<script>" not in link
    assert "Lưu &lt;b&gt;" in link
