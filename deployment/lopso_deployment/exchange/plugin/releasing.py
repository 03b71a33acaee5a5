"""A trainer gives out: assignments, and feedback for what was submitted."""

from fnmatch import fnmatch
from pathlib import Path

from nbgrader.exchange import abc

from lopso_deployment.exchange.parcel import Item
from lopso_deployment.exchange.plugin.base import Exchange
from lopso_deployment.exchange.plugin.folders import read_folder


class ExchangeReleaseAssignment(Exchange, abc.ExchangeReleaseAssignment):
    """Releases the course's ``release`` folder of one assignment."""

    def init_src(self) -> None:
        """Find the release version; fails when it was not generated."""
        self.src_path = self.step_folder(self.directory.release_directory, ".")
        if not self.src_path.is_dir():
            self.fail(
                f"Chưa có {self.src_path}: hãy bấm Generate hoặc chạy nbgrader generate_assignment "
                f"trước. / {self.src_path} is missing: generate the assignment first."
            )

    def copy_files(self) -> None:
        """Send the files; returns when they are stored."""
        with self.telling_why():
            items = read_folder(self.src_path, self.directory)
            self.connection.post(
                items,
                *("assignments", self.course_id, self.assignment_id),
                force="1" if self.force else "0",
            )
        self.log.info("Released as: %s %s", self.course_id, self.assignment_id)


class ExchangeReleaseFeedback(Exchange, abc.ExchangeReleaseFeedback):
    """Releases the feedback pages of one assignment, for all students or some."""

    def init_src(self) -> None:
        """Find the students with feedback."""
        pattern = self.directory.student_id or "*"
        excluded = set(filter(None, self.directory.student_id_exclude.split(",")))
        whole = self.step_folder(self.directory.feedback_directory, "*")
        folders = sorted(Path(whole.anchor).glob(str(whole.relative_to(whole.anchor))))
        place = whole.parts.index("*")
        self.folders = {
            folder.parts[place]: folder
            for folder in folders
            if fnmatch(folder.parts[place], pattern) and folder.parts[place] not in excluded
        }

    def copy_files(self) -> None:
        """Send each student's pages to the submission that they answer."""
        with self.telling_why():
            known = self.connection.get("submissions", scope="course")
        ids = {(one["student"], one["timestamp"]): one["id"] for one in filter(self.is_this, known)}
        unsent = [name for name in self.folders if not self._send(name, self.folders[name], ids)]
        if unsent:
            names = ", ".join(unsent)
            self.fail(
                f"Chưa gửi được nhận xét cho {names}: bài nộp tương ứng không có trong kho bài. / "
                f"No feedback was released for {names}: the submission is not in the exchange."
            )

    def _send(self, student: str, folder: Path, ids: dict[tuple[str, str], str]) -> bool:
        timestamp = folder / "timestamp.txt"
        written = timestamp.read_text(encoding="utf-8").strip() if timestamp.exists() else ""
        submission = ids.get((student, written))
        pages = [Item(path.name, path.read_bytes()) for path in sorted(folder.glob("*.html"))]
        if submission is None or not pages:
            return not pages
        with self.telling_why():
            self.connection.post(pages, "feedback", submission)
        self.log.info(
            "Feedback released to %s for %s %s (%s)",
            *(student, self.course_id, self.assignment_id, written),
        )
        return True
