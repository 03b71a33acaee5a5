"""A page of feedback in a real browser: on a phone, on a desk and on paper, without a network."""

from pathlib import Path

import pytest
from lopso_autograding.feedback.graded import GradedNotebook
from lopso_autograding.feedback.marks import NotebookMarks
from lopso_autograding.feedback.page import Sheet, Work, render
from lopso_autograding.grading.hidden import without_hidden
from lopso_autograding.grading.paper import paper_of
from lopso_courses.assignment import assignment_notebook
from lopso_courses.lessons import find_lessons
from traitlets.config import Config

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture(scope="module", params=["vi", "en"])
def page(request, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a lesson in which every answer is one very long line."""
    lesson = next(one for one in find_lessons() if one.name == "02-pendulum")
    paper = paper_of(assignment_notebook(lesson, request.param), lesson.name)
    answers = {cell.name: "x = " + "1 + " * 100 + "1" for cell in paper.cells if cell.name}
    marks = NotebookMarks("Nguyễn Thị Hạnh", dict.fromkeys(answers, 0), {"chu_ki": "Cố lên!"})
    work = Work(GradedNotebook(answers, {}), marks)
    path = tmp_path_factory.mktemp("page") / "trang.html"
    sheet = Sheet.of(without_hidden(paper, Config()), request.param)
    path.write_text(render(sheet, work), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [320, 390, 1360])
def test_nothing_is_wider_than_the_screen_and_nothing_is_fetched(chromium, page, width) -> None:
    asked, said = [], []
    with chromium.new_context(viewport={"width": width, "height": 800}) as context:
        view = context.new_page()
        view.on("request", lambda request: asked.append(request.url))
        view.on("console", lambda message: said.append(message.text))
        view.goto(page.as_uri())
        assert view.evaluate("document.documentElement.scrollWidth") <= width
        assert view.locator("h2").count() == 7
        view.locator(".overview a").nth(2).click()
        assert view.url.endswith("#part-3")
    assert said == []
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert sum(url.startswith("file:") for url in asked) == 1


def test_what_a_screen_folds_is_not_printed(chromium, page) -> None:
    with chromium.new_context() as context:
        view = context.new_page()
        view.goto(page.as_uri())
        view.emulate_media(media="print")
        assert not view.locator("details").first.is_visible()
        assert view.pdf(format="A4").startswith(b"%PDF")
