"""What the tests of the tools share."""

import re
from collections.abc import Callable
from html import unescape

import ipywidgets
import pytest


def _texts(widget: ipywidgets.Widget) -> list[str]:
    hidden = getattr(getattr(widget, "layout", None), "display", None) == "none"
    if hidden:
        return []
    names = ("value", "text", "sentence", "description", "label", "title", "faults", "labels")
    found = []
    for name in names:
        value = getattr(widget, name, "")
        found += value if isinstance(value, list | tuple) else [value]
    for child in getattr(widget, "children", ()):
        found += _texts(child)
    return [text for text in found if isinstance(text, str)]


@pytest.fixture
def shown() -> Callable[[ipywidgets.Widget], str]:
    """The function that returns what a tool shows, as text without tags."""

    def read(widget: ipywidgets.Widget) -> str:
        return unescape(re.sub("<[^>]+>", " ", " ".join(_texts(widget))))

    return read
