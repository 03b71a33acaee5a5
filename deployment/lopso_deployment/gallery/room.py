"""The room: who sits, who waits, and which seats stand ready.

Seats are forks of one stage, so a ready seat serves whatever app its visitor asks for. A visitor
beyond the last seat waits in line and is seated when one falls free.
"""

import asyncio
import contextlib
import logging
import secrets
import time
from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from lopso_deployment.gallery.seats import Seat, Stage, make_seat

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rules:
    """How many may come, and how long they may rest.

    Attributes:
        class_size: Visitors at once from one address, and the size of a class.
        seats: Visitors at once.
        ready: Seats that stand ready ahead of visitors, at the start; as the class comes in there
            are as many ready as are taken.
        idle: Seconds after which an unused seat is given up.
        idle_in_demand: The same while somebody waits.
        grace: Seconds that a seat is kept for a page that lost its connection.
        most_waiting: Visitors in line.
    """

    class_size: int = 40
    seats: int = 45
    ready: int = 45
    idle: float = 1200.0
    idle_in_demand: float = 120.0
    grace: float = 120.0
    grace_in_demand: float = 10.0
    most_waiting: int = 400

    @classmethod
    def for_class(cls, class_size: int, ready: int | None = None) -> "Rules":
        """Rules for a class: an eighth more seats than pupils, so that a teacher finds one."""
        seats = class_size + max(2, class_size // 8)
        return cls(class_size, seats, seats if ready is None else min(ready, seats))


class Visitor(Protocol):
    """A page that asks for a seat."""

    address: str
    page: str

    def sit(self, seat: Seat, *, same: bool) -> None:
        """Take this seat; `same` when it is the one that the page had."""
        ...

    def wait(self, place: int) -> None:
        """Stand at this place in line, from 1."""
        ...

    def leave(self, why: str) -> None:
        """The seat is gone."""
        ...


class Room:
    """Seats, those who sit, and those who wait."""

    def __init__(self, stage: Stage, rules: Rules) -> None:
        """An empty room."""
        self.stage, self.rules = stage, rules
        self.ready: list[Seat] = []
        self.taken: dict[str, tuple[Seat, Visitor | None]] = {}
        self.line: list[Visitor] = []
        self._wanted = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def open(self) -> None:
        """Begin to fill and to tidy."""
        self._tasks = [asyncio.ensure_future(work()) for work in (self._fill, self._tidy)]
        self._wanted.set()

    def close(self) -> None:
        """End all seats."""
        for task in self._tasks:
            task.cancel()
        for seat in [*self.ready, *(seat for seat, _ in self.taken.values())]:
            seat.close()

    def enter(self, visitor: Visitor, token: str | None) -> None:
        """Seat a visitor: where it sat, on a free seat, or in line."""
        seat, owner = self.taken.get(token or "", (None, None))
        if seat is not None and seat.page == visitor.page:
            seat.left, seat.used, seat.hear = None, time.monotonic(), None
            self.taken[seat.token] = (seat, visitor)
            if owner is not None:  # the connection was lost, and only the page has noticed yet
                owner.leave("moved")
            visitor.sit(seat, same=True)
        elif len(self.line) >= self.rules.most_waiting:
            visitor.leave("full")
        else:
            self.line.append(visitor)
            self.settle()

    def go(self, visitor: Visitor, *, for_good: bool) -> None:
        """A page was closed, or has lost its connection."""
        if visitor in self.line:
            self.line.remove(visitor)
            self._tell_places()
        for seat, owner in list(self.taken.values()):
            if owner is visitor:
                seat.left, seat.hear = time.monotonic(), None
                self.taken[seat.token] = (seat, None)
                if for_good:
                    self.free(seat, "left")
        self.settle()

    def free(self, seat: Seat, why: str) -> None:
        """End a seat and tell its visitor why."""
        _, owner = self.taken.pop(seat.token, (None, None))
        seat.close()
        if owner is not None:
            owner.leave(why)
        self._wanted.set()

    def settle(self) -> None:
        """Give ready seats to those first in line, and tell the others their place."""
        while self.ready and (visitor := self._next()) is not None:
            seat = self.ready.pop(0)
            self.line.remove(visitor)
            seat.page, seat.address = visitor.page, visitor.address
            seat.token, seat.used = secrets.token_urlsafe(16), time.monotonic()
            self.taken[seat.token] = (seat, visitor)
            visitor.sit(seat, same=False)
        self._wanted.set()
        if len(self.taken) + len(self.ready) >= self.rules.seats:
            self._tell_places()

    def _next(self) -> Visitor | None:
        """Who is seated next: first come, but an address with fewer seats before a full one."""
        if len(self.taken) >= self.rules.seats:
            return None
        held = Counter(seat.address for seat, _ in self.taken.values())
        most = self.rules.class_size
        return next((visitor for visitor in self.line if held[visitor.address] < most), None)

    def _tell_places(self) -> None:
        for place, visitor in enumerate(self.line, 1):
            visitor.wait(place)

    def _target(self) -> int:
        """Seats that should stand ready now."""
        free = self.rules.seats - len(self.taken)
        return min(free, max(self.rules.ready, len(self.taken), len(self.line)))

    async def _fill(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            while len(self.ready) < self._target():
                try:
                    seat = await make_seat(self.stage)
                except Exception:  # the machine may be out of memory now and not in a second
                    LOG.exception("No seat could be made; the next try is in a second.")
                    await asyncio.sleep(1)
                    continue
                seat.pump = asyncio.ensure_future(seat.listen(self._lose))
                self.ready.append(seat)
                self.settle()

    def _lose(self, seat: Seat) -> None:
        """A seat's process has ended by itself."""
        seat.pump = None
        if seat in self.ready:
            self.ready.remove(seat)
        self.free(seat, "fault")
        self.settle()

    async def _tidy(self) -> None:
        """Give up seats that nobody uses any more, sooner while others wait."""
        while True:
            await asyncio.sleep(1)
            with contextlib.suppress(Exception):
                self.tidy(time.monotonic())

    def tidy(self, now: float) -> None:
        """Give up the seats that have rested for too long at this time."""
        rules, demand = self.rules, bool(self.line)
        grace = rules.grace_in_demand if demand else rules.grace
        idle = rules.idle_in_demand if demand else rules.idle
        before = len(self.taken)
        for seat, owner in list(self.taken.values()):
            if seat.is_stuck(now):
                self.free(seat, "fault")
            elif owner is None and seat.left is not None and now - seat.left > grace:
                self.free(seat, "left")
            elif owner is not None and now - seat.used > idle:
                self.free(seat, "room" if demand else "idle")
        if len(self.taken) < before:
            self.settle()
