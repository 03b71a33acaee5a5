"""What a tool has become, held by its page, so that it can come back after its kernel is lost."""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

Held = Mapping[str, Any]


class Memory(anywidget.AnyWidget):
    """The page's memory: what the tool told it last, and what it hands to a new kernel.

    What the controls are set to the page knows by itself; only what is more is told to it.

    Attributes:
        controls: where the page finds each control: its model, and the trait that says what it is.
        kept: what the tool is besides its controls, plain data; {} while nothing has been set.
        returned: what a page that has lost its kernel hands to the next one.
    """

    _esm = Path(__file__).parent / "memory.js"

    controls = traitlets.Dict().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)
    returned = traitlets.Dict().tag(sync=True)

    def __init__(self, take_back: Callable[[Held], None]) -> None:
        """Begin with nothing; `take_back` is given what a page hands over to a new kernel."""
        super().__init__()
        self._kernel = ""
        self._widgets: dict[str, ipywidgets.Widget] = {}
        self._take_back = take_back
        self.observe(self._hear, "returned")

    def watch(self, **controls: ipywidgets.Widget) -> None:
        """Name the controls whose settings come back, in the order in which they are set."""
        self._widgets = controls
        self.controls = {name: [each.model_id, _trait_of(each)] for name, each in controls.items()}

    def hold(self, held: Held) -> None:
        """Let the page hold this in place of what it held before."""
        # Not named sooner: kernels are forks of one process, and each needs a name of its own.
        self._kernel = self._kernel or secrets.token_hex(6)
        self.kept = {"kernel": self._kernel, **held}

    def _hear(self, change: Mapping[str, Any]) -> None:
        held = change["new"]
        if not held or held.get("kernel") == self._kernel:
            return
        settings = held.get("controls")
        for name, control in self._widgets.items():
            if isinstance(settings, dict) and name in settings:
                _set_back(control, settings[name])
        self._take_back(held)


def _set_back(control: ipywidgets.Widget, value: object) -> None:
    try:
        setattr(control, _trait_of(control), value)
    except (traitlets.TraitError, TypeError, ValueError, IndexError):
        return  # a page need not be ours: what makes no sense is left out


def _trait_of(control: ipywidgets.Widget) -> str:
    """Return the trait that says what a control is set to: of a choice, its place."""
    return next(name for name in ("index", "strokes", "value") if control.has_trait(name))
