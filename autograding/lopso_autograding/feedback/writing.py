"""Pages of feedback written, several at once: text is made by processes, code is run by threads.

Making pages is all Python, of which threads would run only one at a time.
"""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    as_completed,
)
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lopso_kernels import TemplateError

from lopso_autograding.feedback.making import Maker, RunNeededError
from lopso_autograding.feedback.marks import NotebookMarks
from lopso_autograding.grading.course import CourseError
from lopso_autograding.grading.submission import UnreadableError, read_file
from lopso_autograding.grading.troubles import first_line

KEPT = ("timestamp.txt", "submission_secret.txt")
"""What nbgrader needs beside the pages to release them."""
FEW = 16
"""For fewer learners than these no processes are made."""


@dataclass(frozen=True)
class Page:
    """How the feedback of one learner fared.

    Attributes:
        student: Whose it is.
        state: "written", "ungraded" or "failed".
        trouble: Why it failed.
    """

    student: str
    state: str
    trouble: str = ""


@dataclass(frozen=True)
class Order:
    """One learner's feedback to be written.

    Attributes:
        student: Whose it is.
        source: The folder of the graded submission.
        place: The folder in which the pages belong.
        marks: Of each notebook.
    """

    student: str
    source: Path
    place: Path
    marks: Mapping[str, NotebookMarks]


def written(maker: Maker, orders: Sequence[Order], jobs: int) -> Iterator[Page]:
    """Writes pages; those for which code must be run come last.

    Raises:
        CourseError: A page cannot be stored.
    """
    waiting = list(orders)
    if jobs > 1 and len(orders) >= FEW:
        waiting = []
        forks = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, forks, _keep, (maker,)) as pool:
            for order, error in _done(pool, _write_without_running, orders):
                if isinstance(error, RunNeededError | BrokenExecutor):
                    waiting.append(order)
                else:
                    yield _page(order, error)
    with ThreadPoolExecutor(jobs) as pool:
        for order, error in _done(pool, partial(_write, maker), waiting):
            yield _page(order, error)


def _done(
    pool: Executor, write: Callable[[Order], None], orders: Sequence[Order]
) -> Iterator[tuple[Order, BaseException | None]]:
    jobs = {pool.submit(write, order): order for order in orders}
    try:
        for job in as_completed(jobs):
            yield jobs[job], job.exception()
    finally:
        for job in jobs:
            job.cancel()


def _page(order: Order, error: BaseException | None) -> Page:
    if isinstance(error, OSError):
        raise CourseError(
            f"The feedback of {order.student} cannot be stored: {error}",
            f"Không lưu được nhận xét của {order.student}: {error}",
        ) from error
    if isinstance(error, UnreadableError | TemplateError):
        return Page(order.student, "failed", str(error))
    if isinstance(error, Exception):
        return Page(order.student, "failed", f"{type(error).__name__}: {first_line(error)}")
    if error is not None:
        raise error
    return Page(order.student, "written")


_makers: list[Maker] = []
"""In a process that makes pages: its own copy of what makes them."""


def _keep(maker: Maker) -> None:
    _makers[:] = [maker]


def _write_without_running(order: Order) -> None:
    _write(_makers[0], order, may_run=False)


def _write(maker: Maker, order: Order, *, may_run: bool = True) -> None:
    """Makes the pages of a learner in a folder beside the place, and then moves it there."""
    order.place.parent.mkdir(parents=True, exist_ok=True)
    with _folder_for(order.place) as made:
        for notebook, own in order.marks.items():
            page = maker.page(order.source, notebook, own, may_run=may_run)
            (made / f"{notebook}.html").write_text(page, encoding="utf-8")
        for name in KEPT:
            # One that is odd is the learner's own, and no reason to write no page.
            with suppress(UnreadableError):
                (made / name).write_bytes(read_file(order.source / name, 10_000))


@contextmanager
def _folder_for(place: Path) -> Iterator[Path]:
    """A new folder that takes the place of an old one at the end, or is gone."""
    with tempfile.TemporaryDirectory(prefix=".lopso-", dir=place.parent) as made:
        new = Path(made, "new")
        new.mkdir()
        yield new
        if os.path.lexists(place):
            place.rename(Path(made, "old"))
        new.rename(place)
