"""Visitors of a tool's page without a browser: they ask for what the page's script asks for.

A visit is: the page, its files (six at a time, as browsers do), the websocket, the widgets'
states, and then one thing done that makes the tool draw a new picture.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

AT_ONCE = 6
LARGEST = 64 << 20
STAY = 3.0  # seconds that pages stay open after the last visitor has seen a picture


@dataclass(frozen=True)
class Deed:
    """What a pupil does to an app that brings a new picture.

    Attributes:
        trait: A trait that only the widget in question has.
        value: What that trait holds, or anything when None.
        data: What the page says to it.
    """

    trait: str
    value: object
    data: Mapping[str, Any]

    def find(self, states: Mapping[str, Mapping[str, Any]]) -> str:
        """The widget it is done to.

        Raises:
            LookupError: there is none.
        """
        for name, state in states.items():
            if self.trait in state and self.value in {None, str(state[self.trait])}:
                return name
        raise LookupError(f"No widget has {self.trait} = {self.value}.")


def _update(**state: object) -> dict[str, Any]:
    return {"method": "update", "state": state, "buffer_paths": []}


_STROKES = [[300, 200, 400, 200, 500, 200, 600, 200, 720, 200], [720, 200, 600, 500, 460, 820]]
DEEDS = {
    "pendulum": Deed(
        "description", "Đo 6 chiều dài", {"method": "custom", "content": {"event": "click"}}
    ),
    "subject_average": Deed("faults", None, _update(value=["8", "8", "9", "6", "7"])),
    "digit_reader": Deed("strokes", None, _update(strokes=_STROKES)),
}


@dataclass
class Visit:
    """How long one visitor waited, in seconds from the click.

    Attributes:
        page: Until the page was there.
        live: Until all widgets were there and connected.
        picture: From the deed to the new picture.
        requests, bytes: What was loaded, the websocket left out.
        place: The place in line, where the visitor had to wait; 0 for none.
        failed: Why it failed.
        waited: How long the visitor stayed, until the picture or until it failed.
        over: Whether the visitor has seen a picture, or failed.
    """

    page: float = 0.0
    live: float = 0.0
    picture: float = 0.0
    requests: int = 0
    bytes: int = 0
    place: int = 0
    failed: str = ""
    waited: float = 0.0
    over: bool = False


@dataclass
class Visitor:
    """The network side of one visitor, with a browser's cache that is empty."""

    origin: str
    visit: Visit = field(default_factory=Visit)
    started: float = field(default_factory=time.monotonic)
    connection: WebSocketClientConnection | None = None

    @property
    def seconds(self) -> float:
        """Since the visit began."""
        return time.monotonic() - self.started

    async def connect(self, path: str, protocol: str | None = None) -> None:
        """Open the page's websocket."""
        self.connection = await websocket_connect(
            self.origin.replace("http", "ws", 1) + path,
            max_message_size=LARGEST,
            connect_timeout=60,
            subprotocols=[protocol] if protocol else None,
        )

    async def say(self, message: Mapping[str, Any] | bytes) -> None:
        """Send a message."""
        if self.connection is None:
            raise ConnectionError("there is no websocket")
        is_bytes = isinstance(message, bytes)
        await self.connection.write_message(
            message if is_bytes else json.dumps(message), binary=is_bytes
        )

    async def hear(self) -> str | bytes:
        """The next message."""
        if self.connection is None:
            raise ConnectionError("there is no websocket")
        message = await self.connection.read_message()
        if message is None:
            raise ConnectionError("the websocket was closed")
        return message

    def leave(self) -> None:
        """Close the page."""
        if self.connection is not None:
            self.connection.close()

    async def get(self, path: str, *, must: bool = True) -> str:
        """Load one address; only text is needed, and only of the page.

        Raises:
            HTTPError: it is not there, although it must be.
        """
        request = HTTPRequest(
            self.origin + path, request_timeout=600, connect_timeout=60,
            headers={"Accept-Encoding": "gzip"}, decompress_response=True,
        )  # fmt: skip
        answer = await AsyncHTTPClient().fetch(request, raise_error=must)
        self.visit.requests += 1
        self.visit.bytes += int(
            answer.headers.get("X-Consumed-Content-Length")
            or answer.headers.get("Content-Length")
            or len(answer.body)
        )
        return answer.body.decode(errors="replace")

    async def load(self, files: Sequence[str]) -> None:
        """Load files, six at a time."""
        left = list(reversed(files))

        async def worker() -> None:
            while left:
                await self.get(left.pop(), must=False)

        await asyncio.gather(*(worker() for _ in range(AT_ONCE)))


class Server(Protocol):
    """A way to serve apps, as its visitors see it."""

    @property
    def origin(self) -> str:
        """The beginning of its addresses."""
        ...

    async def look(self, path: str, deed: Deed, visitor: Visitor) -> None:
        """One visit as far as the new picture; what is measured is written into the visit."""
        ...


@dataclass
class Storm:
    """Many visitors who come within some seconds.

    Attributes:
        linger: Seconds after which a visitor who has seen the picture leaves; None: all stay
            until all are there.
        stopped: Why it was ended before all had seen a picture.
    """

    server: Server
    path: str
    deed: Deed
    linger: float | None = None
    stopped: str = ""
    stay: asyncio.Event = field(default_factory=asyncio.Event)

    async def blow(
        self, number: int, within: float, all_there: Callable[[], None], look: Callable[[], str]
    ) -> list[Visit]:
        """Let them come.

        Args:
            number: How many.
            within: Seconds in which they come.
            all_there: Called while all are there, or when the storm is stopped.
            look: Called each second; why to stop now, or nothing.
        """
        visitors = [Visitor(self.server.origin) for _ in range(number)]
        coming = [
            asyncio.ensure_future(self._one(visitor, within * place / number))
            for place, visitor in enumerate(visitors)
        ]
        while not self.stopped and not all(visitor.visit.over for visitor in visitors):
            await asyncio.sleep(1)
            self.stopped = look()
        if not self.stopped:
            await asyncio.sleep(STAY)
        await asyncio.to_thread(all_there)
        for task, visitor in zip(coming, visitors, strict=True):
            if not visitor.visit.over:
                task.cancel()
        self.stay.set()
        await asyncio.gather(*coming)
        return [visitor.visit for visitor in visitors]

    async def _one(self, visitor: Visitor, after: float) -> None:
        visit = visitor.visit
        try:
            await asyncio.sleep(after)
            visitor.started = time.monotonic()
            await self.server.look(self.path, self.deed, visitor)
        except asyncio.CancelledError:
            visit.failed = self.stopped
        except Exception as error:  # whatever it was, this visitor saw no picture
            visit.failed = f"{type(error).__name__}: {error}"
        visit.waited = visitor.seconds
        visit.over = True
        if self.linger is None:
            await self.stay.wait()
        else:
            await asyncio.sleep(self.linger)
        visitor.leave()
