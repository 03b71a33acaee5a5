"""Grading one submission, apart from the gradebook: it is read, run, and its files are written.

Nothing here writes to the gradebook, so any number of these may go on at once; what needs no course
folder (`examine`) on any machine.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lopso_kernels import Template

from lopso_autograding.grading import reasons, submission
from lopso_autograding.grading.gradebook import Graded
from lopso_autograding.grading.marking import Marked, mark, refuse
from lopso_autograding.grading.paper import Paper
from lopso_autograding.grading.rebuild import nothing, rebuild
from lopso_autograding.grading.remains import work_prefix
from lopso_autograding.grading.running import Rules
from lopso_autograding.sealed.policy import Profile
from lopso_autograding.sealed.steps import Room, TimeLimits
from lopso_autograding.stages import staged

ENGINE = "2"
"""Changes when the same submission would be graded otherwise; then it is graded again."""


@dataclass(frozen=True)
class Task:
    """What is needed to grade any submission of an assignment.

    Attributes:
        papers: The assignment's notebooks.
        visible: The same without what is hidden, as `visible_paper` makes them.
        profiles: What the author's solutions do, by notebook.
        rules: The course's settings.
        material: Folder with the assignment's other files, none of them a notebook.
        fingerprint: Stands for all of these.
        beside: How the names of folders begin in which graded files wait for their place.
    """

    papers: tuple[Paper, ...]
    visible: tuple[Paper, ...]
    profiles: dict[str, Profile]
    rules: Rules
    material: Path
    fingerprint: str = ""
    beside: str = ".lopso-"

    @property
    def limits(self) -> TimeLimits:
        """The seconds that a submission may take."""
        return TimeLimits.for_cell(self.rules.seconds)

    def digest(self, folder: Path) -> str:
        """Stands for the content of a submission and for how it is graded."""
        return digest_of(folder, self.fingerprint, [paper.name for paper in self.papers])


@dataclass(frozen=True)
class Examined:
    """What a submission is worth.

    Attributes:
        graded: What is written to the gradebook, and the graded notebooks.
        troubles: Sentences about what could not be read.
        spent: Seconds of the processor in the two processes.
    """

    graded: Graded
    troubles: tuple[str, ...] = ()
    spent: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """A graded submission and the folder of files that belongs into autograded/.

    Attributes:
        graded: What is written to the gradebook.
        files: A folder beside the place where it belongs.
        troubles: Sentences about what could not be read.
        spent: Seconds of the processor in the two processes.
    """

    graded: Graded
    files: Path
    troubles: tuple[str, ...] = ()
    spent: float = field(default=0.0, compare=False)


@staged("files")
def digest_of(folder: Path, fingerprint: str, notebooks: Iterable[str] = ()) -> str:
    """Stands for the content of a folder and for how it is graded.

    Args:
        folder: Of which only so many files count as a submission may have.
        fingerprint: Stands for how it is graded.
        notebooks: Names of notebooks that always count.
    """
    made = hashlib.sha256(f"{ENGINE} {fingerprint}".encode())
    if not folder.is_symlink():
        left, whole = 2 * submission.LARGEST_FILES, set[str]()
        for name, size in submission.regular_files(folder):
            made.update(f"\0{name}\0{size}\0".encode("utf-8", "surrogateescape"))
            if size <= min(left, submission.LARGEST_NOTEBOOK):
                left -= size
                whole.add(name)
                made.update(_content(folder / name, size))
        for path in (submission.find_notebook(folder, name) for name in notebooks):
            if path is not None and path.name not in whole:
                made.update(_content(path, submission.LARGEST_NOTEBOOK))
    return made.hexdigest()


def _content(path: Path, most: int) -> bytes:
    try:
        return submission.read_file(path, most)
    except submission.UnreadableError:
        return b""


def grade_submission(
    template: Template, task: Task, student: str, folder: Path, beside: Path
) -> Outcome:
    """Grades a submission.

    Args:
        template: Forks the two processes.
        task: The assignment.
        student: Whose submission it is.
        folder: Where it lies.
        beside: A folder on the file system of autograded/, in which the files are put.
    """
    return store(examine(template, task, student, folder), task, folder, beside)


def examine(template: Template, task: Task, student: str, folder: Path) -> Examined:
    """Reads, runs and scores a submission; no file is written."""
    digest = task.digest(folder)
    troubles: list[str] = []
    absent: list[str] = []
    marked: list[Marked] = []
    with rooms(task, folder) as room:
        for paper, shown in zip(task.papers, task.visible, strict=True):
            path = submission.find_notebook(folder, paper.name)
            if path is None:
                absent.append(paper.name)
                troubles.append(reasons.NO_NOTEBOOK.format(name=paper.name))
            made, trouble = _marked(template, task, paper, shown, path, room)
            marked.append(made)
            troubles += [trouble] if trouble else []
    timestamp = submission.read_timestamp(folder)
    sealed = all(paper.sealed for paper in task.papers)
    graded = Graded(student, timestamp, digest, tuple(marked), tuple(absent), sealed)
    return Examined(graded, tuple(troubles), sum(one.spent for one in marked))


def store(examined: Examined, task: Task, folder: Path, beside: Path) -> Outcome:
    """Writes the files of a submission that was graded."""
    beside.mkdir(parents=True, exist_ok=True)
    files = Path(tempfile.mkdtemp(prefix=task.beside, dir=beside))
    try:
        _write_files(files, task, folder, examined.graded.notebooks)
    except BaseException:
        shutil.rmtree(files, ignore_errors=True)
        raise
    return Outcome(examined.graded, files, examined.troubles, examined.spent)


def _marked(
    template: Template, task: Task, paper: Paper, shown: Paper, path: Path | None, room: Room
) -> tuple[Marked, str]:
    """A notebook's marks, and what was wrong with its file."""
    if path is None:
        said = reasons.NO_NOTEBOOK.format(name=paper.name)
        return refuse(paper, nothing(paper), said, task.rules), ""
    try:
        built = rebuild(paper, submission.read_cells(path))
    except submission.UnreadableError as error:
        said = reasons.BROKEN.format(why=error)
        return refuse(paper, nothing(paper), said, task.rules), f"{paper.name}: {said}"
    profile = task.profiles.get(paper.name, Profile())
    return mark(template, paper, profile, built, room, task.rules, shown), ""


