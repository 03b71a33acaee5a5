"""How the sentences of a failure are broken into lines."""

import pytest
from lopso_autograding import en, vi
from lopso_autograding.expectations.failure import CheckFailed

LONG = "viết đủ chữ số, kể cả số 0 ở cuối, " * 5 + "xem mục 7"


def lines_of(words, hint):
    with pytest.raises(CheckFailed) as failure:
        words.returns(lambda: "7.3", expected=7.3, hint=hint)
    return failure.value, failure.value._render_traceback_()


@pytest.mark.parametrize(("words", "label"), [(vi, "Gợi ý: "), (en, "Hint: ")])
def test_every_sentence_has_a_line_of_its_own(words, label, monkeypatch):
    monkeypatch.delenv("NBGRADER_VALIDATING", raising=False)
    failure, lines = lines_of(words, LONG)
    assert len(lines) == 3
    assert lines[2] == f"{label}{LONG}."
    assert str(failure) == " ".join(lines)


@pytest.mark.parametrize("words", [vi, en])
def test_nbgraders_validation_gets_lines_that_it_does_not_cut(words, monkeypatch):
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    failure, lines = lines_of(words, LONG)
    assert max(map(len, lines)) <= 83
    assert " ".join(lines) == str(failure)
