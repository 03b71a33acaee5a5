"""Learners that know nothing meet a lesson's test cells."""

import pytest
from lopso_autograding.lesson_answers.audit import check_tests

pytestmark = pytest.mark.slow
VISIBLE, HIDDEN = "returns(ti_le, 0, 40, expected=0)", "returns(ti_le, 5, 5, expected=1)"


def test_a_cell_that_a_function_without_an_answer_passes_is_named(draft):
    draft.replace(VISIBLE, "assert not ti_le(0, 40)")
    draft.replace(HIDDEN, "assert callable(ti_le)")
    found = check_tests(draft.lesson)
    assert {one.rule for one in found} == {"free-points"}
    assert {dict(one.values)["answer_en"] for one in found} >= {"None", "0", "[]"}
    assert {dict(one.values)["name"] for one in found} == {"ti_le_test_2"}
    assert found[0].line == draft.line_of("assert not ti_le(0, 40)") - 1


def test_a_test_that_takes_the_learners_code_apart_cannot_be_sealed(draft):
    draft.replace(
        HIDDEN,
        "import types\n"
        "assert types.FunctionType(ti_le.__code__, {'__builtins__': {}})(1, 2) == 0.5",
    )
    rules = {(one.rule, dict(one.values)["name"]) for one in check_tests(draft.lesson)}
    assert rules == {("cannot-be-sealed", "ti_le_test_2")}


def test_the_authors_word_is_enough(draft):
    draft.replace(VISIBLE, "assert callable(ti_le)")
    draft.replace(HIDDEN, "assert callable(ti_le)")
    assert check_tests(draft.lesson)
    facts = draft.folder.parent / "course.toml"
    facts.write_text(facts.read_text().replace("sealed = true", "sealed = false"))
    assert check_tests(draft.lesson) == []
