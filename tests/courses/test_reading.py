"""Lessons and courses are read with their places and their facts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import lopso_courses
import pytest
from lopso_courses.course_facts import read_course
from lopso_courses.lessons import find_courses, find_lessons, read_cells, read_lesson
from lopso_courses.places import lessons_root


def test_each_cell_knows_its_line(draft):
    lines = draft.lesson.text.splitlines()
    for cell in draft.lesson.cells:
        first = cell.source.splitlines()[0]
        assert lines[cell.line - 1] == first
        assert lines[cell.mark_line - 1].startswith(("```", "<!--")) == (cell.mark_line < cell.line)


def test_cells_with_the_same_text_have_their_own_lines():
    text = "```python\nx = 1\n```\n\n```python\nx = 1\n```\n"
    assert [cell.line for cell in read_cells(text)] == [2, 6]


def test_the_facts_of_a_lesson_come_from_its_course(draft):
    facts = read_lesson(draft.folder).facts
    assert (facts.code, facts.minutes, facts.grades, facts.sealed) == ("T1", 60, (6, 7), True)


def test_a_course_without_a_title_is_named(draft):
    path = draft.root / "club" / "course.toml"
    path.write_text("[description]\nvi = '.'\nen = '.'\n")
    with pytest.raises(ValueError, match=r"course\.toml does not say 'title'"):
        read_course(path.parent)


def test_a_course_that_is_no_toml_is_named(draft):
    path = draft.root / "club" / "course.toml"
    path.write_text("title = [")
    with pytest.raises(ValueError, match=r"course\.toml cannot be read"):
        find_courses(draft.root)


def test_a_lesson_that_its_course_does_not_list_is_named(draft):
    other = draft.folder.with_name("02-other")
    draft.folder.rename(other)
    with pytest.raises(ValueError, match="does not list 02-other"):
        read_lesson(other)


def test_an_unknown_course_is_named_with_the_ones_there_are(draft):
    with pytest.raises(ValueError, match="no course 'clubs'; there are club"):
        find_lessons(["clubs"], draft.root)


def test_another_folder_of_courses_can_be_named(draft, monkeypatch):
    monkeypatch.setenv("LOPSO_COURSES", str(draft.root))
    assert [lesson.name for lesson in find_lessons()] == ["01-attendance"]


def test_the_three_courses_are_found():
    assert [course.name for course in find_courses(lessons_root())] == ["digital", "ai", "stem"]


def test_an_installed_wheel_finds_the_lessons_that_it_carries(draft, tmp_path):
    package = tmp_path / "site" / "lopso_courses"
    shutil.copytree(Path(lopso_courses.__file__).parent, package)
    shutil.copytree(draft.root, package / "lessons")
    code = "from lopso_courses.lessons import find_lessons; print(find_lessons()[0].path)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(package / "lessons" / "club")
