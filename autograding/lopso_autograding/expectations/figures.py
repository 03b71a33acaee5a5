"""What a matplotlib figure shows, read as plain data.

matplotlib is never imported here: a value can be a figure only if it is loaded already. Only
methods that answer with plain data are used, so that the figure may live in another process.
"""

import contextlib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from lopso_autograding.expectations.nodes import Items, Value, is_number
from lopso_autograding.expectations.plain import plain
from lopso_autograding.expectations.texts import TextRules

POWERS = {"0": "⁰", "1": "¹", "2": "²", "3": "³", "-1": "⁻¹", "-2": "⁻²"}
POWER = re.compile(r"\^\{?(-?[0-3])\}?")
WRAPPER = re.compile(r"\\(?:mathrm|text|rm|mathit)\{([^{}]*)\}")
UNIT = re.compile(r"[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*$")


@dataclass(frozen=True)
class Curve:
    """A line or a cloud of points."""

    x: tuple[Value, ...]
    y: tuple[Value, ...]


@dataclass(frozen=True)
class Drawing:
    """What one pair of axes shows."""

    lines: tuple[Curve, ...]
    points: Curve
    bars: tuple[Value, ...]
    others: int
    """Number of other things: images, areas, drawn shapes."""
    texts: dict[str, str]
    """The title and the labels of the axes, by title, x and y."""
    legend: tuple[str, ...] | None


def axes_in(value: Value) -> list[Value] | None:
    """The axes of a figure, or of the first figure or axes in a tuple; None where there is none."""
    if issubclass(type(value), tuple | list):
        found = (axes_in(part) for part in list(value)[:10] if not issubclass(type(part), list))
        return next((axes for axes in found if axes is not None), None)
    if _is_a(value, "matplotlib.axes", "Axes"):
        return [value]
    if _is_a(value, "matplotlib.figure", "FigureBase"):
        return list(value.axes)
    return None


def drawing_on(axes: Value) -> Drawing:
    """What some axes show; an odd object in place of axes raises whatever it likes."""
    drawn = [(line, curve_of(line)) for line in axes.get_lines()]
    joined = tuple(curve for line, curve in drawn if not _is_unjoined(line))
    clouds = [_offsets(one) for one in axes.collections if hasattr(one, "get_sizes")]
    clouds += [curve for line, curve in drawn if _is_unjoined(line)]
    shapes = list(axes.patches)
    bars = [shape for shape in shapes if hasattr(shape, "get_width")]
    legend = axes.get_legend()
    return Drawing(
        joined,
        Curve(tuple(v for c in clouds for v in c.x), tuple(v for c in clouds for v in c.y)),
        _bar_lengths(bars),
        len(shapes) + len(list(axes.images)) + len(list(axes.collections)),
        {
            "title": _string(axes.get_title()),
            "x": _string(axes.get_xlabel()),
            "y": _string(axes.get_ylabel()),
        },
        None if legend is None else tuple(_string(text.get_text()) for text in legend.get_texts()),
    )


def curve_of(line: Value) -> Curve:
    """The data of a line."""
    return Curve(_values(line.get_xdata()), _values(line.get_ydata()))


def unit_in(label: str) -> str | None:
    """The unit in brackets at the end of an axis label: "T² (s²)" has s²."""
    found = UNIT.search(plain_label(label))
    return found[1] if found else None


def plain_label(label: str) -> str:
    """A label as one reads it: without the marks of TeX, with single spaces."""
    label = WRAPPER.sub(r"\1", label).replace("$", "")
    label = POWER.sub(lambda found: POWERS.get(found[1], found[0]), label)
    return TextRules(ignore_spaces=True).form(label.replace("\\,", " ").replace("\\", ""))


@contextlib.contextmanager
def drawing_time() -> Iterator[None]:
    """A time in which ``plt.show()`` does nothing, so that a figure is still there to look at."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if type(pyplot) is not ModuleType or not hasattr(pyplot, "show"):
        yield
        return
    before, show = set(pyplot.get_fignums()), pyplot.show
    pyplot.show = lambda *_, **__: None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        pyplot.show = show  # type: ignore[attr-defined]
        for number in set(pyplot.get_fignums()) - before:
            pyplot.close(number)


def current_axes() -> list[Value] | None:
    """The axes of pyplot's current figure, or None where there is none."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is None or not pyplot.get_fignums():
        return None
    return list(pyplot.gcf().axes)


def _is_a(value: Value, module: str, name: str) -> bool:
    kind = getattr(sys.modules.get(module), name, None)
    try:
        return kind is not None and isinstance(value, kind)
    except Exception:
        return False


def _is_unjoined(line: Value) -> bool:
    """Whether a line is drawn as separate marks, as plot(x, y, "o") does."""
    style, marker = plain(line.get_linestyle()), plain(line.get_marker())
    return style in ("None", "", " ") and marker not in ("None", "", " ", None)


def _offsets(cloud: Value) -> Curve:
    pairs = _values(cloud.get_offsets())
    kept = [pair.values for pair in pairs if isinstance(pair, Items) and len(pair.values) == 2]
    return Curve(tuple(x for x, _ in kept), tuple(y for _, y in kept))


def _bar_lengths(bars: list[Value]) -> tuple[Value, ...]:
    """The lengths of bars, whether they stand or lie."""
    starts = [(plain(bar.get_x()), plain(bar.get_y())) for bar in bars]
    lie = any(y != 0 for _, y in starts) and all(x == 0 for x, _ in starts)
    lengths = (bar.get_width() if lie else bar.get_height() for bar in bars)
    return tuple(plain(length) for length in lengths)


def _values(data: Value) -> tuple[Value, ...]:
    node = plain(data)
    return node.values if isinstance(node, Items) else ()


def _string(value: Value) -> str:
    text = plain(value)
    return text if isinstance(text, str) else ""


def largest(values: tuple[Value, ...]) -> float:
    """The largest absolute value among some, to measure an error by; 1 where there is none."""
    sizes = [abs(float(value)) for value in values if is_number(value) and value == value]
    return max(sizes, default=0.0) or 1.0
