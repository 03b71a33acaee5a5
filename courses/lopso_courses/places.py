"""Where the lessons are."""

import os
from pathlib import Path

ROOT_VARIABLE = "LOPSO_COURSES"


def lessons_root() -> Path:
    """The folder that holds the courses: a checkout's `courses`, or the wheel's copy.

    The environment may name another in `LOPSO_COURSES`.
    """
    if named := os.environ.get(ROOT_VARIABLE):
        return Path(named)
    package = Path(__file__).parent
    installed = package / "lessons"
    return installed if installed.is_dir() else package.parent
