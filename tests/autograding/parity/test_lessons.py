"""Our own lessons in both languages: plain nbgrader gives every named answer the same points."""

import os
import shutil
from itertools import zip_longest
from pathlib import Path

import nbformat
import pytest
from lopso_courses.build import build
from lopso_courses.lessons import Lesson, find_lessons

from .comparison import compare, nbgrader

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]
SOAK = bool(os.environ.get("LOPSO_SOAK"))
PAIRS = [(lesson, language) for lesson in find_lessons() for language in ("vi", "en")]
CHOSEN = PAIRS if SOAK else PAIRS[-2:-1]


def _learners(lesson: Lesson) -> list[dict[str, str]]:
    """Learners who each give one answer to each exercise, until all answers are given."""
    above = sorted((lesson.folder / "answers").iterdir())
    answers = [sorted(folder.glob("*.py")) for folder in above]
    found = []
    for row in zip_longest(*answers):
        chosen = [path or column[0] for path, column in zip(row, answers, strict=True)]
        found.append({path.parent.name: path.read_text(encoding="utf-8") for path in chosen})
    return found if SOAK else found[1::9]


@pytest.mark.parametrize(
    ("lesson", "language"), CHOSEN, ids=[f"{lesson.name}-{language}" for lesson, language in CHOSEN]
)
def test_named_answers_get_the_same_marks(lesson: Lesson, language: str, tmp_path: Path) -> None:
    folder = build([lesson.course.name], language, tmp_path).courses[0]
    said = nbgrader(folder, "generate_assignment", lesson.name)
    release = folder / "release" / lesson.name
    assert release.is_dir(), said
    learners = _learners(lesson)
    for number, answers in enumerate(learners):
        place = folder / "submitted" / f"em {number}" / lesson.name
        shutil.copytree(release, place)
        path = place / f"{lesson.name}.ipynb"
        notebook = nbformat.read(path, 4)
        for cell in notebook.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            cell.source = answers.get(name, cell.source)
        nbformat.write(notebook, path)
    both = compare(folder, lesson.name)
    assert len({student for student, _, _ in both.plain}) == len(learners), both.said
    assert both.differences == {}
    assert len({mark.points for mark in both.plain.values()}) > 1
