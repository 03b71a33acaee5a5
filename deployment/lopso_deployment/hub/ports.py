"""Ports on 127.0.0.1: which are free, and whether one is taken."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from random import SystemRandom

ADDRESS = "127.0.0.1"

_CANDIDATES = range(20000, 32768)
"""Below those from which Linux gives every outgoing connection one, which would be taken between
the choice and the start of the server that it is for."""


def free_ports(count: int) -> tuple[int, ...]:
    """``count`` different ports that nobody listens on now.

    All are held open together, so that none comes twice.
    """
    with ExitStack() as held:
        return tuple(islice(_held_ports(held), count))


def _held_ports(held: ExitStack) -> Iterator[int]:
    for port in SystemRandom().sample(_CANDIDATES, len(_CANDIDATES)):
        one = held.enter_context(socket.socket())
        try:
            one.bind((ADDRESS, port))
        except OSError:
            continue
        yield port


def port_is_free(port: int, address: str = ADDRESS) -> bool:
    """Whether a server could listen on ``port`` of this machine's ``address`` now."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((address, port))
        except OSError:
            return False
        return True
