"""A running template, from the side of the process that started it."""

import os
import secrets
import socket
import subprocess
import sys
from typing import Any

from lopso_kernels import machine, messages
from lopso_kernels.errors import CannotConfineError, TemplateError
from lopso_kernels.recipe import Recipe


class Process:
    """A running template: its process and the connection that keeps it alive."""

    def __init__(self, recipe: Recipe) -> None:
        """Start it; `wait_until_ready` tells when it can fork."""
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.address = f"\0lopso-{os.getpid()}-{secrets.token_hex(12)}"
        listener.bind(self.address)
        listener.listen(1024)
        own, other = messages.pair()
        command = [sys.executable, "-P", "-m", "lopso_kernels.start", str(other.fileno())]
        with listener, own, other:
            self.popen = subprocess.Popen(
                command,
                env=recipe.surroundings(),
                pass_fds=(other.fileno(),),
                stdin=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
            )
            messages.send(own, recipe.settings(), (listener.fileno(),))
        self.lease = self.connect()
        messages.send(self.lease, {"do": "lease"})
        self.about: dict[str, Any] = {}

    def connect(self) -> socket.socket:
        """A new connection."""
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            connection.connect(self.address)
        except OSError:
            connection.close()
            raise
        return connection

    def wait_until_ready(self, timeout: float) -> None:
        """Wait for the end of the imports.

        Raises:
            TemplateError: It ended, or was not ready in time.
        """
        if self.about:
            return
        self.lease.settimeout(timeout)
        try:
            message = messages.receive(self.lease)
        except TimeoutError:
            raise TemplateError(f"The template was not ready after {timeout:.0f} s.") from None
        finally:
            self.lease.settimeout(None)
        if message is None:
            raise TemplateError("The template ended while it was starting.")
        raise_refusal(message)
        self.about = message.body

    def kill(self) -> None:
        """End it, and all its forks with it."""
        self.lease.close()
        self.popen.kill()
        self.popen.wait(5)

    def let_go(self) -> None:
        """Give up the lease; the process ends when its last fork has ended."""
        self.lease.close()


def raise_refusal(message: messages.Message) -> None:
    """Raise what the template said against forking, if it did."""
    if "broken" in message.body:
        raise TemplateError(f"The template could not be made ready: {message.body['broken']}")
    if "refused" in message.body:
        raise CannotConfineError(machine.refusal(message.body["refused"]))
