"""Grading an assignment: what is written, what is done twice, what nbgrader itself would say."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from lopso_autograding.grading import lock
from lopso_autograding.grading.batch import grade_assignment
from lopso_autograding.grading.course import CourseError
from lopso_autograding.marking.settings import GRADER, GRADER_HOOK
from nbgrader.api import Gradebook

from .conftest import scores
from .course import NAME, answered, make_course, nbgrader, run_python, submit

RIGHT = {"f": "def f(x):\n    return 3 * x", "viet": "Bài viết", "tay": "b = 5"}
pytestmark = pytest.mark.slow


def _grade(course, template, **options):
    return grade_assignment(course.folder, NAME, jobs=2, template=template, **options)


def test_right_half_right_and_untouched_answers_get_their_points(course, template):
    submit(course.folder, "an", answered(course.release, **RIGHT))
    submit(course.folder, "bình", answered(course.release, f="def f(x): return 3 * x + (x == 5)"))
    submit(course.folder, "chi", course.release)
    result = _grade(course, template)
    assert [(line.student, line.score) for line in result.lines] == [
        ("an", 3.5),
        ("bình", 1.5),
        ("chi", 0),
    ]
    found = scores(course.folder)
    assert found["an", "viet"] == (None, None, True)
    assert found["chi", "viet"] == (0, None, False)


def test_what_was_graded_is_not_graded_again_unless_it_changed(course, template):
    submit(course.folder, "an", answered(course.release, **RIGHT))
    submit(course.folder, "bình", answered(course.release, **RIGHT))
    _grade(course, template)
    submit(course.folder, "bình", course.release)
    states = {line.student: (line.state, line.score) for line in _grade(course, template).lines}
    assert states == {"an": ("unchanged", None), "bình": ("graded", 0)}


def test_a_broken_file_takes_the_old_score_away_and_says_why(course, template):
    submit(course.folder, "an", answered(course.release, **RIGHT))
    _grade(course, template)
    submit(course.folder, "an", b'{"cells": [')
    line = _grade(course, template).lines[0]
    assert line.score == 0
    assert "tệp hỏng" in line.troubles[0]
    notebook = json.loads((course.folder / "autograded/an" / NAME / "một.ipynb").read_text())
    assert "tệp hỏng" in json.dumps(notebook, ensure_ascii=False)


def test_points_given_by_hand_stay(course, template):
    submit(course.folder, "an", answered(course.release, **RIGHT))
    _grade(course, template)
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
        gradebook.find_grade("viet", "một", NAME, "an").manual_score = 4
        gradebook.db.commit()
    result = _grade(course, template, force=True)
    assert result.lines[0].score == 7.5
    assert scores(course.folder)["an", "viet"] == (None, 4, True)


def test_without_the_folder_of_graded_files_a_submission_is_graded_again(course, template):
    submit(course.folder, "an", answered(course.release, **RIGHT))
    _grade(course, template)
    (course.folder / "autograded/an" / NAME).rename(course.folder / "weg")
    assert _grade(course, template).lines[0].state == "graded"


def test_utf_16_and_a_mark_at_the_beginning_are_read(course, template):
    text = json.dumps(answered(course.release, **RIGHT), ensure_ascii=False)
    submit(course.folder, "an", text.encode("utf-16"))
    submit(course.folder, "bình", text.encode("utf-8-sig"))
    assert [line.score for line in _grade(course, template).lines] == [3.5, 3.5]


def test_late_work_loses_what_the_course_says(tmp_path, template):
    folder = tmp_path / "khoá"
    release = make_course(folder, "c.LateSubmissionPlugin.penalty_method = 'zero'")
    with Gradebook(f"sqlite:///{folder}/gradebook.db", "thu") as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-11-20 09:00:00 UTC")
    submit(folder, "an", answered(release, **RIGHT))
    grade_assignment(folder, NAME, template=template)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        notebook = gradebook.find_submission_notebook("một", NAME, "an")
        assert (notebook.score, notebook.late_submission_penalty) == (3.5, 3.5)


def test_a_second_grader_waits_its_turn(course):
    with (
        lock.alone(course.folder, NAME),
        pytest.raises(lock.BusyError),
        lock.alone(course.folder, NAME, wait=False),
    ):
        pass


def test_an_unknown_assignment_is_one_sentence(course, template):
    with pytest.raises(CourseError, match="There is no submission"):
        grade_assignment(course.folder, "khác", template=template)


def test_nbgrader_itself_gives_the_same_points(course, template):
    wrong = {"f": "def f(x): return x", "viet": "x"}
    submit(course.folder, "an", answered(course.release, **RIGHT))
    submit(course.folder, "bình", answered(course.release, **wrong))
    submit(course.folder, "chi", course.release)
    config = course.folder / "nbgrader_config.py"
    before = config.read_text()
    config.write_text(before + "\nc.Execute.timeout = 600\nc.Execute.iopub_timeout = 600\n")
    nbgrader(course.folder, "autograde", NAME)
    plain = scores(course.folder)
    config.write_text(before)
    result = _grade(course, template, force=True)
    assert result.ok
    assert scores(course.folder) == plain


def _use_sealed_grading(course) -> None:
    """What the courses of a Hub have in their settings."""
    with (course.folder / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Autograde.exporter_class = {GRADER!r}\n")
        config.write(f"c.Autograde.pre_convert_hook = {GRADER_HOOK!r}\n")


def _sealed(folder: Path) -> dict[str, int]:
    """Who was graded here, by the table that only this grading writes."""
    with closing(sqlite3.connect(folder / "gradebook.db")) as database:
        rows = database.execute(
            "SELECT s.student_id, g.sealed FROM lopso_graded g "
            "JOIN submitted_assignment s ON s.id = g.submission_id"
        )
        return dict(rows.fetchall())


def test_nbgraders_own_command_uses_the_same_grading(course):
    submit(course.folder, "an", answered(course.release, **RIGHT))
    place = submit(course.folder, "bình", b"")
    (place / "zero.bin").symlink_to("/dev/zero")
    _use_sealed_grading(course)
    nbgrader(course.folder, "autograde", NAME)
    found = scores(course.folder)
    assert (found["an", "t1"][0], found["an", "t2"][0], found["bình", "t1"][0]) == (2, 1.5, 0)
    assert _sealed(course.folder) == {"an": 1, "bình": 1}


def test_nbgraders_programming_interface_uses_the_same_grading(course):
    submit(course.folder, "an", answered(course.release, **RIGHT))
    _use_sealed_grading(course)
    said = run_python(
        course.folder,
        "from nbgrader.apps import NbGraderAPI\n"
        "from traitlets.config.loader import PyFileConfigLoader\n"
        "config = PyFileConfigLoader('nbgrader_config.py', '.').load_config()\n"
        f"print(NbGraderAPI(config=config).autograde({NAME!r}, 'an'))",
    )
    assert "'success': True" in said
    assert _sealed(course.folder) == {"an": 1}
    assert scores(course.folder)["an", "t1"][0] == 2
