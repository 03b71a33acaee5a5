"""What people move and fill in: native inputs with labels, large enough for a thumb.

ipywidgets' own slider cannot write a decimal comma and has no name for a screen reader; its text
fields bring up the keyboard for letters. These two are the browser's own controls, nothing more.
"""

from pathlib import Path

import anywidget
import traitlets

from lopso_widgets.words import Words

_HERE = Path(__file__).parent


class Slide(anywidget.AnyWidget):
    """A slider for one number, with its value and unit written beside its label."""

    _esm = _HERE / "slide.js"

    label = traitlets.Unicode().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode("vi").tag(sync=True)
    low = traitlets.CFloat(0.0).tag(sync=True)
    high = traitlets.CFloat(1.0).tag(sync=True)
    step = traitlets.CFloat(0.1).tag(sync=True)
    value = traitlets.CFloat(0.0).tag(sync=True)

    def __init__(
        self, words: Words, label: str, unit: str, bounds: tuple[float, float], **more: float
    ) -> None:
        """Make a slider between the bounds; `more` holds `step` and `value`."""
        low, high = bounds
        super().__init__(
            label=label, unit=unit, language=words.language, low=low, high=high, **more
        )

    @traitlets.validate("value")
    def _keep_inside(self, proposal: dict) -> float:
        # What a page sends is not to be trusted: not a number becomes the low end.
        value = proposal["value"]
        return min(max(value, self.low), self.high) if value == value else self.low


class Fields(anywidget.AnyWidget):
    """A row of short fields for numbers, each with its label and, when wrong, its sentence.

    Attributes:
        labels: what stands above each field.
        names: what a screen reader says for each field; the label where it is empty.
        value: what each field holds, as typed.
        faults: a sentence for each field that makes no sense, "" for the others.
    """

    _esm = _HERE / "fields.js"

    title = traitlets.Unicode().tag(sync=True)
    labels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value = traitlets.List(traitlets.Unicode()).tag(sync=True)
    faults = traitlets.List(traitlets.Unicode()).tag(sync=True)
    longest = traitlets.Int(12).tag(sync=True)

    @traitlets.validate("value")
    def _keep_shape(self, proposal: dict) -> list[str]:
        # As many texts as there are labels, none longer than a field can hold.
        texts = [text[: self.longest] for text in proposal["value"][: len(self.labels)]]
        return texts + [""] * (len(self.labels) - len(texts))
