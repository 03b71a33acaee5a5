"""One real Hub for the whole folder, with two courses, and people who log in to it."""

import json
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import pytest
import requests
from lopso_deployment.hub.ports import free_ports
from lopso_deployment.hub.running import RunningHub, start_hub
from lopso_deployment.hub.site import Course, HubSite
from lopso_deployment.hub.start import course_command, write_site
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from websockets.sync.client import connect

LESSON = "01-bài-thử"


@dataclass
class Person:
    """Somebody who has logged in to the Hub: their cookies, their server."""

    address: str
    name: str
    session: requests.Session

    def ask(self, method: str, path: str, **options) -> requests.Response:
        """A request as the browser would send it, with the page's own XSRF token."""
        cookies = {one.path: one.value for one in self.session.cookies if one.name == "_xsrf"}
        prefix = max((p for p in cookies if f"/{path}".startswith(p)), key=len, default=None)
        headers = {"X-XSRFToken": cookies[prefix]} if prefix else {}
        url = self.address + path
        return self.session.request(method, url, headers=headers, timeout=120, **options)

    def open_server(self) -> None:
        """Start the account's server, if another test has not, and wait for it."""
        if not self.ask("GET", f"hub/api/users/{self.name}").json()["servers"]:
            self.ask("POST", f"hub/api/users/{self.name}/server").raise_for_status()
        until = time.monotonic() + 150
        while not self.ask("GET", f"hub/api/users/{self.name}").json()["servers"][""]["ready"]:
            assert time.monotonic() < until, "the server is not ready"
            time.sleep(0.3)
        self.ask("GET", f"user/{self.name}/lab").raise_for_status()

    def run(self, code: str) -> str:
        """What ``code`` prints in a new kernel of the account's server."""
        base = f"user/{self.name}/api/kernels"
        kernel = self.ask("POST", base, json={"name": "python3"}).json()["id"]
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.session.cookies)
        url = self.address.replace("http", "ws") + f"{base}/{kernel}/channels"
        with connect(url, additional_headers={"Cookie": cookies}, proxy=None) as socket:
            request = _execute_request(code)
            socket.send(json.dumps(request))
            printed = ""
            while True:
                message = json.loads(socket.recv(timeout=60))
                if message["parent_header"].get("msg_id") != request["header"]["msg_id"]:
                    continue
                content = message["content"]
                assert message["msg_type"] != "error", content
                if message["msg_type"] == "stream":
                    printed += content["text"]
                if content.get("execution_state") == "idle":
                    break
        self.ask("DELETE", f"{base}/{kernel}")
        return printed


def _execute_request(code: str) -> dict:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": "s"}
    header |= {"username": "x", "version": "5.3", "date": "2026-01-01T00:00:00Z"}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    return message | {"channel": "shell", "buffers": []}


@dataclass
class LiveHub:
    """A running Hub and its people's passwords."""

    running: RunningHub
    home: Path
    passwords: dict[str, str]

    @property
    def address(self) -> str:
        return self.running.written.address

    def log_in(self, name: str) -> Person:
        session = requests.Session()
        session.trust_env = False
        login = f"{self.address}hub/login"
        session.get(login, timeout=60).raise_for_status()
        xsrf = next(one.value for one in session.cookies if one.name == "_xsrf")
        form = {"username": name, "password": self.passwords[name], "_xsrf": xsrf}
        answer = session.post(login, data=form, timeout=120)
        assert answer.url.endswith("/hub/home"), answer.url
        return Person(self.address, name, session)

    def nbgrader(self, course: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of nbgrader in the course, as its formgrader runs it."""
        command = course_command(self.home, course, "nbgrader", *arguments)
        return subprocess.run(
            command.arguments,
            env=command.environment,
            cwd=command.folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def server_process(self, name: str) -> psutil.Process:
        """The process of an account's server."""
        for process in psutil.Process(self.running.process.pid).children(recursive=True):
            if process.environ().get("JUPYTERHUB_USER") == name:
                return process
        raise LookupError(name)

    def server_token(self, name: str) -> str:
        """The Hub token that the account's server has, read as only root or the Hub could."""
        return self.server_process(name).environ()["JUPYTERHUB_API_TOKEN"]


def write_lesson(source: Path, name: str = LESSON) -> None:
    """The smallest lesson with one exercise, as an nbgrader source notebook."""
    cells = [
        new_markdown_cell("# Bài thử"),
        new_code_cell(
            "def tong(a, b):\n    ### BEGIN SOLUTION\n    return a + b\n    ### END SOLUTION",
            metadata=_nbgrader("tong", grade=False, solution=True, locked=False),
        ),
        new_code_cell(
            "assert tong(2, 3) == 5",
            metadata=_nbgrader("tong_test_1", grade=True, solution=False, locked=True, points=1),
        ),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    (source / name).mkdir(parents=True)
    nbformat.write(notebook, source / name / f"{name}.ipynb")


def _nbgrader(grade_id: str, **values: object) -> dict[str, object]:
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, "task": False, **values}}


def start_live_hub(home: Path, source: Path | None = None, **options) -> LiveHub:
    """Write and start a Hub with a Vietnamese and an English course."""
    courses = (Course("digital-vi", "Năng lực số", source), Course("digital-en", "Digital skills"))
    written = write_site(HubSite(home, free_ports(1)[0], courses=courses, **options))
    passwords = {one.name: one.password for one in written.credentials}
    return LiveHub(start_hub(written), home.resolve(), passwords)


@pytest.fixture(scope="session")
def begin_hub() -> Callable[..., LiveHub]:
    """The function that starts a Hub for a test alone."""
    return start_live_hub


@pytest.fixture(scope="session")
def hub(tmp_path_factory) -> Iterator[LiveHub]:
    """The Hub of this folder's tests, in a folder with spaces and Vietnamese letters."""
    folder = tmp_path_factory.mktemp("hub")
    folder.chmod(0o755)
    write_lesson(folder / "source")
    live = start_live_hub(folder / "Lớp số 'của' em", folder / "source")
    yield live
    live.running.stop()


@pytest.fixture(scope="session")
def released(hub: LiveHub) -> LiveHub:
    """The Hub with the lesson released in the Vietnamese course."""
    for action in ("generate_assignment", "release_assignment"):
        done = hub.nbgrader("digital-vi", action, LESSON)
        assert done.returncode == 0, done.stderr
    return hub


@pytest.fixture(scope="session")
def teacher(hub: LiveHub) -> Person:
    """A teacher whose server runs."""
    person = hub.log_in("giaovien1")
    person.open_server()
    return person


@pytest.fixture(scope="session")
def trainer(hub: LiveHub) -> Person:
    """A trainer who has logged in."""
    return hub.log_in("huongdan1")
