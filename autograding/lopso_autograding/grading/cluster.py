"""Grading on the machines of a Dask cluster: they examine, this one writes.

Dask brings work to workers, and again to others when one is lost. Submissions and the assignment
travel as bytes (`parcels`); the gradebook and the course's settings stay here.
"""

import asyncio
import contextlib
import logging
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from lopso_autograding.grading import cluster_worker
from lopso_autograding.grading.course import CourseError
from lopso_autograding.grading.parcels import pack, pack_task
from lopso_autograding.grading.work import Outcome, Task, store
from lopso_autograding.sealed.policy import Profile

_COUNT_EVERY = 5.0
PATIENCE = 30
"""Seconds in which the scheduler must answer, and a first worker be there."""


class There:
    """The workers of a Dask scheduler, for one assignment."""

    def __init__(self, client: Any, address: str) -> None:  # noqa: ANN401 - Dask is an extra
        """Keeps the connection."""
        self._client = client
        self._address = address
        self._kit: Any = None
        self._profiles: Any = None
        self._threads = 1
        self._counted = 0.0

    @property
    def at_once(self) -> int:
        """As many submissions as the workers have threads, counted anew every few seconds."""
        if time.monotonic() - self._counted > _COUNT_EVERY:
            # When the scheduler is gone the submissions under way will say so.
            with contextlib.suppress(OSError, TimeoutError):
                self._threads = max(1, sum(self._client.nthreads().values()))
            self._counted = time.monotonic()
        return self._threads

    def profiles(self, task: Task) -> dict[str, Profile]:
        """What the author's own solutions do, found by one of the workers."""
        packed = pack_task(task, cluster_worker.versions())
        # Work that the scheduler knows how to do again, should the worker be lost that did it.
        self._kit = self._client.submit(cluster_worker.hold, packed)
        self._profiles = self._client.submit(cluster_worker.find_profiles, self._kit, pure=False)
        try:
            return self._profiles.result()
        except Exception as error:
            raise self._said(error) from error

    def submit(self, task: Task, student: str, folder: Path, beside: Path) -> Future[Outcome]:
        """Begins to grade a submission."""
        digest = task.digest(folder)
        parcel = pack(student, folder, task.papers)
        # Once more where a worker's template died: the worker starts another one.
        job = self._client.submit(
            cluster_worker.grade_parcel, self._kit, self._profiles, parcel, pure=False, retries=1
        )
        outcome: Future[Outcome] = Future()

        def keep(done: Any) -> None:  # noqa: ANN401 - Dask is an extra
            try:
                examined = done.result()
                # Of a submission that is too large only a part has travelled.
                graded = replace(examined.graded, digest=digest)
                outcome.set_result(store(replace(examined, graded=graded), task, folder, beside))
            except BaseException as error:
                outcome.set_exception(self._said(error))

        job.add_done_callback(keep)
        return outcome

    def _said(self, error: BaseException) -> BaseException:
        """What is told of an error: a sentence where the cluster itself is at fault."""
        if isinstance(error, cluster_worker.OtherVersionError):
            return _differ(self._address, str(error))
        if isinstance(error, CancelledError | asyncio.CancelledError | OSError | TimeoutError):
            return CourseError(
                f"The scheduler {self._address} does not answer any more. What was graded is kept; "
                "run the same command again.",
                f"Bộ điều phối {self._address} không còn trả lời. Những bài đã chấm vẫn còn "
                "nguyên; hãy chạy lại lệnh vừa rồi.",
            )
        return error


@contextmanager
def there(address: str) -> Iterator[There]:
    """The workers of a Dask scheduler.

    Raises:
        CourseError: The extra is missing, the scheduler cannot be reached, has no workers, or
            workers with other versions.
    """
    try:
        from distributed import Client
    except ImportError:
        raise CourseError(
            "Grading on a cluster needs Dask: install lopso[cluster].",
            "Chấm trên cụm máy cần Dask: hãy cài lopso[cluster].",
        ) from None
    # What it would log of a scheduler that is gone is told in one sentence; its client has a level
    # of its own.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            # Dask compares versions too, of packages that do not matter here.
            warnings.simplefilter("ignore")
            client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError) as error:
        raise CourseError(
            f"No scheduler answers at {address}: {error}. Start dask scheduler, or give its "
            "address, such as tcp://10.0.0.5:8786.",
            f"Không có bộ điều phối nào trả lời ở {address}: {error}. Hãy chạy dask scheduler, "
            "hoặc ghi đúng địa chỉ, ví dụ tcp://10.0.0.5:8786.",
        ) from error
    with client:
        _check_workers(client, address)
        yield There(client, address)


def _check_workers(client: Any, address: str) -> None:  # noqa: ANN401 - Dask is an extra
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise CourseError(
            f"The scheduler {address} has no workers: start dask worker {address}.",
            f"Bộ điều phối {address} chưa có máy nào: hãy chạy dask worker {address}.",
        ) from None
    try:
        found = client.run(cluster_worker.versions, on_error="return")
    except Exception as error:  # whatever a worker says that does not have this package
        raise _differ(address, f"{type(error).__name__}: {error}") from error
    for worker, theirs in found.items():
        if isinstance(theirs, BaseException):
            said = f"{type(theirs).__name__}: {theirs}"
            raise _differ(worker, said) from theirs
        if differs := cluster_worker.differences(theirs):
            raise _differ(worker, differs)


def _differ(where: str, what: str) -> CourseError:
    return CourseError(
        f"The worker {where} has other versions than this machine ({what}): install the same "
        "lopso on both, with the same lock.",
        f"Máy chấm {where} có phiên bản khác máy này ({what}): hãy cài cùng một lopso ở cả hai, "
        "theo cùng một tệp khoá phiên bản.",
    )
