"""What the digit reader shows: bars, the 64 numbers, and the pictures most alike."""

import base64
import struct
import zlib
from collections.abc import Sequence
from html import escape

import numpy as np

from lopso_widgets.digit_reader.model import INK, Answer, Neighbour
from lopso_widgets.figures import BLUE, ORANGE, chart, ticks
from lopso_widgets.figures import INK as TEXT
from lopso_widgets.words import Words

PALE = "#A9CCE3"


class Bars:
    """A bar for each digit, the likeliest in full colour, and the threshold.

    It is redrawn with every stroke and every move of the slider, so it is built once and then
    only changed: that takes half the time.

    Attributes:
        figure: the chart as it is now.
    """

    def __init__(self, words: Words) -> None:
        """Make the chart without an answer."""
        self._words = words
        self.figure, axes = chart(words["axis_x"], words["axis_y"])
        self._bars = axes.bar(range(10), [0.0] * 10, width=0.72)
        self._line = axes.axhline(0, color=TEXT, linewidth=1.1, dashes=(5, 4))
        self._label = axes.text(9.45, 0, "", ha="right", va="bottom", color=TEXT, fontsize=10)
        ticks(axes.xaxis, list(range(10)), words)
        ticks(axes.yaxis, [0, 25, 50, 75, 100], words)
        axes.set_xlim(-0.5, 9.5)
        axes.set_ylim(0, 108)

    def show(self, answer: Answer, threshold: float) -> None:
        """Show an answer; orange when it is below the threshold, blue when it is not."""
        strong = BLUE if answer.confidence >= threshold else ORANGE
        for digit, (bar, part) in enumerate(zip(self._bars, answer.probabilities, strict=True)):
            bar.set_height(100 * part)
            bar.set_facecolor(strong if digit == answer.digit else PALE)
        height = 100 * threshold
        self._line.set_ydata([height, height])
        # The threshold's name stands away from the tall bar.
        left = answer.digit > 4
        self._label.set(x=-0.45 if left else 9.45, y=height + 1.5, ha="left" if left else "right")
        self._label.set_text(self._words.say("threshold_label", percent=round(height)))


def seen(image: np.ndarray, words: Words) -> str:
    """Return the 64 numbers as a square of HTML, as dark as they are large."""
    cells = ""
    for number in image.astype(int).ravel():
        shade = 255 - round(225 * number / INK)
        ink = "#fff" if number >= 10 else "#111" if number else "#66727f"
        cells += (
            f'<span style="background:rgb({shade},{shade},{shade});color:{ink}">{number}</span>'
        )
    label = escape(words["seen_label"])
    return f'<div class="lopso-seen" role="img" aria-label="{label}">{cells}</div>'


def alike(neighbours: Sequence[Neighbour], words: Words) -> str:
    """Return teaching pictures with what the machine was told they are, as HTML."""
    items = ""
    for each in neighbours:
        wrong = each.told != each.label
        told = words.say("alike_wrong" if wrong else "alike_right", told=each.told)
        told = f"<b>{escape(told)}</b>" if wrong else escape(told)
        items += (
            f'<li><img alt="{escape(words["alike_label"])}" src="{_as_png(each.image)}">{told}</li>'
        )
    return f'<p class="lopso-note">{words["alike"]}</p><ul class="lopso-alike">{items}</ul>'


def _as_png(image: np.ndarray) -> str:
    """Return a grey picture as a PNG data address; the browser makes it larger."""
    grey = (255 - np.clip(image, 0, INK) / INK * 235).astype(np.uint8)
    height, width = grey.shape
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunks).decode()
