"""What can be asked of the exchange: assignments, submissions and feedback."""

from lopso_deployment.exchange.handlers import ExchangeHandler
from lopso_deployment.exchange.lists import describe_release, describe_submission, notebooks
from lopso_deployment.exchange.names import checked_name
from lopso_deployment.exchange.parcel import Announced
from lopso_deployment.exchange.tables import FEEDBACK, RELEASE, SUBMISSION, Bundle
from lopso_deployment.exchange.uploads import UploadHandler
from lopso_deployment.exchange.words import RefusalError


class Assignments(ExchangeHandler):
    """``assignments``: what is released in all courses of the person."""

    async def get(self) -> None:
        """List the releases."""
        found = await self.desk.run(self.desk.records.list, RELEASE, self.person.courses)
        self.answer([describe_release(bundle) for bundle in found])


class Assignment(UploadHandler):
    """``assignments/<course>/<assignment>``: release (POST), fetch (GET), withdraw (DELETE)."""

    async def allow(self, *names: str) -> None:
        """Trainers of the course may release; everybody in it may fetch."""
        course, _ = map(checked_name, names)
        if self.request.method == "GET":
            self.person.must_see(course)
        else:
            self.person.must_mark(course)

    async def store(self, files: list[Announced], *names: str) -> object:
        """Release the assignment."""
        course, assignment = map(checked_name, names)
        force = self.get_query_argument("force", "0") == "1"
        await self.desk.run(
            self.desk.records.release, course, assignment, self.person.name, files, force=force
        )
        return {"released": assignment}

    async def get(self, *names: str) -> None:
        """Send the released files."""
        await self.answer_parcel(await self._release(*names))

    async def delete(self, *names: str) -> None:
        """Withdraw the release; submissions stay."""
        await self.desk.run(self.desk.records.remove, await self._release(*names))
        self.answer({"removed": names[1]})

    async def _release(self, *names: str) -> Bundle:
        if self.refusal is not None:
            raise self.refusal
        return await self.desk.run(self.desk.records.find_release, *map(checked_name, names))


class Submissions(ExchangeHandler):
    """``submissions``: the person's own, or with ``?scope=course`` those of courses they mark."""

    async def get(self) -> None:
        """List the submissions, with what feedback there is."""
        desk, person = self.desk, self.person
        whole = self.get_query_argument("scope", "own") == "course"
        courses = person.marks if whole else person.courses
        found = await desk.run(desk.records.list, SUBMISSION, courses)
        if not whole:
            found = [one for one in found if one.student == person.name and not one.hidden]
        feedback = {
            (one.course, one.assignment, one.student, one.timestamp): one
            for one in await desk.run(desk.records.list, FEEDBACK, courses)
        }
        self.answer(
            [
                describe_submission(
                    one, feedback.get((one.course, one.assignment, one.student, one.timestamp))
                )
                for one in found
            ]
        )


class NewSubmission(UploadHandler):
    """``submissions/<course>/<assignment>``: submit (POST), always as oneself."""

    async def allow(self, *names: str) -> None:
        """Everybody in the course may submit what is released."""
        course, assignment = map(checked_name, names)
        self.person.must_see(course)
        await self.desk.run(self.desk.records.find_release, course, assignment)

    async def store(self, files: list[Announced], *names: str) -> object:
        """Store the submission under the sender's name and tell its time."""
        course, assignment = map(checked_name, names)
        timestamp = await self.desk.run(
            self.desk.records.submit, course, assignment, self.person.name, files
        )
        return {"timestamp": timestamp}


class Submission(ExchangeHandler):
    """``submission/<id>``: read (GET) or remove (DELETE) one submission."""

    async def get(self, identifier: str) -> None:
        """Send the submitted files to a trainer of the course or to their author."""
        await self.answer_parcel(await self._own_or_marked(identifier))

    async def delete(self, identifier: str) -> None:
        """Remove it (a trainer), or take it off one's own list with ``?scope=own``."""
        bundle = await self._own_or_marked(identifier)
        if self.get_query_argument("scope", "own") == "own":
            if bundle.student != self.person.name:
                raise _no_such(identifier)
            await self.desk.run(self.desk.records.hide, bundle)
        else:
            self.person.must_mark(bundle.course)
            await self.desk.run(self.desk.records.remove, bundle)
        self.answer({"removed": identifier})

    async def _own_or_marked(self, identifier: str) -> Bundle:
        bundle = await self.desk.run(self.desk.records.find_submission, identifier)
        own = bundle.student == self.person.name and bundle.course in self.person.courses
        if not own and bundle.course not in self.person.marks:
            raise _no_such(identifier)
        return bundle


class Feedback(UploadHandler):
    """``feedback/<submission id>``: give (POST, trainers) or read (GET, its author too)."""

    submission: Bundle

    async def allow(self, *names: str) -> None:
        """Find the submission; trainers of its course may answer it, its author may read."""
        (identifier,) = names
        self.submission = await self.desk.run(self.desk.records.find_submission, identifier)
        own = self.submission.student == self.person.name
        if not own and self.submission.course not in self.person.marks:
            raise _no_such(identifier)
        if self.request.method == "POST":
            self.person.must_mark(self.submission.course)

    async def store(self, files: list[Announced], *names: str) -> object:
        """Store the pages, each named like the notebook that it answers."""
        known = {f"{name}.html" for name in notebooks(self.submission)}
        strange = [one.path for one in files if one.path not in known]
        if strange:
            raise RefusalError(
                400, f"{strange[0]} không ứng với sổ tay nào đã nộp.",
                f"{strange[0]} answers no notebook of the submission.",
            )  # fmt: skip
        await self.desk.run(
            self.desk.records.give_feedback, self.submission.id, self.person.name, files
        )
        return {"feedback": [one.path for one in files]}

    async def get(self, *names: str) -> None:
        """Send the pages."""
        if self.refusal is not None:
            raise self.refusal
        found = await self.desk.run(self.desk.records.find_feedback, self.submission)
        if found is None:
            raise RefusalError(404, "Chưa có nhận xét.", "There is no feedback yet.")
        await self.answer_parcel(found)


def _no_such(identifier: str) -> RefusalError:
    """What a stranger hears of a submission, whether it exists or not."""
    return RefusalError(404, f"Không có {identifier} ở đây.", f"There is no {identifier} here.")


ADDRESSES: list[tuple[str, type[ExchangeHandler]]] = [
    (r"assignments", Assignments),
    (r"assignments/([^/]+)/([^/]+)", Assignment),
    (r"submissions", Submissions),
    (r"submissions/([^/]+)/([^/]+)", NewSubmission),
    (r"submission/([0-9a-f]{32})", Submission),
    (r"feedback/([0-9a-f]{32})", Feedback),
]
