"""Two graders that are started at once: each submission is graded by one of them."""

import json
from pathlib import Path

import pytest

from ...autograding.grading.course import NAME  # noqa: TID252
from .conftest import Class, contents, lopso

pytestmark = pytest.mark.slow


def test_no_submission_is_graded_twice(lesson: Class, tmp_path: Path) -> None:
    files = [tmp_path / "một.json", tmp_path / "hai.json"]
    both = [lopso(lesson.folder, "grade", NAME, "--json", str(file)) for file in files]
    said = [process.communicate(timeout=300)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("waits for its turn" in one for one in said) == 1
    results = [json.loads(file.read_text())["submissions"] for file in files]
    for one, other in zip(*results, strict=True):
        assert sorted([one["state"], other["state"]]) == ["graded", "unchanged"]
    assert len(contents(lesson.url)["submissions"]) == len(results[0]) == 7
