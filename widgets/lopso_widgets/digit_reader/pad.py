"""A square of paper on which one writes with a finger, a pen or the mouse."""

from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__).parent
MOST_STROKES = 60
MOST_NUMBERS = 8000


class Pad(anywidget.AnyWidget):
    """The paper, with buttons to take back a stroke and to start anew.

    Attributes:
        strokes: one flat list x, y, x, y, … per stroke, whole numbers from 0 to 1000.
        words: what stands on the buttons and what a screen reader says of the paper.
    """

    _esm = _HERE / "pad.js"
    _css = _HERE / "pad.css"

    strokes = traitlets.List(traitlets.List()).tag(sync=True)
    words = traitlets.Dict(traitlets.Unicode()).tag(sync=True)

    @traitlets.validate("strokes")
    def _keep_small(self, proposal: dict) -> list[list[int]]:
        # A page need not be ours: no more strokes, points or sizes than a hand can make.
        left = MOST_NUMBERS
        kept: list[list[int]] = []
        for stroke in proposal["value"][:MOST_STROKES]:
            kept.append([_whole(number) for number in stroke[:left]])
            left -= len(kept[-1])
        return kept


def _whole(number: object) -> int:
    usable = isinstance(number, int | float) and number == number
    return int(min(max(number, 0), 1000)) if usable else 0  # type: ignore[type-var]
