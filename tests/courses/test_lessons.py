"""Every lesson on disk, by the same tests: a new lesson is tested by being there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from lopso_autograding.lesson_answers import check_answers, run_trials, trials_of
from lopso_autograding.lesson_answers.bundle import bundle, copy_id
from lopso_courses.build import build, write_notebook
from lopso_courses.cells import LANGUAGES
from lopso_courses.check import check, check_courses
from lopso_courses.checks.answers import points_of
from lopso_courses.lessons import find_lessons, round_trip
from lopso_courses.places import lessons_root
from nbgrader.api import Gradebook

SAMPLE = Path(__file__).parent / "sample"
ROOTS = (SAMPLE, lessons_root())
FOUND = [lesson for root in ROOTS for lesson in find_lessons(root=root)]
LESSONS = [pytest.param(lesson, id=lesson.name) for lesson in FOUND]
IN_LANGUAGES = [
    pytest.param(lesson, language, id=f"{lesson.name}-{language}")
    for lesson in FOUND
    for language in LANGUAGES
]


@pytest.fixture(autouse=True)
def tools(monkeypatch):
    """Let nbgrader find alembic, which it starts by its bare name."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def built(lesson, language, tmp_path):
    root = lesson.course.folder.parent
    return build([lesson.course.name], language, tmp_path / "build", root=root)


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_unchanged_by_the_notebook_and_back(lesson):
    assert round_trip(lesson.text) == lesson.text


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_check_finds_nothing(lesson):
    assert [found.text("en") for found in check([lesson])] == []


@pytest.mark.parametrize("root", ROOTS, ids=["sample", "courses"])
def test_the_courses_list_their_lessons(root):
    assert [found.text("en") for found in check_courses(root)] == []


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_every_answer_scores_what_its_name_says_and_no_hidden_test_is_idle(lesson):
    assert [found.text("en") for found in check_answers(lesson)] == []


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS)
def test_the_english_notebook_gives_the_same_scores(lesson):
    outcomes = run_trials(lesson, trials_of(lesson, "en"), language="en")
    wrong = [(o.trial.name, o.score, o.message) for o in outcomes if o.score != o.trial.points]
    assert wrong == []


@pytest.mark.parametrize(("lesson", "language"), IN_LANGUAGES)
def test_the_built_notebook_has_no_lint(lesson, language, tmp_path):
    made = built(lesson, language, tmp_path)
    notebooks = [*made.courses[0].glob(f"source/{lesson.name}/*.ipynb")]
    notebooks += [*made.apps.glob(f"{language}/*.ipynb")]
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F,E9,B,PLE,W605"]
    # B018: the last line of a cell shows its value.
    done = subprocess.run(
        [*command, "--ignore", "B018", *map(str, notebooks)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.timeout(3000)  # a guard against hanging, not a measure
@pytest.mark.parametrize(("lesson", "language"), IN_LANGUAGES)
def test_nbgrader_gives_a_solved_lesson_full_marks_and_an_untouched_one_none(
    lesson, language, tmp_path
):
    course = built(lesson, language, tmp_path).courses[0]
    nbgrader(course, "generate_assignment", lesson.name)
    source = read(course / "source" / lesson.name / f"{lesson.name}.ipynb")
    solutions = {cell.id: cell.source for cell in source.cells}
    submit(course, lesson, "solved", solutions)
    submit(course, lesson, "untouched", {})
    nbgrader(course, "autograde", lesson.name)
    scores = read_scores(course, lesson)
    full = {exercise: points_of(lesson, exercise) for exercise in lesson.exercises}
    assert scores["solved"] == full
    assert scores["untouched"] == dict.fromkeys(full, 0)


@pytest.mark.slow
@pytest.mark.timeout(3000)  # a guard against hanging, not a measure
@pytest.mark.parametrize(("lesson", "language"), IN_LANGUAGES)
def test_nbgrader_scores_every_answer_as_its_name_says(lesson, language, tmp_path):
    course = built(lesson, language, tmp_path).courses[0]
    trials = trials_of(lesson, language)
    source = course / "source" / lesson.name / f"{lesson.name}.ipynb"
    write_notebook(bundle(lesson, trials, language), source)
    nbgrader(course, "generate_assignment", lesson.name)
    texts = {copy_id(trial, number): trial.text for number, trial in enumerate(trials)}
    submit(course, lesson, "all", texts)
    nbgrader(course, "autograde", lesson.name)
    scores = read_scores(course, lesson)["all"]
    given = {trial: scores[copy_id(trial, number)] for number, trial in enumerate(trials)}
    wrong = {(trial.exercise, trial.name): s for trial, s in given.items() if s != trial.points}
    assert wrong == {}


def nbgrader(course, *arguments):
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=course, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]


def submit(course, lesson, student, texts):
    """Hand in the released notebook with these texts in its solution cells, by grade id."""
    folder = course / "submitted" / student / lesson.name
    shutil.copytree(course / "release" / lesson.name, folder)
    notebook = read(folder / f"{lesson.name}.ipynb")
    for cell in notebook.cells:
        grade = cell.metadata.get("nbgrader", {})
        if grade.get("solution") and grade.grade_id in texts:
            cell.source = texts[grade.grade_id]
    write_notebook(notebook, folder / f"{lesson.name}.ipynb")


def read(path):
    return nbformat.read(path, as_version=4)


def read_scores(course, lesson):
    """The points that each student has for each exercise."""
    scores = {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        for submission in book.assignment_submissions(lesson.name):
            of_student = scores.setdefault(submission.student.id, {})
            for grade in submission.notebooks[0].grades:
                exercise, _, number = grade.name.rpartition("_test_")
                if number.isdecimal():
                    of_student[exercise] = of_student.get(exercise, 0) + (grade.auto_score or 0)
    return scores
