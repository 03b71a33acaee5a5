"""The comms of widgets without a Jupyter kernel: numbered by page, so that all forks agree.

ipywidgets speaks to a page through comms. Here they are made in the template, before any page is
open; each fork then hands what they say to the one page that it serves.
"""

import base64
from collections.abc import Callable, Sequence
from typing import Any

import comm
from comm.base_comm import BaseComm, CommManager

Say = Callable[[dict[str, Any]], None]


class Stagehand:
    """Who names the comms and hears what they say.

    Attributes:
        page: The page whose widgets are being made, as in the ids: `vi-pendulum`.
        say: What is done with a message; nothing until a page is open.
    """

    def __init__(self) -> None:
        """Begin with no page."""
        self.page = ""
        self.say: Say = lambda _message: None
        self._made = 0

    def turn_to(self, page: str) -> None:
        """Name the comms to come after this page, from 1."""
        self.page, self._made = page, 0

    def next_name(self) -> str:
        """The id of one more comm."""
        self._made += 1
        return f"{self.page}-{self._made}"


STAGEHAND = Stagehand()
COMMS = CommManager()


class PageComm(BaseComm):
    """A comm whose other end is the page of this fork."""

    def publish_msg(
        self,
        msg_type: str,
        data: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
        buffers: Sequence[bytes] | None = None,
        **keys: Any,  # noqa: ANN401 - the base class's own
    ) -> None:
        """Say it to the page."""
        message = {"do": msg_type, "id": self.comm_id, "data": data or {}}
        if buffers:
            message["buffers"] = [base64.b64encode(part).decode() for part in buffers]
        STAGEHAND.say(message)


def make_comm(*parts: Any, comm_id: str | None = None, **named: Any) -> PageComm:  # noqa: ANN401
    """What `comm.create_comm` is replaced by."""
    return PageComm(*parts, comm_id=comm_id or STAGEHAND.next_name(), **named)


def take_over() -> None:
    """Make every widget of this process speak through `PageComm`."""
    comm.create_comm = make_comm
    comm.get_comm_manager = lambda: COMMS
