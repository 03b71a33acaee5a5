"""Messages between client, template and keeper: JSON over Unix sockets, with open descriptors.

The sockets are of the sequenced-packet kind, so that one send is one message.
"""

import array
import json
import os
import socket
import struct
from dataclasses import dataclass
from typing import Any

LONGEST_MESSAGE = 128 * 1024
_MOST_DESCRIPTORS = 64
_CREDENTIALS = struct.Struct("iii")


class TooLongError(ValueError):
    """A request does not fit in one message."""


@dataclass(frozen=True)
class Message:
    """A received message: `body` as JSON gave it, `descriptors` now owned by the receiver."""

    body: dict[str, Any]
    descriptors: tuple[int, ...] = ()

    def close(self) -> None:
        """Close the descriptors, of a message that is not used."""
        for descriptor in self.descriptors:
            os.close(descriptor)


def pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets for messages."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def user_of(connection: socket.socket) -> int:
    """The id, as seen from here, of the user whose process is at the other end."""
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    _, user, _ = _CREDENTIALS.unpack(credentials)
    return user


def send(
    connection: socket.socket, body: dict[str, Any], descriptors: tuple[int, ...] = ()
) -> None:
    """Send one message.

    Raises:
        TooLongError: The body is longer than 128 kB; large data belongs into a passed descriptor.
    """
    data = json.dumps(body).encode()
    if len(data) > LONGEST_MESSAGE:
        raise TooLongError(f"A request of {len(data)} bytes is longer than {LONGEST_MESSAGE}.")
    extra = []
    if descriptors:
        extra.append((socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors)))
    connection.sendmsg([data], extra, socket.MSG_NOSIGNAL)


def receive(connection: socket.socket) -> Message | None:
    """The next message; None when the other side has closed."""
    room = socket.CMSG_SPACE(_MOST_DESCRIPTORS * array.array("i").itemsize)
    try:
        data, extra, _, _ = connection.recvmsg(LONGEST_MESSAGE, room, socket.MSG_CMSG_CLOEXEC)
    except ConnectionError:
        return None
    descriptors = array.array("i")
    for level, kind, content in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            usable = len(content) - len(content) % descriptors.itemsize
            descriptors.frombytes(content[:usable])
    if not data:
        return None
    return Message(json.loads(data), tuple(descriptors))
