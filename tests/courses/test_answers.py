"""Running the named answers shows what reading them cannot."""

import pytest
from lopso_autograding.lesson_answers import check_answers, run_trials, trials_of

pytestmark = pytest.mark.slow


def rules(draft):
    return [(found.rule, found.path.name) for found in check_answers(draft.lesson)]


def test_the_sample_has_nothing_wrong(draft):
    assert rules(draft) == []


def test_a_hidden_test_that_no_wrong_answer_trips_is_named(draft):
    draft.replace(
        "returns(ti_le, 5, 5, expected=1)\n",
        "returns(ti_le, 5, 5, expected=1)\nassert callable(ti_le)\n",
    )
    (found,) = check_answers(draft.lesson)
    assert (found.rule, found.line) == ("idle-hidden-test", draft.line_of("assert callable(ti_le)"))


def test_an_answer_that_scores_otherwise_than_its_name_says_is_named(draft):
    answer = draft.folder / "answers" / "vang" / "wrong_sign.py"
    answer.write_text((draft.folder / "answers" / "vang" / "right_both_ends.py").read_text())
    assert ("answer-score", "wrong_sign.py") in rules(draft)


def test_a_solution_that_fails_its_own_tests_is_named(draft):
    draft.replace("    return 100 * ti_le(co_mat, si_so)", "    return 101 * ti_le(co_mat, si_so)")
    found = [one for one in check_answers(draft.lesson) if one.rule == "solution-score"]
    assert [one.line for one in found] == [draft.line_of('solution="phan_tram"')]


def test_tests_that_pay_for_an_untouched_cell_are_named(draft):
    draft.replace("refuses(vang, 41, 40)", "x = 1")
    assert ("stub-score", "lesson.md") in rules(draft)


def test_a_lesson_that_does_not_run_is_named(draft):
    draft.replace("print(38 / 40)", "print(1 / 0)")
    (found,) = check_answers(draft.lesson)
    assert found.rule == "lesson-fails"
    assert "ZeroDivisionError" in found.text("en")


def test_an_endless_answer_is_stopped_and_scores_nothing(draft):
    answer = draft.folder / "answers" / "vang" / "wrong_endless.py"
    answer.write_text("while True:\n    pass\n")
    trials = [one for one in trials_of(draft.lesson) if one.name.endswith("wrong_endless.py")]
    (outcome,) = run_trials(draft.lesson, trials, seconds=1)
    assert outcome.score == 0


def test_words_on_standard_error_cost_the_points(draft):
    draft.replace("returns(ti_le, 0, 40, expected=0)", "assert ti_le(0, 40) == 0")
    answer = draft.folder / "answers" / "ti_le" / "part_1_speaks.py"
    answer.write_text(
        "import sys\n\ndef ti_le(co_mat, si_so):\n"
        "    print('?', file=sys.stderr)\n    return co_mat / si_so\n"
    )
    trials = [one for one in trials_of(draft.lesson) if one.name.endswith("part_1_speaks.py")]
    (outcome,) = run_trials(draft.lesson, trials)
    assert (outcome.score, outcome.message) == (1, "?")
