"""Releases the lessons of a running kit, each course in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click
from lopso_courses.build import Built

from lopso_deployment.hub.start import course_command
from lopso_deployment.kit.errors import KitError
from lopso_deployment.language import say


@dataclass(frozen=True)
class Outcome:
    """What became of one lesson: "released", "unchanged", "changed", or why it failed."""

    course: str
    lesson: str
    outcome: str

    @property
    def failed(self) -> bool:
        """Whether the lesson is not where it should be."""
        return self.outcome not in {"released", "unchanged", "changed"}


def release_lessons(home: Path, built: Built, tell: Callable[[str], None]) -> None:
    """Releases what never was, as many courses at once as there are cores.

    Raises:
        KitError: when a lesson was not released; the sentence says why.
    """
    label = say("Đang phát bài học…", "Releasing the lessons…")
    tell(label)
    courses = [folder.name for folder in sorted(built.courses)]
    outcomes: list[Outcome] = []
    with (
        ThreadPoolExecutor(max_workers=os.cpu_count()) as pool,
        click.progressbar(
            pool.map(lambda course: release_course(home, course), courses),
            length=len(courses),
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
        ) as done,
    ):
        for found in done:
            outcomes += found
    for one in outcomes:
        name = f"{one.course}/{one.lesson}"
        if one.failed:
            raise KitError(
                f"Chưa phát được {name}: {one.outcome}", f"{name} was not released: {one.outcome}"
            )
        if one.outcome == "changed":
            tell(
                say(
                    f"{name} có bản mới hơn bản đã phát: người hướng dẫn phát lại khi muốn.",
                    f"{name} is newer than what was released: a trainer may release it again.",
                )
            )


def release_course(home: Path, course: str) -> list[Outcome]:
    """Releases the lessons of one course; a process that breaks off is an outcome too."""
    command = course_command(home, course, sys.executable, "-m", "lopso_deployment.kit.release")
    done = subprocess.run(
        command.arguments,
        env=command.environment,
        cwd=command.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    outcomes = [Outcome(course, line["lesson"], line["outcome"]) for line in lines]
    if done.returncode and not any(one.failed for one in outcomes):
        reason = (done.stderr.strip().splitlines() or ["?"])[-1]
        outcomes.append(Outcome(course, "*", reason))
    return outcomes
