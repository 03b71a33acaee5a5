"""Tables, columns and moments of pandas as trees and back.

pandas is imported only when a value of it comes.
"""

import importlib
import sys
from collections.abc import Callable
from typing import cast

from lopso_autograding.sealed import times
from lopso_autograding.sealed.bounds import ProtocolError, Tree, Value

_EXTENSION = frozenset(
    f"{sign}{kind}{size}"
    for sign, kind, sizes in (("", "Int", (8, 16, 32, 64)), ("U", "Int", (8, 16, 32, 64)))
    for size in sizes
) | {"Float32", "Float64", "boolean", "string", "str"}
_UNITS = ("s", "ms", "us", "ns")


def _pandas() -> Value:
    try:
        return importlib.import_module("pandas")
    except ImportError:
        raise ProtocolError("A table came although there is no pandas.") from None


def written(writer: Value, value: Value) -> Tree | None:
    """The tree of a value of pandas, or None for other values."""
    pandas = cast(Value, sys.modules.get("pandas"))
    if pandas is None or not hasattr(pandas, "DataFrame"):
        return None
    kind = type(value)
    if value is pandas.NaT or value is pandas.NA:
        return ["nat"] if value is pandas.NaT else ["na"]
    if kind is pandas.Timestamp:
        return ["pts", int(value.as_unit("ns").asm8.astype("int64")), _zone_name(value.tz)]
    if kind is pandas.Timedelta:
        return ["ptd", int(value.value)]
    for base, write in (
        (pandas.DataFrame, _frame),
        (pandas.Series, _series),
        (pandas.Index, _index),
    ):
        if issubclass(kind, base):
            if base is not pandas.Index:
                writer.track(value)
            with writer.untracked():
                return write(writer, value)
    return None


def _zone_name(zone: Value) -> Tree:
    return None if zone is None else str(zone)


def _frame(writer: Value, value: Value) -> Tree | None:
    columns = [_column(writer, value.iloc[:, place]) for place in range(value.shape[1])]
    if any(column is None for column in columns):
        return None
    return ["pdf", _index(writer, value.columns), _index(writer, value.index), *columns]


def _series(writer: Value, value: Value) -> Tree | None:
    column = _column(writer, value)
    if column is None:
        return None
    return ["pse", writer.tree(value.name), _index(writer, value.index), column]


def _index(writer: Value, value: Value) -> Tree | None:
    pandas = _pandas()
    if isinstance(value, pandas.RangeIndex):
        return ["pri", value.start, value.stop, value.step, writer.tree(value.name)]
    if isinstance(value, pandas.MultiIndex):
        return ["pmi", writer.tree(list(value.names)), writer.tree(value.tolist())]
    column = _column(writer, value)
    return None if column is None else ["pix", writer.tree(value.name), column]


def _column(writer: Value, value: Value) -> Tree | None:
    """The tree of the values of a series or an index, without its labels."""
    pandas, dtype = _pandas(), value.dtype
    if isinstance(dtype, pandas.CategoricalDtype):
        held = value.array
        return [
            "pca",
            writer.tree(held.codes.astype("int64")),
            _index(writer, held.categories),
            bool(held.ordered),
        ]
    if isinstance(dtype, pandas.DatetimeTZDtype):
        numbers = value.array.tz_convert("UTC").tz_localize(None)
        stamps = numbers.to_numpy(f"datetime64[{dtype.unit}]").astype("int64")
        return ["pdz", writer.tree(stamps), dtype.unit, str(dtype.tz)]
    if pandas.api.types.is_extension_array_dtype(dtype):
        if str(dtype) not in _EXTENSION:
            return None
        return ["pex", str(dtype), writer.tree(value.array.tolist())]
    return writer.tree(value.to_numpy())


def _read_column(reader: Value, tree: Tree) -> Value:
    pandas = _pandas()
    if type(tree) is not list or not tree:
        raise ProtocolError("No column of a table.")
    tag, *parts = tree
    if tag == "pca":
        codes, categories = reader.value(parts[0]), reader.value(parts[1])
        return pandas.Categorical.from_codes(codes, categories, ordered=parts[2] is True)
    if tag == "pdz":
        if parts[1] not in _UNITS or type(parts[2]) is not str:
            raise ProtocolError("No moments.")
        stamps = reader.value(parts[0]).astype(f"datetime64[{parts[1]}]")
        return pandas.DatetimeIndex(stamps).tz_localize("UTC").tz_convert(parts[2]).array
    if tag == "pex":
        if parts[0] not in _EXTENSION:
            raise ProtocolError("No kind of column.")
        column = pandas.array(reader.value(parts[1]), dtype=parts[0])
        gaps = column.dtype.na_value is pandas.NA and column.isna().any()
        return reader.with_gaps(column) if gaps else column
    values = reader.value(tree)
    if type(values).__name__ != "ndarray":
        raise ProtocolError("No column of a table.")
    return values


def _reserved(build: Callable[[Value, list[Tree]], Value]) -> Callable[[Value, list[Tree]], Value]:
    """Numbers the table before its parts are read, as its writer did."""

    def read(reader: Value, parts: list[Tree]) -> Value:
        place = len(reader.tracked)
        reader.track(None)
        with reader.untracked():
            made = build(reader, parts)
        if reader.tracking:
            reader.tracked[place] = made
        return made

    return read


def _build_frame(reader: Value, parts: list[Tree]) -> Value:
    pandas = _pandas()
    columns, index = reader.value(parts[0]), reader.value(parts[1])
    held = {place: _read_column(reader, tree) for place, tree in enumerate(parts[2:])}
    frame = pandas.DataFrame(held, index=index, columns=range(len(held)))
    frame.columns = columns
    return frame


def _build_series(reader: Value, parts: list[Tree]) -> Value:
    name, index = reader.value(parts[0]), reader.value(parts[1])
    return _pandas().Series(_read_column(reader, parts[2]), index=index, name=name)


def _read_index(reader: Value, parts: list[Tree]) -> Value:
    return _pandas().Index(_read_column(reader, parts[1]), name=reader.value(parts[0]))


def _read_range_index(reader: Value, parts: list[Tree]) -> Value:
    if not all(type(part) is int for part in parts[:3]):
        raise ProtocolError("No range.")
    return _pandas().RangeIndex(*parts[:3], name=reader.value(parts[3]))


def _read_levels(reader: Value, parts: list[Tree]) -> Value:
    names, rows = reader.all(parts)
    return _pandas().MultiIndex.from_tuples(rows, names=names)


def _read_moment(_: Value, parts: list[Tree]) -> Value:
    nanoseconds, zone = parts
    moment = _pandas().Timestamp(int(nanoseconds), unit="ns")
    if zone is None:
        return moment
    return moment.tz_localize("UTC").tz_convert(zone if type(zone) is str else times.read_zone(0))


READERS: dict[str, Callable[[Value, list[Tree]], Value]] = {
    "nat": lambda _, __: _pandas().NaT,
    "na": lambda _, __: _pandas().NA,
    "pts": _read_moment,
    "ptd": lambda _, parts: _pandas().Timedelta(int(parts[0]), unit="ns"),
    "pdf": _reserved(_build_frame),
    "pse": _reserved(_build_series),
    "pri": _read_range_index,
    "pmi": _read_levels,
    "pix": _read_index,
}
