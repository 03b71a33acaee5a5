"""How much may cross between the two processes, and what passes for a value on the way."""

from dataclasses import dataclass
from typing import Any

type Value = Any
"""A value of whatever type: a learner's or an author's."""
type Tree = Any
"""A value as JSON can say it: see `writing`."""


@dataclass(frozen=True)
class Bounds:
    """The bounds of what crosses between the learner's process and the examiner's.

    Attributes:
        message: Bytes of one message, its buffers included.
        text: Bytes of a message's JSON.
        nodes: Values in one message.
        depth: Nesting of one value.
        bits: Of an integer.
        objects: Objects of the learner that the examiner may know of.
        requests: Of one test cell.
        printed: Characters that are kept of what one request prints.
    """

    message: int = 64 << 20
    text: int = 8 << 20
    nodes: int = 1_000_000
    depth: int = 40
    bits: int = 1 << 20
    objects: int = 100_000
    requests: int = 200_000
    printed: int = 100_000


class ProtocolError(RuntimeError):
    """The other process sent what no honest one sends."""


class TooLargeError(RuntimeError):
    """A value is larger or deeper than may cross."""
