"""From strokes of a finger to a picture of 8×8 numbers, the way the teaching pictures were made.

Those were scanned at 32×32 dots and counted in squares of 4×4 (Alpaydın and Kaynak 1998, the data
of `load_digits`). A drawing is put in the middle, made to stand upright and as large as they are,
and its line as thick as theirs: nearly a third of the dots are ink, whatever the digit.
"""

from collections.abc import Sequence

import numpy as np

from lopso_widgets.digit_reader.model import lean
from lopso_widgets.words import Fault

SIDE = 1000
SMALLEST = 40
MOST_POINTS = 120
_DOTS = 32
_SQUARE = 4
_MARGIN = 3
_WIDTH = 26
_INK_PART = 0.305
_THIN, _THICK = 1.6, 4.6

type Strokes = Sequence[Sequence[int]]


def picture(strokes: Strokes) -> np.ndarray:
    """Return a drawing as 8×8 whole numbers from 0 to 16.

    Args:
        strokes: each a flat list x, y, x, y, … from 0 to 1000, y downwards.

    Raises:
        Fault: nothing is drawn, or no more than a dot.
    """
    lines = _lines(strokes)
    once = _dots(lines)
    slant = lean(once[None])[0]
    straight = [np.column_stack([line[:, 0] - slant * line[:, 1], line[:, 1]]) for line in lines]
    dots = _dots(straight)
    count = _DOTS // _SQUARE
    return dots.reshape(count, _SQUARE, count, _SQUARE).sum((1, 3))


def _lines(strokes: Strokes) -> list[np.ndarray]:
    """Return the strokes as arrays of points, fewer where there are too many, (n, 2) each."""
    lines = []
    for stroke in strokes:
        points = np.array(stroke[: len(stroke) // 2 * 2], dtype=float).reshape(-1, 2)
        if len(points):
            lines.append(np.clip(points, 0, SIDE))
    if not lines:
        raise Fault("drawing_empty")
    every = -(-sum(map(len, lines)) // MOST_POINTS)
    lines = [np.vstack([line[::every], line[-1:]]) for line in lines][: MOST_POINTS // 2]
    points = np.concatenate(lines)
    if np.ptp(points, axis=0).max() < SMALLEST:
        raise Fault("drawing_too_small")
    return lines


def _dots(lines: list[np.ndarray]) -> np.ndarray:
    """Return 32×32 dots, 1 where there is ink: the dots nearest to the lines."""
    points = np.concatenate(lines)
    low, high = points.min(0), points.max(0)
    span = np.maximum(high - low, 1e-6)
    room = np.array([_WIDTH, _DOTS]) - 2 * _MARGIN
    scale = (room / span).min()
    placed = [(line - (low + high) / 2) * scale + _DOTS / 2 for line in lines]
    starts = np.concatenate([line[:-1] for line in placed])
    steps = np.concatenate([np.diff(line, axis=0) for line in placed])
    centres = np.arange(_DOTS) + 0.5
    dots = np.stack(np.meshgrid(centres, centres), -1).reshape(-1, 1, 2)
    along = ((dots - starts) * steps).sum(-1) / ((steps**2).sum(1) + 1e-9)
    nearest = starts + np.clip(along, 0, 1)[..., None] * steps
    distance = np.sqrt(((dots - nearest) ** 2).sum(-1).min(1))
    ink = np.partition(distance, int(_DOTS**2 * _INK_PART))[int(_DOTS**2 * _INK_PART)]
    return (distance <= np.clip(ink, _THIN, _THICK)).reshape(_DOTS, _DOTS).astype(int)
