"""What runs on the workers of a cluster: one warm template for the assignment that is graded.

A worker shares nothing with the machine that writes: it gets an assignment and submissions as
bytes, and gives back what they are worth.
"""

import atexit
import importlib.metadata
import pickle
import platform
import tempfile
import threading
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from lopso_kernels import Template

from lopso_autograding.grading.parcels import Kit, Parcel, unpack, unpack_task
from lopso_autograding.grading.places import profiles_of
from lopso_autograding.grading.warmth import make_template
from lopso_autograding.grading.work import ENGINE, Examined, Task, examine
from lopso_autograding.sealed.policy import Profile

_lock = threading.Lock()


class OtherVersionError(RuntimeError):
    """A worker has other versions than the machine that writes; the text names both."""


def versions() -> dict[str, str]:
    """What must be the same on all machines, so that all give the same points."""
    python = ".".join(platform.python_version_tuple()[:2])
    packages = ("lopso", "nbgrader", "IPython", "numpy", "pandas", "scikit-learn", "matplotlib")
    found = {name: importlib.metadata.version(name) for name in packages}
    return {"Python": python, "engine": ENGINE, **found}


def differences(theirs: dict[str, str]) -> str:
    """What differs between this machine and another one; nothing where nothing does."""
    own = versions()
    names = sorted(own.keys() | theirs.keys())
    return ", ".join(
        f"{name} {own.get(name, '-')} / {theirs.get(name, '-')}"
        for name in names
        if own.get(name) != theirs.get(name)
    )


@dataclass(frozen=True)
class _Ready:
    """The assignment that this worker grades now, and what must be closed after it."""

    kit: bytes
    task: Task
    template: Template
    scratch: Path
    stack: ExitStack


_now: _Ready | None = None


def _ready(kit: bytes) -> _Ready:
    """The template for an assignment; that of the one before is ended."""
    global _now
    with _lock:
        if _now is None or _now.kit != kit:
            _end()
            _now = _made(kit)
        return _now


def _made(packed: bytes) -> _Ready:
    kit: Kit = pickle.loads(packed)  # noqa: S301 - what the scheduler sends is code in any case
    if differs := differences(kit.versions):
        raise OtherVersionError(differs)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lopso-worker-")))
        task = unpack_task(kit, scratch / "material")
        template = stack.enter_context(make_template(task.papers))
        return _Ready(packed, task, template, scratch, stack.pop_all())


def _end() -> None:
    global _now
    if _now is not None:
        _now.stack.close()
        _now = None


atexit.register(_end)


def find_profiles(kit: bytes) -> dict[str, Profile]:
    """What the author's own solutions do, by notebook."""
    ready = _ready(kit)
    return profiles_of(ready.template, ready.task)


def hold(kit: bytes) -> bytes:
    """The assignment itself: the scheduler knows how to bring it to any worker."""
    return kit


def grade_parcel(kit: bytes, profiles: dict[str, Profile], parcel: Parcel) -> Examined:
    """What a submission is worth."""
    ready = _ready(kit)
    task = replace(ready.task, profiles=profiles)
    with tempfile.TemporaryDirectory(dir=ready.scratch) as made:
        folder = Path(made) / "submitted"
        unpack(parcel, folder)
        return examine(ready.template, task, parcel.student, folder)
