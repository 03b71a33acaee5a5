"""Courses graded by the command in a process of its own, and what their gradebooks then say."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from ...autograding.grading.course import (  # noqa: TID252
    NAME,
    answered,
    make_course,
    submit,
)

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
REMEDY = "PostgreSQL was not found: run `apt install postgresql`, then ./lopso test again."
ROWS = {
    "grades": "SELECT s.student_id, k.name, b.name, g.auto_score, g.manual_score, "
    "g.extra_credit, g.needs_manual_grade FROM grade g "
    "JOIN submitted_notebook n ON n.id = g.notebook_id JOIN notebook k ON k.id = n.notebook_id "
    "JOIN base_cell b ON b.id = g.cell_id JOIN submitted_assignment s ON s.id = n.assignment_id",
    "comments": "SELECT s.student_id, k.name, b.name, c.auto_comment, c.manual_comment "
    "FROM comment c JOIN submitted_notebook n ON n.id = c.notebook_id "
    "JOIN notebook k ON k.id = n.notebook_id JOIN base_cell b ON b.id = c.cell_id "
    "JOIN submitted_assignment s ON s.id = n.assignment_id",
    "notebooks": "SELECT s.student_id, n.late_submission_penalty, n.flagged "
    "FROM submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id",
    "submissions": "SELECT s.student_id, s.timestamp, g.digest, g.sealed FROM lopso_graded g "
    "JOIN submitted_assignment s ON s.id = g.submission_id",
    "all": "SELECT (SELECT count(*) FROM student), (SELECT count(*) FROM submitted_assignment), "
    "(SELECT count(*) FROM grade), (SELECT count(*) FROM comment), "
    "(SELECT count(*) FROM lopso_graded)",
}


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL server of the test's own, on a socket in its folder."""

    folder: Path
    user: str
    bin: Path = field(default_factory=lambda: BINARIES[-1].parent)

    def run(self, *command: str) -> None:
        as_user = {"user": self.user} if os.geteuid() == 0 else {}
        with (self.folder / "out").open("ab") as out:
            done = subprocess.run(
                [self.bin / command[0], *command[1:]],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=120,
                **as_user,  # type: ignore[arg-type]
            )
        assert done.returncode == 0, (self.folder / "out").read_text()

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", mode, "stop")

    def make(self, name: str) -> str:
        """A new database; its address as nbgrader takes it."""
        self.run("createdb", "-h", str(self.folder), "-U", "giao_vien", name)
        return f"postgresql+psycopg://giao_vien@/{name}?host={self.folder}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A running server; nobody but this user can reach it."""
    if not BINARIES:
        pytest.fail(REMEDY)
    with tempfile.TemporaryDirectory(prefix="lopso-pg-") as made:
        user = "nobody" if os.geteuid() == 0 else ""
        server = Postgres(Path(made), user)
        (server.folder / "out").touch()
        if user:
            shutil.chown(server.folder, user)
            (server.folder / "out").chmod(0o666)
        arguments = ("-A", "trust", "-U", "giao_vien", "-E", "UTF8", "--no-sync")
        server.run("initdb", "-D", f"{made}/data", *arguments)
        server.start()
        yield server
        server.stop()


def lopso(folder: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    """The command in a course folder, running."""
    return subprocess.Popen(
        [sys.executable, "-m", "lopso_deployment.cli", *words],
        cwd=folder,
        env={**os.environ, "LOPSO_LANGUAGE": "en", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def graded(folder: Path, *words: str) -> str:
    """Grades, which must work; returns what the command says."""
    said, wrong = (process := lopso(folder, "grade", NAME, *words)).communicate(timeout=300)
    assert process.returncode == 0, wrong
    return said


def contents(url: str) -> dict[str, list[str]]:
    """All that grading writes to a gradebook, in an order of its own."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return {
                name: sorted(str(tuple(row)) for row in connection.execute(text(query)))
                for name, query in ROWS.items()
            }
    finally:
        engine.dispose()


@dataclass(frozen=True)
class Class:
    """A course with submissions that are not graded yet, and where its gradebook is."""

    folder: Path
    url: str


def make_class(folder: Path, *settings: str, size: int = 6) -> None:
    """A course whose learners answer in different ways."""
    folder.mkdir(parents=True)
    release = make_course(folder, "c.LateSubmissionPlugin.penalty_method = 'zero'", *settings)
    answers = ["return 3 * x", "return x", "raise ValueError(x)", "return 3 * x if x < 5 else 0"]
    for number in range(size):
        texts = {"f": f"def f(x):\n    {answers[number % 4]}", "viet": f"Bài {number}"}
        submit(folder, f"em {number}", answered(release, **texts))
    submit(folder, "em rỗng", b"")


@pytest.fixture(scope="session")
def _sqlite_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class") / "lớp"
    make_class(folder)
    return folder


@pytest.fixture
def lesson(_sqlite_class: Path, tmp_path: Path) -> Class:
    """A class with a gradebook in SQLite."""
    folder = Path(shutil.copytree(_sqlite_class, tmp_path / "lớp"))
    return Class(folder, f"sqlite:///{folder}/gradebook.db")
