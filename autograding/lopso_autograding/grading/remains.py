"""What a run that was killed leaves behind: folders that its successor takes away."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

_WORK = re.compile(r"lopso-work-(\d+)-\w+")


def beside_prefix(assignment: str) -> str:
    """How the name of a folder begins in which graded files wait for their place."""
    return f".lopso-{assignment}-"


def work_prefix() -> str:
    """How the name of a folder begins in which this process has submissions run."""
    return f"lopso-work-{os.getpid()}-"


def clear(assignment: str, places: Iterable[Path]) -> None:
    """Takes away what dead runs have left; only whoever holds the assignment's lock may call it.

    Args:
        assignment: Its name.
        places: The folders in which graded files wait.
    """
    waiting = re.compile(re.escape(beside_prefix(assignment)) + r"\w{8}(\.old)?")
    for place in places:
        for path in place.iterdir() if place.is_dir() else ():
            if waiting.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)
    for path in Path(tempfile.gettempdir()).glob("lopso-work-*"):
        found = _WORK.fullmatch(path.name)
        if found and not _lives(int(found[1])) and path.lstat().st_uid == os.getuid():
            shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
