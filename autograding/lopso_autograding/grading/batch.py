"""A whole assignment graded: many submissions at once, one writer, and nothing done twice."""

import datetime
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lopso_kernels import Template, TemplateError
from nbgrader.utils import find_all_files

from lopso_autograding.grading import lock, reasons, remains, submission, unsealed
from lopso_autograding.grading.course import Course, CourseError, is_text, shown
from lopso_autograding.grading.gradebook import Writer
from lopso_autograding.grading.paper import Paper, read_papers
from lopso_autograding.grading.places import Place, here, profiles_of
from lopso_autograding.grading.running import Rules
from lopso_autograding.grading.troubles import (
    cannot_go_on,
    cannot_store,
    first_line,
    is_of_the_disk,
    one_sentence,
)
from lopso_autograding.grading.visible import visible_paper
from lopso_autograding.grading.warmth import fitting
from lopso_autograding.grading.work import Outcome, Task, digest_of, put_in_place


@dataclass(frozen=True)
class Line:
    """How one submission fared.

    Attributes:
        student: Whose it is.
        state: "graded", "unchanged" (it was graded before), or "failed".
        score: Points, where it was graded now.
        troubles: Sentences: what could not be read, or why grading failed.
        spent: Seconds of the processor.
    """

    student: str
    state: str
    score: float | None = None
    troubles: tuple[str, ...] = ()
    spent: float = 0.0


@dataclass(frozen=True)
class Result:
    """How an assignment's submissions fared, in the order of their names."""

    assignment: str
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every submission is graded."""
        return all(line.state != "failed" for line in self.lines)


def grade_assignment(
    course_dir: Path,
    assignment: str,
    students: Collection[str] | None = None,
    jobs: int | None = None,
    *,
    force: bool = False,
    progress: Callable[[Line, int], None] | None = None,
    waiting: Callable[[], None] | None = None,
    template: Template | None = None,
    begun: Template | None = None,
    cluster: str | None = None,
) -> Result:
    """Grades the submissions of an assignment that are not graded yet.

    Args:
        course_dir: An nbgrader course folder.
        assignment: Its name.
        students: Only these; all by default.
        jobs: How many at once; as many as there are processors by default.
        force: Whether to grade again what was graded; scores given by hand stay.
        progress: Called with each line and the number of submissions still to come.
        waiting: Called once where another grader is at work on the assignment.
        template: One that is running; by default one is started.
        begun: One of `head_start`, taken instead where it fits.
        cluster: Address of a Dask scheduler whose workers grade, such as "tcp://10.0.0.5:8786";
            this machine only writes.

    Raises:
        CourseError: The folder, the assignment, the gradebook or the cluster cannot be used.
        CannotConfineError: This machine cannot confine learners' code.
    """
    course = Course.open(course_dir)
    with lock.alone(course.root, assignment, waiting=waiting):
        chosen = course.chosen(assignment, students)
        remains.clear(assignment, (course.autograded(one, assignment).parent for one in chosen))
        with _opened(course, assignment) as writer:
            papers = read_papers(writer.gradebook, assignment, course.source(assignment))
            template = template or fitting(begun, papers)
            with _place(papers, template, jobs, cluster, len(chosen)) as place:
                return _grade(course, assignment, chosen, writer, papers, place, force, progress)


def _place(
    papers: Sequence[Paper],
    template: Template | None,
    jobs: int | None,
    cluster: str | None,
    number: int,
) -> AbstractContextManager[Place]:
    if cluster is None:
        return here(papers, template, jobs, number)
    # Dask is an extra, and takes a while to import.
    from lopso_autograding.grading.cluster import there

    return there(cluster)


def _grade(
    course: Course,
    assignment: str,
    chosen: Sequence[str],
    writer: Writer,
    papers: tuple[Paper, ...],
    place: Place,
    force: bool,
    progress: Callable[[Line, int], None] | None,
) -> Result:
    with tempfile.TemporaryDirectory() as made:
        task = plan(course, assignment, papers, Path(made))
        task = replace(task, profiles=place.profiles(task))
        known = {} if force else writer.graded()
        others = {} if force else writer.graded_by_nbgrader()
        students = None if course.adds_students else writer.students()
        lines, todo = _sorted_out(course, assignment, chosen, known, others, students, task)
        left = len(todo)
        for student, outcome in _outcomes(place, course, assignment, todo, task):
            line = _written(course, assignment, writer, student, outcome)
            left -= 1
            lines.append(line)
            if progress is not None:
                progress(line, left)
    return Result(assignment, tuple(sorted(lines, key=lambda line: line.student)), _warnings(task))


@contextmanager
def _opened(course: Course, assignment: str) -> Iterator[Writer]:
    with one_sentence(course, assignment):
        writer = Writer(course.db_url, course.course_id, assignment, course.config)
        try:
            yield writer
        finally:
            writer.close()


def prepare(
    course: Course, assignment: str, papers: tuple[Paper, ...], template: Template, scratch: Path
) -> Task:
    """What is needed to grade any submission here: papers, profiles, rules, the author's files."""
    task = plan(course, assignment, papers, scratch)
    return replace(task, profiles=profiles_of(template, task))


