"""`lopso grade` and `lopso feedback` as a trainer meets them."""

import json
import os
from pathlib import Path

import pytest

from ...autograding.grading.course import NAME  # noqa: TID252
from .conftest import Class, graded, lopso

pytestmark = pytest.mark.slow


def _said(folder: Path, *words: str, language: str = "en") -> tuple[int, str, str]:
    process = lopso(folder, *words, LOPSO_LANGUAGE=language)
    out, wrong = process.communicate(timeout=300)
    assert "Traceback" not in wrong
    return process.returncode, out, wrong


def test_grading_and_feedback_say_what_they_did(lesson: Class, tmp_path: Path) -> None:
    code, _, wrong = _said(lesson.folder, "feedback", NAME, "--student", "em 0")
    assert (code, wrong) == (1, f"em 0: not graded yet, run lopso grade {NAME} first.\n")
    said = graded(lesson.folder, "--student", "em 0", "--student", "em rỗng")
    assert "The file is empty." in said
    assert said.endswith("Graded 2, unchanged 0, failed 0.\n")
    file = tmp_path / "kết quả.json"
    code, said, _ = _said(lesson.folder, "feedback", NAME, "--json", str(file))
    assert (code, said) == (1, "Feedback written for 2 learners.\n")
    result = json.loads(file.read_text(encoding="utf-8"))
    states = {one["student"]: one["state"] for one in result["learners"]}
    assert (states["em 0"], states["em 1"], result["ok"]) == ("written", "ungraded", False)
    pages = sorted(str(path) for path in (lesson.folder / "feedback").rglob("*.html"))
    assert [Path(page).parts[-3] for page in pages] == ["em 0", "em rỗng"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be in another's folder")
def test_root_leaves_nothing_of_its_own_in_a_course_of_another(lesson: Class) -> None:
    others = [lesson.folder, *lesson.folder.rglob("*")]
    for path in others:
        os.chown(path, 54321, 54321, follow_symlinks=False)
    lesson.folder.parent.chmod(0o755)
    assert "Graded 1" in graded(lesson.folder, "--student", "em 0")
    assert _said(lesson.folder, "feedback", NAME, "--student", "em 0")[0] == 0
    assert (lesson.folder / "feedback" / "em 0").is_dir()
    assert {path.lstat().st_uid for path in lesson.folder.rglob("*")} == {54321}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "ai đó has not submitted"), ("vi", "ai đó chưa nộp bài")],
)
def test_what_cannot_be_is_one_sentence(lesson: Class, language: str, sentence: str) -> None:
    for command in ("grade", "feedback"):
        code, said, wrong = _said(
            lesson.folder, command, NAME, "--student", "ai đó", language=language
        )
        assert (code, said) == (1, "")
        assert wrong.startswith(sentence)
        assert wrong.count("\n") == 1
