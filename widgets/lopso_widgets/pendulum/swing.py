"""The pendulum one sees: it swings as the equation says, and waits for a hand on the stopwatch."""

from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__).parent


class Swing(anywidget.AnyWidget):
    """A swinging pendulum in real time, with a stopwatch.

    It hangs still until somebody lets it go, so nothing moves that nobody asked for.

    Attributes:
        length: in m.
        gravity: in m/s².
        angle: at which it is let go, in degrees.
        timed: how often the stopwatch was stopped, and its last time in s.
        words: what stands on the buttons.
    """

    _esm = _HERE / "swing.js"
    _css = _HERE / "swing.css"

    length = traitlets.CFloat(1.0).tag(sync=True)
    gravity = traitlets.CFloat(9.81).tag(sync=True)
    angle = traitlets.CFloat(10.0).tag(sync=True)
    language = traitlets.Unicode("vi").tag(sync=True)
    words = traitlets.Dict(traitlets.Unicode()).tag(sync=True)
    timed = traitlets.Tuple(traitlets.Int(), traitlets.CFloat(), default_value=(0, 0.0)).tag(
        sync=True
    )