def plan(course: Course, assignment: str, papers: tuple[Paper, ...], scratch: Path) -> Task:
    """What is needed to grade any submission, but for what the author's solutions do."""
    material = copy_material(course, course.source(assignment), scratch / "material")
    for name in course.left_to_learners(assignment):
        (material / name).unlink(missing_ok=True)
    rules = Rules(course.config, course.seconds, course.adds_missing_cells)
    fingerprint = _fingerprint(papers, rules, material)
    visible = tuple(visible_paper(paper, course.config) for paper in papers)
    beside = remains.beside_prefix(assignment)
    return Task(papers, visible, {}, rules, material, fingerprint, beside)


def copy_material(course: Course, source: Path, target: Path) -> Path:
    """A folder with the author's files that are no notebooks."""
    target.mkdir(parents=True)
    if source.is_dir():
        ignored = [*course.directory.ignore, "*.ipynb"]
        for name in find_all_files(str(source), ignored):
            place = target / Path(name).relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(name, place)
    return target


def _fingerprint(papers: Sequence[Paper], rules: Rules, material: Path) -> str:
    made = hashlib.sha256(f"{rules.adds_missing}".encode())
    for paper in papers:
        cells = [(one.name, one.role, one.source, one.points, one.skipped) for one in paper.cells]
        made.update(json.dumps([paper.name, paper.sealed, cells]).encode())
    made.update(digest_of(material, "").encode())
    return made.hexdigest()


def _sorted_out(
    course: Course,
    assignment: str,
    chosen: Sequence[str],
    known: dict[str, str],
    others: dict[str, datetime.datetime],
    students: Collection[str] | None,
    task: Task,
) -> tuple[list[Line], list[str]]:
    """Those that are graded already, by us or by nbgrader itself, and those that are still to be.

    What nbgrader itself graded stands as long as the submission says the same time: a course that
    changes over keeps its grades, and `force` makes new ones. Who is not among the students, where
    these are given, fails, and so does a name that the gradebook cannot hold.
    """
    lines, todo = [], []
    for student in chosen:
        if not is_text(student) or (students is not None and student not in students):
            said = reasons.UNKNOWN_STUDENT if is_text(student) else reasons.ODD_NAME
            lines.append(Line(shown(student), "failed", troubles=(said,)))
            continue
        digest = known.get(student)
        folder = course.submitted(student, assignment)
        place = course.autograded(student, assignment)
        same = digest is not None and digest == task.digest(folder)
        if student in others:
            same = others[student] == submission.read_timestamp(folder)
        if same and place.is_dir():
            lines.append(Line(student, "unchanged"))
        else:
            todo.append(student)
    return lines, todo


def _outcomes(
    place: Place, course: Course, assignment: str, todo: Sequence[str], task: Task
) -> Iterator[tuple[str, Outcome | Exception]]:
    """The submissions as they are done; never many more in memory than are worked on."""
    waiting = list(reversed(todo))
    running: dict[Future[Outcome], str] = {}
    while waiting or running:
        while waiting and len(running) < 2 * place.at_once:
            student = waiting.pop()
            folder = course.submitted(student, assignment)
            beside = course.autograded(student, assignment).parent
            running[place.submit(task, student, folder, beside)] = student
        for job in wait(running, return_when=FIRST_COMPLETED).done:
            student, error = running.pop(job), job.exception()
            if error is None:
                yield student, job.result()
            elif isinstance(error, TemplateError):
                raise cannot_go_on(error) from error
            elif isinstance(error, Exception) and not isinstance(error, CourseError):
                yield student, error
            else:
                raise error


def _written(
    course: Course, assignment: str, writer: Writer, student: str, outcome: Outcome | Exception
) -> Line:
    """Puts a graded submission where it belongs: first its files, then the gradebook."""
    if isinstance(outcome, OSError) and is_of_the_disk(outcome):
        raise cannot_store(student, outcome) from outcome
    if isinstance(outcome, Exception):
        said = f"{type(outcome).__name__}: {first_line(outcome)}"
        return Line(student, "failed", troubles=(said,))
    try:
        put_in_place(outcome, course.autograded(student, assignment))
        score = writer.write(outcome.graded)
    except OSError as error:
        shutil.rmtree(outcome.files, ignore_errors=True)
        raise cannot_store(student, error) from error
    return Line(student, "graded", score, outcome.troubles, outcome.spent)


def _warnings(task: Task) -> tuple[str, ...]:
    """What an author should know of the tests."""
    found = []
    for paper in task.papers:
        profile = task.profiles[paper.name]
        failing = [cell.name for cell in paper.cells if cell.role == "test"]
        failing = [name for name in failing if name not in profile.cells]
        cells = {
            reasons.AUTHOR_FAILS: [name for name in failing if name not in profile.open_only],
            reasons.CANNOT_BE_SEALED: [name for name in failing if name in profile.open_only],
        }
        if paper.knows_solutions:
            found += [
                text.format(notebook=paper.name, cells=", ".join(names))
                for text, names in cells.items()
                if names
            ]
        if not paper.sealed:
            found.append(f"{paper.name}: {unsealed.UNSEALED}")
    return tuple(found)
