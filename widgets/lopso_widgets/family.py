"""The family: what every tool's page has in common.

A tool is cards on a board: what one sets on the left, what comes of it on the right, one above
the other on a phone. It says what it has to say in one line which screen readers read aloud.
"""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from lopso_widgets.memory import Held, Memory
from lopso_widgets.words import Fault, Tables, Words, look_up

_HERE = Path(__file__).parent


class Status(anywidget.AnyWidget):
    """One line that tells what just happened, and is read aloud when it changes.

    Attributes:
        text: the sentence; "" when there is nothing to say.
        tone: "calm", "good" or "warn".
    """

    _esm = _HERE / "status.js"
    _css = _HERE / "family.css"

    text = traitlets.Unicode().tag(sync=True)
    tone = traitlets.Enum(["calm", "good", "warn"], "calm").tag(sync=True)

    def say(self, text: str, tone: str = "calm") -> None:
        """Show a sentence in place of the one before."""
        with self.hold_sync():
            self.text = text
            self.tone = tone


class Tool(ipywidgets.VBox):
    """A tool of the family: its words, its status line and its board."""

    def __init__(self, language: str, tables: Tables, *more: Tables) -> None:
        """Look up the tool's words, and those of the parts of the family that it uses.

        Raises:
            ValueError: the tool does not speak that language.
        """
        self.words: Words = look_up(tables, language, *more)
        self.status = Status()
        self.memory = Memory(self.take_back)
        super().__init__()
        self.add_class("lopso")
        self.add_class(f"lopso-{language}")

    def lay_out(
        self, left: Sequence[ipywidgets.Widget], right: Sequence[ipywidgets.Widget]
    ) -> None:
        """Put cards on the board: what one sets on the left, what comes of it on the right."""
        board = ipywidgets.Box([column(*left), column(*right)])
        board.add_class("lopso-board")
        self.children = (board,)

    def answering(self, act: Callable[[], None]) -> Callable[[object], None]:
        """Return a callback which does `act`, and says a fault of the input in the status line.

        What the tool is afterwards is held by the page.
        """

        def callback(_event: object = None) -> None:
            try:
                act()
            except Fault as fault:
                self.status.say(self.words.fault(fault), "warn")
            self.memory.hold(self.held())

        return callback

    def held(self) -> dict[str, Any]:
        """Return what the tool is besides the controls that its memory watches: plain data.

        A tool with more (readings, a picture) adds it here and takes it back below.
        """
        return {}

    def take_back(self, held: Held) -> None:
        """Become what a page held, which need not be ours: nonsense is left out."""


def column(*cards: ipywidgets.Widget) -> ipywidgets.VBox:
    """Return cards one above the other."""
    return _classed(ipywidgets.VBox(list(cards)), "lopso-column")


def card(title: str, *children: ipywidgets.Widget) -> ipywidgets.VBox:
    """Return a card with a heading."""
    return _classed(ipywidgets.VBox([title_of_card(title), *children]), "lopso-card")


def title_of_card(title: str) -> ipywidgets.HTML:
    """Return the heading of a card."""
    return ipywidgets.HTML(f"<h3>{escape(title)}</h3>")


def row(*children: ipywidgets.Widget) -> ipywidgets.Box:
    """Return things side by side, which wrap on a phone."""
    return _classed(ipywidgets.Box(list(children)), "lopso-row")


def note(text: str) -> ipywidgets.HTML:
    """Return a quiet line of explanation."""
    return ipywidgets.HTML(f'<p class="lopso-note">{escape(text)}</p>')


def button(text: str, act: Callable[[object], None], *, first: bool = False) -> ipywidgets.Button:
    """Return a button; the one thing to do first on a card is filled, the others are outlined."""
    made = _classed(ipywidgets.Button(description=text), "lopso-button")
    if first:
        made.add_class("lopso-first")
    made.on_click(act)
    return made


def choice(
    label: str, options: Sequence[tuple[str, object]], value: object
) -> ipywidgets.RadioButtons:
    """Return one choice among a few: each option is a text and the value it stands for."""
    made = ipywidgets.RadioButtons(options=list(options), value=value, description=label)
    return _classed(made, "lopso-choice")


def aside[W: ipywidgets.DOMWidget](widget: W) -> W:
    """Return a widget that leaves a projector's screen to more important ones."""
    return _classed(widget, "lopso-aside")


def flowing[W: ipywidgets.DOMWidget](widget: W) -> W:
    """Return a card that may go on in the next column of a projector's screen."""
    return _classed(widget, "lopso-flowing")


def _classed[W: ipywidgets.DOMWidget](widget: W, name: str) -> W:
    widget.add_class(name)
    return widget
