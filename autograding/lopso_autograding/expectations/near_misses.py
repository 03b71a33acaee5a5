"""What a learner nearly got right: the one remark that fits a difference."""

from collections.abc import Callable
from difflib import get_close_matches

from lopso_autograding.expectations.brevity import DIGITS, Precision
from lopso_autograding.expectations.comparison import (
    Difference,
    Matcher,
    Rules,
    equal,
    unmatched,
)
from lopso_autograding.expectations.display import shown
from lopso_autograding.expectations.leaf_remarks import leaf_remark
from lopso_autograding.expectations.nodes import (
    Group,
    Items,
    Mapping,
    Opaque,
    Table,
    Value,
    is_number,
)
from lopso_autograding.expectations.remarks import Remark


def remark_on(found: Difference) -> Remark | None:
    """The remark that fits the first difference, or None where it is no near miss."""
    for look in LOOKS:
        remark = look(found)
        if remark is not None:
            return remark
    return None


def _opaque(found: Difference) -> Remark | None:
    if not isinstance(found.got, Opaque):
        return None
    name = found.got.name or "f"
    return Remark(f"opaque_{found.got.kind}", {"type": found.got.type_name, "name": name})


def _wrapped(found: Difference) -> Remark | None:
    got, expected = found.got, found.expected
    if _is_only(expected, got) and equal(got.values[0], expected, found.rules):
        return Remark("wrapped", {"kind": _kind(got)})
    if _is_only(got, expected) and equal(got, expected.values[0], found.rules):
        return Remark("unwrapped", {"kind": _kind(expected)})
    return None


def _is_only(value: Value, collection: Value) -> bool:
    """Whether there is a single value, and a collection of one."""
    if isinstance(value, Items | Group) or not isinstance(collection, Items | Group):
        return False
    return len(collection.values) == 1


def _other_kind(found: Difference) -> Remark | None:
    got, expected = found.got, found.expected
    kinds = Items | Group | Mapping | Table
    if found.kind != "type" or not (isinstance(got, kinds) and isinstance(expected, kinds)):
        return None
    words = {"got": _kind(got), "expected": _kind(expected)}
    if isinstance(got, Mapping | Table) or isinstance(expected, Mapping | Table):
        return Remark("other_kind", words)
    missing, extra = unmatched(got.values, expected.values, found.rules)
    return Remark("other_kind" if missing or extra else "right_but_other_kind", words)


def _order(found: Difference) -> Remark | None:
    got, expected = found.within or (found.got, found.expected)
    if not (isinstance(got, Items) and isinstance(expected, Items)):
        return None
    if any(isinstance(value, Matcher) for value in expected.values) or found.kind == "unordered":
        return None
    missing, extra = unmatched(got.values, expected.values, found.rules)
    if missing or extra or len(got.values) < 2:
        return None
    turned = equal(Items("list", got.values[::-1]), Items("list", expected.values), found.rules)
    return Remark("reversed" if turned else "order")


def _missing_or_extra(found: Difference) -> Remark | None:
    got, expected = found.got, found.expected
    collections = isinstance(got, Items | Group) and isinstance(expected, Items | Group)
    if not collections or (found.kind == "type" and type(got) is not type(expected)):
        return None
    missing, extra = unmatched(got.values, expected.values, found.rules)
    values = {"missing": _listed(missing, found.rules), "extra": _listed(extra, found.rules)}
    if missing and extra:
        few = len(missing) + len(extra) <= 8
        return Remark("missing_and_extra", values) if few else None
    if extra and all(_is_among(one, expected.values, found.rules) for one in extra):
        return Remark("repeated", values)
    return Remark("missing" if missing else "extra", values) if missing or extra else None


def _is_among(value: Value, values: tuple[Value, ...], rules: Rules) -> bool:
    return any(equal(value, other, rules) for other in values)


def _keys(found: Difference) -> Remark | None:
    if found.kind not in ("missing_key", "extra_key") or found.within is None:
        return None
    key = found.within[0]
    if found.kind == "extra_key":
        return Remark("extra_key", {"key": shown(key)})
    held = [held for held, _ in found.got.pairs]
    close = get_close_matches(str(key), [str(one) for one in held], 1, 0.6)
    same = [one for one in held if str(one).casefold() == str(key).casefold()]
    near = same or [one for one in held if close and str(one) == close[0]]
    if near and not any(equal(near[0], wanted, found.rules) for wanted, _ in found.expected.pairs):
        return Remark("near_key", {"key": shown(key), "near": shown(near[0])})
    return Remark("missing_key", {"key": shown(key)})


def _collection_for_one(found: Difference) -> Remark | None:
    """A collection where a single number or text is wanted."""
    if not isinstance(found.got, Items | Group | Mapping):
        return None
    if is_number(found.expected):
        if not found.path and _has_comma(found.got):
            return Remark("comma_made_a_tuple")
        return Remark("number_wanted", {"got": _kind(found.got)})
    return Remark("text_wanted", {"got": _kind(found.got)}) if type(found.expected) is str else None


def _has_comma(node: Value) -> bool:
    """Whether a decimal comma may have made a tuple of one number, as in ``2 * 3,14``."""
    numbers = isinstance(node, Items) and node.kind == "tuple" and len(node.values) > 1
    return numbers and all(is_number(part) for part in node.values)


def _leaf(found: Difference) -> Remark | None:
    if found.kind in ("missing_key", "extra_key"):
        return None
    quoted = type(found.got) is str and str(found.expected) == found.got.strip()
    if found.kind == "choice" and not (quoted and is_number(found.expected)):
        return None
    return leaf_remark(found.got, found.expected, found.rules.closeness)


def _kind(node: Value) -> str:
    """The Python name of a collection's class."""
    if isinstance(node, Items):
        return {"array": "ndarray", "series": "Series"}.get(node.kind, node.kind)
    if isinstance(node, Table):
        return "DataFrame"
    return "set" if isinstance(node, Group) else "dict"


def _listed(nodes: list[Value], rules: Rules) -> str:
    """At most three of some values."""
    short = Precision(DIGITS[0], rules.closeness.tolerance).short
    first = ", ".join(shown(short(node), 30) for node in nodes[:3])
    return first + ("…" if len(nodes) > 3 else "")


LOOKS: tuple[Callable[[Difference], Remark | None], ...] = (
    _opaque,
    _wrapped,
    _other_kind,
    _order,
    _keys,
    _missing_or_extra,
    _collection_for_one,
    _leaf,
)
