"""Independence of forks: what would be the same in all of them is made anew in each.

A fork starts with a copy of the template's memory, and so with the state of each random generator
in it. Python's own `random` and OpenSSL renew theirs; this module does the rest that it can.

What cannot be renewed is the seed of `hash()` for text: every string keeps its hash and every
dictionary is laid out by it. It differs from template to template, and in each Python that a fork
starts, but forks of one template share it.
"""

import os
import random
import sys
import tempfile
import uuid
from typing import Any


def generators_in_memory() -> tuple[tuple[str, Any], ...]:
    """The random generators that modules hold in their names, as (module.name, generator).

    `random`'s and numpy's global ones are left out: they are always renewed.
    """
    kinds = (random.Random, *_numpy_kinds())
    found: dict[int, tuple[str, Any]] = {}
    for module_name, module in list(sys.modules.items()):
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if isinstance(value, kinds) and not isinstance(value, random.SystemRandom):
                found.setdefault(id(value), (f"{module_name}.{name}", value))
    always = {id(getattr(random, "_inst", None)), id(_numpy_global())}
    return tuple(entry for key, entry in sorted(found.items()) if key not in always)


def _numpy_kinds() -> tuple[type, ...]:
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is None:
        return ()
    return (numpy_random.RandomState, numpy_random.Generator)


def _numpy_global() -> Any:  # noqa: ANN401 - numpy may be missing
    numpy_random = sys.modules.get("numpy.random")
    return getattr(getattr(numpy_random, "mtrand", None), "_rand", None)


def _renew(generator: Any) -> None:  # noqa: ANN401 - of several unrelated classes
    if isinstance(generator, random.Random):
        generator.seed()
    elif hasattr(generator, "seed"):  # numpy.random.RandomState
        generator.seed(int.from_bytes(os.urandom(4), "little"))
    else:  # numpy.random.Generator: its bit generator takes a whole state
        kind = type(generator.bit_generator)
        generator.bit_generator.state = kind().state


def renew(generators: tuple[tuple[str, Any], ...] = ()) -> None:
    """Give this fork states of its own.

    Args:
        generators: What `generators_in_memory` found in the template.
    """
    random.seed()
    if (numpy_global := _numpy_global()) is not None:
        _renew(numpy_global)
    if (torch := sys.modules.get("torch")) is not None:
        torch.manual_seed(int.from_bytes(os.urandom(8), "little") >> 1)
    for _, generator in generators:
        _renew(generator)
    # Its generator is renewed only when the pid differs, and pids of forks are alike.
    tempfile._name_sequence = None  # pyright: ignore[reportAttributeAccessIssue]
    uuid._last_timestamp = None  # pyright: ignore[reportAttributeAccessIssue]
