"""A graded notebook as it lies in autograded/: answers, and why a cell was not run to its end."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lopso_autograding.grading.came import Came
from lopso_autograding.grading.submission import (
    LARGEST_NOTEBOOK,
    UnreadableError,
    read_file,
)


@dataclass(frozen=True)
class GradedNotebook:
    """What feedback takes from a graded notebook; its outputs are left alone.

    Attributes:
        answers: Text of the marked cells, by grade id.
        reasons: Why a cell was not run to its end, by grade id: one of the codes that
            `grading.marking` notes.
        came: The errors of the run without hidden tests, by grade id; of each test cell that was
            not passed there is one, empty where only a hidden test failed.
    """

    answers: dict[str, str]
    reasons: dict[str, str]
    came: dict[str, Came] = field(default_factory=dict)


def read_graded(path: Path) -> GradedNotebook:
    """A graded notebook.

    Raises:
        UnreadableError: It is none.
    """
    try:
        notebook = json.loads(read_file(path, 2 * LARGEST_NOTEBOOK))
    except (ValueError, RecursionError):
        raise UnreadableError(f"{path.name}: JSON?") from None
    answers: dict[str, str] = {}
    reasons: dict[str, str] = {}
    came: dict[str, Came] = {}
    cells = _dict(notebook).get("cells")
    for cell in map(_dict, cells if isinstance(cells, list) else ()):
        metadata = _dict(cell.get("metadata"))
        name = _text(_dict(metadata.get("nbgrader")).get("grade_id"))
        if not name:
            continue
        answers[name] = _text(cell.get("source"))
        noted = _dict(metadata.get("lopso"))
        if reason := _text(noted.get("reason")):
            reasons[name] = reason
        if "came" in noted:
            came[name] = _dict(noted["came"])
    return GradedNotebook(answers, reasons, came)


def _dict(value: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever the file says
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:  # noqa: ANN401 - whatever the file says
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""