@contextmanager
def rooms(task: Task, folder: Path) -> Iterator[Room]:
    """The folders of the two processes: the learner's has the submission's own files as well."""
    own = [] if folder.is_symlink() else list(own_files(folder))
    if not own:
        yield Room(task.material, task.material, task.limits)
        return
    with tempfile.TemporaryDirectory(prefix=work_prefix()) as made:
        work = Path(made)
        _lay_out(work, task, folder, own)
        yield Room(work, task.material, task.limits)


def own_files(folder: Path) -> Iterable[str]:
    """The files of a submission besides its notebooks, as many as are kept."""
    left = submission.LARGEST_FILES
    for name, size in submission.regular_files(folder):
        kept = name != "timestamp.txt" and not name.partition("/")[0].endswith(".ipynb")
        if not kept or name.endswith(".ipynb") or size > left:
            continue
        left -= size
        yield name


def _lay_out(target: Path, task: Task, folder: Path, own: Iterable[str]) -> None:
    """Fills a folder with the author's files, and with those of a submission in free places."""
    shutil.copytree(task.material, target, dirs_exist_ok=True)
    for name in own:
        if not os.path.lexists(target / name):
            _copy(folder / name, target / name)


def _copy(source: Path, target: Path) -> None:
    try:
        data = submission.read_file(source, submission.LARGEST_FILES)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except (submission.UnreadableError, OSError):
        return


@staged("files")
def _write_files(files: Path, task: Task, folder: Path, marked: Iterable[Marked]) -> None:
    """The files of autograded/: the author's, the submission's own beside them, the notebooks."""
    _lay_out(files, task, folder, () if folder.is_symlink() else own_files(folder))
    _copy(folder / "timestamp.txt", files / "timestamp.txt")
    for one in marked:
        path = files / f"{one.name}.ipynb"
        path.unlink(missing_ok=True)
        path.write_text(one.text, encoding="utf-8")
    for path, folders, names in os.walk(files):
        for name in names:
            Path(path, name).chmod(0o444)
        for name in folders:
            Path(path, name).chmod(0o755)
    files.chmod(0o755)


@staged("files")
def put_in_place(outcome: Outcome, place: Path) -> None:
    """Moves the files of a graded submission to where nbgrader looks for them."""
    old = outcome.files.with_name(f"{outcome.files.name}.old")
    if place.exists() or place.is_symlink():
        place.rename(old)
    outcome.files.rename(place)
    shutil.rmtree(old, ignore_errors=True)
