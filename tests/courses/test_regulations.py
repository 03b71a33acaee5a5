"""Legal thresholds are typed once, with where they come from and how surely they are known."""

import unicodedata
from decimal import Decimal
from typing import get_args

import pytest
from lopso_courses.regulations import Confidence, find_regulation, regulation, regulations


def test_the_marks_of_circular_22_are_there():
    assert regulation("tt22.regular_marks.few_periods") == 35
    assert regulation("tt22.regular_marks.many_periods") == 70
    assert [regulation(f"tt22.weights.{name}") for name in ("regular", "midterm", "final")] == [
        1,
        2,
        3,
    ]
    assert regulation("tt22.weights.added") == 5


def test_marks_with_decimals_are_exact():
    assert regulation("tt22.levels.good_all") == Decimal("6.5")
    assert isinstance(regulation("tt22.levels.good_some"), Decimal)


def test_a_value_knows_its_document_and_article():
    found = find_regulation("tt22.weights.final")
    assert (found.document.number, found.article) == ("22/2021/TT-BGDĐT", "Điều 9 khoản 1")


def test_what_is_not_sure_may_not_be_graded():
    assert find_regulation("tt22.weights.final").may_be_graded
    assert find_regulation("tt22.regular_marks.few_periods").may_be_graded
    assert not find_regulation("tt27.year.complete").may_be_graded
    assert not find_regulation("qd4725.administration.management").may_be_graded


def test_an_unknown_threshold_is_named():
    with pytest.raises(KeyError, match=r"regulations\.toml has no tt22\.nothing"):
        regulation("tt22.nothing")


def test_every_value_is_whole():
    for name, known in regulations().items():
        assert known.confidence in get_args(Confidence), name
        assert known.article, name
        assert known.document.checked >= known.document.issued, name
        for words in (known.note_vi, known.note_en, known.document.title_vi):
            assert unicodedata.is_normalized("NFC", words), name


def test_the_greatest_points_of_group_1_make_100():
    group = [known.value for name, known in regulations().items() if ".teaching." in name]
    assert sum(group) == regulation("qd4725.levels.points")
