"""Checks of what a call does besides returning: print, change its arguments, keep a rule."""

from collections.abc import Callable

from lopso_autograding.expectations.call_checks import ARGUMENT, Call, CallSpeaker
from lopso_autograding.expectations.calls import call, copied
from lopso_autograding.expectations.comparison import Matcher, Rules, difference
from lopso_autograding.expectations.display import shown
from lopso_autograding.expectations.matchers import expected_node
from lopso_autograding.expectations.nodes import Opaque, Value
from lopso_autograding.expectations.plain import plain, thawed
from lopso_autograding.expectations.speech import Subject, checked_hint
from lopso_autograding.expectations.value_checks import ValueChecks

CONTAINERS = (list, tuple, dict, set, frozenset)


class EffectChecks(ValueChecks, CallSpeaker):
    """The checks of a call's effects and of rules that many answers keep."""

    def unchanged(
        self,
        function: Callable[..., Value] | str,
        *arguments: Value,
        hint: str | None = None,
        **keywords: Value,
    ) -> None:
        """Checks that a function leaves its arguments as they were.

        Raises:
            CheckFailed: a list, dictionary, set, array or frame among them has changed, or the
                call raised an error.
        """
        hint = checked_hint(hint, "unchanged")
        made = self.called(function, arguments, keywords, hint)
        handed, named = copied(arguments), copied(keywords)
        self.returned(made, hint, call(made.function, handed, named))
        places = [(place, arguments[place], handed[place]) for place in range(len(arguments))]
        places += [(name, keywords[name], named[name]) for name in keywords]
        for place, before, after in places:
            self._left_alone(made, place, plain(before), plain(after), hint)

    def _left_alone(
        self, made: Call, place: int | str, before: Value, after: Value, hint: str | None
    ) -> None:
        found = difference(after, before, Rules(same_type=True))
        if found is None or isinstance(found.expected, Opaque):
            return
        said = self.sentence(
            "changed_argument",
            call=made.text(),
            argument=self._argument(place),
            before=shown(before, focus=found.path),
            after=shown(after, focus=found.path),
        )
        self.fail(said, None if hint else self.sentence("make_a_copy"), hint=hint)

    def _argument(self, place: int | str) -> str:
        if isinstance(place, str):
            return self.sentence("argument_name", name=place)
        return self.sentence("argument_number", count=str(place + 1))

    def prints(
        self,
        function: Callable[..., Value] | str,
        *arguments: Value,
        expected: str,
        hint: str | None = None,
        **keywords: Value,
    ) -> None:
        """Checks what a function prints; line ends and empty lines at the end do not matter.

        Raises:
            CheckFailed: it prints something else.
        """
        hint = checked_hint(hint, "prints")
        if not isinstance(expected, str | Matcher):
            raise TypeError(f"prints(): expected must be a str or text(…), not {expected!r}")
        made = self.called(function, arguments, keywords, hint)
        outcome = self.returned(made, hint)
        text, wanted = made.text(), expected_node(expected)
        if not outcome.printed.strip() and outcome.value is not None:
            got = shown(plain(outcome.value), ARGUMENT)
            self.fail(self.sentence("returned_not_printed", call=text, got=got), hint=hint)
        if not outcome.printed.strip():
            said = self.sentence("nothing_printed", call=text, expected=self.expectation(wanted))
            self.fail(said, hint=hint)
        got = "\n".join(line.rstrip() for line in outcome.printed.rstrip().splitlines())
        wanted = wanted.rstrip() if isinstance(wanted, str) else wanted
        found = difference(got, wanted, Rules())
        if found is not None:
            subject = Subject(self.sentence("the_printed_text", call=text), "held")
            self.differs(subject, got, wanted, found, hint)

    def satisfies(
        self,
        subject: Value,
        *arguments: Value,
        rule: Callable[[Value], object],
        saying: str,
        hint: str | None = None,
        **keywords: Value,
    ) -> None:
        """Checks that an answer keeps a rule that many answers may keep.

        Args:
            subject: a function, which is called; or a variable's name as text, or a value.
            *arguments: what the function is called with.
            rule: takes the answer and returns True where it is kept; an error means it is not.
            saying: the rule in words, to end a sentence: "no question occurs twice".
            hint: where to look, said last.
            **keywords: what the function is called with by name.

        Raises:
            CheckFailed: the rule is not kept.
        """
        hint = checked_hint(hint, "satisfies")
        if not callable(rule) or not isinstance(saying, str):
            raise TypeError("satisfies() needs rule=, a function, and saying=, its words as a str")
        about, value = self.answer(subject, arguments, keywords, hint)
        node = plain(value)
        if not kept(rule, value, node):
            suffix = "" if about.verb == "returned" else f"_{about.verb}"
            said = self.sentence(
                f"not_satisfied{suffix}",
                subject=about.text,
                got=shown(node),
                rule=saying.rstrip(". "),
            )
            self.fail(said, hint=hint)

    def answer(
        self,
        subject: Value,
        arguments: tuple[Value, ...],
        keywords: dict[str, Value],
        hint: str | None,
    ) -> tuple[Subject, Value]:
        """What is checked and its value: what a function returns, or what a name holds."""
        held = self.named(subject, hint) if isinstance(subject, str) else subject
        node = plain(held)
        is_function = isinstance(node, Opaque) and node.kind in ("function", "class")
        if not (arguments or keywords or is_function):
            return self.subject(subject, hint)
        made = self.called(subject, arguments, keywords, hint)
        outcome = self.returned(made, hint)
        if outcome.value is Ellipsis:
            self.fail(self.sentence("still_dots", subject=made.name))
        return Subject(made.text()), outcome.value


def kept(rule: Callable[[Value], object], value: Value, node: Value) -> bool:
    """Whether a rule holds; plain answers are handed to it as exact lists, dicts and numbers."""
    hidden = isinstance(node, Opaque) and (
        node.kind in ("endless", "deep", "large") or issubclass(type(value), CONTAINERS)
    )
    if hidden:
        return False
    outcome = call(rule, (thawed(node, value),), {})
    verdict = plain(outcome.value)
    if outcome.error is None and not isinstance(verdict, bool | Opaque):
        raise TypeError(f"satisfies(): the rule must return True or False, not {verdict!r}")
    return outcome.error is None and verdict is True
