"""How much of its own CPU each tool takes to answer whatever its controls allow.

Every control of every tool is moved at random within what it allows, every button pressed, every
file picker given files made to be slow; each time the processor's time until the tool has answered
is taken. What a page makes of the answer is not part of it.
"""

import gc
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import ipywidgets

import lopso_widgets
from lopso_widgets.controls import Fields, Slide
from lopso_widgets.family import Tool
from lopso_widgets.file_picker import FilePicker

PRESSES = 12
TYPED = ("", "0", "7", "9,75", "10", "6.5", "-1", "1e9", "abc", "M", "11", "9999999999", "½", "∞")
_CLASS = "Mã;TX1;TX2;TX3;TX4;GK;CK\n" + "".join(f"{n};7,5;8;9;6;7;8,25\n" for n in range(200))


@dataclass(frozen=True)
class ToolTimes:
    """What one tool took.

    Attributes:
        name: the tool's folder.
        milliseconds: of the processor, for each change, in order.
        worst: what was done when it took longest.
        start: milliseconds to make the tool, a second time: what is cached is there.
    """

    name: str
    milliseconds: tuple[float, ...]
    worst: str
    start: float


def find_tools() -> dict[str, Callable[[str], Tool]]:
    """Return every tool by its folder's name: the class in its `tool.py`."""
    folders = [module.name for module in iter_modules(lopso_widgets.__path__) if module.ispkg]
    return {name: _tool_of(import_module(f"lopso_widgets.{name}.tool")) for name in folders}


def _tool_of(module: ModuleType) -> Any:  # noqa: ANN401 - each tool is made in its own way
    return next(
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Tool) and each.__module__ == module.__name__
    )


def bench_tool(name: str, kind: Callable[[str], Tool], rounds: int, seed: int) -> ToolTimes:
    """Return what a tool took for `rounds` rounds of moving all of its controls."""
    chance = random.Random(seed)  # noqa: S311 - no secret: the same moves each time
    kind("vi")
    gc.collect()
    gc.freeze()  # as the template does from which the kit's kernels are forked
    started = time.process_time()
    tool = kind("vi")
    start = 1000 * (time.process_time() - started)
    widgets = list(dict.fromkeys(_inside(tool)))
    buttons = [each for each in widgets if isinstance(each, ipywidgets.Button)]
    taken: list[tuple[float, str]] = []
    for _ in range(rounds):
        for button in buttons or [None]:
            if button is not None:
                presses = [button.click] * PRESSES
                taken += [_time(press, button.description) for press in presses]
            for widget in chance.sample(widgets, len(widgets)):
                taken += [_time(act, words) for words, act in _moves(widget, chance)]
    times, words = zip(*taken, strict=True)
    return ToolTimes(name, times, words[times.index(max(times))], start)


def _inside(widget: ipywidgets.Widget) -> Iterator[ipywidgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _inside(child)


def _time(act: Callable[[], object], words: str) -> tuple[float, str]:
    started = time.process_time()
    act()
    return 1000 * (time.process_time() - started), words


def _moves(
    widget: ipywidgets.Widget, chance: random.Random
) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what a visitor can do with a control, in words, and the function that does it."""
    if isinstance(widget, Slide):
        steps = round((widget.high - widget.low) / widget.step)
        value = widget.low + widget.step * chance.randint(0, steps)
        yield f"{widget.label}: {value:g}", _setting(widget, "value", value)
    elif isinstance(widget, Fields):
        typed = [chance.choice(TYPED) for _ in widget.labels]
        marks = [str(chance.randint(0, 100) / 10) for _ in widget.labels]
        yield f"{widget.title}: {typed}", _setting(widget, "value", typed)
        yield f"{widget.title}: {marks}", _setting(widget, "value", marks)
    elif isinstance(widget, FilePicker):
        for content in (_CLASS.encode(), b";" * widget.most_bytes, b'"' * widget.most_bytes):
            yield f"{content[:20]!r}…", _setting(widget, "content", content)
    elif widget.has_trait("strokes"):
        for count in (1, 60):
            strokes = [[chance.randint(0, 1000) for _ in range(8000 // count)]] * count
            yield f"{count} strokes", _setting(widget, "strokes", strokes)
    elif widget.has_trait("index") and getattr(widget, "options", ()):
        place = chance.randrange(len(getattr(widget, "options", ())))
        yield f"{getattr(widget, 'description', '')}: {place}", _setting(widget, "index", place)


def _setting(widget: ipywidgets.Widget, trait: str, value: Any) -> Callable[[], object]:  # noqa: ANN401
    return lambda: setattr(widget, trait, value)
