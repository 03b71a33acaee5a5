"""Which answers a teacher calls equal."""

import copy
import datetime
import json
import math
import unicodedata
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lopso_autograding import vi
from lopso_autograding.expectations.comparison import Rules, equal
from lopso_autograding.expectations.plain import plain

Diem = namedtuple("Diem", "gk ck")


class Muc(IntEnum):
    TOT = 3


NFD = unicodedata.normalize("NFD", "Hoàng Thị Ánh")
EQUAL = [
    (2, 2.0),
    (Decimal("7.3"), 7.3),
    (7.3, Decimal("7.30")),
    (Fraction(1, 2), 0.5),
    (Fraction(1, 3), 1 / 3),
    (0.1 + 0.2, 0.3),
    (math.sin(math.pi), 0),
    (math.nan, math.nan),
    (Decimal("NaN"), math.nan),
    (math.inf, math.inf),
    (3 + 0j, 3),
    (1.602e-19, Decimal("1.602e-19")),
    (Decimal("1e999999"), Decimal("1e999999")),
    (np.float64(7.3), 7.3),
    (np.float32(0.1) + np.float32(0.2), 0.3),
    (np.int8(5), 5),
    (np.bool_(True), True),
    (np.str_("Tốt"), "Tốt"),
    (np.array([1.0, 2.0]), [1, 2]),
    ([1, 2], np.array([1, 2])),
    (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
    (np.array(5), 5),
    (pd.Series([1, 2]), [1, 2]),
    (pd.Timestamp("2026-11-20"), datetime.datetime(2026, 11, 20)),  # noqa: DTZ001
    (pd.NA, math.nan),
    (NFD, "Hoàng Thị Ánh"),
    ("97,5\u00a0%", "97,5 %"),
    (Muc.TOT, 3),
    (Diem(7, 8), (7, 8)),
    (Counter("PPK"), {"P": 2, "K": 1}),
    (defaultdict(list, a=[1]), {"a": [1]}),
    (OrderedDict(b=1, a=2), {"a": 2, "b": 1}),
    ({1.0: "a"}, {1: "a"}),
    ({NFD: 1}, {"Hoàng Thị Ánh": 1}),
    ({0.1 + 0.2}, {0.3}),
    (frozenset({1, 2}), {2, 1}),
    (bytearray(b"ab"), b"ab"),
    ([[1, (2, {"a": None})]], [[1, (2, {"a": None})]]),
    (None, None),
]
DIFFERENT = [
    (True, 1),
    (1, True),
    (np.bool_(True), 1),
    (0, False),
    ("7.3", 7.3),
    (Decimal("7.3"), Decimal("7.29")),
    (Decimal(7.3), Decimal("7.3")),  # noqa: RUF032
    (1.6e-19, 2e-19),
    (0, 1e-19),
    (1e-9, 0),
    (10**400, 1e300),
    ([1, 2], (1, 2)),
    (deque([1]), [1]),
    (range(3), [0, 1, 2]),
    ({1, 2}, [1, 2]),
    ([1, 2], [1, 2, 3]),
    ([1, 1], [1]),
    ({"a": 1}, {"a": 1, "b": 2}),
    ({"a": 1, "b": 2}, {"a": 1}),
    ({True}, {1}),
    ({1: "a"}, {True: "a"}),
    (" Tốt", "Tốt"),
    ("tốt", "Tốt"),
    ("Hoa", "Hoà"),
    (b"a", "a"),
    (None, 0),
    (None, math.nan),
    (datetime.datetime(2026, 11, 20), datetime.date(2026, 11, 20)),  # noqa: DTZ001
    (math.inf, -math.inf),
    (math.inf, 10**400),
    (np.array([1, 2]), (1, 2)),
]


@pytest.mark.parametrize(("answer", "expected"), EQUAL)
def test_these_are_equal(answer, expected, verdict):
    assert verdict(answer, expected) is None


@pytest.mark.parametrize(("answer", "expected"), DIFFERENT)
def test_these_are_different(answer, expected, verdict):
    assert verdict(answer, expected) is not None


@pytest.mark.parametrize(
    ("answer", "tolerance", "right"),
    [(0.31, 0.01, True), (0.29, 0.01, True), (0.3101, 0.01, False), (Decimal("0.31"), 0.01, True)],
)
def test_the_edge_of_a_tolerance_belongs_to_it(answer, tolerance, right, verdict):
    assert (verdict(answer, 0.3, tolerance=tolerance) is None) is right


def test_a_tolerance_holds_for_every_number_inside(verdict):
    assert verdict({"g": [9.8, 9.83]}, {"g": [9.81, 9.81]}, tolerance=0.03) is None
    assert verdict({"g": [9.8, 9.85]}, {"g": [9.81, 9.81]}, tolerance=0.03) is not None


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (9.83, vi.near(9.81, 0.05)),
        ({"g": 9.83, "n": 6}, {"g": vi.near(9.81, 0.05), "n": 6}),
        ([3, 1, 2], vi.in_any_order([1, 2, 3])),
        ((3, 1), vi.in_any_order([1, 3])),
        ({3, 1}, vi.in_any_order([1, 3])),
        (["b", "a"], vi.any_of(["a", "b"], ["b", "a"])),
        ("HỌC  sinh ", vi.text("học sinh", ignore_case=True, ignore_spaces=True)),
        ("Kỹ năng", vi.text("Kĩ năng", any_spelling=True)),
        ("LÝ thuyết hòa, thúy", vi.text("LÍ thuyết hoà, thuý", any_spelling=True)),
        ("quý, quyết, my, mỹ thuật", vi.text("quý, quyết, mi, mĩ thuật", any_spelling=True)),
        ("Dang", vi.text("Đặng", ignore_accents=True)),
        (Decimal("8.5"), vi.exactly(Decimal("8.5"))),
        ([vi.near(1, 1).value], [vi.any_of(1, 2)]),
    ],
)
def test_an_expected_value_may_allow_more_than_one_answer(answer, expected, verdict):
    assert verdict(answer, expected) is None


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (9.87, vi.near(9.81, 0.05)),
        ([3, 1, 1], vi.in_any_order([1, 2, 3])),
        (5, vi.in_any_order([5])),
        ("c", vi.any_of("a", "b")),
        (8.5, vi.exactly(Decimal("8.5"))),
        (NFD, vi.exactly("Hoàng Thị Ánh")),
        ((1, 2), vi.exactly([1, 2])),
        ("Hoa", vi.text("Hoà", ignore_case=True, ignore_spaces=True, any_spelling=True)),
        ("thuy", vi.text("thui", any_spelling=True)),
    ],
)
def test_but_not_any_answer(answer, expected, verdict):
    assert verdict(answer, expected) is not None


