"""Checks of a variable of the notebook, or of a value."""

from collections.abc import Iterable

from lopso_autograding.expectations.call_checks import CallSpeaker, rules_for
from lopso_autograding.expectations.calls import call
from lopso_autograding.expectations.comparison import difference
from lopso_autograding.expectations.display import shown
from lopso_autograding.expectations.matchers import Near, any_of, expected_node, in_any_order, near
from lopso_autograding.expectations.nodes import Value, is_number
from lopso_autograding.expectations.plain import plain
from lopso_autograding.expectations.slips import Slips, advice
from lopso_autograding.expectations.speech import Subject, checked_hint, checked_tolerance


class ValueChecks(CallSpeaker):
    """The checks of one value; a text given as the subject is the name of a variable."""

    def subject(self, name_or_value: Value, hint: str | None) -> tuple[Subject, Value]:
        """What a check is about and its value; a variable that is missing ends the check."""
        if not isinstance(name_or_value, str):
            return Subject("", "came"), name_or_value
        if not name_or_value.isidentifier():
            raise TypeError(
                f"a text as the first argument is the name of a variable, which {name_or_value!r} "
                "cannot be; to check a text, put it into a variable and give its name"
            )
        return Subject(name_or_value, "held"), self.named(name_or_value, hint)

    def compared(
        self,
        name_or_value: Value,
        expected: Value,
        hint: str | None,
        tolerance: float | None = None,
        slips: Slips = None,
    ) -> None:
        """Ends the check where a value is not what is expected."""
        subject, value = self.subject(name_or_value, hint)
        if value is Ellipsis:
            self.fail(self.sentence("still_dots", subject=subject.text))
        wanted, got = expected_node(expected), plain(value)
        if tolerance is not None and is_number(wanted):
            wanted = Near(wanted, tolerance)
        given = advice(hint, slips, wanted, rules_for(None, tolerance), "equals")
        rules = rules_for(value, tolerance)
        found = difference(got, wanted, rules)
        if found is not None:
            self.differs(subject, got, wanted, found, given.on(got, rules))

    def equals(
        self,
        name: Value,
        expected: Value,
        hint: str | None = None,
        tolerance: float | None = None,
        slips: Slips = None,
    ) -> None:
        """Checks the value of a variable.

        Args:
            name: the variable's name as text, or a value that is not text.
            expected: plain data, or one of near, in_any_order, any_of, text, exactly.
            hint: where to look, said last.
            tolerance: the absolute error allowed in numbers.
            slips: likely wrong values, each with what is said in place of the hint.

        Raises:
            CheckFailed: it is missing or something else.
        """
        tolerance = checked_tolerance(tolerance, "equals")
        self.compared(name, expected, checked_hint(hint, "equals"), tolerance, slips)

    def close_to(
        self, name_or_value: Value, expected: Value, tolerance: float, hint: str | None = None
    ) -> None:
        """Checks that a number, or every number of a collection, is near enough.

        Raises:
            CheckFailed: it is further than ``tolerance`` (absolute) from ``expected``.
        """
        hint = checked_hint(hint, "close_to")
        if checked_tolerance(tolerance, "close_to") is None:
            raise TypeError("close_to(): tolerance must be a number, not None")
        wanted = near(expected, tolerance) if type(plain(expected)) in (int, float) else expected
        self.compared(name_or_value, wanted, hint, tolerance)

    def same_set(
        self,
        name_or_value: Value,
        expected: Iterable[Value],
        hint: str | None = None,
        tolerance: float | None = None,
    ) -> None:
        """Checks that a collection holds the expected values, in whatever order.

        Raises:
            CheckFailed: a value is missing, or there is one too many.
        """
        tolerance = checked_tolerance(tolerance, "same_set")
        hint = checked_hint(hint, "same_set")
        self.compared(name_or_value, in_any_order(expected), hint, tolerance)

    def one_of(
        self, name_or_value: Value, choices: Iterable[Value], hint: str | None = None
    ) -> None:
        """Checks that a value is one of several.

        Raises:
            CheckFailed: it is none of them.
        """
        if isinstance(choices, str):
            raise TypeError(f"one_of(): choices must be a collection of values, not {choices!r}")
        self.compared(name_or_value, any_of(*choices), checked_hint(hint, "one_of"))

    def has(self, name_or_value: Value, hint: str | None = None, **attributes: Value) -> None:
        """Checks attributes of an object, such as a slider's ``min`` and ``max``.

        Raises:
            CheckFailed: one is missing or something else.
        """
        hint = checked_hint(hint, "has")
        if not attributes:
            raise TypeError("has() needs at least one attribute, as in has('thanh', min=0)")
        subject, value = self.subject(name_or_value, hint)
        text = subject.text or shown(plain(value))
        for name, expected in attributes.items():
            asked = call(getattr, (value, name), {})
            if asked.error is not None:
                self.fail(self.sentence("no_attribute", subject=text, name=name), hint=hint)
            held = asked.value
            got, wanted = plain(held), expected_node(expected)
            found = difference(got, wanted, rules_for(held, None))
            if found is not None:
                self.differs(Subject(f"{text}.{name}", "held"), got, wanted, found, hint)
