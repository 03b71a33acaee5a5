"""Odd and lying answers: they never pass, never hang and never break a check."""

import itertools
import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from lopso_autograding import vi


class SaysYes:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return 1

    def __getattr__(self, name):
        return self

    def __call__(self, *_, **__):
        return self

    def __getitem__(self, key):
        return self

    __sub__ = __rsub__ = __add__ = __radd__ = __abs__ = __round__ = __neg__ = __call__
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __eq__

    def __bool__(self):
        return True

    def __float__(self):
        return 9.0

    def __len__(self):
        return 9

    def __iter__(self):
        return iter([9])

    @property
    def __class__(self):
        return int


class RaisesInRepr:
    def __repr__(self):
        raise RuntimeError("không cho xem")

    __str__ = __repr__

    @property
    def __class__(self):
        raise RuntimeError("không cho xem")


def lying(base):
    """A subclass of a plain type whose every method lies."""
    lie = SaysYes.__dict__
    names = ("__eq__", "__ne__", "__hash__", "__lt__", "__le__", "__gt__", "__ge__", "__contains__")
    methods = {name: lie[name] for name in names if name in lie}
    methods |= {"__repr__": lambda self: "9", "__str__": lambda self: "9"}
    methods |= {"__iter__": lambda self: iter([9]), "__len__": lambda self: 1}
    methods |= {"__getitem__": lambda self, key: 9, "items": lambda self: [("a", 9)]}
    methods |= {"__int__": lambda self: 9, "__float__": lambda self: 9.0, "__index__": lambda s: 9}
    methods |= {"as_integer_ratio": lambda self: (9, 1), "numerator": 9, "denominator": 1}
    return type(base.__name__, (base,), methods)


class Metaclass(type):
    def __instancecheck__(cls, other):
        return True

    def __subclasscheck__(cls, other):
        return True

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(int)

    __name__ = "int"


class FromMetaclass(metaclass=Metaclass):
    def __eq__(self, other):
        return True

    __hash__ = None


def recursive_list():
    items = [9]
    items.append(items)
    return items


def nested_aliases():
    items = [9]
    for _ in range(40):
        items = [items] * 10
    return items


def deep_list():
    items = [9]
    for _ in range(100_000):
        items = [items]
    return items


def endless():
    while True:
        yield 9


# Made inside each test: such objects would break pytest itself.
HOSTILE = {
    "SaysYes()": lambda: SaysYes(),
    "RaisesInRepr()": lambda: RaisesInRepr(),
    "FromMetaclass()": lambda: FromMetaclass(),
    "FromMetaclass": lambda: FromMetaclass,
    "Metaclass": lambda: Metaclass,
    "lying(int)(7)": lambda: lying(int)(7),
    "lying(float)(7.0)": lambda: lying(float)(7.0),
    'lying(str)("7")': lambda: lying(str)("7"),
    "lying(list)([7, 7])": lambda: lying(list)([7, 7]),
    "lying(tuple)((7, 7))": lambda: lying(tuple)((7, 7)),
    "lying(dict)(b=7)": lambda: lying(dict)(b=7),
    "lying(set)({7, 8})": lambda: lying(set)({7, 8}),
    "lying(frozenset)({7, 8})": lambda: lying(frozenset)({7, 8}),
    'lying(bytes)(b"7")': lambda: lying(bytes)(b"7"),
    "lying(Decimal)(7)": lambda: lying(Decimal)(7),
    "lying(Fraction)(7, 2)": lambda: lying(Fraction)(7, 2),
    "[SaysYes()]": lambda: [SaysYes()],
    '{"a": SaysYes()}': lambda: {"a": SaysYes()},
    "{SaysYes(): 9}": lambda: {SaysYes(): 9},
    "{SaysYes()}": lambda: {SaysYes()},
    "recursive_list()": lambda: recursive_list(),
    "nested_aliases()": lambda: nested_aliases(),
    "deep_list()": lambda: deep_list(),
    "endless()": lambda: endless(),
    "itertools.count(9)": lambda: itertools.count(9),
    "iter(lambda: 9, 8)": lambda: iter(lambda: 9, 8),
    "10**1_000_000": lambda: 10**1_000_000,
    "-(10**1_000_000)": lambda: -(10**1_000_000),
    'Decimal("1e999999999999")': lambda: Decimal("1e999999999999"),
    'Decimal("sNaN")': lambda: Decimal("sNaN"),
    "Fraction(10**200_000, 3)": lambda: Fraction(10**200_000, 3),
    '"9" * 5_000_000': lambda: "9" * 5_000_000,
    "[9] * 2_000_000": lambda: [9] * 2_000_000,
    "range(10**12)": lambda: range(10**12),
    "{i: 9 for i in range(400_000)}": lambda: dict.fromkeys(range(400000), 9),
    'b"9" * 5_000_000': lambda: b"9" * 5_000_000,
    "NotImplemented": lambda: NotImplemented,
    "...": lambda: ...,
    "type": lambda: type,
    "sys": lambda: sys,
    "ValueError(9)": lambda: ValueError(9),
    'memoryview(b"9")': lambda: memoryview(b"9"),
    "super": lambda: super,
    "property()": lambda: property(),
}
EXPECTED = [9, 9.0, "9", [9], (9,), {"a": 9}, {9}, True, None, b"9", Decimal(9), vi.near(9, 0.5)]


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_answer_never_passes_and_its_message_is_short(kind, verdict):
    answer = HOSTILE[kind]()
    for expected in EXPECTED:
        sentence = verdict(answer, expected)
        assert sentence is not None
        assert len(sentence) < 600


@pytest.mark.parametrize("kind", HOSTILE)
def test_nor_does_it_pass_the_other_checks(kind, said):
    answer = HOSTILE[kind]()
    assert said(vi.same_set, [answer], [9])
    assert said(vi.refuses, lambda: answer)
    assert said(vi.draws, [answer], title=True)
    assert said(vi.table_like, [answer], rows=1)
    assert said(vi.satisfies, [answer], rule=lambda x: x == [9], saying="x")


def test_honest_subclasses_count_as_what_they_are(verdict):
    assert verdict(lying(int)(9), 9) is None
    assert verdict(lying(list)([7, 7]), [7, 7]) is None
    assert verdict(lying(dict)(b=7), {"b": 7}) is None
    assert verdict(lying(str)("chín"), "chín") is None


def test_a_hostile_exception_is_only_named(said):
    class Odd(Exception):  # noqa: N818
        def __str__(self):
            raise RuntimeError

        @property
        def args(self):
            raise RuntimeError

    def f():
        raise Odd(SaysYes(), SaysYes())

    assert said(vi.returns, f, expected=9).startswith("f() dừng vì lỗi Odd ở dòng ")


def test_an_exception_with_endless_text_is_shortened(said):
    def f():
        raise ValueError("a" * 10**6)

    assert len(said(vi.returns, f, expected=9)) < 600


def test_braces_in_values_are_only_text(verdict):
    assert "'{subject}{0}'" in verdict("{subject}{0}", 9)
