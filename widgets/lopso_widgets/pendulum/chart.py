"""The chart and the table of the pendulum's readings."""

from collections.abc import Sequence
from html import escape

from matplotlib.figure import Figure

from lopso_widgets.figures import BLUE, INK, ORANGE, chart, even_steps, ticks
from lopso_widgets.pendulum.model import Line, Reading, Setup
from lopso_widgets.spreadsheets import as_csv
from lopso_widgets.words import Words

COLUMNS = ("number", "length", "swings", "time", "period", "square")


def draw(readings: Sequence[Reading], line: Line | None, words: Words) -> Figure:
    """Return T² against l: the readings as points, the line through them if there is one."""
    figure, axes = chart(words["axis_x"], words["axis_y"])
    x_steps = even_steps(0, max([reading.setup.length for reading in readings] or [1.0]) * 1.05)
    y_steps = even_steps(0, max([reading.period_squared for reading in readings] or [4.0]) * 1.05)
    ticks(axes.xaxis, x_steps, words)
    ticks(axes.yaxis, y_steps, words)
    axes.set_xlim(0, x_steps[-1])
    axes.set_ylim(0, y_steps[-1])
    if line is not None:
        ends = [0, x_steps[-1]]
        axes.plot(ends, [line.start + line.slope * x for x in ends], color=BLUE, linewidth=2)
        axes.text(
            0.03,
            0.93,
            words.say("slope_label", slope=words.number(line.slope, 2)),
            transform=axes.transAxes,
            color=INK,
            fontsize=11,
            va="top",
        )
    for by_hand, mark, colour in ((False, "o", ORANGE), (True, "D", BLUE)):
        some = [reading for reading in readings if reading.by_hand == by_hand]
        if some:
            axes.plot(
                [reading.setup.length for reading in some],
                [reading.period_squared for reading in some],
                mark,
                color=colour,
                markersize=7,
                markeredgecolor="white",
                markeredgewidth=1,
                clip_on=False,
            )
    return figure


def table(readings: Sequence[Reading], words: Words) -> str:
    """Return the readings as an HTML table, the newest last."""
    heads = "".join(f'<th scope="col">{escape(words["column_" + name])}</th>' for name in COLUMNS)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(number, reading, words))
        + "</tr>"
        for number, reading in enumerate(readings, 1)
    )
    return (
        '<div class="lopso-scroll" tabindex="0"><table class="lopso-table">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(number: int, reading: Reading, words: Words) -> list[str]:
    hand = " " + words["hand_yes"] if reading.by_hand else ""
    return [
        f"{number}{hand}",
        words.number(reading.setup.length, 2),
        str(reading.setup.swings),
        words.number(reading.time, 2),
        words.number(reading.period, 3),
        words.number(reading.period_squared, 3),
    ]


def numbers(readings: Sequence[Reading], setup: Setup, words: Words) -> str:
    """Return the readings as CSV text; "" when there are none."""
    if not readings:
        return ""
    header = [words["column_" + name] for name in (*COLUMNS, "hand")]
    rows = [
        (
            number,
            reading.setup.length,
            reading.setup.swings,
            reading.time,
            round(reading.period, 4),
            round(reading.period_squared, 4),
            int(reading.by_hand),
        )
        for number, reading in enumerate(readings, 1)
    ]
    return as_csv(words, header, rows)
