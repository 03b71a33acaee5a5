"""Each kind of test cell gives the same points sealed as in one process."""

import pytest

from .kinds import Kind, read_kinds


@pytest.mark.parametrize("kind", read_kinds(), ids=lambda kind: kind.name)
def test_a_right_and_a_wrong_answer_get_the_points_that_one_process_gives(kind: Kind, examine):
    right = examine(kind.right, list(kind.tests), kind.right, kind.shared)
    assert right.plain[0] == 1, "the author's solution fails in one process"
    assert right.sealed == right.plain, right.ends
    wrong = examine(kind.wrong, list(kind.tests), kind.right, kind.shared)
    assert wrong.plain[0] < 1, "the wrong answer passes in one process"
    assert wrong.sealed == wrong.plain, wrong.ends