numbers = (
    st.integers()
    | st.floats(allow_nan=True)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.fractions()
)
leaves = st.none() | st.booleans() | numbers | st.text(max_size=20) | st.dates() | st.binary()
keys = st.text(max_size=5) | st.integers()
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner, max_size=5)
        | st.frozensets(st.integers() | st.text(max_size=4), max_size=4)
    ),
    max_leaves=20,
)
jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


def same(answer, expected):
    return equal(plain(answer), plain(expected), Rules())


@given(values)
def test_every_value_equals_its_copy(value):
    assert same(copy.deepcopy(value), value)


@given(jsons)
def test_every_value_equals_itself_after_a_journey_through_json(value):
    assert same(json.loads(json.dumps(value)), value)


@given(st.lists(values, max_size=5), st.data())
def test_equality_does_not_depend_on_the_side(items, data):
    other = data.draw(st.permutations(items))
    assert same(items, other) == same(other, items)


@given(st.lists(st.integers(-1000, 1000) | st.text(max_size=6), min_size=1), st.data())
def test_one_changed_item_is_noticed(items, data):
    place = data.draw(st.integers(0, len(items) - 1))
    changed = list(items)
    old = items[place]
    changed[place] = old + 1 if isinstance(old, int) else old + "x"
    assert not same(changed, items)
    assert not same(items[:place] + items[place + 1 :], items)


@settings(max_examples=50)
@given(st.lists(st.integers(0, 5), max_size=12), st.randoms(use_true_random=False))
def test_order_does_not_matter_where_the_author_says_so(items, random):
    shuffled = list(items)
    random.shuffle(shuffled)
    assert equal(plain(shuffled), vi.in_any_order(items), Rules())
    assert not equal(plain([*shuffled, 0]), vi.in_any_order(items), Rules())


@given(st.text(max_size=30))
def test_the_unicode_form_of_a_text_does_not_matter(text):
    assert same(unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text))
