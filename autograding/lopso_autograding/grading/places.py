"""Where submissions are graded: on this machine or on those of a cluster."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from lopso_kernels import Template

from lopso_autograding.grading.paper import Paper
from lopso_autograding.grading.running import profile_of, unsealable
from lopso_autograding.grading.visible import visible_profile
from lopso_autograding.grading.warmth import make_template
from lopso_autograding.grading.work import Outcome, Task, grade_submission
from lopso_autograding.sealed.policy import Profile
from lopso_autograding.sealed.steps import Room


class Place(Protocol):
    """Somewhere submissions are graded."""

    @property
    def at_once(self) -> int:
        """How many submissions it works on at the same time."""
        ...

    def profiles(self, task: Task) -> dict[str, Profile]:
        """What the author's own solutions do, by notebook."""
        ...

    def submit(self, task: Task, student: str, folder: Path, beside: Path) -> Future[Outcome]:
        """Begins to grade a submission; its files are put into a folder in `beside`."""
        ...


class Here:
    """This machine: a template and as many threads as submissions at once."""

    def __init__(self, template: Template, pool: ThreadPoolExecutor, jobs: int) -> None:
        """Keeps the parts."""
        self._template, self._pool, self.at_once = template, pool, jobs

    def profiles(self, task: Task) -> dict[str, Profile]:
        """What the author's own solutions do, by notebook."""
        return profiles_of(self._template, task)

    def submit(self, task: Task, student: str, folder: Path, beside: Path) -> Future[Outcome]:
        """Begins to grade a submission."""
        return self._pool.submit(grade_submission, self._template, task, student, folder, beside)


def profiles_of(template: Template, task: Task) -> dict[str, Profile]:
    """What the author's own solutions do, by notebook."""
    room = Room(task.material, task.material, task.limits)
    found = {}
    for paper, shown in zip(task.papers, task.visible, strict=True):
        profile = profile_of(template, paper, room, task.rules)
        open_only = unsealable(template, paper, profile, room, task.rules)
        visible = visible_profile(template, shown, room, task.rules).cells
        found[paper.name] = replace(profile, open_only=open_only, visible=visible)
    return found


@contextmanager
def here(
    papers: Sequence[Paper], template: Template | None, jobs: int | None, number: int
) -> Iterator[Here]:
    """This machine, with a template that is given, or made for about so many submissions."""
    jobs = jobs or len(os.sched_getaffinity(0))
    with ExitStack() as stack:
        made = template or stack.enter_context(make_template(papers, number))
        pool = ThreadPoolExecutor(jobs)
        # Where grading stops early, nobody wants what has not yet begun.
        stack.callback(pool.shutdown, cancel_futures=True)
        yield Here(made, pool, jobs)
