"""What there is: released, submitted to a course, submitted by oneself."""

import hashlib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbgrader.exchange import abc

from lopso_deployment.exchange.plugin.base import Exchange

# The shapes below are nbgrader's: its Assignment List and its formgrader read them as they are.
Listed = dict[str, Any]


class ExchangeList(Exchange, abc.ExchangeList):
    """Lists or removes releases, or submissions (``inbound``: the course's, ``cached``: own)."""

    def list_files(self) -> list[Listed]:
        """List what was asked for."""
        with self.telling_why():
            found = self._submissions() if self.inbound or self.cached else self._releases()
        self.log.info("Submitted assignments:" if self._submitted else "Released assignments:")
        for entry in found:
            for one in entry.get("submissions", [entry]):
                self.log.info(" ".join(one["words"]))
        return found

    def remove_files(self) -> list[Listed]:
        """Remove what was asked for and return it; fails at the first refusal."""
        found = self.list_files()
        with self.telling_why():
            for entry in found:
                entry["status"] = "removed"
                for one in entry.get("submissions", [entry]):
                    one["status"] = "removed"
                    self._remove(one)
        return found

    @property
    def _submitted(self) -> bool:
        return self.inbound or self.cached

    def _remove(self, one: Listed) -> None:
        if not self._submitted:
            self.connection.delete("assignments", one["course_id"], one["assignment_id"])
        else:
            scope = "course" if self.inbound else "own"
            self.connection.delete("submission", one["id"], scope=scope)

    def _is_asked_for(self, one: Listed) -> bool:
        course, assignment = self.directory.course_id, self.directory.assignment_id
        return fnmatch(one["course"], course or "*") and fnmatch(
            one["assignment"], assignment or "*"
        )

    def _releases(self) -> list[Listed]:
        listed = filter(self._is_asked_for, self.connection.get("assignments"))
        return [self._release(one) for one in listed]

    def _release(self, one: Listed) -> Listed:
        folder = self.local_folder(one["course"], one["assignment"])
        fetched = folder.is_dir()
        place = folder if fetched else Path(one["course"]) / one["assignment"]
        local = sorted(path.stem for path in folder.glob("*.ipynb"))
        names = local if fetched else one["notebooks"]
        return {
            "course_id": one["course"],
            "assignment_id": one["assignment"],
            "status": "fetched" if fetched else "released",
            "path": str(place),
            "notebooks": [
                {"notebook_id": name, "path": str(place / f"{name}.ipynb")} for name in names
            ],
            "words": [one["course"], one["assignment"], *(["(already downloaded)"] * fetched)],
        }

    def _submissions(self) -> list[Listed]:
        student = (self.directory.student_id or "*") if self.inbound else "*"
        scope = "course" if self.inbound else "own"
        grouped: dict[tuple[str, str, str], list[Listed]] = {}
        for one in filter(self._is_asked_for, self.connection.get("submissions", scope=scope)):
            if fnmatch(one["student"], student):
                key = (one["course"], one["student"], one["assignment"])
                grouped.setdefault(key, []).append(self._submission(one))
        return [
            {
                "course_id": course,
                "student_id": student,
                "assignment_id": assignment,
                "status": "submitted",
                "submissions": sorted(several, key=lambda one: one["timestamp"]),
            }
            for (course, student, assignment), several in sorted(grouped.items())
        ]

    def _submission(self, one: Listed) -> Listed:
        assignment = self.local_folder(one["course"], one["assignment"])
        folder, pages = assignment / "feedback" / one["timestamp"], one["feedback"]
        notebooks = [_notebook(name, folder, pages.get(name)) for name in one["notebooks"]]
        local = bool(notebooks) and all(each["has_local_feedback"] for each in notebooks)
        given = bool(notebooks) and all(each["has_exchange_feedback"] for each in notebooks)
        updated = any(each["feedback_updated"] for each in notebooks)
        if local and not updated:
            words = "(feedback already fetched)"
        else:
            words = "(feedback ready to be fetched)" if given else "(no feedback available)"
        return {
            "id": one["id"],
            "course_id": one["course"],
            "student_id": one["student"],
            "assignment_id": one["assignment"],
            "timestamp": one["timestamp"],
            "status": "submitted",
            "path": f"{one['course']}/{one['assignment']}",
            "notebooks": notebooks,
            "has_local_feedback": local,
            "has_exchange_feedback": given,
            "feedback_updated": updated,
            "local_feedback_path": str(folder) if local else None,
            "words": [one["course"], one["student"], one["assignment"], one["timestamp"], words],
        }


def _notebook(name: str, folder: Path, given: str | None) -> Listed:
    """A submitted notebook; ``given`` is the checksum of its feedback in the exchange."""
    page = folder / f"{name}.html"
    local = hashlib.sha256(page.read_bytes()).hexdigest() if page.is_file() else None
    return {
        "notebook_id": name,
        "path": f"{name}.ipynb",
        "has_local_feedback": local is not None,
        "has_exchange_feedback": given is not None,
        "feedback_updated": local is not None and given is not None and local != given,
        "local_feedback_path": str(page) if local else None,
    }
