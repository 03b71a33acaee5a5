"""The steps of an average as lines that a teacher would write on the board."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from lopso_widgets.subject_average.model import Average, Rule, TermMarks
from lopso_widgets.words import Words

_SHOWN_DECIMALS = Decimal("0.0001")


@dataclass(frozen=True)
class Step:
    """One line: what is done, how, what comes of it, and a remark where one helps."""

    what: str
    how: str
    result: str
    remark: str = ""


def term_steps(marks: TermMarks, average: Average, rule: Rule, words: Words) -> list[Step]:
    """Return the lines of a term's average."""
    say, write = words.say, _writer(words)
    regular, midterm, final = average.parts
    count = len(marks.regular)
    weighted = f"{rule.midterm} × {write(marks.midterm)}", f"{rule.final} × {write(marks.final)}"
    return [
        Step(words["step_regular"], " + ".join(map(write, marks.regular)), write(regular)),
        Step(say("step_midterm", weight=rule.midterm), weighted[0], write(midterm)),
        Step(say("step_final", weight=rule.final), weighted[1], write(final)),
        *_last_steps(
            average,
            say("step_divide", count=count, added=rule.added, divisor=average.divisor),
            words,
        ),
    ]


def year_steps(
    first: Decimal, second: Decimal, average: Average, rule: Rule, words: Words
) -> list[Step]:
    """Return the lines of the year's average."""
    say, write = words.say, _writer(words)
    one, two = rule.terms
    return [
        Step(say("step_term_1", weight=one), f"{one} × {write(first)}", write(average.parts[0])),
        Step(say("step_term_2", weight=two), f"{two} × {write(second)}", write(average.parts[1])),
        *_last_steps(average, say("step_year", one=one, two=two, divisor=average.divisor), words),
    ]


def _last_steps(average: Average, division: str, words: Words) -> list[Step]:
    write = _writer(words)
    quotient = f"{write(average.total)} {words['divided']} {average.divisor}"
    return [
        Step(words["step_total"], " + ".join(map(write, average.parts)), write(average.total)),
        Step(division, quotient, write(average.exact)),
        Step(words["step_round"], write(average.exact), write(average.mark), _why(average, words)),
    ]


def _why(average: Average, words: Words) -> str:
    left_over = average.exact - average.exact.quantize(average.mark, rounding="ROUND_DOWN")
    if not left_over:
        return words["rounded_not"]
    digit = int(left_over.scaleb(1 - int(average.mark.as_tuple().exponent)))
    return words.say("rounded_up" if digit >= 5 else "rounded_down", digit=digit)


def _writer(words: Words) -> Callable[[Decimal | None], str]:
    def write(value: Decimal | None) -> str:
        if value is None:
            return words["no_mark"]
        cut = value.quantize(_SHOWN_DECIMALS, rounding="ROUND_DOWN")
        text = words.number(cut.normalize() + 0)
        return text if cut == value else text + "…"

    return write


def as_html(title: str, steps: Sequence[Step]) -> str:
    """Return the lines under their title."""
    lines = "".join(
        f'<li><span class="lopso-what">{escape(step.what)}</span>'
        f'<span class="lopso-how">{escape(step.how)}'
        f" {'→' if step.remark else '='} <b>{escape(step.result)}</b></span>"
        + (f'<small class="lopso-note">{escape(step.remark)}</small>' if step.remark else "")
        + "</li>"
        for step in steps
    )
    return f'<h4>{escape(title)}</h4><ol class="lopso-steps">{lines}</ol>'
