"""Releases the lessons of one course: run in the course's folder with the course's token.

`python -m lopso_deployment.kit.release` prints one line of JSON for each lesson.
"""

import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbgrader.apps import NbGraderAPI

from lopso_deployment.kit.released import lessons_of, remember


def release_all() -> bool:
    """Releases each lesson under source/ that never was, and says which have changed since.

    Returns whether everything that was to be released is. A lesson is noted as soon as it is
    released, so that a release that was cut off goes on where it stopped.
    """
    whole, course = True, Path.cwd()
    for lesson in lessons_of(course):
        outcome: str = lesson.state
        if outcome == "new":
            problem = _release(lesson.name)
            outcome, whole = problem or "released", whole and not problem
            if not problem:
                remember(course, lesson)
        print(json.dumps({"lesson": lesson.name, "outcome": outcome}), flush=True)
    return whole


def _release(lesson: str) -> str | None:
    """Makes the learners' version and gives it to the exchange; the reason when that failed."""
    api = _nbgrader()
    for step in (api.generate_assignment, api.release_assignment):
        result: Any = step(lesson)
        if not result["success"]:
            return str(result.get("error") or result.get("log") or "?").strip().splitlines()[-1]
    return None


@cache
def _nbgrader() -> "NbGraderAPI":
    """The programming face of nbgrader with this folder's settings; imported only when needed.

    A start that has nothing to release need not wait for it.
    """
    from nbgrader.apps import NbGrader, NbGraderAPI

    app = NbGrader()
    app.load_config_file()
    return NbGraderAPI(config=app.config)


if __name__ == "__main__":
    sys.exit(0 if release_all() else 1)
