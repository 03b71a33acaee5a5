"""The build writes courses and apps, whole or not at all, and always the same bytes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lopso_courses.build import build


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_build_has_a_course_for_each_language_and_the_apps(draft, tmp_path):
    built = build(out=tmp_path / "out", root=draft.root)
    assert [course.name for course in built.courses] == ["club-en", "club-vi"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"apps", "club-en", "club-vi"}
    lesson = tmp_path / "out" / "club-vi" / "source" / "01-attendance"
    assert contents(lesson).keys() == {"01-attendance.ipynb", "data/club.csv"}


def test_the_same_lessons_give_the_same_bytes(draft, tmp_path):
    build(out=tmp_path / "one", root=draft.root)
    command = (
        "from pathlib import Path; from lopso_courses.build import build;"
        f"build(out=Path({str(tmp_path / 'two')!r}), root=Path({str(draft.root)!r}))"
    )
    subprocess.run([sys.executable, "-c", command], check=True, env={"PYTHONHASHSEED": "7"})
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_one_language_can_be_built_alone(draft, tmp_path):
    built = build(["club"], "en", tmp_path / "out", root=draft.root)
    assert [course.name for course in built.courses] == ["club-en"]
    assert not (tmp_path / "out" / "club-vi").exists()


def test_submissions_and_grades_survive_a_second_build(draft, tmp_path):
    course = build(out=tmp_path / "out", root=draft.root).courses[1]
    (course / "gradebook.db").write_text("grades")
    (course / "submitted").mkdir()
    (course / "source" / "old").mkdir()
    build(out=tmp_path / "out", root=draft.root)
    assert (course / "gradebook.db").read_text() == "grades"
    assert (course / "submitted").is_dir()
    assert not (course / "source" / "old").exists()


def test_a_build_that_fails_changes_nothing(draft, tmp_path):
    out = tmp_path / "out"
    build(out=out, root=draft.root)
    before = contents(out)
    (draft.folder / "figures" / "club_rate.svg").unlink()
    with pytest.raises(FileNotFoundError, match=r"club_rate\.svg"):
        build(out=out, root=draft.root)
    assert contents(out) == before
    assert {path.name for path in out.iterdir()} == {"apps", "club-en", "club-vi"}


def test_the_gallery_is_told_what_it_shows(draft, tmp_path):
    built = build(out=tmp_path / "out", root=draft.root)
    (app,) = json.loads((built.apps / "apps.json").read_text(encoding="utf-8"))["apps"]
    assert app["title"] == {"vi": "Tỉ lệ chuyên cần", "en": "Attendance rate"}
    assert app["grades"] == [6, 7]
    for path in (*app["notebook"].values(), app["picture"]):
        assert (built.apps / path).is_file()


def test_stubs_speak_the_language_of_the_course(draft, tmp_path):
    english, vietnamese = build(out=tmp_path / "out", root=draft.root).courses
    assert "viết mã của thầy/cô" in (vietnamese / "nbgrader_config.py").read_text(encoding="utf-8")
    assert "write your code here" in (english / "nbgrader_config.py").read_text(encoding="utf-8")


def test_data_of_two_lessons_with_one_name_is_refused(draft, tmp_path):
    other = draft.root / "other"
    (draft.root / "club").rename(other)
    (draft.root / "club").mkdir()
    for path in other.rglob("*"):
        copy = draft.root / "club" / path.relative_to(other)
        copy.mkdir(exist_ok=True) if path.is_dir() else copy.write_bytes(path.read_bytes())
    (other / "01-attendance" / "data" / "club.csv").write_text("DỮ LIỆU GIẢ LẬP khác")
    with pytest.raises(ValueError, match=r"club\.csv has the name of another lesson's data"):
        build(out=tmp_path / "out", root=draft.root)
