"""Grading on a Dask cluster: a real scheduler, three worker processes, each kind killed once."""

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from lopso_autograding.grading import cluster, cluster_worker, parcels
from lopso_autograding.grading.batch import Line, grade_assignment, plan
from lopso_autograding.grading.course import Course, CourseError
from lopso_autograding.grading.gradebook import Writer
from lopso_autograding.grading.paper import read_papers

from .conftest import Made, scores
from .course import NAME, answered, submit

RIGHT = {"f": "def f(x):\n    return 3 * x", "viet": "Bài viết", "tay": "b = 5"}
QUIET = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")


@dataclass
class Cluster:
    address: str
    scheduler: subprocess.Popen
    workers: list[subprocess.Popen]


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with started(tmp_path_factory.mktemp("dask")) as cluster:
        yield cluster


@contextmanager
def started(folder: Path, number: int = 3) -> Iterator[Cluster]:
    known = folder / "scheduler.json"

    def start(program: str, *options: str) -> subprocess.Popen:
        command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *options, *QUIET]
        command += ["--host", "127.0.0.1", "--scheduler-file", str(known)]
        with (folder / "log").open("ab") as log:
            return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)

    scheduler = start("scheduler", "--port", "0")
    options = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0")
    workers = [start("worker", *options) for _ in range(number)]
    try:
        deadline = time.monotonic() + 120
        while not known.exists():
            assert time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.1)
        yield Cluster(json.loads(known.read_text())["address"], scheduler, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def fill(folder: Path, release: dict, number: int = 8) -> None:
    for place in range(number):
        submit(folder, f"an{place}", answered(release, **RIGHT, chung=f"# {place}"))
    half = answered(release, f="def f(x): return 3 * x + (x == 5)")
    submit(folder, "bình", half).joinpath("ghi chú.txt").write_text("của em")
    submit(folder, "chi", b'{"cells": [')
    lost = submit(folder, "dung", half)
    (lost / "một.ipynb").rename(lost / "hai.ipynb")
    linked = submit(folder, "giang", half) / "một.ipynb"
    linked.unlink()
    linked.symlink_to("/etc/passwd")
    huge = submit(folder, "hà", half) / "một.ipynb"
    os.truncate(huge, 65 << 20)


def autograded(folder: Path) -> dict[str, bytes]:
    above = folder / "autograded"
    found = (path for path in sorted(above.rglob("*")) if path.is_file())
    return {str(path.relative_to(above)): path.read_bytes() for path in found}


@pytest.mark.slow
def test_workers_give_what_this_machine_gives_though_one_is_killed(
    course: Made, dask: Cluster, tmp_path: Path
) -> None:
    fill(course.folder, course.release)
    here = tmp_path / "ở đây"
    shutil.copytree(course.folder, here, symlinks=True)
    killed = []

    def kill_one(line: Line, left: int) -> None:
        if not killed:
            killed.append(left)
            dask.workers[1].send_signal(signal.SIGKILL)

    there = grade_assignment(course.folder, NAME, cluster=dask.address, progress=kill_one)
    local = grade_assignment(here, NAME, jobs=2)
    assert killed[0] > 6
    assert there.ok
    assert [(one.student, one.score, one.troubles) for one in there.lines] == [
        (one.student, one.score, one.troubles) for one in local.lines
    ]
    assert scores(course.folder) == scores(here)
    assert autograded(course.folder) == autograded(here)
    again = grade_assignment(course.folder, NAME, jobs=1)
    assert {one.state for one in again.lines} == {"unchanged"}


@pytest.mark.slow
def test_a_template_that_dies_on_a_worker_costs_nobody_a_point(course: Made, dask: Cluster) -> None:
    slow = {**RIGHT, "f": "import time\ndef f(x):\n    time.sleep(0.5)\n    return 3 * x"}
    for place in range(8):
        submit(course.folder, f"an{place}", answered(course.release, **slow))
    killed = []

    def kill_template(line: Line, left: int) -> None:
        for worker in [] if killed else (dask.workers[0], dask.workers[2]):
            for child in psutil.Process(worker.pid).children():
                killed.append(left)
                child.kill()

    result = grade_assignment(course.folder, NAME, cluster=dask.address, progress=kill_template)
    assert killed
    assert [line.state for line in result.lines] == ["graded"] * 8
    assert len({line.score for line in result.lines}) == 1


@pytest.mark.slow
def test_a_scheduler_that_is_killed_is_one_sentence_and_loses_nothing(
    course: Made, tmp_path: Path
) -> None:
    slow = {**RIGHT, "f": "import time\ndef f(x):\n    time.sleep(0.5)\n    return 3 * x"}
    for place in range(8):
        submit(course.folder, f"an{place}", answered(course.release, **slow))
    (tmp_path / "dask").mkdir()
    with started(tmp_path / "dask", 2) as dask:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "lopso_deployment.cli",
                "grade",
                NAME,
                "--cluster",
                dask.address,
            ],
            cwd=course.folder,
            env={**os.environ, "LOPSO_LANGUAGE": "en"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while not scores(course.folder):
            assert process.poll() is None, "it ended before its scheduler was killed"
            time.sleep(0.1)
        dask.scheduler.send_signal(signal.SIGKILL)
        said, wrong = process.communicate(timeout=300)
    assert (process.returncode, said) == (1, "")
    assert wrong.startswith(f"The scheduler {dask.address} does not answer any more.")
    assert wrong.count("\n") == 1
    kept = scores(course.folder)
    assert 0 < len({student for student, _ in kept}) < 8
    lines = grade_assignment(course.folder, NAME).lines
    assert {line.state for line in lines} == {"graded", "unchanged"}
    assert {
        points for (_, cell), (points, *_) in scores(course.folder).items() if cell == "t1"
    } == {2}


@pytest.mark.slow
def test_workers_of_another_version_grade_nothing(
    course: Made, dask: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(course.folder, "an", course.release)
    versions = rf"\(engine 0 / {cluster_worker.ENGINE}\): install the same"
    monkeypatch.setattr(cluster_worker, "ENGINE", "0")
    with pytest.raises(CourseError, match=f"worker tcp.*{versions}"):
        grade_assignment(course.folder, NAME, cluster=dask.address)
    assert not scores(course.folder)


def test_no_scheduler_no_dask_and_no_address_are_each_one_sentence(
    course: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(course.folder, "an", course.release)
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    for address in ("tcp://127.0.0.1:9", "nowhere"):
        with pytest.raises(CourseError, match=f"No scheduler answers at {address}"):
            grade_assignment(course.folder, NAME, cluster=address)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CourseError, match=r"install lopso\[cluster\]"):
        grade_assignment(course.folder, NAME, cluster="tcp://127.0.0.1:9")


def test_the_gradebook_and_its_password_do_not_travel(course: Made, tmp_path: Path) -> None:
    with (course.folder / "nbgrader_config.py").open("a") as settings:
        settings.write("\nc.CourseDirectory.db_url = 'sqlite:////tmp/secret-word.db'")
        settings.write("\nc.LimitOutput.max_lines = 7\n")
    opened = Course.open(course.folder)
    writer = Writer(f"sqlite:///{course.folder}/gradebook.db", "thu", NAME, opened.config)
    papers = read_papers(writer.gradebook, NAME, opened.source(NAME))
    writer.close()
    packed = parcels.pack_task(plan(opened, NAME, papers, tmp_path), {})
    assert b"secret-word" not in packed
    assert str(course.folder).encode() not in packed
    task = parcels.unpack_task(pickle.loads(packed), tmp_path / "there")
    assert task.rules.config.LimitOutput.max_lines == 7
    assert (task.material / "so.csv").read_text() == "1,2\n"
