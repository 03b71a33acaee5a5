"""Wrong answers that an author foresees, each with a hint of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lopso_autograding.expectations.comparison import Matcher, Rules, equal
from lopso_autograding.expectations.matchers import Near, expected_node
from lopso_autograding.expectations.nodes import Value
from lopso_autograding.expectations.numbers import Closeness

type Slips = Mapping[Value, str] | Iterable[tuple[Value, str]] | None
"""Likely wrong values and what to say of each; pairs where a value, such as a list, is no key."""


@dataclass(frozen=True)
class Advice:
    """What an author says of a wrong answer: of one that was foreseen, or of any other."""

    hint: str | None
    slips: tuple[tuple[Value, str], ...] = ()
    tolerance: float | None = None

    def on(self, got: Value, rules: Rules) -> str | None:
        """What is said of what came."""
        return self.foreseen(got, rules) or self.hint

    def foreseen(self, got: Value, rules: Rules) -> str | None:
        """What is said of a slip; one that fits exactly goes before one within a tolerance."""
        if self.tolerance is not None:
            rules = replace(rules, closeness=Closeness(self.tolerance))
        exactly = replace(rules, closeness=replace(rules.closeness, tolerance=None))
        for rule in (exactly, rules):
            for value, said in self.slips:
                if equal(got, value, rule):
                    return said
        return None


def advice(hint: str | None, slips: Slips, wanted: Value, rules: Rules, verb: str) -> Advice:
    """An author's hint and slips, checked.

    Args:
        hint: what is said of an answer that no slip fits.
        slips: the likely wrong values and their hints.
        wanted: the node of the right answer.
        rules: how strictly answers are compared.
        verb: the word of the vocabulary, for the message.

    Raises:
        TypeError: a hint is not a text, or a slip would be right.
    """
    tolerance = wanted.tolerance if isinstance(wanted, Near) else rules.closeness.tolerance
    pairs = slips.items() if isinstance(slips, Mapping) else slips or ()
    found = []
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2 or not isinstance(pair[1], str):
            raise TypeError(f"{verb}(): slips must be {{value: say('…', '…')}}; not {pair!r}")
        node = expected_node(pair[0])
        if not isinstance(node, Matcher) and equal(node, wanted, rules):
            raise TypeError(f"{verb}(): {pair[0]!r} among the slips is a right answer")
        found.append((node, pair[1]))
    return Advice(hint, tuple(found), tolerance)
