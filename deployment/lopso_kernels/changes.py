"""Changes of imported files, heard of from the kernel of the machine (inotify).

Looking at two thousand files before each fork would cost more than the fork.
"""

import ctypes
import errno
import os
from collections.abc import Iterable
from pathlib import Path

_EVENTS = 0x2 | 0x40 | 0x80 | 0x100 | 0x200  # modify, moved from, moved to, create, delete
_ROOM = 1 << 16


def modified(path: str) -> int:
    """When a file was last changed, in nanoseconds; 0 if it is gone."""
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


class Changes:
    """The files that a template has imported, and whether one has changed since."""

    def __init__(self, files: Iterable[str]) -> None:
        """Remember the files as they are now, and listen at their folders."""
        self._files = {path: modified(path) for path in files}
        self._descriptor = self._listen({str(Path(path).parent) for path in self._files})

    def _listen(self, folders: Iterable[str]) -> int:
        libc = ctypes.CDLL(None, use_errno=True)
        descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        for folder in folders:
            added = libc.inotify_add_watch(descriptor, os.fsencode(folder), _EVENTS)
            # A folder inside of an archive has no changes; else files must be looked at each time.
            if added < 0 and ctypes.get_errno() not in {errno.ENOENT, errno.ENOTDIR}:
                if descriptor >= 0:
                    os.close(descriptor)
                return -1
        return descriptor

    def _something_happened(self) -> bool:
        if self._descriptor < 0:
            return True
        happened = False
        try:
            while os.read(self._descriptor, _ROOM):
                happened = True
        except BlockingIOError:
            pass
        return happened

    def happened(self) -> bool:
        """Whether a file has changed or is gone."""
        return self._something_happened() and any(
            modified(path) != when for path, when in self._files.items()
        )
