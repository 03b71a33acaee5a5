"""Nobody who plays fair gets other points here than from nbgrader itself, cell by cell."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import nbformat
import nbgrader as installed
import pytest
from lopso_autograding.grading.batch import grade_assignment
from nbgrader.api import Gradebook

from .comparison import DUE, PATIENT, compare, give_by_hand, marks_in, nbgrader
from .exercises import ASSIGNMENT, NOTEBOOK, source
from .learners import CHOSEN, MORE, Learner, name_of, submission, submit

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3000)]
SOAK = bool(os.environ.get("LOPSO_SOAK"))
LEARNERS = CHOSEN | MORE if SOAK else CHOSEN
PACKAGE = Path(installed.__file__).parent
BOOK = PACKAGE / "docs/source/user_guide"
TELLING = ("apps/files/submitted-changed.ipynb", "preprocessors/files/test_taskcell.ipynb")
"""Two of the notebooks of nbgrader's own tests: hidden and written cells, a task."""


def _course(folder: Path, learners: Mapping[str, Learner]) -> Path:
    place = folder / "source" / ASSIGNMENT
    place.mkdir(parents=True)
    late = "c.LateSubmissionPlugin.penalty_method = 'zero'"
    (folder / "nbgrader_config.py").write_text("\n".join(["c = get_config()", *PATIENT, late]))
    nbformat.write(source(), place / f"{NOTEBOOK}.ipynb")
    (place / "diem.csv").write_text("diem\n7\n8\n9\n")
    said = nbgrader(folder, "generate_assignment", ASSIGNMENT)
    with Gradebook(f"sqlite:///{folder}/gradebook.db", "thu") as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=DUE)
    release = folder / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    assert release.is_file(), said
    made = nbformat.read(release, 4)
    for name, learner in learners.items():
        folder_of = folder / "submitted" / name_of(name) / ASSIGNMENT
        submit(folder_of, NOTEBOOK, submission(made, learner), learner)
        shutil.copy(place / "diem.csv", folder_of)
    return folder


def test_submissions_of_every_kind_get_the_same_marks(tmp_path):
    both = compare(_course(tmp_path / "khoá", LEARNERS), ASSIGNMENT)
    assert len({student for student, _, _ in both.plain}) == len(LEARNERS), both.said
    different = both.differences
    if SOAK:
        # Without any cell there is nothing to grade: nbgrader leaves all open, here all is 0.
        empty = {key: different.pop(key) for key in both.plain if key[0] == "trống"}
        assert {(plain.points, ours.points) for plain, ours in empty.values()} == {(None, 0)}
    assert different == {}
    points = {mark.points for mark in both.plain.values()}
    assert {0, 0.5, 1, 1.5, 2, 3, None} <= points
    assert any(mark.penalty for mark in both.plain.values())


def test_points_and_extra_credit_of_a_person_stay_the_same(tmp_path):
    folder = _course(tmp_path / "khoá", {"an": CHOSEN["một_nửa"]})
    grade_assignment(folder, ASSIGNMENT)
    give_by_hand(folder, ASSIGNMENT)
    ours = tmp_path / "sau"
    shutil.copytree(folder, ours)
    said = nbgrader(folder, "autograde", ASSIGNMENT, "--force")
    grade_assignment(ours, ASSIGNMENT, force=True)
    plain = marks_in(folder, ASSIGNMENT)
    assert [mark.extra for mark in plain.values()].count(0.5) == 3, said
    assert marks_in(ours, ASSIGNMENT) == plain


def test_the_course_of_the_quickstart_gets_the_same_marks(tmp_path):
    folder = tmp_path / "bắt đầu"
    nbgrader(tmp_path, "quickstart", folder.name)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write("\n".join(["", *PATIENT[:3]]))
    said = nbgrader(folder, "generate_assignment", "ps1")
    for student in ("bitdiddle", "hacker") if SOAK else ("bitdiddle",):
        shutil.copytree(BOOK / "submitted" / student, folder / "submitted" / student)
    if SOAK:
        shutil.copytree(folder / "source/ps1", folder / "submitted/author/ps1")
        shutil.copytree(folder / "release/ps1", folder / "submitted/nobody/ps1")
    both = compare(folder, "ps1")
    assert both.plain, said + both.said
    assert both.differences == {}


def _own_books() -> list[Path]:
    """The notebooks of nbgrader's own tests that are no endless loops."""
    found = [PACKAGE / "tests" / name for name in TELLING]
    if SOAK:
        found = sorted((PACKAGE / "tests").rglob("*.ipynb"))
    return [path for path in found if not path.stem.startswith(("infinite", "timeout"))]


def _as_course(folder: Path, book: Path) -> bool:
    """A course with a notebook, which its author and somebody who did nothing submit.

    Returns:
        Whether nbgrader takes the notebook for an assignment at all.
    """
    place = folder / "source" / "ps1"
    place.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text("\n".join(["c = get_config()", *PATIENT]))
    shutil.copy(book, place / "p.ipynb")
    shutil.copy(BOOK / "autotests.yml", folder)
    nbgrader(folder, "generate_assignment", "ps1")
    release = folder / "release/ps1"
    if not (release / "p.ipynb").is_file():
        return False
    shutil.copytree(place, folder / "submitted/author/ps1")
    shutil.copytree(release, folder / "submitted/nobody/ps1")
    return True


def test_the_notebooks_of_nbgraders_own_tests_get_the_same_marks(tmp_path):
    differences, compared = {}, 0
    for number, book in enumerate(_own_books()):
        folder = tmp_path / f"{number}"
        if _as_course(folder, book):
            both = compare(folder, "ps1")
            # What nbgrader itself cannot grade has no marks to compare.
            given = {key for key, mark in both.plain.items() if mark.points is not None}
            compared += len(given)
            different = {key: pair for key, pair in both.differences.items() if key in given}
            differences |= {book.name: different} if different else {}
    assert differences == {}
    assert compared > 5
