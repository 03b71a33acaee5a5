"""The whole journey through the running kit, as its people make it, in a real browser.

A trainer releases a lesson; a teacher fetches it, makes a mistake, reads the message, corrects it,
validates and submits; the trainer collects, autogrades, marks the written task and releases the
feedback; the teacher reads it; a pupil opens the tool and sees it answer.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import kernel_of

# Machines differ: what takes seconds on one takes a minute on another.
expect.set_options(timeout=120_000)

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(1500)]

COURSE, LESSON = "digital-vi", "04-subject-average"
WRONG = """\
def so_diem_tx(so_tiet):
    khi_it = 2
    khi_vua = 2
    khi_nhieu = 4
    if so_tiet <= IT_TIET:
        return khi_it
    if so_tiet <= VUA_TIET:
        return khi_vua
    return khi_nhieu"""
RIGHT = WRONG.replace("khi_vua = 2", "khi_vua = 3")
LETTER = "Kính gửi anh chị: 7,25 làm tròn đến một chữ số thập phân là 7,3."
PRAISE = "Thư rõ và ấm áp, đủ công thức."


@dataclass
class Watch:
    """What no page of the kit may do: write an error to the console, ask another machine."""

    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> Page:
        page.on("console", lambda message: self.hear(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("request", lambda request: self.see(request.url))
        page.set_default_timeout(120_000)
        return page

    def hear(self, kind: str, text: str) -> None:
        if kind == "error":
            self.complaints.append(f"console: {text}")

    def see(self, address: str) -> None:
        if not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:", address):
            self.complaints.append(f"outside: {address}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    watching = Watch()
    yield watching
    assert not watching.complaints


@pytest.fixture
def new_page(chromium: Browser, watch: Watch) -> Iterator[Any]:
    """Opens pages of people who know nothing of one another, watched all the time."""
    contexts = []

    def open_page(width: int = 1360) -> Page:
        contexts.append(chromium.new_context(viewport={"width": width, "height": 850}))
        return watch.follow(contexts[-1].new_page())

    yield open_page
    for context in contexts:
        context.close()


def log_in(page: Page, kit: Any, account: str) -> None:
    page.goto(kit.address)
    page.fill("input[name=username]", account)
    page.fill("input[name=password]", kit.password(account))
    page.click("[type=submit]")
    page.wait_for_url("**/hub/home")


def press(page: Page, assignment_cell: str, said: str) -> None:
    """Presses one button of the formgrader's table and reads what it says."""
    page.locator(f"td.{assignment_cell} a").first.click()
    modal = page.locator(".modal-dialog:visible")
    expect(modal).to_contain_text(said, timeout=240_000)
    modal.get_by_text("Close", exact=True).or_(modal.locator(".close")).first.click()
    expect(modal).to_have_count(0)


def open_assignments(page: Page) -> None:
    """Shows the learner's Assignment List with the course chosen."""
    page.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
    page.locator(".lm-Menu-itemLabel", has_text="Assignment List").click()
    page.locator("#course_list_dropdown:visible, button.dropdown-toggle:visible").first.click()
    page.locator("#course_list a", has_text=COURSE).click()


def cell(page: Page, words: str) -> Any:
    return page.locator(".jp-Cell", has_text=words).first


def write_cell(page: Page, words: str, text: str) -> None:
    """Puts a text in the place of all that stands in a cell."""
    editor = cell(page, words).locator(".cm-content")
    editor.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def trainer_releases(page: Page, kit: Any) -> None:
    log_in(page, kit, "huongdan1")
    page.goto(f"{kit.address}services/{COURSE}/formgrader")
    press(page, "assign", "Successfully created the student version")
    press(page, "release", "Successfully released")


def teacher_fetches_and_opens(page: Page, kit: Any) -> None:
    log_in(page, kit, "giaovien1")
    page.get_by_text("Mở phòng học").click()
    page.wait_for_url("**/lab**")
    expect(page.locator(".lm-MenuBar-itemLabel", has_text="Tệp")).to_be_visible()
    open_assignments(page)
    page.get_by_role("button", name="Fetch").click()
    expect(page.get_by_role("button", name="Submit")).to_be_visible()
    page.goto(f"{kit.address}user/giaovien1/lab/tree/{COURSE}/{LESSON}/{LESSON}.ipynb")
    expect(page.locator("h1", has_text="Sổ điểm điện tử").first).to_be_visible()
    expect(kernel_of(page)).to_have_attribute("data-status", "idle")


def teacher_errs(page: Page) -> None:
    write_cell(page, "def so_diem_tx", WRONG)
    page.locator(".lm-MenuBar-itemLabel", has_text="Chạy").click()
    page.locator(".lm-Menu-itemLabel", has_text=re.compile("Above|phía trên")).first.click()
    cell(page, "def so_diem_tx").locator(".cm-content").click()
    for _ in range(6):
        page.keyboard.press("Shift+Enter")
    message = page.locator(".jp-OutputArea-output", has_text="so_diem_tx(").first
    expect(message).to_contain_text("trả về 2, đúng ra là 3")


def teacher_mends(page: Page) -> None:
    write_cell(page, "def so_diem_tx", RIGHT)
    cell(page, "def so_diem_tx").locator(".cm-content").click()
    for _ in range(6):
        page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-OutputArea-output", has_text="đúng ra là 3")).to_have_count(0)


