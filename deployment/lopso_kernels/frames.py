"""Frames over a stream socket, for what is longer than a message: four bytes of length, JSON."""

import json
import select
import socket
import struct
import time
from typing import Any

_LENGTH = struct.Struct("!I")


class BrokenFrameError(RuntimeError):
    """The other side sent something that is no frame, or one that is too long."""


class Frames:
    """One end of a stream of frames.

    What comes from a confined process is not to be believed: `longest` bounds it, and only JSON
    is read.
    """

    def __init__(self, connection: socket.socket, longest: int = 1 << 28) -> None:
        """Take over a connected socket."""
        self.connection = connection
        self._longest = longest

    def send(self, body: Any) -> None:  # noqa: ANN401 - anything that JSON can say
        """Send one frame."""
        data = json.dumps(body).encode()
        self.connection.sendall(_LENGTH.pack(len(data)) + data)

    def receive(self, timeout: float | None = None) -> Any:  # noqa: ANN401
        """The next frame, or None when the other side has closed.

        Raises:
            TimeoutError: It did not come whole within `timeout` seconds.
            BrokenFrameError: It is too long or no JSON.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        head = self._exactly(_LENGTH.size, deadline)
        if head is None:
            return None
        (length,) = _LENGTH.unpack(head)
        if length > self._longest:
            raise BrokenFrameError(f"A frame of {length} bytes is longer than {self._longest}.")
        data = self._exactly(length, deadline)
        if data is None:
            return None
        try:
            return json.loads(data)
        except (ValueError, RecursionError) as error:
            raise BrokenFrameError(f"A frame is no JSON: {error}") from error

    def _exactly(self, length: int, deadline: float | None) -> bytes | None:
        data = bytearray()
        poll = select.poll()
        poll.register(self.connection, select.POLLIN)
        while len(data) < length:
            left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
            if not poll.poll(left):
                raise TimeoutError
            try:
                block = self.connection.recv(min(length - len(data), 1 << 20))
            except ConnectionError:
                return None
            if not block:
                return None
            data += block
        return bytes(data)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
