"""Arguments that a learner's function changed in place, found by comparing with what they were."""

from collections import deque
from collections.abc import Callable

import numpy as np

from lopso_autograding.sealed.bounds import Value

_COPIED_ARRAY = 1 << 20


def snapshot(container: Value) -> Callable[[Value], bool]:
    """A function that tells whether the container is now another than at this moment."""
    kind = type(container)
    if kind in (list, deque):
        return _other_items(list(container))
    if issubclass(kind, dict):
        before = dict(container)
        return lambda now: (
            list(now) != list(before) or any(now[key] is not held for key, held in before.items())
        )
    if kind in (set, bytearray):
        copied = kind(container)
        return lambda now: now != copied
    if issubclass(kind, np.ndarray):
        return _array(container)
    if hasattr(container, "equals"):
        frame = container.copy(deep=True)
        return lambda now: not _same_frame(frame, now)
    attributes = dict(vars(container))
    return lambda now: (
        list(vars(now)) != list(attributes)
        or any(vars(now)[key] is not held for key, held in attributes.items())
    )


def _other_items(before: list[Value]) -> Callable[[Value], bool]:
    return lambda now: (
        len(now) != len(before)
        or any(one is not other for one, other in zip(now, before, strict=True))
    )


def _array(value: np.ndarray) -> Callable[[Value], bool]:
    if value.dtype.kind == "O":
        differs = _other_items(value.ravel().tolist())
        return lambda now: differs(now.ravel().tolist())
    if value.nbytes <= _COPIED_ARRAY:
        data = value.tobytes()
        return lambda now: now.tobytes() != data
    digest = hash(value.tobytes())
    return lambda now: hash(now.tobytes()) != digest


def _same_frame(before: Value, now: Value) -> bool:
    if before.ndim == 1:
        return before.equals(now) and before.index.equals(now.index) and before.name == now.name
    return before.equals(now) and list(before.columns) == list(now.columns)


def apply(container: Value, content: Value) -> None:
    """Gives a container the content of another one, in place."""
    kind = type(container)
    if isinstance(container, np.ndarray):
        container[...] = content
    elif hasattr(container, "_update_inplace"):
        container._update_inplace(content)
    elif kind in (list, bytearray):
        container[:] = content
    elif issubclass(kind, dict | set):
        container.clear()
        container.update(content)
    elif kind is deque:
        container.clear()
        container.extend(content)
    else:
        vars(container).clear()
        vars(container).update(content)
