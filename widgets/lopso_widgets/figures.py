"""One style for every figure: calm lines, Vietnamese letters, colours that all eyes tell apart.

A figure is a `matplotlib.figure.Figure` made without pyplot, so that nothing is kept between two
redraws, and reaches the page as a small SVG that stays sharp on a phone.
"""

import io
import math
import re
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter

from lopso_widgets.words import Words

# Okabe and Ito's colours, in the order in which a figure should use them.
BLUE, ORANGE, GREEN, PURPLE, SKY = "#0072B2", "#D55E00", "#009E73", "#A8518A", "#56B4E9"
INK, SOFT_INK, LINE, PAPER = "#1D2B3A", "#52606D", "#DDE3EA", "#FFFFFF"

# "none" leaves letters as text: a third of the bytes and half the time of outlines. The phone's
# own letters then take the place of DejaVu Sans, which is the widest of them, so nothing overlaps.
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "svg.fonttype": "none",
    "svg.hashsalt": "lopso",
    "path.simplify": True,
}
_FONTS = "'Noto Sans', 'DejaVu Sans', Roboto, 'Segoe UI', sans-serif"


def chart(x: str, y: str, size: tuple[float, float] = (4.3, 3.0)) -> tuple[Figure, Axes]:
    """Return an empty figure in the kit's style with one pair of axes.

    Args:
        x: what the horizontal axis shows, with its unit.
        y: the same of the vertical axis; it stands level above the axis, where it can be read.
        size: width and height in inches; 4.3 fill a phone's card at full size.
    """
    figure = Figure(figsize=size, facecolor=PAPER)
    width, height = size
    axes = figure.add_axes((0.46 / width, 0.58 / height, 1 - 0.62 / width, 1 - 0.98 / height))
    axes.set_xlabel(x, color=SOFT_INK, fontsize=11, labelpad=6)
    figure.text(0.08 / width, 1 - 0.08 / height, y, color=SOFT_INK, fontsize=11, va="top")
    axes.grid(visible=True, axis="y", color=LINE, linewidth=0.9)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=11, labelcolor=INK, pad=5)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(SOFT_INK)
    return figure, axes


def ticks(axis: Axis, places: list[float], words: Words, decimals: int | None = None) -> None:
    """Put ticks at these places, written as the language writes numbers."""
    axis.set_major_locator(FixedLocator(places))
    axis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value, decimals)))


def even_steps(low: float, high: float, about: int = 5) -> list[float]:
    """Return round numbers, evenly spaced, from at or below `low` to at or above `high`."""
    span = max(high - low, 1e-9) / about
    magnitude = 10.0 ** math.floor(math.log10(span))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= span * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def as_svg(figure: Figure) -> str:
    """Return the figure as SVG text, without the comments and the date that matplotlib adds."""
    buffer = io.StringIO()
    with mpl.rc_context(_STYLE):
        FigureCanvasSVG(figure).print_svg(
            buffer, metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    text = buffer.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"'DejaVu Sans'(, [^;\"]*)?", _FONTS, text)
    return re.sub(r">\s+<", "><", text)


def as_png(figure: Figure, dots_per_inch: int = 200) -> bytes:
    """Return the figure as PNG bytes, for a page that cannot show SVG."""
    buffer = io.BytesIO()
    with mpl.rc_context(_STYLE):
        figure.set_dpi(dots_per_inch)
        FigureCanvasAgg(figure).print_png(buffer)
    return buffer.getvalue()
