"""Expected values that allow more than one answer, for use inside ``expected=``."""

from dataclasses import dataclass, replace

from lopso_autograding.expectations.comparison import (
    Difference,
    Matcher,
    Rules,
    difference,
    equal,
    unmatched,
)
from lopso_autograding.expectations.nodes import Items, Value, is_number
from lopso_autograding.expectations.numbers import Closeness
from lopso_autograding.expectations.plain import plain
from lopso_autograding.expectations.texts import TextRules


@dataclass(frozen=True)
class Near(Matcher):
    """A number within an absolute tolerance."""

    value: Value
    tolerance: float

    def difference(self, got: Value, rules: Rules) -> Difference | None:
        """See Matcher."""
        near = replace(rules, closeness=Closeness(self.tolerance))
        return difference(got, self.value, near)

    def example(self) -> object:
        """See Matcher."""
        return self.value


@dataclass(frozen=True)
class InAnyOrder(Matcher):
    """The same values in whatever order; a list, a tuple or a set of them will do."""

    values: tuple[Value, ...]

    def difference(self, got: Value, rules: Rules) -> Difference | None:
        """See Matcher."""
        wanted = Items("list", self.values)
        if not isinstance(getattr(got, "values", None), tuple):
            return Difference("type", (), got, wanted, None, rules)
        missing, extra = unmatched(got.values, self.values, rules)
        if not (missing or extra):
            return None
        return Difference("unordered", (), got, wanted, None, rules)

    def example(self) -> object:
        """See Matcher."""
        return Items("list", self.values)


@dataclass(frozen=True)
class AnyOf(Matcher):
    """One of several values."""

    values: tuple[Value, ...]

    def difference(self, got: Value, rules: Rules) -> Difference | None:
        """See Matcher."""
        if any(equal(got, value, rules) for value in self.values):
            return None
        # A choice in quotes is compared with that choice, so that the quotes can be named.
        meant = [value for value in self.values if type(got) is str and str(value) == got.strip()]
        return Difference("choice", (), got, (meant or self.values)[0], None, rules)

    def example(self) -> object:
        """See Matcher."""
        return self.values[0]


@dataclass(frozen=True)
class Text(Matcher):
    """A text of which some differences do not matter."""

    value: str
    allowed: TextRules

    def difference(self, got: Value, rules: Rules) -> Difference | None:
        """See Matcher."""
        return difference(got, self.value, replace(rules, text=self.allowed))

    def example(self) -> object:
        """See Matcher."""
        return self.value


@dataclass(frozen=True)
class Exactly(Matcher):
    """A value of the same type, and a text of the same code points."""

    value: Value

    def difference(self, got: Value, rules: Rules) -> Difference | None:
        """See Matcher."""
        return difference(
            got, self.value, replace(rules, text=TextRules(exact=True), same_type=True)
        )

    def example(self) -> object:
        """See Matcher."""
        return self.value


def near(value: object, tolerance: float) -> Near:
    """A number that may be off by ``tolerance`` (absolute)."""
    if not is_number(plain(value)) or not is_number(plain(tolerance)) or not tolerance >= 0:
        raise TypeError(f"near() takes two numbers, tolerance >= 0; not {value!r}, {tolerance!r}")
    return Near(plain(value), tolerance)


def in_any_order(values: Value) -> InAnyOrder:
    """The same values, as often as given, in whatever order."""
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        raise TypeError(f"in_any_order() takes a collection of values, not {values!r}")
    return InAnyOrder(tuple(expected_node(value) for value in values))


def any_of(*values: object) -> AnyOf:
    """One of the values given."""
    if len(values) < 2:
        raise TypeError("any_of() takes two or more values, each as an argument of its own")
    return AnyOf(tuple(expected_node(value) for value in values))


def text(
    value: str,
    *,
    ignore_case: bool = False,
    ignore_spaces: bool = False,
    ignore_accents: bool = False,
    any_spelling: bool = False,
) -> Text:
    """A text of which some differences do not matter.

    Args:
        value: the text expected.
        ignore_case: capitals or not.
        ignore_spaces: spaces outside, and how many stand inside.
        ignore_accents: Vietnamese marks.
        any_spelling: kĩ or kỹ, hoà or hòa.
    """
    if not isinstance(value, str):
        raise TypeError(f"text() takes a str, not {value!r}")
    return Text(value, TextRules(ignore_case, ignore_spaces, ignore_accents, any_spelling))


def exactly(value: object) -> Exactly:
    """A value of exactly this type: Decimal, not float; a text in exactly this normal form."""
    return Exactly(expected_node(value))


def expected_node(expected: object) -> Value:
    """The node of a value that an author expects.

    Raises:
        TypeError: it is nothing that can be compared.
    """
    node = plain(expected, keep=(Matcher,))
    hidden = next((part for part in walk(node) if type(part).__name__ == "Opaque"), None)
    if hidden is not None:
        raise TypeError(
            "expected must be plain data (numbers, text, lists, dicts, …), not "
            f"{hidden.type_name}: use satisfies() or has() to check an object"
        )
    return node


def walk(node: Value) -> list[Value]:
    """A node and all those inside it."""
    found, left = [], [node]
    while left:
        part = left.pop()
        found.append(part)
        if hasattr(part, "pairs"):
            left += [inner for pair in part.pairs for inner in pair]
        elif hasattr(part, "rows"):
            left += [inner for row in part.rows for inner in row]
        elif isinstance(getattr(part, "values", None), tuple):
            left += part.values
    return found
