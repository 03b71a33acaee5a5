"""Ports on 127.0.0.1: which are free, and whether one is taken."""

import socket
from contextlib import ExitStack

ADDRESS = "127.0.0.1"


def free_ports(count: int) -> tuple[int, ...]:
    """``count`` different ports that nobody listens on now.

    All are held open together, so that none comes twice.
    """
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((ADDRESS, 0))
        return tuple(one.getsockname()[1] for one in sockets)


def port_is_free(port: int, address: str = ADDRESS) -> bool:
    """Whether a server could listen on ``port`` of this machine's ``address`` now."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((address, port))
        except OSError:
            return False
        return True
