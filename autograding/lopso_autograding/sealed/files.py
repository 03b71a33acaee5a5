"""Files that one process writes and the other reads, kept alike in the two working folders.

A test may write a file for the learner's function, or read one that it wrote. What comes from the
learner's process never replaces a file of the assignment, and is never code that could be imported.
"""

import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path

from lopso_autograding.sealed import pickles
from lopso_autograding.sealed.bounds import ProtocolError, Value

LARGEST = 4 << 20
MOST = 200
TOGETHER = 16 << 20
DEEPEST = 6
_SETTINGS = frozenset(
    {".pytest.ini", "matplotlibrc", "pyproject.toml", "pytest.ini", "setup.cfg", "tox.ini"}
)
"""Files by which a library of the test would be set otherwise."""
_CODE = (".py", ".pyc", ".pyd", ".so", ".pth", ".zip", ".egg", ".whl")

type Stamps = dict[str, tuple[int, int]]
"""Time of the last change and size of each file, by its path in the folder."""


def stamps(folder: str = ".") -> Stamps:
    """The files of the working folder as they are now; links and the like are left out."""
    found: Stamps = {}
    waiting = [("", 0)]
    while waiting:
        inside, depth = waiting.pop()
        try:
            entries = list(os.scandir(f"{folder}/{inside}"))
        except OSError:
            continue
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            about = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(about.st_mode):
                found[path] = about.st_mtime_ns, about.st_size
            elif stat.S_ISDIR(about.st_mode) and depth < DEEPEST:
                waiting.append((path, depth + 1))
            if len(found) >= MOST:
                return found
    return found


class Folder:
    """The working folder of a process, and what the other process knows of it.

    Attributes:
        protected: Files that the other process may not replace.
    """

    def __init__(self, *, trusts: bool) -> None:
        """Everything that is there now is known; without trust nothing of it may be replaced."""
        self._known = stamps()
        self._trusts = trusts
        self.protected = frozenset(self._known)
        # More files than are looked at: what is older than this moment is the author's as well.
        self._oldest = time.time_ns() if len(self._known) >= MOST else 0

    def sizes(self) -> dict[str, int]:
        """The size of each file that is known."""
        return {path: size for path, (_, size) in self._known.items()}

    def compare(self, others: dict[str, int]) -> None:
        """Takes a file for unknown to the other process unless it has one of the same size."""
        self._known = {
            path: stamp for path, stamp in self._known.items() if others.get(path) == stamp[1]
        }

    def changed(self) -> list[tuple[str, bytes]]:
        """The files that are new or changed since the last time, as far as they may cross."""
        now, left, found = stamps(), TOGETHER, []
        for path, stamp in now.items():
            if self._known.get(path) != stamp and stamp[1] <= min(LARGEST, left):
                try:
                    found.append((path, Path(path).read_bytes()))
                except OSError:
                    continue
                left -= stamp[1]
        self._known = now
        return found

    def take(self, files: Iterable[Value]) -> None:
        """Writes files of the other process.

        Raises:
            ProtocolError: A file's name or content is none.
        """
        for path, data in files:
            if type(path) is not str or type(data) is not bytes or not _is_inside(path):
                raise ProtocolError("No file of the working folder.")
            if not self._trusts and (self._protects(path) or _steers(path.lower())):
                continue
            self._write(path, data)

    def _protects(self, path: str) -> bool:
        if path in self.protected:
            return True
        try:
            return os.lstat(path).st_mtime_ns <= self._oldest
        except OSError:
            return False

    def _write(self, path: str, data: bytes) -> None:
        if not self._trusts:
            pickles.refuse_foreign()
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
            with os.fdopen(os.open(path, flags, 0o644), "wb") as file:
                file.write(data)
            about = Path(path).lstat()
        except OSError:
            # A full or odd folder: the test will miss the file, as it would in one process.
            return
        self._known[path] = about.st_mtime_ns, about.st_size


def _steers(path: str) -> bool:
    """Whether a file could be imported, or set what a library does."""
    return path.endswith(_CODE) or path.rpartition("/")[2] in _SETTINGS


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    plain = all(part not in ("", ".", "..") and "\0" not in part for part in parts)
    return plain and len(parts) <= DEEPEST + 1 and len(path) < 400
