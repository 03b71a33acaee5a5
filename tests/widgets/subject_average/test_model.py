from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lopso_widgets.subject_average.model import (
    TermMarks,
    circular_22,
    final_marks,
    needed,
    outcome,
    read_mark,
    term_average,
    year_average,
)
from lopso_widgets.words import Fault

RULE = circular_22()
marks = some.integers(0, 100).map(lambda tenths: Decimal(tenths) / 10)
terms = some.builds(TermMarks, some.lists(marks, min_size=2, max_size=4).map(tuple), marks, marks)


def term(regular, midterm, final):
    numbers = tuple(Decimal(number) for number in regular.split())
    return TermMarks(numbers, Decimal(midterm), Decimal(final))


@pytest.mark.parametrize(
    ("regular", "midterm", "final", "average"),
    [
        ("8 7", "7.5", "8", "7.7"),
        ("8 7 9 8", "7.5", "8", "7.9"),
        ("8 8 9", "6", "7", "7.3"),
        ("8 8 9", "7.5", "6", "7.3"),
        ("6 7 7", "6", "6", "6.3"),
        ("6 7 7", "7", "8", "7.3"),
    ],
)
def test_a_term_average_is_what_the_circular_says(regular, midterm, final, average):
    found = term_average(term(regular, midterm, final), RULE)
    assert found is not None
    assert found.mark == Decimal(average)


@pytest.mark.parametrize(
    ("first", "second", "average"),
    [("7.9", "8.0", "8.0"), ("6.4", "6.5", "6.5"), ("6.5", "6.4", "6.4"), ("4.9", "5.0", "5.0")],
)
def test_a_year_average_is_what_the_circular_says(first, second, average):
    assert year_average(Decimal(first), Decimal(second), RULE).mark == Decimal(average)


@given(terms)
def test_a_term_average_is_the_exact_quotient_rounded_half_up(marks):
    found = term_average(marks, RULE)
    assert found is not None
    total = sum(map(Fraction, marks.regular)) + 2 * Fraction(marks.midterm)
    exact = (total + 3 * Fraction(marks.final)) / (len(marks.regular) + 5)
    assert found.mark == Decimal((exact * 10 + Fraction(1, 2)).__floor__()) / 10
    assert min(*marks.regular, marks.midterm, marks.final) <= found.exact + Decimal("1e-20")


@given(terms, some.integers(0, 9))
def test_a_missing_mark_leaves_no_average(marks, place):
    parts = [*marks.regular, marks.midterm, marks.final]
    parts[place % len(parts)] = None
    assert term_average(TermMarks(tuple(parts[:-2]), parts[-2], parts[-1]), RULE) is None


@given(terms, marks)
def test_the_mark_it_takes_is_enough_and_the_one_below_is_not(marks, goal):
    average = outcome(marks, None, RULE)
    need = needed(average, goal, RULE)
    if need.verdict == "needed":
        assert average(need.mark) >= goal > average(need.mark - RULE.step)
    elif need.verdict == "sure":
        assert average(RULE.lowest) >= goal
    else:
        assert average(RULE.highest) < goal


@given(terms, marks, marks)
def test_the_mark_it_takes_for_a_year_is_the_lowest_too(marks, first, goal):
    average = outcome(marks, first, RULE)
    need = needed(average, goal, RULE)
    enough = [mark for mark in final_marks(RULE) if average(mark) >= goal]
    assert need.mark == (enough[0] if enough else None)


def test_the_mark_it_takes_needs_the_other_marks():
    with pytest.raises(Fault) as caught:
        outcome(replace(term("8 8 9", "6", "7"), midterm=None), None, RULE)
    assert caught.value.key == "need_missing"


@pytest.mark.parametrize(
    ("text", "mark"), [("8,5", "8.5"), ("8.5", "8.5"), (" 10 ", "10"), ("0", "0"), ("7,50", "7.5")]
)
def test_a_mark_may_have_a_comma_or_a_point(text, mark):
    assert read_mark(text, RULE) == Decimal(mark)


@pytest.mark.parametrize("text", ["", "  ", "M", "m"])
def test_a_blank_or_an_m_is_a_missing_mark(text):
    assert read_mark(text, RULE) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("10,5", "mark_out_of_range"),
        ("-1", "mark_not_a_number"),
        ("8,25", "mark_too_fine"),
        ("08-May", "mark_not_a_number"),
        ("=8", "mark_not_a_number"),
        ("1e1", "mark_not_a_number"),
        ("NaN", "mark_not_a_number"),
        ("٨", "mark_not_a_number"),
        ("9" * 5000, "mark_not_a_number"),
    ],
)
def test_what_is_no_mark_is_named(text, key):
    with pytest.raises(Fault) as caught:
        read_mark(text, RULE)
    assert caught.value.key == key


@given(some.text())
def test_any_text_is_a_mark_or_missing_or_a_fault(text):
    try:
        mark = read_mark(text, RULE)
    except Fault:
        return
    assert mark is None or RULE.lowest <= mark <= RULE.highest
