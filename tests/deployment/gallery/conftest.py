"""A gallery of the real apps, with few seats, and visitors that speak to it as pages do."""

import asyncio
import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import pytest
from lopso_courses.build import build
from lopso_deployment.hub.ports import free_ports
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClosedError, websocket_connect

CLASS_SIZE = 3  # and two more seats


@dataclass
class RunningGallery:
    """A gallery's process, and address."""

    process: subprocess.Popen
    port: int
    host: str = "127.0.0.1"

    @property
    def address(self):
        return f"http://{self.host}:{self.port}"

    def get(self, path, **headers):
        """Status, headers and body of an answer, as it came over the wire."""
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def held(self, page="vi-pendulum"):
        """What a page tells its script."""
        _, _, content = self.get("/" + page.replace("-", "/", 1))
        text = content.decode()
        return json.loads(re.findall(r'id="widgets"[^>]*>(.*?)</script>', text, re.DOTALL)[0])

    def find(self, trait, value=None, page="vi-pendulum"):
        """The id of the widget that has this trait."""
        for name, each in self.held(page)["widgets"].items():
            if trait in each["state"] and value in {None, str(each["state"][trait])}:
                return name
        raise LookupError(trait)


@pytest.fixture(scope="session")
def apps(tmp_path_factory):
    """All apps, built."""
    return build(out=tmp_path_factory.mktemp("build")).apps


@pytest.fixture(scope="session")
def gallery(apps, tmp_path_factory):
    """A gallery that believes what a proxy says of addresses, so that tests can come from some."""
    (port,) = free_ports(1)
    log = tmp_path_factory.mktemp("gallery") / "log"
    command = (sys.executable, "-m", "lopso_deployment.gallery", str(apps), "--port", str(port))
    with log.open("w") as stream:
        process = subprocess.Popen(
            [*command, "--class-size", str(CLASS_SIZE), "--behind-proxy"],
            stdout=stream,
            stderr=stream,
        )
    running = RunningGallery(process, port)
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            if running.get("/vi/pendulum")[0] == 200:
                break
        time.sleep(0.2)
    yield running
    process.terminate()
    process.wait(30)
    assert "Traceback" not in log.read_text()


class Pupil:
    """One page's websocket."""

    def __init__(self, connection):
        self.connection = connection
        self.count = 0

    async def send(self, message):
        text = message if isinstance(message, str | bytes) else json.dumps(message)
        await self.connection.write_message(text, binary=isinstance(message, bytes))

    async def hear(self, do=None, within=30):
        """The next message, of this kind; None when the websocket was closed."""
        async with asyncio.timeout(within):
            while (text := await self.connection.read_message()) is not None:
                message = json.loads(text)
                if message["do"] == do or (do is None and message["do"] != "alive"):
                    return message
        return None

    async def sit(self, seat=None):
        """Ask for a seat; what the server says."""
        await self.send({"do": "sit", "seat": seat, "stage": ""})
        return await self.hear()

    async def take_a_seat(self):
        """Ask for a seat and wait for it, also while the tests before give theirs back."""
        await self.send({"do": "sit", "seat": None, "stage": ""})
        return await self.hear("seated", within=60)

    async def say(self, to, **data):
        """Say something to a widget; what the widgets said until it was done."""
        self.count += 1
        await self.send({"do": "say", "n": self.count, "id": to, "data": data})
        said = []
        while (message := await self.hear())["do"] != "done":
            said.append(message)
        return said


@pytest.fixture
def visit(gallery):
    """The function that opens a page's websocket, from an address of its own if it has one."""

    @asynccontextmanager
    async def come(page="vi-pendulum", address="10.0.0.1", origin=None, *, leave=True):
        headers = {"X-Forwarded-For": address}
        if origin:
            headers["Origin"] = origin
        url = f"ws://127.0.0.1:{gallery.port}/seat/{page}"
        connection = await websocket_connect(
            HTTPRequest(url, headers=headers), max_message_size=64 << 20
        )
        try:
            yield Pupil(connection)
            if leave:
                with suppress(WebSocketClosedError):
                    await connection.write_message('{"do":"leave"}')
        finally:
            connection.close()
            with suppress(TimeoutError):
                async with asyncio.timeout(5):
                    while await connection.read_message() is not None:
                        pass

    return come
