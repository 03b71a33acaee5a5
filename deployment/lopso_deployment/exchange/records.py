"""What the exchange knows: releases, submissions and feedback, each written in one transaction."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session

from lopso_deployment.exchange.limits import LIMITS
from lopso_deployment.exchange.parcel import Announced
from lopso_deployment.exchange.tables import FEEDBACK, RELEASE, SUBMISSION, Bundle, StoredFile
from lopso_deployment.exchange.words import RefusalError

_FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"


@dataclass(frozen=True)
class Records:
    """The exchange's rows in the database of ``engine``. One thread uses them at a time."""

    engine: Engine

    def release(
        self, course: str, assignment: str, by: str, files: list[Announced], *, force: bool
    ) -> None:
        """Release an assignment; ``force`` replaces an earlier release.

        Raises:
            RefusalError: when it is already released and ``force`` is not set.
        """
        with Session(self.engine) as session, session.begin():
            old = session.scalar(_bundles(RELEASE, course, assignment))
            if old is not None and not force:
                raise RefusalError(
                    409,
                    f"Bài {assignment} đã phát rồi; thêm --force để thay.",
                    f"{assignment} is already released; add --force to replace it.",
                )
            if old is not None:
                session.delete(old)
                session.flush()
            session.add(_bundle(RELEASE, course, assignment, by, files))

    def submit(self, course: str, assignment: str, student: str, files: list[Announced]) -> str:
        """Store a submission and return its time, later than that of all earlier ones.

        Raises:
            RefusalError: when the assignment is not released, or was submitted too often.
        """
        with Session(self.engine) as session, session.begin():
            _existing(session.scalar(_bundles(RELEASE, course, assignment)), assignment)
            query = _bundles(SUBMISSION, course, assignment).where(Bundle.student == student)
            earlier = [bundle.timestamp for bundle in session.scalars(query)]
            if len(earlier) >= LIMITS.submissions:
                raise RefusalError(
                    409,
                    f"Bài {assignment} đã nộp {len(earlier)} lần, không nhận thêm.",
                    f"{assignment} was submitted {len(earlier)} times; no more are taken.",
                )
            timestamp = _later_than(max(earlier, default=""))
            bundle = _bundle(SUBMISSION, course, assignment, student, files)
            bundle.student, bundle.timestamp = student, timestamp
            session.add(bundle)
            return timestamp

    def give_feedback(self, submission: str, by: str, files: list[Announced]) -> None:
        """Store feedback for the submission with the id ``submission``, replacing earlier one."""
        with Session(self.engine) as session, session.begin():
            answered = _existing(session.get(Bundle, submission), submission)
            old = session.scalar(_feedback_of(answered))
            if old is not None:
                session.delete(old)
                session.flush()
            bundle = _bundle(FEEDBACK, answered.course, answered.assignment, by, files)
            bundle.student, bundle.timestamp = answered.student, answered.timestamp
            session.add(bundle)

    def find_release(self, course: str, assignment: str) -> Bundle:
        """The release of an assignment; RefusalError (404) when there is none."""
        with Session(self.engine, expire_on_commit=False) as session:
            return _existing(session.scalar(_bundles(RELEASE, course, assignment)), assignment)

    def find_submission(self, submission: str) -> Bundle:
        """The submission with this id; RefusalError (404) when there is none."""
        with Session(self.engine, expire_on_commit=False) as session:
            found = session.get(Bundle, submission)
            return _existing(found if found and found.kind == SUBMISSION else None, submission)

    def find_feedback(self, submission: Bundle) -> Bundle | None:
        """The feedback for a submission, if there is any."""
        with Session(self.engine, expire_on_commit=False) as session:
            return session.scalar(_feedback_of(submission))

    def list(self, kind: str, courses: frozenset[str]) -> list[Bundle]:
        """All bundles of one kind in ``courses``, by course, assignment, student and time."""
        query = select(Bundle).where(Bundle.kind == kind, Bundle.course.in_(courses))
        order = (Bundle.course, Bundle.assignment, Bundle.student, Bundle.timestamp)
        with Session(self.engine, expire_on_commit=False) as session:
            return list(session.scalars(query.order_by(*order)))

    def remove(self, bundle: Bundle) -> None:
        """Remove a release, or a submission together with its feedback."""
        with Session(self.engine) as session, session.begin():
            for query in (select(Bundle).where(Bundle.id == bundle.id), _feedback_of(bundle)):
                for found in session.scalars(query):
                    session.delete(found)

    def hide(self, bundle: Bundle) -> None:
        """Take a submission off its student's own list."""
        with Session(self.engine) as session, session.begin():
            found = session.get(Bundle, bundle.id)
            if found is not None:
                found.hidden = True

    def wanted_blobs(self) -> set[str]:
        """The checksums of all files of all bundles."""
        with Session(self.engine) as session:
            return set(session.scalars(select(StoredFile.sha256).distinct()))


def _bundles(kind: str, course: str, assignment: str) -> Select[Bundle]:
    return select(Bundle).where(
        Bundle.kind == kind, Bundle.course == course, Bundle.assignment == assignment
    )


def _feedback_of(submission: Bundle) -> Select[Bundle]:
    return _bundles(FEEDBACK, submission.course, submission.assignment).where(
        Bundle.student == submission.student, Bundle.timestamp == submission.timestamp
    )


def _bundle(kind: str, course: str, assignment: str, by: str, files: list[Announced]) -> Bundle:
    return Bundle(
        id=uuid.uuid4().hex,
        kind=kind,
        course=course,
        assignment=assignment,
        student="",
        timestamp="",
        made_at=_later_than(""),
        made_by=by,
        files=[StoredFile(path=one.path, sha256=one.sha256, size=one.size) for one in files],
    )


def _existing(bundle: Bundle | None, name: str) -> Bundle:
    if bundle is None:
        raise RefusalError(404, f"Không có {name} ở đây.", f"There is no {name} here.")
    return bundle


def _later_than(earlier: str) -> str:
    """Now, or a microsecond after ``earlier`` when the clock went back."""
    now = datetime.now(UTC)
    if earlier:
        last = datetime.strptime(earlier, _FORMAT).replace(tzinfo=UTC)
        now = max(now, last + timedelta(microseconds=1))
    return now.strftime(_FORMAT)
