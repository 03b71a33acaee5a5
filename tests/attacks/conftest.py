"""One course in which all attackers submit, graded once; each test looks at one of them."""

import os
import re
import socket
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from lopso_autograding.grading.batch import Result, grade_assignment

from .course import ASSIGNMENT, NOTEBOOK, SECRET, SOLUTIONS, VICTIM, answered, make_course, submit
from .submissions import CHANGES, PLANTS, RAW, changed

_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_FENCE = re.compile(r"```python (\w+)\n(.*?)\n```", re.DOTALL)
PORT = 47911
LONG = f"# {'x' * 3_000_000}"
"""A text that fills the pipe of who does not listen."""


def answers() -> dict[str, dict[str, str]]:
    """The texts of each attack in answers.md."""
    text = (Path(__file__).parent / "answers.md").read_text(encoding="utf-8")
    parts = _SECTION.split(text)[1:]
    return {
        name: dict(_FENCE.findall(body)) for name, body in zip(parts[::2], parts[1::2], strict=True)
    }


ATTACKS = (*answers(), *CHANGES, *RAW, *PLANTS)


def student(name: str) -> str:
    """The name under which an attack is submitted."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "_", plain).lower()


@dataclass
class Battle:
    """The course after all attackers were graded."""

    folder: Path
    result: Result
    seconds: float
    before: dict[str, str]
    after: dict[str, str]
    left: list[int]
    heard: list[bytes] = field(default_factory=list)

    def line(self, name: str):
        return next(one for one in self.result.lines if one.student == name)

    def notebook(self, name: str) -> str:
        path = self.folder / "autograded" / name / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        return path.read_text(encoding="utf-8")


def _tree(folder: Path) -> dict[str, str]:
    found = {}
    for step in ("source", "submitted", "release"):
        for path, _, names in os.walk(folder / step):
            for name in names:
                one = Path(path, name)
                if one.is_file() and not one.is_symlink():
                    found[str(one)] = sha256(one.read_bytes()).hexdigest()
    return found


def _children() -> set[int]:
    """Processes of this one's session that were not there before, template and all."""
    own = str(os.getpid())
    found = set()
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"LOPSO_ATTACKED={own}".encode() in path.read_bytes():
                found.add(int(path.parent.name))
        except OSError:
            continue
    return found


def _listen(heard: list[bytes]) -> socket.socket:
    server = socket.create_server(("127.0.0.1", PORT))

    def accept() -> None:
        while True:
            try:
                heard.append(server.accept()[0].recv(100))
            except OSError:
                return

    threading.Thread(target=accept, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def battle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Battle]:
    folder = tmp_path_factory.mktemp("attacked") / "khoá học"
    folder.mkdir()
    release = make_course(folder)
    for name, texts in answers().items():
        extra = texts.pop("extra", "")
        texts = {cell: LONG if text == "LONG" else text for cell, text in texts.items()}
        submit(folder, student(name), answered(release, texts, extra))
    for name, change in CHANGES.items():
        submit(folder, student(name), changed(release, change))
    for name, data in RAW.items():
        submit(folder, student(name), data)
    for name, plant in PLANTS.items():
        plant(submit(folder, student(name), answered(release, {})))
    victim = answered(release, SOLUTIONS)
    victim.cells[-1].source = VICTIM
    submit(folder, "z_victim", victim)
    os.environ |= {"LOPSO_TOKEN": SECRET, "LOPSO_ATTACKED": str(os.getpid())}
    heard: list[bytes] = []
    server = _listen(heard)
    before, began = _tree(folder), time.monotonic()
    result = grade_assignment(folder, ASSIGNMENT, jobs=2)
    seconds = time.monotonic() - began
    left = sorted(_children() - {os.getpid()})
    yield Battle(folder, result, seconds, before, _tree(folder), left, heard)
    server.close()
