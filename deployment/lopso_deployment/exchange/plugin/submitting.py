"""A learner hands in."""

import os
import unicodedata
from pathlib import Path

from nbgrader.exchange import abc

from lopso_deployment.exchange.parcel import Item
from lopso_deployment.exchange.plugin.base import Exchange
from lopso_deployment.exchange.plugin.folders import read_folder


class ExchangeSubmit(Exchange, abc.ExchangeSubmit):
    """Submits an assignment as oneself; it says "submitted" when the exchange has it on disk."""

    def init_src(self) -> None:
        """Find the assignment's folder; a path may be given for its name, as nbgrader allows."""
        given = self.assignment_id
        self.src_path = self.local_folder(self.course_id, given)
        self.directory.assignment_id = self.src_path.name
        if not self.src_path.is_dir():
            self.fail(
                f"Không thấy bài ở {self.src_path}. / Assignment not found at {self.src_path}."
            )

    def init_dest(self) -> None:
        """Find the release, which says which notebooks belong to the assignment."""
        own = os.environ.get("JUPYTERHUB_USER", "")
        if self.directory.student_id not in {"*", "", own}:
            self.fail(
                f"Chỉ nộp được bài của chính mình ({own}). / "
                f"You can only submit as yourself ({own})."
            )
        with self.telling_why():
            released = self.connection.get("assignments")
        found = list(filter(self.is_this, released))
        if not found:
            self.fail(
                f"Bài {self.assignment_id} chưa được phát trong {self.course_id}. / "
                f"{self.assignment_id} is not released in {self.course_id}."
            )
        self.expected = {unicodedata.normalize("NFC", name) for name in found[0]["notebooks"]}

    def copy_files(self) -> None:
        """Send the files; the time of submission is the exchange's."""
        with self.telling_why():
            items = read_folder(self.src_path, self.directory)
            self._check_notebooks(items)
            answer = self.connection.post(items, "submissions", self.course_id, self.assignment_id)
        self.timestamp = answer["timestamp"]
        self.log.info("Submitted as: %s %s %s", self.course_id, self.assignment_id, self.timestamp)

    def _check_notebooks(self, items: list[Item]) -> None:
        top = [Path(item.path) for item in items if "/" not in item.path]
        submitted = {path.stem for path in top if path.suffix == ".ipynb"}
        missing = ", ".join(sorted(self.expected - submitted))
        if missing and (self.strict or not submitted & self.expected):
            self.fail(f"Chưa nộp: thiếu sổ tay {missing}. / Not submitted: {missing} is missing.")
        if missing or submitted - self.expected:
            extra = ", ".join(sorted(submitted - self.expected))
            self.log.warning("Missing notebooks: [%s]; extra notebooks: [%s]", missing, extra)
