"""The channel between a page and its seat: a websocket that lets widgets' messages through.

There is no message here that runs code, opens a comm or asks about the server: what is not an
update or a message to a widget of this page is dropped, and who sends much of it is shown out.
"""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any

import tornado.websocket

from lopso_deployment.gallery.room import Room
from lopso_deployment.gallery.seats import Seat

LARGEST_MESSAGE = 1 << 20  # a class's file of 256 kB, written in base64, with room
NONSENSE = 20  # messages of no sense until the page is shown out
SHOWN_OUT = (1008, 1009)  # for nonsense, and for a message that is too large
FLOOD = 500  # more slowed messages than others until the page is shown out
AT_ONCE = 16  # messages on their way to a seat
ALIVE_EVERY = 5.0


class Allowance:
    """So many a second, with a reserve; whoever takes more must wait."""

    def __init__(self, rate: float, reserve: float) -> None:
        """Begin with a full reserve."""
        self.rate, self.reserve = rate, reserve
        self._left, self._at = reserve, time.monotonic()

    def take(self, amount: float) -> float:
        """Take an amount; the seconds to wait for it."""
        now = time.monotonic()
        self._left = min(self.reserve, self._left + (now - self._at) * self.rate) - amount
        self._at = now
        return max(0.0, -self._left / self.rate)


def read_say(text: str, ids: re.Pattern[str]) -> dict[str, Any] | None:
    """A page's message to a widget, rebuilt from what is allowed in it; None for anything else."""
    try:
        message = json.loads(text)
        number, to, data = message["n"], message["id"], message["data"]
        buffers = message.get("buffers", [])
        method = data["method"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if type(number) is not int or not isinstance(to, str) or not ids.fullmatch(to):
        return None
    if not isinstance(buffers, list) or not all(isinstance(part, str) for part in buffers):
        return None
    if method == "update":
        state, paths = data.get("state"), data.get("buffer_paths", [])
        if not isinstance(state, dict) or not isinstance(paths, list):
            return None
        kept = {"method": "update", "state": state, "buffer_paths": paths}
    elif method == "custom":
        kept = {"method": "custom", "content": data.get("content")}
    else:
        return None
    return {"do": "say", "n": number, "id": to, "data": kept, "buffers": buffers}


class SeatChannel(tornado.websocket.WebSocketHandler):
    """One page's websocket."""

    def initialize(self, room: Room, pages: Callable[[str], Awaitable[bool]]) -> None:
        """Take the room and the function that knows which pages there are."""
        self.room, self.pages = room, pages
        self.seat: Seat | None = None
        self.entered = False
        self.nonsense, self.slowed = 0, 0
        self.messages = Allowance(rate=50, reserve=100)
        self.bytes = Allowance(rate=1 << 20, reserve=4 << 20)
        self.tasks: set[asyncio.Future[None]] = set()
        self.place = 0

    async def prepare(self) -> None:
        """Refuse addresses that are no page's."""
        self.address = self.request.remote_ip or ""
        self.page = self.path_args[0]
        if not await self.pages(self.page):
            raise tornado.web.HTTPError(404)
        self.ids = re.compile(rf"(?:{re.escape(self.page)}|later)-\d{{1,6}}")

    def open(self, *_: str) -> None:
        """Begin to say that the server lives."""
        self.set_nodelay(True)
        self._spawn(self._stay_alive())

    def _spawn(self, work: Any) -> None:  # noqa: ANN401 - a coroutine
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _stay_alive(self) -> None:
        while self.ws_connection is not None:
            await self._write({"do": "alive"})
            await asyncio.sleep(ALIVE_EVERY)

    async def _write(self, message: dict[str, Any] | bytes) -> None:
        text = message if isinstance(message, bytes) else json.dumps(message)
        try:
            await self.write_message(text.decode() if isinstance(text, bytes) else text)
        except tornado.websocket.WebSocketClosedError:
            return

    async def on_message(self, message: str | bytes) -> None:
        """Hear the page; the next message is read when this one has been passed on."""
        wait = max(self.messages.take(1), self.bytes.take(len(message)))
        self.slowed = self.slowed + 1 if wait else max(0, self.slowed - 1)
        if self.slowed > FLOOD and self.seat is not None:
            self.room.free(self.seat, "busy")
            self.room.settle()
        if wait:
            await asyncio.sleep(wait)
        if not self.entered:
            self._enter(message)
            return
        say = read_say(message, self.ids) if isinstance(message, str) else None
        if say is not None:
            await self._pass_on(say)
        elif not self._is_request(message):
            self._count_nonsense()

    def _enter(self, message: str | bytes) -> None:
        try:
            asked = json.loads(message)
            known = asked["do"] == "sit"
            token = asked.get("seat")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            known, token = False, None
        if not known:
            self._count_nonsense()
            return
        self.entered = True
        self.room.enter(self, token if isinstance(token, str) else None)

    def _is_request(self, message: str | bytes) -> bool:
        """The two things a page may ask for besides: what its widgets hold, and to leave."""
        if message == '{"do":"states"}' and self.seat is not None:
            self._spawn(self.seat.send({"do": "states", "page": self.page}))
        elif message == '{"do":"leave"}':
            self.room.go(self, for_good=True)
            self.close()
        else:
            return False
        return True

    def _count_nonsense(self) -> None:
        self.nonsense += 1
        if self.nonsense >= NONSENSE:
            self.room.go(self, for_good=True)
            self.close(1008, "nonsense")

    async def _pass_on(self, say: dict[str, Any]) -> None:
        seat = self.seat
        if seat is None:
            return
        while len(seat.unanswered) >= AT_ONCE and self.seat is seat:
            await asyncio.sleep(0.02)
        if self.seat is seat:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await seat.say(say)

    def sit(self, seat: Seat, *, same: bool) -> None:
        """Take a seat; from now on the page hears what it says."""
        self.seat = seat
        self._spawn(self._begin(seat, same=same))

    async def _begin(self, seat: Seat, *, same: bool) -> None:
        if not same:
            await seat.send({"do": "take", "page": self.page})
        await self._write({"do": "seated", "seat": seat.token, "same": same})
        seat.hear = self._write

    def wait(self, place: int) -> None:
        """Say which place in line this page has, when that has changed."""
        if place != self.place:
            self.place = place
            self._spawn(self._write({"do": "wait", "place": place}))

    def leave(self, why: str) -> None:
        """Say that the seat is gone, and end."""
        self.seat = None
        self._spawn(self._say_over(why))

    async def _say_over(self, why: str) -> None:
        await self._write({"do": "over", "why": why})
        self.close()

    def on_close(self) -> None:
        """Keep the seat for a while: a phone may only have gone to sleep; who was shown out is."""
        self.seat = None
        self.room.go(self, for_good=self.close_code in SHOWN_OUT)
        for task in list(self.tasks):
            task.cancel()

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Log what went wrong; that the server ends while a page speaks is nothing wrong."""
        if typ is not asyncio.CancelledError:
            super().log_exception(typ, value, tb)
