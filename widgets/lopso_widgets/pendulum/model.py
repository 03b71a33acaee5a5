"""A pendulum, a stopwatch held by a person, and the line from which g is read.

Lengths are in metres, times in seconds, angles in degrees, g in m/s².
"""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

from lopso_widgets.words import Fault

LENGTHS = (0.1, 2.0)
ANGLES = (2.0, 90.0)
GRAVITIES = (0.1, 100.0)
NOISES = (0.0, 0.5)
STOPWATCH_TIMES = (0.1, 600.0)
READ_TIMES = (0.01, 6000.0)
SWINGS = (1, 20)
MOST_READINGS = 60


@dataclass(frozen=True)
class Setup:
    """How the pendulum is set up and how it is timed.

    Attributes:
        length: from the hook to the middle of the bob, in m.
        gravity: g where the pendulum hangs, in m/s².
        angle: between the thread and the plumb line when the bob is let go, in degrees.
        swings: how many whole swings are timed in one go.
        noise: spread of the hand that stops the watch, in s (standard deviation of one reading).
    """

    length: float = 1.0
    gravity: float = 9.81
    angle: float = 10.0
    swings: int = 10
    noise: float = 0.2


@dataclass(frozen=True)
class Reading:
    """One reading of the stopwatch.

    Attributes:
        setup: how the pendulum hung and how many swings were counted.
        time: what the stopwatch showed for all the swings together, in s.
        by_hand: whether a visitor pressed the stopwatch; otherwise the tool measured.
    """

    setup: Setup
    time: float
    by_hand: bool = False

    @property
    def period(self) -> float:
        """The time of one swing, in s."""
        return self.time / self.setup.swings

    @property
    def period_squared(self) -> float:
        """The square of the period, in s²."""
        return self.period**2


@dataclass(frozen=True)
class Line:
    """The straight line through the points (l, T²), and the g that follows from its slope.

    Attributes:
        slope: in s²/m.
        start: the line's height at l = 0, in s².
        gravity: 4π² / slope, in m/s².
        uncertainty: standard error of `gravity`, from the scatter about the line, in m/s².
    """

    slope: float
    start: float
    gravity: float
    uncertainty: float


def allowed(setup: Setup) -> Setup:
    """Return the setup with every number inside what the tool offers."""
    return Setup(
        _between(setup.length, LENGTHS),
        _between(setup.gravity, GRAVITIES),
        _between(setup.angle, ANGLES),
        setup.swings,
        _between(setup.noise, NOISES),
    )


def _between(value: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return min(max(value, low), high) if value == value else low


def small_angle_period(length: float, gravity: float) -> float:
    """Return 2π√(l/g), the period of swings so small that the angle does not matter."""
    return 2 * math.pi * math.sqrt(length / gravity)


def exact_period(length: float, gravity: float, angle: float) -> float:
    """Return the period of a swing let go at `angle` degrees, to the last digit of a float.

    The complete elliptic integral is an arithmetic-geometric mean: T = T₀ / agm(1, cos(θ/2)).
    """
    return small_angle_period(length, gravity) / _agm(1.0, math.cos(math.radians(angle) / 2))


def angle_excess(angle: float) -> float:
    """Return by how many per cent the period at `angle` degrees exceeds the small-angle one."""
    return 100 * (1 / _agm(1.0, math.cos(math.radians(angle) / 2)) - 1)


def _agm(one: float, other: float) -> float:
    while abs(one - other) > 1e-15 * one:
        one, other = (one + other) / 2, math.sqrt(one * other)
    return one


def measure(setup: Setup, generator: np.random.Generator) -> Reading:
    """Return what a person reads off a stopwatch, which shows hundredths of a second."""
    true = setup.swings * exact_period(setup.length, setup.gravity, setup.angle)
    shown = round(true + setup.noise * generator.standard_normal(), 2)
    return Reading(setup, max(shown, 0.01))


def time_by_hand(setup: Setup, seconds: float) -> Reading:
    """Return the reading of somebody who stopped the watch while watching the picture.

    Raises:
        Fault: no pendulum of this tool takes that long, or so little.
    """
    low, high = STOPWATCH_TIMES
    if not low <= seconds <= high:
        raise Fault("stopwatch_out_of_range", low=low, high=high)
    return Reading(setup, round(seconds, 2), by_hand=True)


def as_data(reading: Reading) -> list[float]:
    """Return a reading as plain numbers."""
    return [*astuple(reading.setup), reading.time, int(reading.by_hand)]


def from_data(data: object) -> tuple[Reading, ...]:
    """Return the readings that stand in plain numbers; what is none is left out."""
    readings = []
    for each in data[:MOST_READINGS] if isinstance(data, list) else ():
        if not (isinstance(each, list) and len(each) == 7 and all(map(_is_number, each))):
            continue
        length, gravity, angle, swings, noise, time, by_hand = each
        setup = Setup(length, gravity, angle, int(_between(swings, SWINGS)), noise)
        readings.append(Reading(allowed(setup), _between(time, READ_TIMES), bool(by_hand)))
    return tuple(readings)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def own_gravity(text: str) -> float:
    """Return the g somebody typed, with a comma or a point.

    Raises:
        Fault: it is not a number, or no place where this tool's pendulum could swing.
    """
    low, high = GRAVITIES
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise Fault("gravity_not_a_number", text=text) from None
    if not low <= value <= high:
        raise Fault("gravity_out_of_range", text=text, low=low, high=high)
    return value


def fit(readings: Sequence[Reading]) -> Line:
    """Return the least-squares line of T² against l.

    Raises:
        Fault: fewer than three readings, one length only, or a line that does not rise.
    """
    if len(readings) < 3:
        raise Fault("fit_needs_readings", count=len(readings))
    lengths = np.array([reading.setup.length for reading in readings])
    squares = np.array([reading.period_squared for reading in readings])
    spread = lengths - lengths.mean()
    if np.ptp(lengths) < 1e-6:
        raise Fault("fit_needs_lengths")
    slope = float(spread @ squares / (spread @ spread))
    start = float(squares.mean() - slope * lengths.mean())
    left_over = squares - (start + slope * lengths)
    error = math.sqrt(left_over @ left_over / (len(readings) - 2) / (spread @ spread))
    if slope <= 2 * error or slope <= 0:
        raise Fault("fit_line_is_flat")
    gravity = 4 * math.pi**2 / slope
    return Line(slope, start, gravity, gravity * error / slope)


def matched(value: float, uncertainty: float) -> tuple[float, float, int]:
    """Return a value and its uncertainty rounded alike, and their number of decimals.

    The uncertainty keeps one digit that counts, two if the first is a 1; it is never written as
    less than 0.01, because a stopwatch and a ruler do not know more.
    """
    uncertainty = max(uncertainty, 0.01)
    first = math.floor(math.log10(uncertainty))
    digit = uncertainty / 10.0**first
    places = min(max(0, -first + (1 if digit < 1.95 else 0)), 2)
    return round(value, places), round(uncertainty, places), places
