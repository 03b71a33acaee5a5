"""What a real browser loads and how long it takes, on an open and on a narrow line."""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

PHONE = {"width": 390, "height": 844}
PATIENCE = 240.0  # seconds after which a visit is given up
CARD = ".lopso .lopso-card"


@dataclass(frozen=True)
class Load:
    """One visit in a browser.

    Attributes:
        requests: That went over the network, websockets left out.
        kilobytes: That came over the network, compressed as they came.
        seconds: Until the tool was drawn, and connected where the page says so.
        given_up: Whether it was not drawn by then.
        paths: What was asked for besides the page, in order.
    """

    requests: int
    kilobytes: float
    seconds: float
    given_up: bool = False
    paths: tuple[str, ...] = field(default=(), repr=False)


def find_browser() -> str | None:
    """A Chromium or Chrome of this machine."""
    return os.environ.get("LOPSO_BROWSER") or shutil.which("chromium") or shutil.which("chrome")


@contextmanager
def phone(megabits: float | None = None) -> Iterator[Any]:
    """A page of a new visitor's phone, on a line of so many megabits a second.

    Raises:
        ImportError: Playwright is not installed; `./lopso test` brings it.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=[
                *("--no-sandbox", "--disable-background-networking", "--disable-component-update"),
                # Stock Voila asks a far server for two style sheets: nothing leaves this machine.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        page = browser.new_context(viewport=PHONE, has_touch=True).new_page()  # pyright: ignore[reportArgumentType]
        page.set_default_timeout(1000 * PATIENCE)
        if megabits is not None:
            narrow = page.context.new_cdp_session(page)
            narrow.send("Network.enable")
            narrow.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": 20,
                    "downloadThroughput": megabits * 125_000,
                    "uploadThroughput": megabits * 125_000,
                },
            )
        try:
            yield page
        finally:
            browser.close()


def _reach(page: Any, address: str, drawn: str) -> tuple[float, bool]:  # noqa: ANN401
    """Opens an address; the seconds until this is drawn, and whether they were in vain."""
    from playwright.sync_api import TimeoutError as GivenUpError

    began = time.monotonic()
    try:
        page.goto(address, wait_until="commit")
        page.wait_for_selector(drawn)
    except GivenUpError:
        return time.monotonic() - began, True
    seconds = time.monotonic() - began
    with contextlib.suppress(GivenUpError):  # what comes after the tool is counted as it came
        page.wait_for_load_state("networkidle")
    return seconds, False


def load(page: Any, address: str, live: str) -> Load:  # noqa: ANN401 - Playwright may be missing
    """Opens an address and waits for its tool.

    Args:
        page: A phone's page.
        address: The app.
        live: A selector that is there once the widgets are connected.
    """
    watching = page.context.new_cdp_session(page)
    watching.send("Network.enable")
    asked: dict[str, str] = {}
    came: list[tuple[str, int]] = []
    watching.on(
        "Network.requestWillBeSent",
        lambda event: asked.update({event["requestId"]: event["request"]["url"]}),
    )
    watching.on(
        "Network.loadingFinished",
        lambda event: came.append(
            (asked.get(event["requestId"], ""), int(event["encodedDataLength"]))
        ),
    )
    seconds, given_up = _reach(page, address, f"{live} {CARD}")
    watching.detach()
    over = [(url, size) for url, size in came if url.startswith("http") and size]
    origin = "/".join(address.split("/")[:3])
    paths = tuple(
        url.removeprefix(origin)
        for url, _ in over
        if url.startswith(origin) and url.split("?")[0] != address
    )
    return Load(len(over), sum(size for _, size in over) / 1024, seconds, given_up, paths)
