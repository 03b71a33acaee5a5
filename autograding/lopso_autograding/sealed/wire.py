"""Messages over a socket between the two processes: a JSON tree and the buffers it speaks of.

A message is a header (length of the JSON, number of buffers), the buffers' lengths, the JSON, the
buffers. Every length is compared with its bound before anything is read or made.
"""

import json
import select
import socket
import struct
from collections.abc import Sequence
from types import TracebackType

from lopso_autograding.sealed.bounds import Bounds, ProtocolError, Tree

_HEADER = struct.Struct("<II")
_MOST_BUFFERS = 100_000
_BLOCK = 1 << 18


class Hold:
    """A time in which an interrupt waits, so that no message is cut in two."""

    def __init__(self) -> None:
        """Nothing is held."""
        self._depth = 0
        self._waiting: BaseException | None = None

    def interrupt(self, error: BaseException) -> None:
        """Raises the error, now or as soon as nothing is held."""
        if self._depth:
            self._waiting = error
        else:
            raise error

    def __enter__(self) -> None:
        """Holds interrupts back."""
        self._depth += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Lets through what has waited."""
        self._depth -= 1
        if not self._depth and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            raise waiting

    def forget(self) -> None:
        """Drops an interrupt that has waited."""
        self._waiting = None


class Channel:
    """One end of a connection that carries messages.

    Attributes:
        received: Bytes of all messages so far.
    """

    def __init__(self, connection: socket.socket, bounds: Bounds | None = None) -> None:
        """Takes over a connected stream socket."""
        self.connection = connection
        self.bounds = bounds or Bounds()
        self.hold = Hold()
        self.received = 0
        self._bytes = bytearray()
        self._poll = select.poll()
        self._poll.register(connection, select.POLLIN)

    def send(self, tree: Tree, buffers: Sequence[bytes | memoryview] = ()) -> None:
        """Sends one message."""
        text = json.dumps(tree, separators=(",", ":")).encode()
        lengths = [len(buffer) for buffer in buffers]
        head = _HEADER.pack(len(text), len(lengths))
        head += struct.pack(f"<{len(lengths)}Q", *lengths)
        with self.hold:
            self.connection.sendall(head + text)
            for buffer in buffers:
                self.connection.sendall(buffer)

    def receive(self, timeout: float | None = None) -> tuple[Tree, list[bytes]]:
        """The next message.

        Raises:
            TimeoutError: Nothing came for `timeout` seconds.
            EOFError: The other side is gone.
            ProtocolError: It is no message, or larger than the bounds.
        """
        while (message := self._whole()) is None:
            if not self._poll.poll(None if timeout is None else timeout * 1000):
                raise TimeoutError
            with self.hold:
                block = self._block()
                self._bytes += block
                self.received += len(block)
            if not block:
                raise EOFError("The other process is gone.")
        return message

    def _block(self) -> bytes:
        try:
            return self.connection.recv(_BLOCK)
        except ConnectionError:
            return b""

    def _whole(self) -> tuple[Tree, list[bytes]] | None:
        """The message at the beginning of what has come, or None where it is not whole."""
        have = len(self._bytes)
        if have < _HEADER.size:
            return None
        text_length, count = _HEADER.unpack_from(self._bytes)
        if text_length > self.bounds.text or count > _MOST_BUFFERS:
            raise ProtocolError(f"A message of {text_length} bytes and {count} buffers.")
        start = _HEADER.size + 8 * count
        if have < start:
            return None
        lengths = struct.unpack_from(f"<{count}Q", self._bytes, _HEADER.size)
        if sum(lengths) > self.bounds.message:
            raise ProtocolError(f"Buffers of {sum(lengths)} bytes.")
        end = start + text_length + sum(lengths)
        if have < end:
            return None
        with self.hold:
            whole = bytes(memoryview(self._bytes)[start:end])
            del self._bytes[:end]
        return self._parsed(whole[:text_length]), _cut(whole, text_length, lengths)

    def _parsed(self, text: bytes) -> Tree:
        if text.count(b",") + text.count(b"[") + text.count(b"{") > 2 * self.bounds.nodes:
            raise ProtocolError("A message of too many values.")
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ProtocolError(f"A message is no JSON: {error}") from None


def _cut(whole: bytes, start: int, lengths: Sequence[int]) -> list[bytes]:
    buffers = []
    for length in lengths:
        buffers.append(whole[start : start + length])
        start += length
    return buffers
