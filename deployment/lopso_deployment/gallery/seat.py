"""A seat: the fork of the template that serves one visitor.

It reads from one socket what the visitor's page says to the widgets, and writes to it what the
widgets answer. It knows no other kind of message, so there is nothing else that it could be told.
"""

import base64
import logging
import signal
import socket
from typing import Any

from lopso_kernels.frames import BrokenFrameError, Frames

from lopso_deployment.gallery import stage
from lopso_deployment.gallery.comms import COMMS, STAGEHAND

LONGEST_FRAME = 4 << 20


def main(descriptors: tuple[int, ...]) -> int:
    """Serve one page until it is closed.

    Args:
        descriptors: The socket to the server.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.CRITICAL)  # there is nobody to read it
    stage.renew_generators()
    frames = Frames(socket.socket(fileno=descriptors[0]), LONGEST_FRAME)
    STAGEHAND.say = frames.send
    try:
        while (message := frames.receive()) is not None:
            _hear(message, frames)
    except (BrokenFrameError, ConnectionError):
        return 1
    return 0


def _hear(message: dict[str, Any], frames: Frames) -> None:
    if message.get("do") == "take":
        stage.turn_to(message["page"])
    elif message.get("do") == "states":
        frames.send({"do": "states", "states": stage.states_of(message["page"])})
    elif message.get("do") == "say":
        _say(message)
        frames.send({"do": "done", "n": message["n"]})


def _say(message: dict[str, Any]) -> None:
    """Hand a message to its widget; one that makes no sense changes nothing."""
    comm = COMMS.comms.get(message["id"])
    if comm is None:
        return
    try:
        buffers = [memoryview(base64.b64decode(part)) for part in message.get("buffers", ())]
        content = {"comm_id": message["id"], "data": message["data"]}
        comm.handle_msg({"content": content, "buffers": buffers})
    except ConnectionError:
        raise
    except Exception:  # a tool may fail at nonsense; its page and the next message go on
        logging.exception("A message was not understood.")
