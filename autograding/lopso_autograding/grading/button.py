"""The same grading behind nbgrader's own doors: the formgrader's button, the command, the API.

In nbgrader_config.py:

    c.Autograde.exporter_class = "lopso_autograding.grading.button.SealedExporter"
    c.Autograde.pre_convert_hook = "lopso_autograding.grading.button.set_aside_links"

nbgrader then finds the submission and moves its files; where it would run a notebook, it is graded
here, and what it would write to the gradebook is written here.
"""

import atexit
import os
import stat
import tempfile
import threading
from pathlib import Path
from typing import Any

from lopso_kernels import Template
from nbconvert.exporters import NotebookExporter
from nbgrader.coursedir import CourseDirectory

from lopso_autograding.grading.batch import prepare
from lopso_autograding.grading.course import Course
from lopso_autograding.grading.gradebook import Writer
from lopso_autograding.grading.paper import read_papers
from lopso_autograding.grading.warmth import make_template
from lopso_autograding.grading.work import Task, grade_submission

_lock = threading.Lock()
_templates: dict[tuple[str, str], tuple[str, Template]] = {}


class SealedExporter(NotebookExporter):
    """Gives nbgrader a graded notebook where it asks for a converted one."""

    _graded: dict[str, str] | None = None
    _student = ""

    def from_filename(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, filename: str, resources: dict[str, Any] | None = None, **_: object
    ) -> tuple[str, dict[str, Any]]:
        """The graded notebook of a file; nbgrader asks first for the clean one, then for this.

        Args:
            filename: In submitted/ or in autograded/.
            resources: nbgrader's: student, assignment, notebook.
        """
        about = (resources or {})["nbgrader"]
        found = self._texts(about["assignment"], about["student"])
        return found[about["notebook"]], {**(resources or {}), "output_extension": ".ipynb"}

    def _texts(self, assignment: str, student: str) -> dict[str, str]:
        """The graded notebooks of a submission, by name; it is graded once."""
        key = f"{assignment}\0{student}"
        if self._graded is None or self._student != key:
            course = self._course()
            with _lock, tempfile.TemporaryDirectory(prefix="lopso-button-") as made:
                self._graded = _grade(course, assignment, student, Path(made))
            self._student = key
        return self._graded

    def _course(self) -> Course:
        directory = getattr(self.parent, "coursedir", None)
        if not isinstance(directory, CourseDirectory):
            raise TypeError("SealedExporter works as c.Autograde.exporter_class only.")
        return Course(Path(directory.root), self.config, directory)


def _grade(course: Course, assignment: str, student: str, scratch: Path) -> dict[str, str]:
    writer = Writer(course.db_url, course.course_id, assignment, course.config)
    try:
        papers = read_papers(writer.gradebook, assignment, course.source(assignment))
        template = template_for(course, assignment, papers)
        task: Task = prepare(course, assignment, papers, template, scratch)
        folder = course.submitted(student, assignment)
        outcome = grade_submission(template, task, student, folder, scratch / "files")
        writer.write(outcome.graded)
        return {marked.name: marked.text for marked in outcome.graded.notebooks}
    finally:
        writer.close()


def template_for(course: Course, assignment: str, papers: tuple) -> Template:
    """A template that stays for the next time, as long as the assignment is the same."""
    key, state = (str(course.root), assignment), repr(hash(papers_key(papers)))
    known = _templates.get(key)
    if known is not None and known[0] == state:
        return known[1]
    if known is not None:
        known[1].close()
    made = make_template(papers)
    _templates[key] = state, made
    return made


def papers_key(papers: tuple) -> tuple[str, ...]:
    """What of the papers decides which libraries are imported."""
    return tuple(cell.author for paper in papers for cell in paper.cells)


@atexit.register
def _close() -> None:
    for _, template in _templates.values():
        template.close()


def set_aside_links(assignment: str, student: str, notebooks: list[str]) -> None:
    """Takes links, pipes and devices out of a submission, which nbgrader would follow or wait for.

    Args:
        assignment: nbgrader's; not used.
        student: nbgrader's; not used.
        notebooks: The submission's notebooks, whose folder is looked through.
    """
    for folder in {Path(one).absolute().parent for one in notebooks}:
        for _, folders, names, descriptor in os.fwalk(folder, follow_symlinks=False):
            for name in [*names, *folders]:
                try:
                    about = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                except FileNotFoundError:
                    continue
                if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
                    os.unlink(name, dir_fd=descriptor)
