"""Where the vocabulary runs in another process than the learner's code.

Sealed grading hands a test cell proxies in place of a learner's functions and objects. The
vocabulary needs four facts about such a proxy that plain Python cannot tell; whoever makes the
proxies registers how to learn them. Without a registration nothing here has an effect.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

OWN_LINE = "__learner_line__"
"""Attribute of an exception from a proxy: (line number in the cell, text of the line)."""


@dataclass(frozen=True)
class ProxyFacts:
    """How the examiner learns what a proxy stands for."""

    type_name: Callable[[object], str]
    """Name of the class of what the proxy stands for."""
    kind: Callable[[object], str] = lambda _: "object"
    """One of the kinds of :class:`~lopso_autograding.expectations.nodes.Opaque`."""
    function_name: Callable[[object], str | None] = lambda _: None
    """Name of the function that the proxy stands for."""


_known: dict[type, ProxyFacts] = {}
_namespaces: list[Mapping[str, object]] = []


def register_proxy(proxy_type: type, facts: ProxyFacts) -> None:
    """Says how proxies of one class (and its subclasses) are described."""
    _known[proxy_type] = facts


def forget_proxy(proxy_type: type) -> None:
    """Takes a registration back."""
    _known.pop(proxy_type, None)


def use_namespace(namespace: Mapping[str, object] | None) -> None:
    """Sets where names given as text are looked up; None is the caller's own namespace again."""
    _namespaces[:] = [] if namespace is None else [namespace]


def namespace() -> Mapping[str, object] | None:
    """The namespace set by :func:`use_namespace`, if any."""
    return _namespaces[0] if _namespaces else None


def facts_about(value: object) -> ProxyFacts | None:
    """The registered facts about a value's class, or None where it is no proxy."""
    if not _known:
        return None
    kind = type(value)
    return next((facts for base, facts in _known.items() if issubclass(kind, base)), None)
