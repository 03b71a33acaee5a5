"""The feedback of a course: whose pages are written, by the command and by nbgrader's own."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from lopso_autograding.feedback import writing
from lopso_autograding.feedback.batch import give_feedback
from lopso_autograding.feedback.making import Maker
from lopso_autograding.grading.batch import grade_assignment
from lopso_autograding.grading.course import CourseError
from lopso_autograding.marking.settings import EXPORTER, PREPROCESSORS
from nbgrader.api import Gradebook

from ..grading.course import NAME, answered, make_course, nbgrader, submit  # noqa: TID252
from .conftest import read

pytestmark = [pytest.mark.slow]
RIGHT = {"f": "def f(x):\n    return 3 * x", "viet": "Bài **viết** <script>x</script>"}
FAILED = "Dòng chưa đạtassert gan(f(2), 6)"
WRONG = {"f": "def f(x):\n    return x"}


@pytest.fixture(scope="module")
def graded(template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which two of three submissions are graded, one with a comment."""
    folder = tmp_path_factory.mktemp("courses") / "khoá học"
    folder.mkdir()
    release = make_course(folder)
    submit(folder, "an", answered(release, **RIGHT))
    submit(folder, "bình", answered(release, **WRONG))
    grade_assignment(folder, NAME, template=template)
    submit(folder, "chi", answered(release, **WRONG))
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        gradebook.find_comment("f", "một", NAME, "bình").manual_comment = "Cố lên, `3 * x`"
        gradebook.find_grade("viet", "một", NAME, "an").manual_score = 4.5
        gradebook.db.commit()
    return folder


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(graded, tmp_path / "khoá học"))


def _page(course: Path, student: str) -> str:
    return (course / "feedback" / student / NAME / "một.html").read_text(encoding="utf-8")


def test_everybody_who_is_graded_gets_a_page(course: Path, template) -> None:
    result = give_feedback(course, NAME, template=template)
    states = {page.student: page.state for page in result.pages}
    assert states == {"an": "written", "bình": "written", "chi": "ungraded"}
    assert not result.ok
    seen = read(_page(course, "bình"))
    assert "Cố lên, 3 * x" in seen
    assert FAILED in seen
    an = _page(course, "an")
    assert "8/15,5 điểm" in an
    assert "<strong>viết</strong>" in an
    assert "<script" not in an


def test_no_code_is_run_for_what_was_graded_here(course: Path, monkeypatch) -> None:
    monkeypatch.setattr(Maker, "_came", lambda *_: pytest.fail("code is run"))
    assert give_feedback(course, NAME, ["an", "bình"]).ok


def test_what_nbgrader_itself_graded_is_explained_as_well(course: Path, template) -> None:
    nbgrader(course, "autograde", NAME, "--student", "chi")
    assert give_feedback(course, NAME, ["chi"], template=template).ok
    assert FAILED in read(_page(course, "chi"))


def test_processes_write_the_pages_of_many_and_leave_those_that_need_a_run(
    course: Path, template, monkeypatch
) -> None:
    give_feedback(course, NAME, ["an", "bình"], template=template)
    pages = [_page(course, name) for name in ("an", "bình")]
    nbgrader(course, "autograde", NAME, "--student", "chi")
    shutil.rmtree(course / "feedback")
    monkeypatch.setattr(writing, "FEW", 2)
    result = give_feedback(course, NAME, jobs=2, template=template)
    assert [page.state for page in result.pages] == ["written"] * 3
    assert [_page(course, name) for name in ("an", "bình")] == pages
    assert FAILED in read(_page(course, "chi"))


def test_a_process_that_is_killed_costs_no_page(course: Path, template, monkeypatch) -> None:
    monkeypatch.setattr(writing, "FEW", 2)
    monkeypatch.setattr(writing, "_write_without_running", _die)
    assert give_feedback(course, NAME, ["an", "bình"], jobs=2, template=template).ok


def _die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_only_who_is_asked_for_gets_a_page(course: Path, template) -> None:
    assert give_feedback(course, NAME, ["an"], template=template).ok
    assert [path.name for path in (course / "feedback").iterdir()] == ["an"]


def test_one_who_did_not_submit_is_named(course: Path, template) -> None:
    with pytest.raises(CourseError, match="ai khác has not submitted"):
        give_feedback(course, NAME, ["ai khác"], template=template)


def test_a_graded_notebook_that_is_broken_stops_nobody_else(course: Path, template) -> None:
    broken = course / "autograded" / "an" / NAME / "một.ipynb"
    broken.unlink()
    broken.write_text("{")
    result = give_feedback(course, NAME, ["an", "bình"], template=template)
    assert [page.state for page in result.pages] == ["failed", "written"]


def test_a_page_that_cannot_be_made_stops_nobody_else(course: Path, template, monkeypatch) -> None:
    make = Maker.page

    def page(self: Maker, folder: Path, *given: object, **more: object) -> str:
        if "an" in folder.parts:
            raise RecursionError("too deep")
        return make(self, folder, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Maker, "page", page)
    result = give_feedback(course, NAME, ["an", "bình"], template=template)
    assert [page.state for page in result.pages] == ["failed", "written"]
    assert result.pages[0].trouble == "RecursionError: too deep"


def test_a_folder_whose_name_is_no_text_is_named(course: Path, template) -> None:
    (course / "submitted" / "chi").rename(course / "submitted" / "ch\udcee")
    result = give_feedback(course, NAME, template=template)
    assert [page.state for page in result.pages] == ["written", "written", "failed"]
    assert result.pages[2].student == r"ch\xee"


def test_nbgraders_own_command_gives_the_same_page(course: Path, template) -> None:
    give_feedback(course, NAME, ["an", "bình"], template=template)
    pages = [_page(course, name) for name in ("an", "bình")]
    shutil.rmtree(course / "feedback")
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(
            f"\nc.GenerateFeedback.exporter_class = {EXPORTER!r}"
            f"\nc.GenerateFeedback.preprocessors = {PREPROCESSORS!r}\n"
        )
    nbgrader(course, "generate_feedback", NAME)
    assert [_page(course, name) for name in ("an", "bình")] == pages


def test_the_language_can_be_set(course: Path, template) -> None:
    with (course / "nbgrader_config.py").open("a") as config:
        config.write('\nc.Lopso.language = "en"\n')
    give_feedback(course, NAME, ["an"], template=template)
    assert "Your answer" in _page(course, "an")
