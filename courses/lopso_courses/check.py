"""The check of lessons: every finding that needs no answer to be run."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from lopso_courses.checks.answers import check_answers_exist
from lopso_courses.checks.attributes import check_attributes, check_names
from lopso_courses.checks.files import check_course, check_files, check_round_trip
from lopso_courses.checks.findings import Finding
from lopso_courses.checks.grading import check_code, check_marks, check_tests
from lopso_courses.checks.law import check_ranking, check_thresholds
from lopso_courses.checks.structure import check_apps, check_exercises, check_parts
from lopso_courses.checks.twins import check_twins
from lopso_courses.checks.words import check_images, check_said, check_spelling, check_written
from lopso_courses.lessons import Lesson, find_courses

CHECKS: tuple[Callable[[Lesson], Iterator[Finding]], ...] = (
    check_files,
    check_round_trip,
    check_attributes,
    check_names,
    check_twins,
    check_parts,
    check_exercises,
    check_apps,
    check_code,
    check_marks,
    check_tests,
    check_answers_exist,
    check_thresholds,
    check_ranking,
    check_said,
    check_spelling,
    check_written,
    check_images,
)


def check(lessons: Iterable[Lesson]) -> list[Finding]:
    """What is wrong with the lessons, by file and line, each thing once.

    What only shows when answers run is found by `lopso_autograding.lesson_answers.check_answers`.
    """
    found = {one for lesson in lessons for rule in CHECKS for one in rule(lesson)}
    return sorted(found)


def check_courses(root: Path | None = None) -> list[Finding]:
    """What is wrong with the lists of lessons in `course.toml`."""
    return sorted({one for course in find_courses(root) for one in check_course(course)})
