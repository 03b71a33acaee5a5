"""Seats as the server sees them: one confined process each, forked from the stage."""

import asyncio
import json
import socket
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lopso_kernels import Confinement, Limits, Template
from lopso_kernels.child import Child
from lopso_kernels.frames import Frames
from lopso_kernels.limits import MEGABYTE

from lopso_deployment.gallery.stage_names import FOLDER_VARIABLE

DONE = b'{"do": "done"'
PATIENCE = 30.0  # seconds in which a seat must have answered
LONGEST_ANSWER = 16 * MEGABYTE
LIMITS = Limits(
    memory=512 * MEGABYTE, processes=16, file_size=16 * MEGABYTE, files=128, disk=16 * MEGABYTE
)


class Stage:
    """The template in which every app has been run, and what it says of them."""

    def __init__(self, apps: Path, *, confined: bool = True) -> None:
        """Describe it; nothing is started yet."""
        self._apps = apps.absolute()
        self._confinement = Confinement(readable=(self._apps,), start_in=self._apps, limits=LIMITS)
        self.template = Template(
            ("lopso_deployment.gallery.seat",),
            prepare="lopso_kernels.warm_shell:prepare",
            rehearse="lopso_deployment.gallery.stage:set_the_stage",
            confined=confined,
            # What a page set itself needs no echo: nobody else watches this seat.
            environment={FOLDER_VARIABLE: str(self._apps), "JUPYTER_WIDGETS_ECHO": "0"},
        )

    def read(self) -> dict[str, dict[str, Any]]:
        """Start it, and read what each page shows and holds.

        Raises:
            TemplateError, CannotConfineError: it cannot be started.
        """
        child, ours = self._fork("lopso_deployment.gallery.stage:tell")
        frames = Frames(ours)
        try:
            return frames.receive(timeout=60) or {}
        finally:
            frames.close()
            child.close()

    def fork(self) -> tuple[Child, socket.socket]:
        """One more seat: its process and the socket to it."""
        return self._fork("lopso_deployment.gallery.seat:main")

    def _fork(self, target: str) -> tuple[Child, socket.socket]:
        ours, theirs = socket.socketpair()
        try:
            child = self.template.fork(target, fds=[theirs.fileno()], confine=self._confinement)
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        return child, ours

    def close(self) -> None:
        """End it, and all seats with it."""
        self.template.close()


@dataclass
class Seat:
    """One process for one visitor.

    Attributes:
        page: The page it serves, once a visitor has taken it.
        token: What a page that lost its connection finds it by.
        address: Where the visitor came from.
        used: When the visitor last did something, by the monotonic clock.
        left: When the connection was lost; None while there is one.
        unanswered: When each message was sent that it has not answered yet.
        hear: Who hears what it says; nobody while no page is there.
    """

    child: Child
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    page: str = ""
    token: str = ""
    address: str = ""
    used: float = field(default_factory=time.monotonic)
    left: float | None = None
    unanswered: deque[float] = field(default_factory=deque)
    hear: Callable[[bytes], Awaitable[None]] | None = None
    pump: asyncio.Future[None] | None = None

    async def send(self, message: dict[str, Any]) -> None:
        """Tell it something; waits while it is behind."""
        data = json.dumps(message).encode()
        self.writer.write(len(data).to_bytes(4, "big") + data)
        await self.writer.drain()

    async def say(self, message: dict[str, Any]) -> None:
        """Pass on what a page says to a widget; an answer must follow."""
        self.used = time.monotonic()
        self.unanswered.append(self.used)
        await self.send(message)

    async def listen(self, ended: Callable[["Seat"], None]) -> None:
        """Hand on what it says until it ends; an answer longer than allowed is its end."""
        try:
            while (length := int.from_bytes(await self.reader.readexactly(4), "big")) <= (
                LONGEST_ANSWER
            ):
                answer = await self.reader.readexactly(length)
                if answer.startswith(DONE) and self.unanswered:
                    self.unanswered.popleft()
                if self.hear is not None:
                    await self.hear(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        ended(self)

    def is_stuck(self, now: float) -> bool:
        """Whether it has not answered for too long."""
        return bool(self.unanswered) and now - self.unanswered[0] > PATIENCE

    def close(self) -> None:
        """End its process."""
        self.hear = None
        if self.pump is not None:
            self.pump.cancel()
        self.writer.close()
        self.child.close()


async def make_seat(stage: Stage) -> Seat:
    """Fork one, without holding up the server."""
    child, ours = await asyncio.to_thread(stage.fork)
    reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 20)
    return Seat(child, reader, writer)
