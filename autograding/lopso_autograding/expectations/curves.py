"""Checks of the lines, points and bars of a drawing against the author's data."""

from lopso_autograding.expectations.brevity import DIGITS, Precision, precision_of
from lopso_autograding.expectations.call_checks import CallSpeaker
from lopso_autograding.expectations.comparison import Rules, equal
from lopso_autograding.expectations.display import shown
from lopso_autograding.expectations.figures import Curve, Drawing, largest
from lopso_autograding.expectations.nodes import Items, Value
from lopso_autograding.expectations.numbers import Closeness
from lopso_autograding.expectations.plain import plain
from lopso_autograding.expectations.remarks import Remark

NEGLIGIBLE = 1e-6
"""Error of drawn data, as a part of the largest value, that nobody sees."""


class CurveSpeaker(CallSpeaker):
    """What is said of lines, points and bars."""

    def lines(
        self, name: str, drawing: Drawing, wish: Value, tolerance: float | None, hint: str | None
    ) -> None:
        """Ends the check where the lines are not as wished; further lines do no harm."""
        count = wish if isinstance(wish, int) else len(wish)
        few = len(drawing.lines) < count
        if few or (isinstance(wish, int) and len(drawing.lines) != count):
            values = {"got": str(len(drawing.lines)), "expected": str(count)}
            remark = Remark("line_as_points") if few and drawing.points.x else None
            self.fail(self.sentence("line_count", subject=name, **values), remark, hint=hint)
        if isinstance(wish, int):
            return
        for number, pair in enumerate(wish):
            wanted = curve(pair, "lines")
            rules = (_rules(wanted.x, tolerance), _rules(wanted.y, tolerance))
            if not any(_same(line, wanted, rules) for line in drawing.lines):
                self._wrong_line(name, number, drawing.lines[number], wanted, rules, hint)

    def _wrong_line(
        self,
        name: str,
        number: int,
        line: Curve,
        wanted: Curve,
        rules: tuple[Rules, Rules],
        hint: str | None,
    ) -> None:
        values = {"subject": name, "number": str(number + 1)}
        if len(line.x) != len(wanted.x):
            sizes = {"got": str(len(line.x)), "expected": str(len(wanted.x))}
            self.fail(self.sentence("line_size", **values, **sizes), hint=hint)
        swapped = _same(Curve(line.y, line.x), wanted, rules)
        for place in range(len(wanted.x)):
            for axis, got, expected, rule in (
                ("x", line.x[place], wanted.x[place], rules[0]),
                ("y", line.y[place], wanted.y[place], rules[1]),
            ):
                if not equal(got, expected, rule):
                    where = {"count": str(place + 1), "axis": axis}
                    both = _both(got, expected, rule)
                    said = self.sentence("wrong_on_line", **values, **where, **both)
                    self.fail(said, Remark("axes_swapped") if swapped else None, hint=hint)

    def points(
        self, name: str, drawing: Drawing, wish: Value, tolerance: float | None, hint: str | None
    ) -> None:
        """Ends the check where the separate points are not as wished, in whatever order."""
        wanted = None if isinstance(wish, int) else curve(wish, "points")
        count = wish if isinstance(wish, int) else len(curve(wish, "points").x)
        got = len(drawing.points.x)
        if got != count:
            remark = Remark("points_as_line") if drawing.lines and not got else None
            values = {"got": str(got), "expected": str(count)}
            self.fail(self.sentence("point_count", subject=name, **values), remark, hint=hint)
        if wanted is None:
            return
        rules = (_rules(wanted.x, tolerance), _rules(wanted.y, tolerance))
        left, missing = _left_over(drawing.points, wanted, rules)
        if missing:
            turned = Curve(drawing.points.y, drawing.points.x)
            swapped = not _left_over(turned, wanted, rules)[1]
            values = {"got": _pair(left[0]), "expected": _pair(missing[0])}
            said = self.sentence("wrong_point", subject=name, **values)
            self.fail(said, Remark("axes_swapped") if swapped else None, hint=hint)

    def bars(
        self, name: str, drawing: Drawing, wish: Value, tolerance: float | None, hint: str | None
    ) -> None:
        """Ends the check where the bars are not as wished, from left to right."""
        wanted = None if isinstance(wish, int) else _values(wish, "bars")
        count = wish if wanted is None else len(wanted)
        if len(drawing.bars) != count:
            values = {"got": str(len(drawing.bars)), "expected": str(count)}
            self.fail(self.sentence("bar_count", subject=name, **values), hint=hint)
        rules = _rules(wanted or (), tolerance)
        for place, (got, expected) in enumerate(zip(drawing.bars, wanted or (), strict=False)):
            if not equal(got, expected, rules):
                values = _both(got, expected, rules)
                said = self.sentence("wrong_bar", subject=name, count=str(place + 1), **values)
                self.fail(said, hint=hint)


def curve(pair: Value, name: str) -> Curve:
    """The data that an author gives for a line or for points.

    Raises:
        TypeError: it is no pair of equally long collections.
    """
    if isinstance(pair, tuple | list) and len(pair) == 2:
        found = Curve(_values(pair[0], name), _values(pair[1], name))
        if len(found.x) == len(found.y):
            return found
    raise TypeError(f"draws(): {name} must be a count, or (x values, y values) of equal length")


def _values(data: Value, name: str) -> tuple[Value, ...]:
    node = plain(data)
    if not isinstance(node, Items):
        raise TypeError(f"draws(): {name} must be a count or collections of values, not {data!r}")
    return node.values


def _rules(values: tuple[Value, ...], tolerance: float | None) -> Rules:
    return Rules(Closeness(NEGLIGIBLE * largest(values) if tolerance is None else tolerance))


def _same(line: Curve, wanted: Curve, rules: tuple[Rules, Rules]) -> bool:
    return equal(Items("list", line.x), Items("list", wanted.x), rules[0]) and equal(
        Items("list", line.y), Items("list", wanted.y), rules[1]
    )


def _left_over(
    points: Curve, wanted: Curve, rules: tuple[Rules, Rules]
) -> tuple[list[tuple[Value, Value]], list[tuple[Value, Value]]]:
    """The points that nobody wished for, and those that are missing."""
    left = list(zip(points.x, points.y, strict=True))
    missing = []
    for x, y in zip(wanted.x, wanted.y, strict=True):
        found = next(
            (p for p in left if equal(p[0], x, rules[0]) and equal(p[1], y, rules[1])), None
        )
        if found is None:
            missing.append((x, y))
        else:
            left.remove(found)
    return left, missing


def _both(got: Value, expected: Value, rules: Rules) -> dict[str, str]:
    short = precision_of(got, expected, rules).short
    return {"got": shown(short(got)), "expected": shown(short(expected))}


def _pair(point: tuple[Value, Value]) -> str:
    x, y = map(Precision(DIGITS[0]).short, point)
    return f"({shown(x)}, {shown(y)})"
