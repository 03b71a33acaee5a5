"""Checks of what a learner's function does when it is called."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lopso_autograding.expectations import errors
from lopso_autograding.expectations.arrays import roughness
from lopso_autograding.expectations.brevity import DIGITS, Precision
from lopso_autograding.expectations.calls import Outcome, call, copied
from lopso_autograding.expectations.comparison import Rules, difference
from lopso_autograding.expectations.display import CUT, shown
from lopso_autograding.expectations.matchers import Near, expected_node
from lopso_autograding.expectations.names import NOTHING, name_of, near_name, value_of
from lopso_autograding.expectations.nodes import Opaque, Value, is_number
from lopso_autograding.expectations.numbers import RELATIVE, Closeness
from lopso_autograding.expectations.plain import function_name, plain
from lopso_autograding.expectations.slips import Slips, advice
from lopso_autograding.expectations.speech import Speaker, Subject, checked_hint, checked_tolerance

WHOLE_CALL = 120
"""Number of characters up to which all arguments are shown whole."""
ARGUMENT = 40
"""Number of characters that one of several arguments may take where they are shortened."""
ALL_ARGUMENTS = 90
"""Number of characters that few arguments may share where they are shortened."""


@dataclass(frozen=True)
class Call:
    """A learner's function with the arguments of a check."""

    function: Value
    name: str
    arguments: tuple[Value, ...] = ()
    keywords: dict[str, Value] = field(default_factory=dict)

    def text(self) -> str:
        """The call as a learner would write it, long arguments shortened."""
        whole = self._text(WHOLE_CALL)
        if CUT not in whole and len(whole) <= WHOLE_CALL + len(self.name):
            return whole
        count = len(self.arguments) + len(self.keywords)
        return self._text(max(ARGUMENT, ALL_ARGUMENTS // max(1, count)))

    def _text(self, room: int) -> str:
        parts = [argument_text(value, room) for value in self.arguments]
        parts += [f"{key}={argument_text(value, room)}" for key, value in self.keywords.items()]
        return f"{self.name}({', '.join(parts)})"

    def outcome(self) -> Outcome:
        """What the call comes to; the function gets copies of the arguments."""
        return call(self.function, copied(self.arguments), copied(self.keywords))


def argument_text(value: Value, room: int) -> str:
    """One argument as a learner would write it."""
    node = plain(value)
    named = (node.name or name_of(value)) if isinstance(node, Opaque) else None
    return named or shown(node, room)


def rules_for(value: Value, tolerance: float | None) -> Rules:
    """How strictly a value is compared, given its own type of number."""
    return Rules(Closeness(tolerance, max(RELATIVE, roughness(value))))


class CallSpeaker(Speaker):
    """What is said of a call that gave no value."""

    def called(
        self,
        function: Value,
        arguments: tuple[Value, ...],
        keywords: dict[str, Value],
        hint: str | None,
    ) -> Call:
        """The call that a check is about; a missing or lost function ends the check."""
        if isinstance(function, str) and not function.isidentifier():
            raise TypeError(f"{function!r} is no name of a function")
        if isinstance(function, str):
            name, function = function, self.named(function, hint)
        else:
            name = function_name(function) or name_of(function)
        if not callable(function):
            got = shown(plain(function))
            self.fail(
                self.sentence("no_function", name=name or self.words["the_function"], got=got),
                hint=hint,
            )
        return Call(function, name or self.words["the_function"].lower(), arguments, keywords)

    def named(self, name: str, hint: str | None) -> Value:
        """The value of a variable of the notebook; one that is missing ends the check."""
        value = value_of(name)
        if value is not NOTHING:
            return value
        near = near_name(name)
        if near is not None:
            self.fail(self.sentence("near_variable", name=name, near=near))
        return self.fail(self.sentence("no_variable", name=name))

    def returned(self, made: Call, hint: str | None, outcome: Outcome | None = None) -> Outcome:
        """The outcome of a call that returned; an exception ends the check."""
        outcome = outcome or made.outcome()
        if outcome.error is not None:
            said = errors.explained(self, made.name, made.text(), outcome.error)
            # Before anything is written, or for a misspelt name, a hint on the answer is noise.
            noise = errors.is_stub(outcome.error) or isinstance(outcome.error, NameError)
            self.fail(said, hint=None if noise else hint)
        return outcome

    def came_to_nothing(
        self, made: Call, outcome: Outcome, expected: Value, foreseen: str | None
    ) -> None:
        """Ends the check where None came although a value was expected; a hint would be noise."""
        if outcome.value is Ellipsis:
            self.fail(self.sentence("still_dots", subject=made.name))
        if outcome.value is not None or expected is None:
            return
        text = made.text()
        if outcome.printed.strip():
            printed = shown(outcome.printed.strip(), ARGUMENT)
            self.fail(self.sentence("printed_not_returned", call=text, printed=printed))
        expectation = self.expectation(Precision(DIGITS[0]).short(expected))
        self.fail(self.sentence("no_return", call=text, expected=expectation), hint=foreseen)


class CallChecks(CallSpeaker):
    """The checks of one call."""

    def returns(
        self,
        function: Callable[..., Value] | str,
        *arguments: Value,
        expected: Value,
        hint: str | None = None,
        tolerance: float | None = None,
        slips: Slips = None,
        **keywords: Value,
    ) -> None:
        """Checks what a function returns.

        Args:
            function: the learner's function, or its name as text (friendlier when it is missing).
            *arguments: what it is called with; it gets a copy.
            expected: plain data, or one of near, in_any_order, any_of, text, exactly.
            hint: where to look, said last.
            tolerance: the absolute error allowed in numbers.
            slips: likely wrong values, each with what is said in place of the hint.
            **keywords: what it is called with by name.

        Raises:
            CheckFailed: it returns something else.
        """
        hint = checked_hint(hint, "returns")
        tolerance = checked_tolerance(tolerance, "returns")
        wanted = expected_node(expected)
        if tolerance is not None and is_number(wanted):
            wanted = Near(wanted, tolerance)
        given = advice(hint, slips, wanted, rules_for(None, tolerance), "returns")
        made = self.called(function, arguments, keywords, hint)
        outcome = self.returned(made, hint)
        got, rules = plain(outcome.value), rules_for(outcome.value, tolerance)
        self.came_to_nothing(made, outcome, wanted, given.foreseen(got, rules))
        found = difference(got, wanted, rules)
        if found is not None:
            self.differs(Subject(made.text()), got, wanted, found, given.on(got, rules))

    def refuses(
        self,
        function: Callable[..., Value] | str,
        *arguments: Value,
        error: type[BaseException] = ValueError,
        mentions: object = None,
        hint: str | None = None,
        **keywords: Value,
    ) -> None:
        """Checks that a function raises an error.

        Args:
            function: the learner's function, or its name as text.
            *arguments: what it is called with.
            error: the class of the error, or one of its subclasses.
            mentions: a value that the error's message must contain, if any.
            hint: where to look, said last.
            **keywords: what it is called with by name.

        Raises:
            CheckFailed: it returns, or raises something else.
        """
        hint = checked_hint(hint, "refuses")
        if not (isinstance(error, type) and issubclass(error, BaseException)):
            raise TypeError(f"refuses(): error must be a class of errors, not {error!r}")
        made = self.called(function, arguments, keywords, hint)
        outcome = made.outcome()
        if outcome.error is None:
            self.not_refused(made, outcome, error.__name__, hint)
            return
        unfit = errors.is_stub(outcome.error) or errors.wrong_arguments(outcome.error, made.name)
        if unfit or not isinstance(outcome.error, error):
            self.refused_otherwise(made, outcome.error, error.__name__, hint)
        message = errors.message(outcome.error)
        if mentions is not None and str(mentions) not in message:
            values = {"error": error.__name__, "got": shown(message), "value": shown(mentions)}
            self.fail(self.sentence("error_without_value", call=made.text(), **values), hint=hint)

    def not_refused(self, made: Call, outcome: Outcome, error: str, hint: str | None) -> None:
        """Ends the check because nothing was raised."""
        got, text = plain(outcome.value), made.text()
        if issubclass(type(outcome.value), BaseException):
            name = type(outcome.value).__name__
            self.fail(self.sentence("error_returned", call=text, error=name), hint=hint)
        if outcome.value is None and outcome.printed.strip():
            printed = shown(outcome.printed.strip(), ARGUMENT)
            said = self.sentence("nothing_refused_printed", call=text, printed=printed, error=error)
            self.fail(said, hint=hint)
        said = self.sentence("nothing_refused", call=text, got=shown(got), error=error)
        self.fail(said, hint=hint)

    def refused_otherwise(self, made: Call, came: Value, error: str, hint: str | None) -> None:
        """Ends the check because something else was raised."""
        if errors.speaks_for_itself(came, made.name):
            said = errors.explained(self, made.name, made.text(), came)
            self.fail(said, hint=None if errors.is_stub(came) else hint)
        line = errors.line_clause(self, came)
        got = type(came).__name__
        said = self.sentence("other_error", call=made.text(), got=got, error=error, line=line)
        self.fail(said, hint=hint)
