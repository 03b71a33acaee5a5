"""A new lesson lacks only what its author must write."""

from datetime import date

import pytest
from lopso_autograding.lesson_answers import check_answers
from lopso_courses.check import check_courses
from lopso_courses.new_lesson import new_lesson

DAY = date(2026, 11, 21)


def test_a_new_lesson_passes_the_check_but_for_what_its_author_writes(draft):
    lesson, findings = new_lesson("club", "02-first-graph", root=draft.root, checked=DAY)
    assert {found.rule for found in findings} == {"unwritten"}
    assert lesson.apps == ("first_graph",)


@pytest.mark.slow
def test_the_answers_of_a_new_lesson_score_what_their_names_say(draft):
    lesson, _ = new_lesson("club", "02-first-graph", root=draft.root, checked=DAY)
    assert check_answers(lesson) == []


def test_a_new_lesson_is_listed_in_its_place(draft):
    new_lesson("club", "00-welcome", root=draft.root, checked=DAY)
    toml = (draft.root / "club" / "course.toml").read_text(encoding="utf-8")
    assert toml.index("00-welcome") < toml.index("01-attendance")
    rules = [(found.rule, dict(found.values)["name"]) for found in check_courses(draft.root)]
    assert rules == [("unwritten-facts", "00-welcome")]


@pytest.mark.parametrize("slug", ["2-graph", "02_graph", "02-Graph", "02-đồ-thị", "../02-graph"])
def test_a_slug_of_another_form_is_refused(draft, slug):
    with pytest.raises(ValueError, match="is no name of a lesson"):
        new_lesson("club", slug, root=draft.root, checked=DAY)


def test_a_lesson_that_is_there_is_left_alone(draft):
    with pytest.raises(FileExistsError, match="is already there"):
        new_lesson("club", "01-attendance", root=draft.root, checked=DAY)


def test_an_unknown_course_is_named(draft):
    with pytest.raises(FileNotFoundError, match="no course 'clubs'"):
        new_lesson("clubs", "02-graph", root=draft.root, checked=DAY)
