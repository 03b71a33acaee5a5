"""A trainer gathers in."""

from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import cast

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange import abc
from nbgrader.utils import parse_utc

from lopso_deployment.exchange.names import checked_name
from lopso_deployment.exchange.parcel import Item
from lopso_deployment.exchange.plugin.base import Exchange
from lopso_deployment.exchange.plugin.folders import write_folder


@dataclass(frozen=True)
class Submitted:
    """A submission in the exchange: ``timestamp`` as it is written, ``moment`` in UTC."""

    identifier: str
    student: str
    timestamp: str
    moment: datetime


class ExchangeCollect(Exchange, abc.ExchangeCollect):
    """Collects one submission of each student into the course's ``submitted`` folder.

    It is the last one, or with ``before_duedate`` the last one in time where there is one.
    """

    def init_src(self) -> None:
        """Choose the submissions."""
        pattern = self.directory.student_id or "*"
        excluded = set(filter(None, self.directory.student_id_exclude.split(",")))
        with self.telling_why():
            listed = self.connection.get("submissions", scope="course")
        by_student: dict[str, list[Submitted]] = {}
        for one in listed:
            name = one["student"]
            if self.is_this(one) and fnmatch(name, pattern) and name not in excluded:
                moment = parse_utc(one["timestamp"])
                submitted = Submitted(one["id"], checked_name(name), one["timestamp"], moment)
                by_student.setdefault(name, []).append(submitted)
        duedate = self._duedate() if self.before_duedate else None
        self.chosen = [_choose(several, duedate) for several in by_student.values()]

    def copy_files(self) -> None:
        """Fetch what is not there yet, each submission whole or not at all."""
        if not self.chosen:
            self.log.warning(
                "No submissions of '%s' for course '%s' to collect",
                *(self.assignment_id, self.course_id),
            )
        for one in self.chosen:
            folder = self.step_folder(self.directory.submitted_directory, one.student)
            if self._is_wanted(one, folder):
                self._fetch(one, folder)
            else:
                self.log.info(
                    "No newer submission to collect: %s %s", one.student, self.assignment_id
                )

    def _is_wanted(self, one: Submitted, folder: Path) -> bool:
        if not folder.is_dir():
            return True
        existing = self.directory.get_existing_timestamp(str(folder))
        if self.update and (existing is None or one.moment > existing):
            return True
        return self.before_duedate and existing != one.moment

    def _fetch(self, one: Submitted, folder: Path) -> None:
        with self.telling_why():
            items = self.connection.get_parcel("submission", one.identifier)
        kept = [item for item in items if item.path != "timestamp.txt"]
        write_folder([*kept, Item("timestamp.txt", one.timestamp.encode())], folder)
        self.log.info("Collecting submission: %s %s", one.student, self.assignment_id)

    def _duedate(self) -> datetime | None:
        with Gradebook(self.directory.db_url, self.course_id) as gradebook:
            try:
                return cast(
                    "datetime | None", gradebook.find_assignment(self.assignment_id).duedate
                )
            except MissingEntry:
                return None


def _choose(several: list[Submitted], duedate: datetime | None) -> Submitted:
    ordered = sorted(several, key=lambda one: one.moment, reverse=True)
    in_time = [one for one in ordered if duedate is None or one.moment <= duedate]
    return (in_time or ordered)[0]
