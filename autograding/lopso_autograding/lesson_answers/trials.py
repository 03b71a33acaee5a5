"""Trials: one text in an exercise's cell, run through the exercise's tests."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lopso_courses.assignment import CODE_STUB, assignment_notebook
from lopso_courses.checks.answers import find_answers, points_of
from lopso_courses.lessons import Lesson
from nbconvert.exporters.exporter import ResourcesDict
from nbgrader.preprocessors import ClearSolutions

# One thread for each library that would start some: a forked child does not have them.
_SINGLE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Trial:
    """A text to try in the cell of an exercise.

    Attributes:
        name: the answer's path in the lesson, or `solution` or `stub`.
        exercise: the exercise.
        text: what stands in the whole solution cell.
        points: what it must score.
    """

    name: str
    exercise: str
    text: str
    points: float


@dataclass(frozen=True)
class Outcome:
    """What a trial scored.

    Attributes:
        trial: the trial.
        score: the points of the test cells that had nothing to say.
        tripped: the statements that failed: which test cell of the exercise, from 0, and the line
            in the lesson's cell on which the statement begins.
        message: what the first failure said; empty when there was none.
    """

    trial: Trial
    score: float
    tripped: frozenset[tuple[int, int]]
    message: str


def trials_of(lesson: Lesson, language: str = "vi") -> tuple[Trial, ...]:
    """Every trial of a lesson: for each exercise the solution, the stub and the named answers."""
    found: list[Trial] = []
    for node in assignment_notebook(lesson, language).cells:
        exercise = node.metadata.get("nbgrader", {}).get("grade_id")
        if exercise in lesson.exercises:
            full = points_of(lesson, exercise)
            found.append(Trial("solution", exercise, node.source, full))
            found.append(Trial("stub", exercise, _released(node, language), 0))
            for answer in find_answers(lesson):
                if answer.exercise == exercise:
                    name = answer.path.relative_to(lesson.folder).as_posix()
                    found.append(Trial(name, exercise, answer.text, answer.points))
    return tuple(found)


def _released(node: Any, language: str) -> str:  # noqa: ANN401 - a NotebookNode has no types
    """What a learner finds in a solution cell, by nbgrader's own hand."""
    copy = type(node)(node)
    cleaner = ClearSolutions(code_stub={"python": CODE_STUB[language]})
    return cleaner.preprocess_cell(copy, ResourcesDict(language="python"), 0)[0].source


def run_trials(
    lesson: Lesson,
    trials: Sequence[Trial],
    *,
    language: str = "vi",
    seconds: float = 10,
) -> tuple[Outcome, ...]:
    """Run trials, each in a process forked where its exercise begins in the solved lesson.

    Args:
        lesson: the lesson.
        trials: what to try.
        language: the notebook in which the trials run.
        seconds: the processor time that each trial has.

    Raises:
        RuntimeError: the lesson itself does not run; the message says where.
    """
    with tempfile.TemporaryDirectory(prefix="lopso-answers-") as folder:
        home = Path(folder)
        if (lesson.folder / "data").is_dir():
            shutil.copytree(lesson.folder / "data", home / "data")
        (home / "plan.json").write_text(json.dumps(_plan(lesson, trials, language, seconds)))
        _work(home)
        results = json.loads((home / "results.json").read_text())
    return tuple(
        Outcome(
            trial,
            result["score"],
            frozenset((cell, line) for cell, line in result["tripped"]),
            result["message"],
        )
        for trial, result in zip(trials, results, strict=True)
    )


def _plan(lesson: Lesson, trials: Sequence[Trial], language: str, seconds: float) -> dict[str, Any]:
    notebook = assignment_notebook(lesson, language)
    cells = [
        {
            "source": node.source,
            "grade_id": node.metadata.get("nbgrader", {}).get("grade_id"),
            "points": node.metadata.get("nbgrader", {}).get("points"),
        }
        for node in notebook.cells
        if node.cell_type == "code"
    ]
    return {
        "cells": cells,
        # What every test imports; once here, not once for each trial.
        "modules": [f"lopso_autograding.{language}"],
        "seconds": seconds,
        "trials": [{"exercise": trial.exercise, "text": trial.text} for trial in trials],
    }


def _work(home: Path) -> None:
    environment = {
        **os.environ,
        **dict.fromkeys(_SINGLE, "1"),
        "IPYTHONDIR": str(home / "ipython"),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }
    command = [sys.executable, "-m", "lopso_autograding.lesson_answers.worker", str(home)]
    done = subprocess.run(
        command, env=environment, cwd=home, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr else "no result")
