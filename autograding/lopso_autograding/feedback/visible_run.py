"""The visible tests run for submissions that nbgrader itself graded."""

import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from lopso_kernels import Template

from lopso_autograding.grading.batch import prepare
from lopso_autograding.grading.came import Came
from lopso_autograding.grading.course import Course
from lopso_autograding.grading.paper import Paper
from lopso_autograding.grading.rebuild import rebuild
from lopso_autograding.grading.submission import read_cells
from lopso_autograding.grading.visible import what_came
from lopso_autograding.grading.warmth import make_template
from lopso_autograding.grading.work import Task, rooms
from lopso_autograding.sealed.policy import Profile


@dataclass(frozen=True)
class VisibleRun:
    """An assignment and the template that runs it; several threads may ask at once."""

    task: Task
    template: Template

    def came(self, notebook: str, folder: Path, left_out: Collection[str]) -> dict[str, Came]:
        """How the marked cells of a graded notebook end, by grade id.

        Args:
            notebook: Its name.
            folder: The graded submission.
            left_out: Grade ids of cells that would only be stopped again.
        """
        paper = next(paper for paper in self.task.visible if paper.name == notebook)
        built = rebuild(paper, read_cells(folder / f"{notebook}.ipynb"))
        left = [cell for cell in built if not cell.name or cell.name not in left_out]
        profile = Profile(self.task.profiles[notebook].visible)
        with rooms(self.task, folder) as room:
            return what_came(self.template, paper, profile, left, room, self.task.rules)


@contextmanager
def visible_run(
    course: Course,
    assignment: str,
    papers: tuple[Paper, ...],
    given: Callable[[], Template] | None,
) -> Iterator[VisibleRun]:
    """A time in which the visible tests can be run, on a template that is given or started."""
    with ExitStack() as stack:
        template = given() if given else stack.enter_context(make_template(papers, 1))
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="lopso-feedback-"))
        yield VisibleRun(prepare(course, assignment, papers, template, Path(scratch)), template)