def teacher_validates_and_submits(page: Page, kit: Any) -> None:
    page.locator(".jp-RenderedMarkdown p", has_text="nhấp đúp vào đây").last.dblclick()
    page.locator(".jp-Cell.jp-mod-active .cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(LETTER)
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-RenderedMarkdown p", has_text=LETTER)).to_be_visible()
    # Validating saves the notebook too; saving twice at once would ask which copy to keep.
    page.locator(".jp-NotebookPanel-toolbar:visible").get_by_text("Validate").click()
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("cell", timeout=240_000)
    dialog.locator("button").last.click()
    open_assignments(page)
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("#submitted_assignments_list")).to_contain_text(LESSON)


def graded_sealed(kit: Any) -> list[tuple[str, int]]:
    """Whose submissions the sealed grading itself has graded, by the mark that it leaves."""
    found = []
    for gradebook in kit.home.rglob(f"{COURSE}/gradebook.db"):
        with closing(sqlite3.connect(gradebook)) as database:
            tables = "SELECT name FROM sqlite_master WHERE name = 'lopso_graded'"
            if database.execute(tables).fetchone():
                found += database.execute(
                    "SELECT s.student_id, g.sealed FROM lopso_graded g "
                    "JOIN submitted_assignment s ON s.id = g.submission_id"
                ).fetchall()
    return found


def trainer_grades(page: Page, kit: Any) -> None:
    page.goto(f"{kit.address}services/{COURSE}/formgrader")
    press(page, "collect", "Successfully collected")
    page.goto(f"{kit.address}services/{COURSE}/formgrader/manage_submissions/{LESSON}")
    assert graded_sealed(kit) == []
    press(page, "autograde", "Successfully autograded")
    assert graded_sealed(kit) == [("giaovien1", 1)]
    page.goto(f"{kit.address}services/{COURSE}/formgrader/gradebook/{LESSON}/{LESSON}")
    page.locator("td.name a").first.click()
    expect(page.get_by_text(LETTER).first).to_be_visible()
    page.locator("input.score").last.fill("7")
    page.locator("textarea.comment").last.fill(PRAISE)
    page.locator("textarea.comment").last.blur()
    expect(page.locator(".comment-saved, .glyphicon-ok.save-icon").last).to_be_attached()
    page.wait_for_load_state("networkidle")
    page.goto(f"{kit.address}services/{COURSE}/formgrader")
    press(page, "generate-feedback", "Successfully generated feedback")
    press(page, "release-feedback", "Successfully released feedback")


def teacher_reads_feedback(page: Page, kit: Any) -> None:
    page.goto(f"{kit.address}user/giaovien1/lab")
    open_assignments(page)
    page.get_by_role("button", name="Fetch Feedback").click()
    page.get_by_text("(view feedback)").first.click()
    page.locator(".jp-DirListing-item[data-file-type=html]").first.dblclick()
    feedback = page.frame_locator(".jp-HTMLViewer iframe")
    expect(feedback.get_by_text(PRAISE).first).to_be_visible()
    # Only our own page has an overview of the parts and lets nothing be fetched.
    expect(feedback.locator("nav ol.overview a").first).to_be_visible()
    policy = feedback.locator("meta[http-equiv=Content-Security-Policy]")
    expect(policy).to_have_attribute("content", re.compile("default-src 'none'"))
    expect(feedback.locator("body")).not_to_contain_text("BEGIN HIDDEN TESTS")


def pupil_uses_the_tool(page: Page, kit: Any) -> None:
    page.goto(kit.gallery)
    page.get_by_role("searchbox").fill("con lac")
    expect(page.locator(".card:visible")).to_have_count(1)
    page.locator(".card:visible a").click()
    period = page.get_by_text("Góc nhỏ").locator("xpath=ancestor::*[2]")
    expect(period).to_contain_text("1,794 s")
    slider = page.get_by_role("slider").first
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(period).not_to_contain_text("1,794 s")


def test_the_watch_hears_errors_and_sees_what_leaves_the_machine(chromium: Browser) -> None:
    watching = Watch()
    page = watching.follow(chromium.new_page())
    page.route("**/*", lambda route: route.abort())  # nothing is really asked for
    page.set_content(
        "<script>console.error('torn'); console.log('fine')</script>"
        "<script>setTimeout(() => { throw new Error('thrown') })</script>"
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
        "<script src='http://elsewhere.invalid/x.js'></script>",
        wait_until="load",
    )
    page.wait_for_timeout(200)
    page.close()
    said = "\n".join(watching.complaints)
    assert "console: torn" in said
    assert "page error: thrown" in said
    assert "outside: http://elsewhere.invalid/x.js" in said
    assert "fine" not in said
    assert "data:" not in said


def test_the_whole_journey(running_kit: Any, new_page: Any) -> None:
    trainer, teacher, pupil = new_page(), new_page(), new_page(390)
    trainer_releases(trainer, running_kit)
    teacher_fetches_and_opens(teacher, running_kit)
    teacher_errs(teacher)
    teacher_mends(teacher)
    teacher_validates_and_submits(teacher, running_kit)
    trainer_grades(trainer, running_kit)
    teacher_reads_feedback(teacher, running_kit)
    pupil_uses_the_tool(pupil, running_kit)
