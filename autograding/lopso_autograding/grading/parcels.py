"""A submission, or an assignment, as it travels to another machine: what grading needs, no more.

From a submission go its notebooks of the assignment and the other files that are kept, as far as
they are regular and not too large; of others only that they are there, since that is what is said
of them. From the course goes no gradebook and no setting but those that decide how an output looks.
"""

import os
import pickle
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from traitlets.config import Config

from lopso_autograding.grading import submission
from lopso_autograding.grading.paper import Paper
from lopso_autograding.grading.work import Task, own_files

_SETTINGS = (
    "IgnorePattern",
    "LimitOutput",
    "NbConvertBase",
    "NbGraderPreprocessor",
    "Preprocessor",
)


@dataclass(frozen=True)
class PackedFile:
    """One file.

    Attributes:
        name: Its path within the folder.
        data: Its content; None where only its size counts, because it is too large.
        size: Bytes; -1 for what is no regular file.
    """

    name: str
    data: bytes | None
    size: int


@dataclass(frozen=True)
class Parcel:
    """A submission.

    Attributes:
        student: Whose it is.
        files: Its files; None where its folder is a link, which is not followed.
    """

    student: str
    files: tuple[PackedFile, ...] | None


def pack(student: str, folder: Path, papers: Sequence[Paper]) -> Parcel:
    """A submission that lies in a folder."""
    if folder.is_symlink():
        return Parcel(student, None)
    names = ["timestamp.txt", *own_files(folder)]
    found = (submission.find_notebook(folder, paper.name) for paper in papers)
    names += [path.name for path in found if path is not None]
    packed = (_packed(folder, name) for name in dict.fromkeys(names))
    return Parcel(student, tuple(one for one in packed if one is not None))


def _packed(folder: Path, name: str) -> PackedFile | None:
    try:
        about = (folder / name).lstat()
    except OSError:
        return None
    try:
        if not stat.S_ISREG(about.st_mode):
            return PackedFile(name, None, -1)
        data = submission.read_file(folder / name, submission.LARGEST_NOTEBOOK)
        return PackedFile(name, data, len(data))
    except submission.UnreadableError:
        return PackedFile(name, None, about.st_size)


def unpack(parcel: Parcel, folder: Path) -> None:
    """Makes a folder that is graded as the submission itself would be."""
    if parcel.files is None:
        folder.symlink_to("/nowhere")
        return
    folder.mkdir(parents=True)
    for file in parcel.files:
        path = folder / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.size < 0:
            path.symlink_to("/nowhere")
        elif file.data is not None:
            path.write_bytes(file.data)
        else:  # a hole of that size, which takes no room
            path.touch()
            os.truncate(path, file.size)


@dataclass(frozen=True)
class Kit:
    """An assignment.

    Attributes:
        task: What is needed to grade it, but for the profiles, which a worker finds; its folder
            of material means nothing on another machine.
        material: The author's other files.
        versions: Of what must be the same where it is graded.
    """

    task: Task
    material: tuple[PackedFile, ...]
    versions: dict[str, str]


def pack_task(task: Task, versions: dict[str, str]) -> bytes:
    """An assignment, as bytes."""
    config = task.rules.config
    kept = Config({name: config[name] for name in _SETTINGS if name in config})
    plain = replace(task, profiles={}, rules=replace(task.rules, config=kept))
    return pickle.dumps(Kit(plain, tuple(_material(task.material)), versions))


def _material(folder: Path) -> Iterator[PackedFile]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield PackedFile(str(path.relative_to(folder)), data, len(data))


def unpack_task(kit: Kit, folder: Path) -> Task:
    """The assignment on this machine, with its files in a new folder."""
    unpack(Parcel("", kit.material), folder)
    return replace(kit.task, material=folder)
