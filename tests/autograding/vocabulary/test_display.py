"""How long values are shown."""

import datetime
from collections import deque
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lopso_autograding.expectations.display import shown
from lopso_autograding.expectations.plain import plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7.3, "7.3"),
        (np.float64(7.3), "7.3"),
        (Decimal("7.30"), "Decimal('7.30')"),
        ("Ánh", "'Ánh'"),
        ([], "[]"),
        ((), "()"),
        ((1,), "(1,)"),
        (set(), "set()"),
        ({2, 1}, "{1, 2}"),
        ({}, "{}"),
        ({"P": [1]}, "{'P': [1]}"),
        (np.array([1.5, 2]), "array([1.5, 2.0])"),
        (deque([1]), "deque([1])"),
        (datetime.date(2026, 11, 20), "datetime.date(2026, 11, 20)"),
        (len, "<function len>"),
        (object(), "<object>"),
    ],
)
def test_values_are_shown_as_python_writes_them(value, text):
    assert shown(plain(value)) == text


def test_a_long_list_is_shown_around_the_place():
    assert (
        shown(plain(list(range(100))), 30, (("index", 50),)) == "[…, 47, 48, 49, 50, 51, 52, 53, …]"
    )
    assert shown(plain(list(range(100))), 30).startswith("[0, 1, 2")


def test_a_long_text_is_shown_around_the_place():
    text = "a" * 500 + "B" + "a" * 500
    assert "B" in shown(text, 40, (("letter", 500),))


def test_a_long_dictionary_is_shown_around_its_key():
    marks = {f"HS{i}": i for i in range(100)}
    assert "'HS77': 77" in shown(plain(marks), 60, (("key", "HS77"),))


nested = st.recursive(
    st.integers() | st.text() | st.floats(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=60,
)


@given(nested)
def test_whatever_is_shown_is_short(value):
    assert len(shown(plain(value))) <= 200


def test_what_cannot_be_printed_is_short_too():
    assert len(shown(plain("\U0001239a" * 60), 60)) <= 64
    deep = {"\U0001239a" * 9: {"\x1f" * 30: {"\U0001239a" * 9: {"a" * 90: ["b" * 90]}}}}
    assert len(shown(plain(deep))) <= 200
