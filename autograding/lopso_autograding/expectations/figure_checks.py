"""Checks of a matplotlib figure, which name the line, the point or the axis."""

from dataclasses import dataclass

from lopso_autograding.expectations.comparison import Matcher, Rules, equal
from lopso_autograding.expectations.curves import CurveSpeaker, curve
from lopso_autograding.expectations.display import shown
from lopso_autograding.expectations.figures import (
    Drawing,
    axes_in,
    current_axes,
    drawing_on,
    drawing_time,
    plain_label,
    unit_in,
)
from lopso_autograding.expectations.leaf_remarks import leaf_remark
from lopso_autograding.expectations.matchers import expected_node
from lopso_autograding.expectations.nodes import Opaque, Value
from lopso_autograding.expectations.plain import plain
from lopso_autograding.expectations.speech import checked_hint, checked_tolerance
from lopso_autograding.expectations.table_checks import TableChecks


@dataclass(frozen=True)
class Seen:
    """A figure being looked at: how it is called, what it shows, what the author hints."""

    name: str
    drawing: Drawing
    hint: str | None


class FigureChecks(TableChecks, CurveSpeaker):
    """The check of a figure."""

    def draws(
        self,
        subject: Value = None,
        *arguments: Value,
        lines: Value = None,
        points: Value = None,
        bars: Value = None,
        title: Value = None,
        x_label: Value = None,
        y_label: Value = None,
        x_unit: str | bool | None = None,
        y_unit: str | bool | None = None,
        legend: Value = None,
        axes: int = 0,
        tolerance: float | None = None,
        hint: str | None = None,
    ) -> None:
        """Checks what a figure shows; only what is given is looked at.

        The subject is a figure or axes, a variable's name as text, or a function that draws one
        with the arguments; None is pyplot's current figure. Lines are a count or a list of
        (x values, y values), points a count or one such pair, bars a count or their lengths.
        Title, labels, units (in brackets at the end of a label) and legend are texts, or True for
        any. Axes are counted from 0. Data may be off by the tolerance, a millionth by default.

        Raises:
            CheckFailed: something is missing or different.
        """
        hint = checked_hint(hint, "draws")
        tolerance = checked_tolerance(tolerance, "draws")
        _check_wishes(lines=lines, points=points, bars=bars)
        with drawing_time():
            seen = self._seen(subject, arguments, axes, hint)
        for check, wish in ((self.lines, lines), (self.points, points), (self.bars, bars)):
            if wish is not None:
                check(seen.name, seen.drawing, wish, tolerance, hint)
        self._labels(seen, {"title": title, "x": x_label, "y": y_label})
        self._units(seen, {"x": x_unit, "y": y_unit})
        self._legend(seen, legend)

    def _seen(
        self, subject: Value, arguments: tuple[Value, ...], which: int, hint: str | None
    ) -> Seen:
        name, value, called = self.words["the_figure"], None, True
        if subject is not None:
            about, value = self.answer(subject, arguments, {}, hint)
            name, called = about.text or name, about.verb == "returned"
        found = axes_in(value)
        if found is None and called:
            found = current_axes()
        if found is None:
            nothing = value is None and called
            key = "no_drawing" if nothing else "no_figure"
            self.fail(self.sentence(key, subject=name, got=shown(plain(value))), hint=hint)
        if not found:
            self.fail(self.sentence("empty_figure", subject=name), hint=hint)
        if which >= len(found):
            values = {"count": str(len(found)), "number": str(which + 1)}
            self.fail(self.sentence("no_axes", subject=name, **values), hint=hint)
        try:
            return Seen(name, drawing_on(found[which]), hint)
        except Exception:
            said = self.sentence("no_figure", subject=name, got=shown(plain(value)))
        return self.fail(said, hint=hint)

    def _labels(self, seen: Seen, wishes: dict[str, Value]) -> None:
        for kind, wish in wishes.items():
            if wish is not None and wish is not False:
                self._label(seen, kind, wish)

    def _label(self, seen: Seen, kind: str, wish: Value) -> None:
        label = seen.drawing.texts[kind]
        missing, wrong = _label_words(kind)
        if not label.strip():
            self.fail(self.sentence(missing, subject=seen.name, axis=kind), hint=seen.hint)
        wanted = expected_node(wish)
        wanted = plain_label(wanted) if isinstance(wanted, str) else wanted
        if wish is True or equal(plain_label(label), wanted, Rules()):
            return
        expected = self.expectation(expected_node(wish))
        said = self.sentence(
            wrong, subject=seen.name, axis=kind, got=shown(label), expected=expected
        )
        remark = leaf_remark(plain_label(label), wanted) if isinstance(wanted, str) else None
        self.fail(said, remark, hint=seen.hint)

    def _units(self, seen: Seen, units: dict[str, str | bool | None]) -> None:
        for axis, unit in units.items():
            if unit is not None and unit is not False:
                self._unit(seen, axis, unit)

    def _unit(self, seen: Seen, axis: str, unit: str | bool) -> None:
        label = seen.drawing.texts[axis]
        if not label.strip():
            self.fail(self.sentence("no_label", subject=seen.name, axis=axis), hint=seen.hint)
        found, values = unit_in(label), {"subject": seen.name, "axis": axis, "got": shown(label)}
        if found is None:
            example = f"{label.strip()} ({unit if isinstance(unit, str) else '…'})"
            self.fail(self.sentence("no_unit", example=example, **values), hint=seen.hint)
        if isinstance(unit, str) and plain_label(found) != plain_label(unit):
            self.fail(self.sentence("wrong_unit", expected=unit, **values), hint=seen.hint)

    def _legend(self, seen: Seen, wish: Value) -> None:
        if wish is None or wish is False:
            return
        texts = seen.drawing.legend
        if not texts:
            self.fail(self.sentence("no_legend", subject=seen.name), hint=seen.hint)
        wanted = expected_node(wish)
        got = plain([plain_label(text) for text in texts])
        if wish is True or equal(got, wanted, Rules()):
            return
        values = {"got": shown(plain(list(texts))), "expected": self.expectation(wanted)}
        self.fail(self.sentence("wrong_legend", subject=seen.name, **values), hint=seen.hint)


def _label_words(kind: str) -> tuple[str, str]:
    return ("no_title", "wrong_title") if kind == "title" else ("no_label", "wrong_label_text")


def _check_wishes(**wishes: Value) -> None:
    """Says what is wrong with an author's own wishes.

    Raises:
        TypeError: one is neither a count nor data.
    """
    for name, wish in wishes.items():
        if isinstance(wish, bool | str | Matcher) or isinstance(plain(wish), Opaque):
            raise TypeError(f"draws(): {name} must be a count or data, not {wish!r}")
        if name != "bars" and wish is not None and not isinstance(wish, int):
            for pair in [wish] if name == "points" else wish:
                curve(pair, name)
