"""Where an answer first differs from what is expected."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace

from lopso_autograding.expectations.nodes import (
    Group,
    Items,
    Mapping,
    Opaque,
    Table,
    Value,
    is_number,
)
from lopso_autograding.expectations.numbers import Closeness, same_number
from lopso_autograding.expectations.texts import TextRules

ALIKE = {"list", "array", "series"}
"""Ordered collections that a teacher takes for one another."""
PAIRED = 300
"""Number of left-over values up to which each is tried against each."""


@dataclass(frozen=True)
class Rules:
    """What counts as equal."""

    closeness: Closeness = field(default_factory=Closeness)
    text: TextRules = field(default_factory=TextRules)
    same_type: bool = False


@dataclass(frozen=True)
class Difference:
    """The first place where an answer is not what is expected.

    ``kind`` is value, type, length, missing_key or extra_key; ``got`` and ``expected`` are the
    nodes at that place, ``within`` the collections that hold it (the answers themselves when
    the path is empty), ``rules`` what counted as equal there.
    """

    kind: str
    path: tuple[tuple[str, object], ...]
    got: Value
    expected: Value
    within: tuple[Value, Value] | None = None
    rules: Rules = field(default_factory=Rules)


class Matcher:
    """An expected value that says itself what equals it; the examples stand in matchers."""

    def difference(self, got: Value, rules: Rules) -> Difference | None:
        """Where ``got`` differs from what the matcher wants, or None where it does not."""
        raise NotImplementedError

    def example(self) -> object:
        """A value that fits, to be shown."""
        raise NotImplementedError


def difference(got: Value, expected: Value, rules: Rules) -> Difference | None:
    """The first difference of two plain nodes, or None where a teacher sees none."""
    if isinstance(expected, Matcher):
        return expected.difference(got, rules)
    if isinstance(expected, Items) and isinstance(got, Items):
        return _items_difference(got, expected, rules)
    if isinstance(expected, Mapping) and isinstance(got, Mapping):
        return _mapping_difference(got, expected, rules)
    if isinstance(expected, Group) and isinstance(got, Group):
        missing, extra = unmatched(got.values, expected.values, rules)
        return Difference("value", (), got, expected, None, rules) if missing or extra else None
    if isinstance(expected, Table) and isinstance(got, Table):
        same = _same_table(got, expected, rules)
        return None if same else Difference("value", (), got, expected, None, rules)
    if _same_leaf(got, expected, rules):
        return None
    kind = "value" if type(got) is type(expected) else "type"
    return Difference(kind, (), got, expected, None, rules)


def equal(got: Value, expected: Value, rules: Rules) -> bool:
    """Whether a teacher would call two plain nodes equal."""
    return difference(got, expected, rules) is None


def unmatched(
    got: Sequence[Value], expected: Sequence[Value], rules: Rules
) -> tuple[list[Value], list[Value]]:
    """What is missing from an answer and what it has too much, whatever the order."""
    left = Counter(canonical(node, rules) for node in got)
    missing = _not_in(expected, left, rules)
    left = Counter(canonical(node, rules) for node in expected)
    extra = _not_in(got, left, rules)
    if len(missing) > PAIRED or len(extra) > PAIRED:
        return missing, extra
    unpaired = []
    for wanted in missing:
        found = next((i for i, node in enumerate(extra) if equal(node, wanted, rules)), None)
        if found is None:
            unpaired.append(wanted)
        else:
            del extra[found]
    return unpaired, extra


def _not_in(nodes: Sequence[Value], counts: Counter[Hashable], rules: Rules) -> list[Value]:
    missing = []
    for node in nodes:
        key = canonical(node, rules)
        if counts[key] > 0:
            counts[key] -= 1
        else:
            missing.append(node)
    return missing


def canonical(node: Value, rules: Rules) -> Hashable:
    """A key that equal nodes share; nodes that are only close may have different ones."""
    if isinstance(node, str):
        return ("text", rules.text.form(node))
    if is_number(node):
        return _number_key(node, rules)
    if isinstance(node, Items):
        kind = "list" if node.kind in ALIKE else node.kind
        return (kind, tuple(canonical(part, rules) for part in node.values))
    if isinstance(node, Group):
        return ("set", frozenset(canonical(part, rules) for part in node.values))
    if isinstance(node, Mapping):
        pairs = node.pairs
        return ("dict", frozenset((canonical(k, rules), canonical(v, rules)) for k, v in pairs))
    if isinstance(node, Opaque | Matcher):
        return ("opaque", id(node))
    return (type(node).__name__, node)


def _number_key(number: Value, rules: Rules) -> Hashable:
    """The key of a number; floats that differ by their usual error share one."""
    if number != number:
        return ("nan",)
    kind = type(number) if rules.same_type else None
    return ("number", kind, float(f"{number:.12g}") if type(number) is float else number)


def _items_difference(got: Items, expected: Items, rules: Rules) -> Difference | None:
    alike = not rules.same_type and {got.kind, expected.kind} <= ALIKE
    if got.kind != expected.kind and not alike:
        return Difference("type", (), got, expected, None, rules)
    for position, (one, other) in enumerate(zip(got.values, expected.values, strict=False)):
        found = difference(one, other, rules)
        if found is not None:
            return _inside(found, ("index", position), got, expected)
    if len(got.values) != len(expected.values):
        return Difference("length", (), got, expected, None, rules)
    return None


def _mapping_difference(got: Mapping, expected: Mapping, rules: Rules) -> Difference | None:
    held = {canonical(key, rules): value for key, value in got.pairs}
    wanted = {canonical(key, rules) for key, _ in expected.pairs}
    for key, value in expected.pairs:
        if canonical(key, rules) not in held:
            return Difference("missing_key", (), got, expected, (key, None), rules)
        found = difference(held[canonical(key, rules)], value, rules)
        if found is not None:
            return _inside(found, ("key", key), got, expected)
    for key, _ in got.pairs:
        if canonical(key, rules) not in wanted:
            return Difference("extra_key", (), got, expected, (key, None), rules)
    return None


def _inside(found: Difference, step: tuple[str, object], got: Value, expected: Value) -> Difference:
    within = found.within if found.path or found.within else (got, expected)
    return replace(found, path=(step, *found.path), within=within)


def _same_table(got: Table, expected: Table, rules: Rules) -> bool:
    pairs = (
        (got.columns, expected.columns),
        (got.labels or (), expected.labels or ()),
        *zip(got.rows, expected.rows, strict=False),
    )
    same = all(equal(Items("list", a), Items("list", b), rules) for a, b in pairs)
    return same and len(got.rows) == len(expected.rows)


def _same_leaf(got: Value, expected: Value, rules: Rules) -> bool:
    if isinstance(got, Opaque) or isinstance(expected, Opaque):
        return False
    if is_number(got) and is_number(expected):
        typed = not rules.same_type or type(got) is type(expected)
        return typed and same_number(got, expected, rules.closeness)
    if type(got) is not type(expected):
        return False
    if isinstance(got, str):
        return rules.text.form(got) == rules.text.form(expected)
    return bool(got == expected)
