"""What several folders of tests share: a browser, free ports, a running kit."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue

import pytest
from hypothesis import settings
from lopso_deployment.hub.ports import free_ports

# A slow machine is no fault of the code: no test is timed.
settings.register_profile("kit", deadline=None)
settings.load_profile("kit")

# Started in the background, programs ignore Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def find_browser() -> str | None:
    """The browser that `./lopso test` found, or a Chromium or Chrome on PATH."""
    return os.environ.get("LOPSO_BROWSER") or shutil.which("chromium") or shutil.which("chrome")


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The Chromium or Chrome of this machine; a test without one fails with the remedy."""
    found = find_browser()
    if not found:
        pytest.fail("No Chromium was found: run `apt install chromium`, then ./lopso test again.")
    return found


@pytest.fixture(scope="module")
def chromium(browser_path: str) -> Iterator[object]:
    """One headless browser for a module: while it is open, no test can start an event loop."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def free_port() -> int:
    """A TCP port of the loopback that nobody listens on now."""
    return free_ports(1)[0]


@dataclass
class RunningKit:
    """A `lopso up` of its own folder and ports, and what it has said so far."""

    home: Path
    port: int
    apps_port: int
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    lines: Queue[str] = field(default_factory=Queue)

    def __post_init__(self) -> None:
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def gallery(self) -> str:
        return f"http://127.0.0.1:{self.apps_port}/"

    def read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.said.append(line.rstrip("\n"))
                self.lines.put(line)

    def wait_for(self, words: str, seconds: float = 240) -> str:
        """The first line not yet waited for that holds the words."""
        try:
            while words not in (line := self.lines.get(timeout=seconds)):
                pass
        except Empty:
            pytest.fail(f"`lopso up` did not say {words!r}; it said:\n" + "\n".join(self.said))
        return line

    def password(self, account: str) -> str:
        return next(line.split()[1] for line in self.said if line.split()[:1] == [account])

    def wait(self, seconds: float = 120) -> int:
        """Its exit code, once it has ended and all that it said has been read."""
        code = self.process.wait(timeout=seconds)
        self.reader.join(timeout=seconds)
        return code

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.wait(90)


def begin_kit(home: Path, *options: str, ports: Sequence[int] | None = None) -> RunningKit:
    """Starts `lopso up` for a folder; it speaks English."""
    port, apps_port = ports or free_ports(2)
    command = [sys.executable, "-m", "lopso_deployment.cli", "up", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--apps-port", str(apps_port), *options],
        env={**os.environ, "LOPSO_HOME": str(home), "LOPSO_LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return RunningKit(home, port, apps_port, process)


@pytest.fixture(scope="session")
def running_kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningKit]:
    """One whole kit for all tests that look at it, in a folder with spaces and Vietnamese."""
    kit = begin_kit(tmp_path_factory.mktemp("kit") / "Lớp số của em", "--no-release")
    kit.wait_for("Press Ctrl-C to stop.")
    yield kit
    kit.stop()


@pytest.fixture
def start_kit() -> Iterator[Callable[..., RunningKit]]:
    """The function that starts `lopso up`; what still runs at the end is killed."""
    started: list[RunningKit] = []

    def start(home: Path, *options: str, ports: Sequence[int] | None = None) -> RunningKit:
        started.append(begin_kit(home, *options, ports=ports))
        return started[-1]

    yield start
    for kit in started:
        if kit.process.poll() is None:
            kit.stop(signal.SIGKILL)
