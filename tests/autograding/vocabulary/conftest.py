"""What the tests of the vocabulary share."""

from collections.abc import Callable

import pytest
from lopso_autograding import en, vi
from lopso_autograding.expectations.failure import CheckFailed


def sentence_of(check: Callable[..., None], *arguments: object, **keywords: object) -> str:
    with pytest.raises(CheckFailed) as failure:
        check(*arguments, **keywords)
    return str(failure.value)


@pytest.fixture
def said():
    """The sentence that a failing check says."""
    return sentence_of


@pytest.fixture
def verdict(said):
    """What ``returns`` says of an answer, in Vietnamese, without the part before the remark."""

    def of(answer: object, expected: object, **options: object) -> str | None:
        def bai_lam():
            return answer

        try:
            vi.returns(bai_lam, expected=expected, **options)
        except CheckFailed as failure:
            return str(failure)
        return None

    return of


@pytest.fixture
def cell():
    """Runs cells of one notebook; a failing check gives its sentence, a passing one None."""
    names: dict[str, object] = {"__name__": "__main__", "vi": vi, "en": en}

    def run(source: str) -> str | None:
        try:
            exec(compile(source, "<cell>", "exec"), names)
        except CheckFailed as failure:
            return str(failure)
        return None

    return run
