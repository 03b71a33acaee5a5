"""The special methods that cross between the processes, and the operations that they stand for."""

import asyncio
import copy
import inspect
import math
import operator
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

import numpy as np

from lopso_autograding.sealed.bounds import Value


def _call(function: Value, *arguments: Value, **keywords: Value) -> Value:
    return function(*arguments, **keywords)


def _enter(value: Value) -> Value:
    return type(value).__enter__(value)


def _exit(value: Value, *about: Value) -> Value:
    return type(value).__exit__(value, *about)


def _awaited(value: Awaitable[Value]) -> Value:
    async def wait() -> Value:
        return await value

    return asyncio.new_event_loop().run_until_complete(wait())


CONVERSIONS: Mapping[str, tuple[Callable[[Value], Value], type]] = MappingProxyType(
    {
        "__len__": (len, int),
        "__bool__": (bool, bool),
        "__int__": (int, int),
        "__float__": (float, float),
        "__complex__": (complex, complex),
        "__index__": (operator.index, int),
        "__bytes__": (bytes, bytes),
        "__hash__": (hash, int),
        "__length_hint__": (operator.length_hint, int),
    }
)
"""Special methods whose result Python itself demands to be of one type."""
COMPARISONS: Mapping[str, Callable[[Value, Value], Value]] = MappingProxyType(
    {f"__{name}__": getattr(operator, name) for name in ("eq", "ne", "lt", "le", "gt", "ge")}
)
MIRRORED = MappingProxyType({"__lt__": "__gt__", "__gt__": "__lt__"})
_ARITHMETIC = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "truediv": operator.truediv,
    "floordiv": operator.floordiv,
    "mod": operator.mod,
    "pow": operator.pow,
    "matmul": operator.matmul,
    "and": operator.and_,
    "or": operator.or_,
    "xor": operator.xor,
    "lshift": operator.lshift,
    "rshift": operator.rshift,
    "divmod": divmod,
}


def _reflected(work: Callable[[Value, Value], Value]) -> Callable[[Value, Value], Value]:
    return lambda own, other: work(other, own)


BINARY: Mapping[str, Callable[[Value, Value], Value]] = MappingProxyType(
    {f"__{name}__": work for name, work in _ARITHMETIC.items()}
    | {f"__r{name}__": _reflected(work) for name, work in _ARITHMETIC.items()}
    | {
        f"__i{name}__": getattr(operator, f"i{name}")
        for name in (*("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),)
    }
    | {f"__i{name}__": getattr(operator, f"i{name}") for name in ("and", "or", "xor")}
)
"""Operators of two values; the object itself comes first also where it stood on the right."""
OTHERS: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "__call__": _call,
        "__iter__": iter,
        "__next__": next,
        "__reversed__": reversed,
        "__getitem__": operator.getitem,
        "__setitem__": operator.setitem,
        "__delitem__": operator.delitem,
        "__contains__": operator.contains,
        "__neg__": operator.neg,
        "__pos__": operator.pos,
        "__abs__": operator.abs,
        "__invert__": operator.invert,
        "__round__": round,
        "__trunc__": math.trunc,
        "__floor__": math.floor,
        "__ceil__": math.ceil,
        "__enter__": _enter,
        "__exit__": _exit,
        "__await__": _awaited,
    }
)
"""Special methods whose result may be anything."""
ALWAYS: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "array": lambda value: np.asarray(value),
        "copy": copy.copy,
        "deepcopy": copy.deepcopy,
        "delattr": delattr,
        "dir": dir,
        "format": format,
        "getattr": getattr,
        "isinstance": isinstance,
        "repr": repr,
        "setattr": setattr,
        "str": str,
        "annotations": lambda value: dict(inspect.get_annotations(value)),
    }
)
"""Operations that any object takes."""
CONDITIONAL = (*CONVERSIONS, *COMPARISONS, *BINARY, *OTHERS)
"""Special methods that an object has only where its class has them."""
OPERATIONS: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        **{name: work for name, (work, _) in CONVERSIONS.items()},
        **COMPARISONS,
        **BINARY,
        **OTHERS,
        **ALWAYS,
    }
)
"""All that the examiner may ask of an object, by name."""
