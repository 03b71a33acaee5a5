"""A full disk, a database or a template that is gone: one sentence, and what was graded stays."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from ...autograding.grading.course import NAME, answered, submit  # noqa: TID252
from .conftest import Class, contents, graded, lopso, make_class

pytestmark = pytest.mark.slow


def _fails(folder: Path, *words: str) -> str:
    """The one sentence of a command that must fail."""
    _, wrong = (process := lopso(folder, "grade", NAME, *words)).communicate(timeout=300)
    assert process.returncode == 1, wrong
    assert "Traceback" not in wrong
    lines = wrong.strip().splitlines()
    assert len(lines) == 1, wrong
    return lines[0]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    place = tmp_path / "đĩa"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("left", [0, 40_000, 70_000])
def test_a_full_disk_is_one_sentence_and_loses_nothing(
    lesson: Class, small_disk: Path, tmp_path: Path, left: int
) -> None:
    calm = Path(shutil.copytree(lesson.folder, tmp_path / "yên"))
    graded(calm)
    folder = Path(shutil.copytree(lesson.folder, small_disk / "lớp"))
    url = f"sqlite:///{folder}/gradebook.db"
    graded(folder, "--student", "em 0")
    before = contents(url)
    page = (folder / "autograded/em 0" / NAME / "một.ipynb").read_bytes()
    with (small_disk / "ballast").open("wb") as ballast:
        stat = os.statvfs(small_disk)
        ballast.write(b"x" * max(0, stat.f_bavail * stat.f_bsize - left))
    said = _fails(folder, "--force")
    assert "No space left" in said or "full" in said
    after = contents(url)
    assert {row for row in before["grades"] if "em 0" in row} <= set(after["grades"])
    assert (folder / "autograded/em 0" / NAME / "một.ipynb").read_bytes() == page
    (small_disk / "ballast").unlink()
    graded(folder)
    assert contents(url) == contents(f"sqlite:///{calm}/gradebook.db")


def test_a_gradebook_that_is_no_database_is_one_sentence(lesson: Class) -> None:
    (lesson.folder / "gradebook.db").write_bytes(b"not a database" * 100)
    assert "cannot be used: file is not a database" in _fails(lesson.folder)
    assert not (lesson.folder / "autograded").exists()


def test_a_gradebook_that_knows_nothing_says_what_to_do(lesson: Class) -> None:
    (lesson.folder / "gradebook.db").unlink()
    assert "run nbgrader generate_assignment first" in _fails(lesson.folder)


def test_a_folder_without_submissions_is_one_sentence(lesson: Class) -> None:
    shutil.rmtree(lesson.folder / "submitted")
    assert f"There is no submission of {NAME}" in _fails(lesson.folder)


def test_a_database_that_goes_away_loses_nothing(postgres, tmp_path: Path) -> None:
    url = postgres.make("lost")
    folder = tmp_path / "lớp"
    make_class(folder, f"c.CourseDirectory.db_url = {url!r}", size=2)
    slow = "def f(x):\n    import time; time.sleep(2); return 3 * x"
    release = folder / "release" / NAME / "một.ipynb"
    for number in range(4):
        text = release.read_text().replace("raise NotImplementedError()", "pass")
        place = submit(folder, f"em chậm {number}", text.encode())
        (place / "đợi.txt").write_text(slow)
    graded(folder, "--student", "em 0")
    before = contents(url)
    postgres.stop()
    try:
        assert "cannot be used" in _fails(folder)
    finally:
        postgres.start()
    assert contents(url) == before
    process = lopso(folder, "grade", NAME, "--jobs", "1", "--force")
    while len(contents(url)["submissions"]) < 2:
        assert process.poll() is None, "it ended before the database went away"
    postgres.stop()
    _, wrong = process.communicate(timeout=300)
    postgres.start()
    assert process.returncode == 1
    assert "cannot be used" in wrong
    assert "Traceback" not in wrong
    assert len(contents(url)["submissions"]) >= 2
    graded(folder)
    assert len(contents(url)["submissions"]) == 7


def _children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in path.read_text().split()]


@pytest.mark.parametrize("which", ["the program", "its namespace", "the template itself"])
def test_a_template_that_is_killed_stops_the_batch_and_nobody_loses_points(
    lesson: Class, tmp_path: Path, which: str
) -> None:
    release = nbformat.read(lesson.folder / "release" / NAME / "một.ipynb", 4)
    slow = answered(release, f="import time\ndef f(x):\n    time.sleep(1)\n    return 3 * x")
    for number in range(4):
        submit(lesson.folder, f"sau {number}", slow)
    calm = Path(shutil.copytree(lesson.folder, tmp_path / "yên"))
    graded(calm)
    expected = contents(f"sqlite:///{calm}/gradebook.db")
    process = lopso(lesson.folder, "grade", NAME, "--jobs", "2")
    while not (lesson.folder / "autograded/sau 0").exists():
        assert process.poll() is None, "it ended before its template was killed"
    time.sleep(1.5)  # the next ones are in their seconds of sleep, and not just being forked
    killed = _children(process.pid)[0]
    for _ in range(["the program", "its namespace", "the template itself"].index(which)):
        killed = _children(killed)[0]
    os.kill(killed, signal.SIGKILL)
    _, wrong = process.communicate(timeout=300)
    assert process.returncode == 1
    assert wrong.startswith("Grading had to stop: The template ended")
    assert wrong.count("\n") == 1
    before = contents(lesson.url)
    assert 0 < len(before["submissions"]) < len(expected["submissions"])
    assert set(before["grades"]) <= set(expected["grades"])
    graded(lesson.folder)
    assert contents(lesson.url) == expected


def test_a_template_that_cannot_start_is_one_sentence(lesson: Class, tmp_path: Path) -> None:
    broken = tmp_path / "thư viện"
    broken.mkdir()
    (broken / "gay.py").write_text("raise RuntimeError('thư viện gãy')")
    source = lesson.folder / "source" / NAME / "một.ipynb"
    source.write_text(source.read_text().replace("import math", "import math, gay"))
    process = lopso(lesson.folder, "grade", NAME, PYTHONPATH=str(broken))
    _, wrong = process.communicate(timeout=300)
    assert process.returncode == 1
    assert wrong.startswith("No grading here: The template could not be made ready: RuntimeError")
    assert wrong.count("\n") == 1
    assert not (lesson.folder / "autograded").exists()
    (broken / "gay.py").write_text("MUC = 1")
    process = lopso(lesson.folder, "grade", NAME, PYTHONPATH=str(broken))
    assert "Graded 7," in process.communicate(timeout=300)[0]
