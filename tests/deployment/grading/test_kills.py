"""A grader that is killed at any moment, and started again, ends as if nothing had happened."""

import os
import random
import shutil
import time
from pathlib import Path

import pytest

from ...autograding.grading.course import NAME, nbgrader  # noqa: TID252
from .conftest import Class, contents, graded, lopso

pytestmark = pytest.mark.slow
KILLS = 20 if os.environ.get("LOPSO_SOAK") else 3
MARK = "LOPSO_KILLED_GRADER"


def _alive(mark: str) -> list[str]:
    """Processes that carry a mark in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}={mark}".encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def _kill_at(folder: Path, seconds: float, mark: str) -> bool:
    """Kills the command after so many seconds; returns whether it was still at work."""
    process = lopso(folder, "grade", NAME, "--jobs", "2", **{MARK: mark})
    time.sleep(seconds)
    working = process.poll() is None
    process.kill()
    process.communicate(timeout=60)
    for _ in range(100):
        if not _alive(mark):
            return working
        time.sleep(0.1)
    pytest.fail(f"processes of a killed grader still live: {_alive(mark)}")


def _remains(folder: Path) -> list[str]:
    return [str(path) for path in (folder / "autograded").rglob(".lopso-*")]


def test_killed_graders_end_in_the_gradebook_of_an_undisturbed_one(
    lesson: Class, tmp_path: Path
) -> None:
    calm = Path(shutil.copytree(lesson.folder, tmp_path / "yên"))
    before = time.monotonic()
    graded(calm, "--jobs", "2")
    took = time.monotonic() - before
    expected = contents(f"sqlite:///{calm}/gradebook.db")
    chance = random.Random(int(os.environ.get("LOPSO_SEED", "7")))
    for number in range(KILLS):
        folder = Path(shutil.copytree(lesson.folder, tmp_path / f"lớp {number}"))
        _kill_at(folder, chance.uniform(0.1, took), f"{os.getpid()}-{number}")
        graded(folder, "--jobs", "2")
        assert contents(f"sqlite:///{folder}/gradebook.db") == expected
        assert _remains(folder) == []
        shutil.rmtree(folder)


def test_the_same_with_a_gradebook_in_postgresql(lesson: Class, postgres, tmp_path: Path) -> None:
    kills = max(1, KILLS // 4)
    took, expected = 8.0, {}
    chance = random.Random(int(os.environ.get("LOPSO_SEED", "7")))
    for number in range(kills + 1):
        url = postgres.make(f"kill_{number}")
        folder = Path(shutil.copytree(lesson.folder, tmp_path / f"lớp {number}"))
        (folder / "gradebook.db").unlink()
        with (folder / "nbgrader_config.py").open("a") as config:
            config.write(f"\nc.CourseDirectory.db_url = {url!r}\n")
        nbgrader(folder, "generate_assignment", NAME, "--force")
        before = time.monotonic()
        if number:
            _kill_at(folder, chance.uniform(0.1, took), f"{os.getpid()}-pg-{number}")
        graded(folder)
        if not number:
            took, expected = time.monotonic() - before, contents(url)
        assert contents(url) == expected
