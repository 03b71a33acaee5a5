"""`lopso bench grade`: both graders on the same submissions, and figures made of what they took."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lopso_deployment.bench.grading_figures import REST, Pair, grading_figures
from lopso_deployment.bench.processes import Run
from lopso_deployment.kit.errors import KitError


def ours(seconds: float) -> Run:
    first = {"seconds": 2.0, "cpu": 3.0, "stages": {"learner": 0.5}}
    last = {"seconds": seconds - 1, "cpu": 5.0, "stages": {"learner": 1.3}}
    said = {"first": first, "last": last, "megabytes": 90.0}
    return Run(seconds, 0.1, 400.0, json.dumps(said))


def test_a_run_is_compared_with_the_plain_ones_before_and_after_it() -> None:
    before, after = Run(10.0, 8.0, 250.0, ""), Run(14.0, 8.0, 250.0, "")
    found = grading_figures([Pair(ours(5.0), before, after)], 9, 2, plain_number=3)
    assert found.times_faster.median == pytest.approx((12 / 3) / (5 / 9))
    assert found.times_less_cpu.median == pytest.approx((8 / 3) / (5 / 9))
    assert found.running_per_minute.median == pytest.approx(60 * 8 / 2)
    assert found.stages == pytest.approx({"learner": 100.0, REST: 150.0})


def test_a_command_that_fails_is_told_in_one_sentence(tmp_path: Path) -> None:
    from lopso_deployment.bench.processes import run

    with pytest.raises(KitError, match="no such thing"):
        run((sys.executable, "-c", "raise SystemExit('no such thing')"), tmp_path)


@pytest.mark.slow
def test_both_graders_give_the_same_points_and_the_json_says_what_they_took(tmp_path: Path) -> None:
    written = tmp_path / "figures.json"
    sizes = ["--size", "4", "--jobs", "2", "--rounds", "1", "--plain", "1", "--feedback", "1"]
    options = [*sizes, "--json", str(written)]
    done = subprocess.run(
        [sys.executable, "-m", "lopso_deployment.cli", "bench", "grade", *options],
        env={**os.environ, "LOPSO_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    assert "Both gave the same points." in done.stdout
    figures = json.loads(written.read_text(encoding="utf-8"))
    (grading,) = figures["ours"]
    assert grading["number"] == 4
    assert grading["times_less_cpu"]["median"] > 1
    assert {"learner", "examiner", "database", "sanitise", REST} <= set(grading["stages"])
    assert figures["feedback"]["ours"]["number"] == 1
