"""A real exchange service in a process of its own, asking a pretended Hub who people are."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from lopso_deployment.exchange.plugin.connection import Connection
from lopso_deployment.hub.ports import free_ports

PEOPLE = {
    "lan": ["nbgrader-digital-vi"],
    "minh": ["nbgrader-digital-vi", "nbgrader-ai-vi"],
    "hoa": ["formgrade-digital-vi"],
    "stranger": [],
}


class PretendedHub(BaseHTTPRequestHandler):
    """Answers ``/hub/api/user`` for the token ``token-<name>``, and for ``service-<name>``."""

    def do_GET(self):
        kind, _, name = self.headers.get("Authorization", "").removeprefix("token ").partition("-")
        scopes = ["access:services!service=exchange"]
        if kind == "token" and name in PEOPLE:
            answer = {"kind": "user", "name": name, "groups": PEOPLE[name], "scopes": scopes}
        elif kind == "service":
            answer = {"kind": "service", "name": name, "scopes": scopes}
        elif kind == "narrow":
            answer = {"kind": "user", "name": name, "groups": PEOPLE[name], "scopes": []}
        else:
            self.send_error(403)
            return
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@dataclass
class Exchange:
    """The service, which can be killed and started again in the same folder."""

    folder: Path
    hub_port: int
    port: int = field(default_factory=lambda: free_ports(1)[0])
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/services/exchange/"

    def start(self) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "JUPYTERHUB_API_URL": f"http://127.0.0.1:{self.hub_port}/hub/api",
            "JUPYTERHUB_API_TOKEN": "its-own",
            "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{self.port}",
            "JUPYTERHUB_SERVICE_PREFIX": "/services/exchange/",
            "JUPYTERHUB_OAUTH_ACCESS_SCOPES": '["access:services!service=exchange"]',
        }
        command = [sys.executable, "-m", "lopso_deployment.exchange.service"]
        self.process = subprocess.Popen(command, cwd=self.folder, env=environment)
        until = time.monotonic() + 60
        while True:
            try:
                urlopen(self.url, timeout=5).close()
            except (URLError, OSError):
                assert self.process.poll() is None, "the service ended"
                assert time.monotonic() < until, "the service does not answer"
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(30)

    def as_(self, name: str) -> Connection:
        return Connection(self.url, f"token-{name}")

    def as_service(self, name: str) -> Connection:
        return Connection(self.url, f"service-{name}")


@pytest.fixture(scope="session")
def pretended_hub() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), PretendedHub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def own_exchange(pretended_hub, tmp_path) -> Iterator[Exchange]:
    """A service for one test alone, which may kill it."""
    folder = tmp_path / "exchange"
    folder.mkdir()
    exchange = Exchange(folder, pretended_hub)
    exchange.start()
    yield exchange
    if exchange.process is not None and exchange.process.poll() is None:
        exchange.stop()


@pytest.fixture(scope="session")
def shared_exchange(pretended_hub, tmp_path_factory) -> Iterator[Exchange]:
    exchange = Exchange(tmp_path_factory.mktemp("exchange"), pretended_hub)
    exchange.start()
    yield exchange
    exchange.stop()


@pytest.fixture
def exchange(shared_exchange) -> Iterator[Exchange]:
    """A service with nothing in it; what the test leaves is removed."""
    yield shared_exchange
    for course in ("digital-vi", "ai-vi"):
        service = shared_exchange.as_service(course)
        for one in service.get("submissions", scope="course"):
            service.delete("submission", one["id"], scope="course")
        for one in service.get("assignments"):
            service.delete("assignments", one["course"], one["assignment"])
