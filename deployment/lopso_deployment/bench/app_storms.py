"""Classes of visitors without browsers, and what their visits cost: the figures of one storm."""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import psutil
from tornado.httpclient import AsyncHTTPClient

from lopso_deployment.bench.app_clients import OurApps, PlainVoila
from lopso_deployment.bench.app_servers import RunningServer, our_apps, plain_voila
from lopso_deployment.bench.visitors import DEEDS, Server, Storm, Visit
from lopso_deployment.language import say

WITHIN = 10.0  # seconds in which a class arrives
LINGER = 5.0  # seconds that a visitor stays where others wait
LANGUAGE = "vi"
OURS, PLAIN = "ours", "plain"
LIMIT = 120.0  # seconds after which a storm is stopped
MOST_MEMORY = 0.75  # of the memory that was free: a storm that takes more is stopped


@dataclass(frozen=True)
class Times:
    """Seconds of all visits; those that failed never came so far.

    Attributes:
        median, p95: By nearest rank.
        median_is_more, p95_is_more: Whether the visit at this rank failed: it would have taken
            longer than these seconds, and how much is not known.
    """

    median: float
    p95: float
    median_is_more: bool = False
    p95_is_more: bool = False

    @classmethod
    def of(cls, values: Sequence[float], given_up: Sequence[float] = ()) -> "Times":
        """Of at least one visit.

        Args:
            values: Of those who came so far.
            given_up: How long the others waited before they failed.
        """
        known, least = sorted(values), sorted([*values, *given_up])
        median, p95 = (max(0, math.ceil(part * len(least)) - 1) for part in (0.5, 0.95))

        def at(place: int) -> float:
            return known[place] if place < len(known) else least[place]

        return cls(at(median), at(p95), median >= len(known), p95 >= len(known))


@dataclass(frozen=True)
class StormFigures:
    """One class at one app.

    Attributes:
        kind: Ours or plain.
        seats: Visitors that may be in at once; 0 for no limit.
        page, live, picture: As in `Visit`.
        failed: Visitors who saw no picture.
        waited: Visitors who stood in line.
        megabytes: Of the server and all kernels or seats while all visitors are there, or when the
            storm was stopped; 0 where they are not all there at once.
        cpu: Seconds of the processor, for all visits together.
        reasons: Why visits failed, without repeating.
        stopped: Why the storm was ended before all had seen a picture, and after how long.
    """

    kind: str
    app: str
    visitors: int
    seats: int
    page: Times
    live: Times
    picture: Times
    failed: int
    waited: int
    megabytes: float
    cpu: float
    reasons: tuple[str, ...]
    stopped: str


@dataclass(frozen=True)
class Opening:
    """A server to be started, and how its visitors speak to it."""

    kind: str
    app: str
    seats: int
    files: tuple[str, ...] = ()

    def serve(self, apps: Path) -> AbstractContextManager[RunningServer]:
        """Start it."""
        return our_apps(apps, self.seats) if self.kind == OURS else plain_voila(apps)

    def client(self, running: RunningServer) -> Server:
        """What its visitors do."""
        return (OurApps if self.kind == OURS else PlainVoila)(running.origin, self.files)


class Bounds:
    """How long a storm may last from now on, and how much memory it may take."""

    def __init__(self, limit: float) -> None:
        """So many seconds from now."""
        self._limit, self._began = limit, time.monotonic()
        self._free = psutil.virtual_memory().available

    def broken(self) -> str:
        """Why the storm must be stopped now, or nothing."""
        seconds = time.monotonic() - self._began
        taken = self._free - psutil.virtual_memory().available
        if taken > MOST_MEMORY * self._free:
            megabytes = taken >> 20
            return say(
                f"dừng sau {seconds:.0f} s vì đã chiếm {megabytes} MB",
                f"stopped after {seconds:.0f} s, as it had taken {megabytes} MB",
            )
        if seconds > self._limit:
            return say(f"dừng sau {seconds:.0f} s", f"stopped after {seconds:.0f} s")
        return ""


def raise_storm(opening: Opening, apps: Path, visitors: int, limit: float = LIMIT) -> StormFigures:
    """Start a server, let a class come within ten seconds, and measure, within bounds."""
    # Of visits that are broken off, tornado tells each; they are counted as failed.
    logging.getLogger("tornado.application").setLevel(logging.CRITICAL)
    AsyncHTTPClient.configure(None, max_clients=10 * visitors + 10, max_buffer_size=64 << 20)
    crowded = bool(opening.seats) and visitors > opening.seats
    held: list[float] = []
    with opening.serve(apps) as running:
        storm = Storm(
            opening.client(running),
            f"{LANGUAGE}/{opening.app}",
            DEEDS[opening.app],
            LINGER if crowded else None,
        )
        before, bounds = running.cpu, Bounds(limit)

        def measure() -> None:
            held.append(running.megabytes)

        def look() -> str:
            running.look()
            return bounds.broken()

        within = WITHIN if visitors > 1 else 0.0
        visits = asyncio.run(storm.blow(visitors, within, measure, look))
        cpu = running.cpu - before
    return figures_of(opening, visits, 0.0 if crowded else held[0], cpu, storm.stopped)


def figures_of(
    opening: Opening, visits: Sequence[Visit], megabytes: float, cpu: float, stopped: str = ""
) -> StormFigures:
    """What visits come to; who did not come as far as a page, a widget or a picture counts."""

    def times(reached: Callable[[Visit], float], since: Callable[[Visit], float]) -> Times:
        return Times.of(
            [reached(visit) for visit in visits if reached(visit)],
            [visit.waited - since(visit) for visit in visits if not reached(visit)],
        )

    return StormFigures(
        kind=opening.kind,
        app=opening.app,
        visitors=len(visits),
        seats=opening.seats,
        page=times(lambda visit: visit.page, lambda _: 0.0),
        live=times(lambda visit: visit.live, lambda _: 0.0),
        picture=times(lambda visit: visit.picture, lambda visit: visit.live),
        failed=sum(bool(visit.failed) for visit in visits),
        waited=sum(visit.place > 0 for visit in visits),
        megabytes=megabytes,
        cpu=cpu,
        reasons=tuple(sorted({visit.failed for visit in visits if visit.failed}))[:5],
        stopped=stopped,
    )
