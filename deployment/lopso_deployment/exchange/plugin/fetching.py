"""A learner takes home: assignments, and feedback for what they submitted."""

from fnmatch import fnmatch

from nbgrader.exchange import abc

from lopso_deployment.exchange.plugin.base import Exchange
from lopso_deployment.exchange.plugin.folders import add_missing, write_file, write_folder


class ExchangeFetchAssignment(Exchange, abc.ExchangeFetchAssignment):
    """Fetches a released assignment into the learner's folder."""

    def init_dest(self) -> None:
        """Find the folder; fails when it is there already and nothing is to be replaced."""
        self.dest_path = self.local_folder(self.course_id, self.assignment_id)
        if self.dest_path.is_dir() and not self.replace_missing_files:
            self.fail(
                f"Thầy/cô đã có bài này ở {self.dest_path}. / "
                f"You already have this assignment in {self.dest_path}."
            )

    def copy_files(self) -> None:
        """Write the files, all or none; what is there already is never overwritten."""
        with self.telling_why():
            items = self.connection.get_parcel("assignments", self.course_id, self.assignment_id)
        if self.dest_path.is_dir():
            for path in add_missing(items, self.dest_path):
                self.log.warning("Replacing missing file '%s'", path)
        else:
            write_folder(items, self.dest_path)
        self.log.info("Fetched as: %s %s", self.course_id, self.assignment_id)


class ExchangeFetchFeedback(Exchange, abc.ExchangeFetchFeedback):
    """Fetches the feedback for one's own submissions, beside the assignment."""

    def init_src(self) -> None:
        """Find the submissions that have feedback."""
        pattern = self.directory.assignment_id or "*"
        with self.telling_why():
            own = self.connection.get("submissions")
        self.answered = [
            one
            for one in own
            if one["course"] == self.course_id
            and fnmatch(one["assignment"], pattern)
            and one["feedback"]
        ]

    def copy_files(self) -> None:
        """Write the pages to ``feedback/<time of submission>/<notebook>.html``."""
        for one in self.answered:
            folder = self.local_folder(one["course"], one["assignment"])
            with self.telling_why():
                pages = self.connection.get_parcel("feedback", one["id"])
            for page in pages:
                path = folder / "feedback" / one["timestamp"] / page.path
                write_file(path, page.content)
                self.log.info("Fetched feedback: %s", path)
        if not self.answered:
            self.log.warning("Chưa có nhận xét nào. / There is no feedback yet.")
