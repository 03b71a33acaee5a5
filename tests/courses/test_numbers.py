"""Numbers are the same numbers, however the two languages write them."""

import pytest
from lopso_courses.checks.numbers import numbers_in


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("7,25 điểm", "7.25 marks"),
        ("1.250 lượt", "1,250 visits"),
        ("1.250.000,5 đ", "1,250,000.5 dong"),
        ("1250 lượt", "1,250 visits"),
        ("10,0 và 10", "10 and 10.0"),
        ("ngày 21 tháng 11", "21 November"),
        ("tháng 5 năm 2026", "in May 2026"),
        ("lúc 7 h 30.", "at 7:30"),
        ("lớp 8A1, lớp 6–9", "class 8A1, grades 6–9"),
        ("Thông tư 22/2021/TT-BGDĐT", "Circular 22/2021/TT-BGDĐT"),
        ("bài 03", "lesson 3"),
        ("không có số", "you may count none"),
    ],
)
def test_both_languages_state_the_same_numbers(vietnamese, english):
    assert numbers_in(vietnamese, "vi") == numbers_in(english, "en")


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("7,25", "7,25"),
        ("7,25", "7.3"),
        ("1.250", "1.250"),
        ("3 em", "3 pupils of 40"),
        ("8 và 8", "8"),
    ],
)
def test_other_numbers_are_told_apart(vietnamese, english):
    assert numbers_in(vietnamese, "vi") != numbers_in(english, "en")
