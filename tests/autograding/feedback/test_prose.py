"""What stands on a page: formulas without a network, pictures that it carries, its language."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lopso_autograding.feedback.page import POLICY
from lopso_autograding.feedback.prose import code, inline, prose
from lopso_autograding.feedback.words import ENGLISH, VIETNAMESE, language_of, number
from lopso_autograding.marking.mathematics import mathml
from nbconvert.filters.markdown_mistune import MarkdownWithMath


def test_formulas_are_mathml_and_nothing_is_fetched() -> None:
    shown = prose(r"Chu kì $T = 2\pi\sqrt{\frac{l}{g}}$")
    assert "<msqrt>" in shown
    assert "src=" not in shown


def test_a_formula_that_cannot_be_read_is_shown_as_it_is() -> None:
    assert mathml(r"\begin{<b", "inline") == r"<code>\begin{&lt;b</code>"


def test_a_formula_carries_no_link_and_no_tag() -> None:
    made = mathml(
        r"\href{java&#115;cript:alert(1)}{x} \text{&lt;b&gt; < b} \color{red} y", "inline"
    )
    assert "href" not in made
    assert "<b" not in made
    assert 'mathcolor="red"' in made


def test_a_picture_that_is_not_attached_is_its_words() -> None:
    shown = prose("trước ![sơ đồ](attachment:image.png) sau")
    assert 'alt="sơ đồ"' in shown
    assert "src=" not in shown


def test_markdown_beyond_what_can_be_read_is_shown_as_it_is(monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(MarkdownWithMath, "render", fail)
    assert prose("**a** <script>") == "<pre>**a** &lt;script&gt;</pre>"


def test_a_lessons_svg_picture_is_shown() -> None:
    shown = prose("![sợi dây](data:image/svg+xml;base64,PHN2Zy8+)")
    assert 'src="data:image/svg+xml;base64,PHN2Zy8+"' in shown


def test_a_heading_that_begins_with_a_number_is_no_list() -> None:
    assert inline("1. Trung bình *cộng*") == "1. Trung bình <em>cộng</em>"


def test_code_is_shown_as_it_is_written() -> None:
    assert "&lt;b&gt;" in code("x = '<b>'")


@given(st.text(alphabet="def f(x):\n\r\t 'áề\"#{}1.\\\x00\x0c\u2028&<\ud800", max_size=60))
@example("f'{{a}} {x:>{n}}' # {")
@example("def f(x):\n    return x\n  y")
def test_colours_change_no_letter_of_any_text(text: str) -> None:
    assert html.unescape(re.sub(r"</?span[^>]*>", "", code(text))) == text


def test_words_numbers_texts_and_remarks_have_colours_up_to_where_it_is_no_python() -> None:
    shown = code("def f(x):\n    return 'a' + 1  # b\n) (?")
    for part in ("k>def", "nf>f", "k>return", "s1>&#x27;a&#x27;", "mi>1", "c1># b"):
        kind, _, word = part.partition(">")
        assert f'<span class="{kind}">{word}</span>' in shown
    assert shown.endswith(") (?")


def test_the_policy_lets_nothing_in() -> None:
    assert "default-src 'none'" in POLICY
    assert POLICY.count("unsafe") == POLICY.count("style-src 'unsafe-inline'") == 1


@pytest.mark.parametrize(
    ("said", "text", "language"),
    [
        ("en", "Hãy viết hàm tính trung bình cộng.", "en"),
        (None, "Hãy viết hàm tính trung bình cộng.", "vi"),
        (None, "Write a function that returns the mean.", "en"),
        ("xx", "", "en"),
    ],
)
def test_the_language_is_what_is_said_or_that_of_the_author(
    said: str | None, text: str, language: str
) -> None:
    assert language_of(said, text) == language


def test_points_are_written_as_the_language_writes_numbers() -> None:
    assert (number(7.5, "vi"), number(7.5, "en"), number(8.0, "vi")) == ("7,5", "7.5", "8")


def test_both_languages_have_the_same_words() -> None:
    assert VIETNAMESE.keys() == ENGLISH.keys()
