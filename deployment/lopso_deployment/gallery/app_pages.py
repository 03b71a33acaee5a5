"""The page of each app, made once from what the stage tells, and the same for every visitor."""

import asyncio
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Staged = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Page:
    """An app's page in one language, ready to be sent."""

    content: bytes
    zipped: bytes
    tag: str


class AppPages:
    """All pages, by names like vi-pendulum; they are there once the stage has told of them."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._pages: asyncio.Future[dict[str, Page]] | None = None

    def begin(self, read: Callable[[], Staged]) -> asyncio.Future[dict[str, Page]]:
        """Read the stage and make the pages, without holding up the server."""
        self._pages = asyncio.ensure_future(asyncio.to_thread(lambda: _make_pages(read())))
        return self._pages

    async def get(self, name: str) -> Page | None:
        """A page, when it is ready; None when there is none."""
        if self._pages is None:
            return None
        return (await asyncio.shield(self._pages)).get(name)


def _make_pages(staged: Staged) -> dict[str, Page]:
    """Make them in a process that ends: Voila's exporter takes 50 MB that a server never needs."""
    command = (sys.executable, "-m", "lopso_deployment.gallery.page_making")
    made = subprocess.run(
        command, input=json.dumps(staged).encode(), stdout=subprocess.PIPE, check=True
    )
    return pickle.loads(made.stdout)  # noqa: S301 - it is our own process that wrote it
