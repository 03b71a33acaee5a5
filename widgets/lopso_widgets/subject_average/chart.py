"""The chart: what each final mark would make of the average."""

from collections.abc import Callable
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lopso_widgets.figures import BLUE, INK, ORANGE, chart, ticks
from lopso_widgets.subject_average.model import Need, Rule, final_marks
from lopso_widgets.words import Words


def draw(
    average: Callable[[Decimal], Decimal],
    goal: Decimal,
    need: Need,
    have: Decimal | None,
    rule: Rule,
    words: Words,
) -> Figure:
    """Return the average against the final mark, the goal, and where the two meet.

    Args:
        average: the average that a final mark makes.
        goal: the average to reach; a dashed line.
        need: the lowest final mark that reaches it; an orange point.
        have: the final mark that is already there, if any; a blue ring.
        rule: the scale of marks.
        words: the axes' titles.
    """
    figure, axes = chart(words["axis_x"], words["axis_y"])
    low, high = float(rule.lowest), float(rule.highest)
    tenths = [low + (high - low) * part / 10 for part in range(0, 11, 2)]
    ticks(axes.xaxis, tenths, words)
    ticks(axes.yaxis, tenths, words)
    axes.set_xlim(low, high)
    axes.set_ylim(low, high)
    marks = final_marks(rule)
    heights = [float(average(mark)) for mark in marks]
    axes.plot([float(mark) for mark in marks], heights, color=BLUE, linewidth=2.2)
    # The goal's name stands at the end where the line is further away.
    left = abs(heights[0] - float(goal)) > abs(heights[-1] - float(goal))
    _draw_goal(axes, goal, (low if left else high), words)
    if need.verdict == "needed" and need.mark is not None:
        place = float(need.mark), float(average(need.mark))
        axes.plot([place[0], place[0]], [low, place[1]], color=ORANGE, linewidth=1.2)
        axes.plot(*place, "o", color=ORANGE, markersize=9, markeredgecolor="white", clip_on=False)
    if have is not None:
        place = float(have), float(average(have))
        ring = {"color": "white", "markeredgecolor": BLUE, "markeredgewidth": 2.2}
        axes.plot(*place, "o", markersize=9, **ring)
    return figure


def _draw_goal(axes: Axes, goal: Decimal, end: float, words: Words) -> None:
    axes.axhline(float(goal), color=ORANGE, linewidth=1.4, dashes=(5, 4))
    low, high = axes.get_ylim()
    above = float(goal) < low + (high - low) * 0.85
    axes.annotate(
        words.say("goal_label", goal=goal),
        (end, float(goal)),
        (4 if end == axes.get_xlim()[0] else 0, 5 if above else -5),
        textcoords="offset points",
        ha="left" if end == axes.get_xlim()[0] else "right",
        va="bottom" if above else "top",
        color=INK,
        fontsize=11,
    )
