"""What numpy and pandas values hold, where a learner's value already comes from them.

Neither library is imported here: a value can be theirs only if they are loaded already.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType

from lopso_autograding.expectations.nodes import Opaque, Value

ROUGH = {"float16": 1e-2, "float32": 1e-5}
"""Relative error that the short floating point types of numpy bring with them."""


@dataclass(frozen=True)
class Contents:
    """What a value of numpy or pandas holds, as Python's own objects."""

    kind: str
    values: object = ()
    rows: Iterable[Iterable[object]] | None = None
    columns: Iterable[object] = ()
    labels: Iterable[object] | None = None
    index_name: object = None


def scalar(value: Value) -> Value:
    """A single value of numpy or pandas as Python's own; anything else as it is."""
    numpy, pandas = _module("numpy"), _module("pandas")
    if numpy is not None and issubclass(type(value), numpy.generic):
        plain = numpy.generic.item(value)
        return value if issubclass(type(plain), numpy.generic) else plain
    if pandas is not None and value is getattr(pandas, "NA", None):
        return float("nan")
    return value


def contents(value: Value, most: int) -> Contents | Opaque | None:
    """What an array, a series, an index or a frame holds; None for anything else."""
    numpy, pandas = _module("numpy"), _module("pandas")
    kind = type(value)
    if numpy is not None and issubclass(kind, numpy.ndarray):
        if numpy.ndarray.size.__get__(value) > most:
            return Opaque("large", "ndarray")
        return Contents("array", numpy.ndarray.tolist(numpy.ndarray.view(value, numpy.ndarray)))
    if pandas is None or kind.__module__.split(".")[0] != "pandas":
        return None
    if issubclass(kind, pandas.DataFrame):
        return frame_contents(value, most)
    if issubclass(kind, pandas.Series | pandas.Index):
        return Contents("series", value.tolist()) if len(value) <= most else _large(kind)
    return None


def frame_contents(frame: Value, most: int) -> Contents | Opaque:
    """The columns, rows and, where they say something, the row labels of a pandas frame."""
    if frame.size > most:
        return _large(type(frame))
    columns = [frame.iloc[:, position].tolist() for position in range(frame.shape[1])]
    rows = zip(*columns, strict=True) if columns else [()] * len(frame)
    labels = frame.index.tolist()
    counts = labels == list(range(len(labels)))
    return Contents(
        "table", (), rows, frame.columns.tolist(), None if counts else labels, frame.index.name
    )


def roughness(value: Value) -> float:
    """The relative error that a value's own number type explains; 0 for Python's floats."""
    numpy, pandas = _module("numpy"), _module("pandas")
    holders = [numpy.generic, numpy.ndarray] if numpy is not None else []
    if pandas is not None:
        holders.append(pandas.Series)
    if not issubclass(type(value), tuple(holders)):
        return 0.0
    return ROUGH.get(str(value.dtype), 0.0)


def _large(kind: type) -> Opaque:
    return Opaque("large", kind.__name__)


def _module(name: str) -> ModuleType | None:
    """A library that is loaded, whole enough to be asked; None where it is not."""
    module = sys.modules.get(name)
    whole = {"numpy": "ndarray", "pandas": "DataFrame"}[name]
    return module if hasattr(module, whole) else None
