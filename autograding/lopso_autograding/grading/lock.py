"""One grader at a time for an assignment of a course folder."""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from lopso_autograding.grading.course import CourseError


class BusyError(RuntimeError):
    """Another grader is at work; the text is a sentence for the trainer."""


@contextlib.contextmanager
def alone(
    folder: Path,
    assignment: str,
    *,
    wait: bool = True,
    waiting: Callable[[], None] | None = None,
) -> Iterator[None]:
    """A time in which nobody else grades the assignment.

    The lock is the machine's own and ends with the process, however that ends.

    Args:
        folder: The course folder.
        assignment: Its name.
        wait: Whether to wait for another grader to end.
        waiting: Called once if there is one.

    Raises:
        BusyError: There is one, and `wait` is false.
        CourseError: The folder is not ours to write to.
    """
    with _opened(folder / f".lopso-grading-{assignment}.lock") as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wait:
                raise BusyError(f"Another grader is at work on {assignment}.") from None
            if waiting is not None:
                waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(path, flags, 0o600)
    except OSError as error:
        raise CourseError(
            f"{path.parent} cannot be written to: {error}.",
            f"Không ghi được vào {path.parent}: {error}.",
        ) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)
