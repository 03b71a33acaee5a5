"""What a process of the kit does before anything else."""

import gc
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def settle() -> None:
    """Finds the programs that belong to this Python, and leaves out what only costs time."""
    # While a program is imported, nearly nothing of what is made is garbage.
    gc.set_threshold(100_000)
    # nbgrader calls alembic by its name, which stands beside this Python, on PATH or not.
    own = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([own, os.environ.get("PATH", os.defpath)])
    # jsonschema tries this import, a second long, for a format that no notebook has; it goes
    # without where there is none.
    sys.modules.setdefault("rfc3987_syntax", None)  # pyright: ignore[reportArgumentType]


@contextmanager
def leaving_nothing_of_root(folder: Path) -> Iterator[None]:
    """A time after which what root made in another's course folder is that other's.

    Else the formgrader of the folder's owner could neither read nor replace it.
    """
    owner = folder.stat()
    try:
        yield
    finally:
        if os.geteuid() == 0 and owner.st_uid != 0:
            for _, folders, names, place in os.fwalk(folder):
                for name in (*folders, *names):
                    # Another grader's files come and go meanwhile.
                    with suppress(FileNotFoundError):
                        _hand_over(name, place, owner)


def _hand_over(name: str, place: int, owner: os.stat_result) -> None:
    found = os.stat(name, dir_fd=place, follow_symlinks=False)
    # A file with a second name may be one of the system's.
    if found.st_uid == 0 and (stat.S_ISDIR(found.st_mode) or found.st_nlink == 1):
        os.chown(name, owner.st_uid, owner.st_gid, dir_fd=place, follow_symlinks=False)
