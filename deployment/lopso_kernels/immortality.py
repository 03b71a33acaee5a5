"""Immortal objects: a template's objects stop counting references, so forks do not copy them.

A fork shares the template's memory until one of them writes to a page. CPython writes to an
object's reference count whenever it looks at the object. Since 3.12 it leaves the count alone if
it has the value of an immortal object; this module gives that value to all objects that the
template holds. The value is an internal of CPython: it is used only in versions where it was
tested, and can be switched off (`Template(immortal=False)`).
"""

import ctypes
import gc
import sys
import types
from collections.abc import Iterable
from typing import Any

_VERSIONS = ((3, 12), (3, 13))
_IMMORTAL = 0xFFFFFFFF  # _Py_IMMORTAL_REFCNT of 64-bit builds of these versions
TRICKS = ("immortal",)


def is_possible() -> bool:
    """Whether this Python is one whose objects can be made immortal."""
    return (
        sys.implementation.name == "cpython"
        and sys.version_info[:2] in _VERSIONS
        and sys.maxsize > 2**32
        and sys.getrefcount(None) >= _IMMORTAL - 8
        and not hasattr(sys, "gettotalrefcount")
        and getattr(sys, "_is_gil_enabled", lambda: True)()
    )


_RUNNING = (types.FrameType, types.GeneratorType, types.CoroutineType)


def _parts(thing: Any) -> Iterable[Any]:  # noqa: ANN401 - any object at all
    """What an object refers to, also where the garbage collector is not told of it."""
    if isinstance(thing, types.CodeType):
        return (*thing.co_consts, *thing.co_names, thing.co_consts, thing.co_names)
    if type(thing) is dict:
        return (*thing.keys(), *thing.values())
    return gc.get_referents(thing)


def make_all_immortal() -> int:
    """Make what the garbage collector knows, and what that refers to, immortal.

    Returns:
        The number of objects, or 0 where this Python is not one of those this was tested on.
    """
    if not is_possible():
        return 0
    waiting = gc.get_objects()
    seen = {id(waiting)}
    seen.add(id(seen))
    count_at = ctypes.c_ssize_t.from_address
    while waiting:
        thing = waiting.pop()
        address = id(thing)
        if address in seen or isinstance(thing, _RUNNING):
            continue
        seen.add(address)
        waiting.extend(_parts(thing))
        count_at(address).value = _IMMORTAL
    return len(seen)
