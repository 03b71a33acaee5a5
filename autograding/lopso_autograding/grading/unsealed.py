"""Marks that do not come from sealed tests: what is said of them, and at which cells."""

from typing import Any

from lopso_autograding.grading.paper import SOLUTION, TEST, Paper

UNSEALED = (
    "Chấm không niêm phong: bài làm và ô kiểm tra chạy trong một tiến trình. "
    "(Graded unsealed: answers and tests ran in one process.)"
)
NOT_SEALABLE = (
    "Ô kiểm tra này không niêm phong được, nên chưa ai có điểm của nó; tác giả cần khai báo. "
    "(This test cell cannot be sealed, so nobody has its points until its author says so.)"
)


def said_at(paper: Paper, open_only: frozenset[str] = frozenset()) -> dict[str, str]:
    """What is said at which marked cells: the tests, and the answers before them.

    Args:
        paper: The notebook.
        open_only: Test cells that the author passes only in one process.
    """
    found: dict[str, str] = {}
    answers: list[str] = []
    tested = False
    for cell in paper.cells:
        if cell.role == SOLUTION:
            answers = [*([] if tested else answers), cell.name]
            tested = False
        elif cell.role == TEST:
            tested = True
            if not paper.sealed or cell.name in open_only:
                said = NOT_SEALABLE if paper.sealed else UNSEALED
                found.update(dict.fromkeys((*answers, cell.name), said))
    return found


def as_output(said: str) -> dict[str, Any]:
    """A notebook's output that says something and changes no points."""
    data = {"text/markdown": f"**{said}**", "text/plain": said}
    return {"output_type": "display_data", "data": data, "metadata": {}}
