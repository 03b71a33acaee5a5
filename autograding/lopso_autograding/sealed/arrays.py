"""Arrays of numpy as trees and back; what belongs to pandas is in `frames`."""

import math
import re
from collections.abc import Callable

import numpy as np

from lopso_autograding.sealed import frames
from lopso_autograding.sealed.bounds import ProtocolError, Tree, Value

_KINDS = "biufcSUmM"
_DTYPE = re.compile(r"[<>|=][biufcSUmM]\d{1,9}(\[\d*\w+\])?")
_SCALAR_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(np.bool_, np.int8, np.int16, np.int32, np.int64),
        *(np.uint8, np.uint16, np.uint32, np.uint64, np.float16, np.float32, np.float64),
        *(np.complex64, np.complex128, np.str_, np.bytes_, np.ndarray),
        *(np.generic, np.number, np.integer, np.floating),
    )
}


def written(writer: Value, value: Value) -> Tree | None:
    """The tree of what belongs to numpy or pandas, or None for other values."""
    if issubclass(type(value), np.ndarray):
        return _array(writer, value)
    if issubclass(type(value), np.generic):
        dtype = np.dtype(type(value)) if value.dtype.kind not in "SUmM" else value.dtype
        if dtype.kind not in _KINDS:
            return None
        return ["g", dtype.str, writer.buffer(np.asarray(value, dtype).tobytes())]
    if issubclass(type(value), np.dtype):
        return ["np", value.str] if _DTYPE.fullmatch(value.str) else None
    if type(value) is type and _SCALAR_TYPES.get(value.__name__) is value:
        return ["nty", value.__name__]
    return frames.written(writer, value)


def _array(writer: Value, value: Value) -> Tree | None:
    if isinstance(value, np.ma.MaskedArray):
        return writer.masked(value)
    plain = np.ndarray.view(value, np.ndarray)
    shape = list(plain.shape)
    if plain.dtype.kind == "O":
        writer.track(value)
        return ["no", shape, *writer.all(plain.ravel().tolist())]
    if plain.dtype.kind not in _KINDS:
        return None
    writer.track(value)
    return ["n", plain.dtype.str, shape, writer.buffer(plain.tobytes())]


def _dtype(tree: Tree) -> np.dtype:
    if type(tree) is not str or not _DTYPE.fullmatch(tree):
        raise ProtocolError("No kind of array.")
    return np.dtype(tree)


def _shape(tree: Tree) -> tuple[int, ...]:
    if type(tree) is not list or not all(type(n) is int and n >= 0 for n in tree):
        raise ProtocolError("No shape of an array.")
    return tuple(tree)


def _filled(dtype: np.dtype, data: bytes, shape: tuple[int, ...]) -> np.ndarray:
    """A new array of these bytes; truth values are made true or false whatever byte came."""
    if not data:
        return np.zeros(shape if math.prod(shape) == 0 else (), dtype).reshape(shape)
    if dtype.kind == "b":
        return (np.frombuffer(data, np.uint8) != 0).reshape(shape)
    return np.frombuffer(data, dtype).reshape(shape).copy()


def _read_array(reader: Value, parts: list[Tree]) -> np.ndarray:
    dtype, shape, number = parts
    return reader.track(_filled(_dtype(dtype), reader.buffer(number), _shape(shape)))


def _read_objects(reader: Value, parts: list[Tree]) -> np.ndarray:
    shape = _shape(parts[0])
    if math.prod(shape) != len(parts) - 1:
        raise ProtocolError("An array's shape does not fit its values.")
    made = reader.track(np.empty(shape, object))
    flat = made.reshape(-1)
    for place, tree in enumerate(parts[1:]):
        flat[place] = reader.value(tree)
    return made


def _read_scalar(reader: Value, parts: list[Tree]) -> Value:
    return _filled(_dtype(parts[0]), reader.buffer(parts[1]), ())[()]


READERS: dict[str, Callable[[Value, list[Tree]], Value]] = {
    "n": _read_array,
    "no": _read_objects,
    "g": _read_scalar,
    "np": lambda _, parts: _dtype(parts[0]),
    "nty": lambda _, parts: _SCALAR_TYPES[parts[0]],
    **frames.READERS,
}
