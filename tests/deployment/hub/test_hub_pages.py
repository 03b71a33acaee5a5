"""The pages of the Hub and of its servers, as people see them in a browser."""

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.slow, pytest.mark.browser]
LESSON = "01-bài-thử"
SECONDS = 120_000
expect.set_options(timeout=SECONDS)


@dataclass
class Watched:
    """A page with what its console complained of and what it asked of other machines."""

    page: Page
    expected: tuple[str, ...] = ()
    complaints: list[str] = field(default_factory=list)
    away: list[str] = field(default_factory=list)

    def hear(self, message):
        if message.type == "error" and not any(one in message.text for one in self.expected):
            self.complaints.append(message.text)

    def see(self, request):
        if not re.match(r"(http|ws)://127\.0\.0\.1[:/]|data:|blob:", request.url):
            self.away.append(request.url)


@pytest.fixture
def open_page(chromium):
    """Open a page; at its end nothing may have gone wrong or left the machine."""
    opened = []

    def begin(width=1280, expected=()):
        context = chromium.new_context(viewport={"width": width, "height": 800}, locale="en-US")
        context.set_default_timeout(SECONDS)
        watched = Watched(context.new_page(), expected)
        watched.page.on("console", watched.hear)
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        watched.page.on("request", watched.see)
        opened.append((context, watched))
        return watched.page

    yield begin
    for context, watched in opened:
        context.close()
        assert watched.complaints == []
        assert watched.away == []


def log_in(page, hub, name):
    page.goto(f"{hub.address}hub/login")
    page.fill("#username_input", name)
    page.fill("#password_input", hub.passwords[name])
    page.click("#login_submit")
    page.wait_for_url("**/hub/home")


def open_lab(page):
    page.click("#start")
    page.wait_for_url("**/lab**")
    page.wait_for_selector(".jp-Launcher")


def test_the_login_page_is_vietnamese_and_turns_english(hub, open_page):
    page = open_page()
    page.goto(f"{hub.address}hub/login")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    expect(page.get_by_text("Mật khẩu")).to_be_hidden()
    page.reload()
    expect(page.get_by_label("Password")).to_be_visible()
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_label("Mật khẩu")).to_be_visible()


def test_a_link_can_choose_the_language(hub, open_page):
    page = open_page()
    page.goto(f"{hub.address}hub/login?lang=en")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_on_a_phone_nothing_sticks_out(hub, open_page):
    page = open_page(width=390)
    page.goto(f"{hub.address}hub/login")
    width = "document.documentElement.scrollWidth"
    assert page.evaluate(width) <= 390
    log_in(page, hub, "huongdan1")
    assert page.evaluate(width) <= 390
    expect(page.get_by_role("link", name="Mở trang chấm bài").first).to_be_visible()


def test_a_wrong_password_is_told_kindly(hub, open_page):
    page = open_page(expected=("403 (Forbidden)",))
    page.goto(f"{hub.address}hub/login")
    page.fill("#username_input", "giaovien1")
    page.fill("#password_input", "sai")
    page.click("#login_submit")
    expect(page.get_by_role("alert")).to_contain_text("Thầy/cô thử lại nhé")


def test_the_lab_is_vietnamese_quiet_and_without_the_trainers_menus(released, open_page):
    page = open_page()
    log_in(page, released, "giaovien3")
    open_lab(page)
    menus = page.locator("#jp-MainMenu .lm-MenuBar-itemLabel").all_inner_texts()
    assert "Tệp" in menus
    page.get_by_role("menuitem", name="Nbgrader").click()
    items = page.locator(".lm-Menu .lm-Menu-itemLabel").all_inner_texts()
    assert [item for item in items if item] == ["Assignment List"]


def test_who_chose_english_on_the_hub_gets_an_english_lab(released, open_page):
    page = open_page()
    page.goto(f"{released.address}hub/login?lang=en")
    log_in(page, released, "giaovien2")
    open_lab(page)
    expect(page.locator("#jp-MainMenu").get_by_role("menuitem", name="File")).to_be_visible()


def test_an_account_turns_its_lab_english_for_good(released, open_page):
    page = open_page()
    log_in(page, released, "giaovien4")
    open_lab(page)
    page.locator("#jp-MainMenu").get_by_role("menuitem", name="Cài đặt").click()
    page.locator(".lm-Menu").get_by_text("Ngôn ngữ").or_(page.get_by_text("Language")).click()
    page.locator(".lm-Menu").last.get_by_text("English").first.click()
    with page.expect_navigation():
        page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(page.locator("#jp-MainMenu").get_by_role("menuitem", name="File")).to_be_visible()
    page.reload()
    expect(page.locator("#jp-MainMenu").get_by_role("menuitem", name="File")).to_be_visible()


def test_a_teacher_fetches_and_submits_and_a_trainer_collects(released, open_page):
    page = open_page()
    log_in(page, released, "giaovien5")
    open_lab(page)
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Assignment List").click()
    page.get_by_role("button", name="Fetch", exact=True).click()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.locator("#submitted_assignments_list")).to_contain_text("UTC")

    desk = open_page()
    log_in(desk, released, "huongdan2")
    desk.locator("a.formgrader").first.click()
    row = desk.get_by_role("row", name=re.compile(LESSON))
    expect(row).to_contain_text("released")
    row.locator("td.collect a").click()
    expect(desk.locator(".modal-body")).to_contain_text("Successfully collected")
    desk.reload()
    submissions = desk.get_by_role("row", name=re.compile(LESSON)).locator("td.num-submissions")
    expect(submissions).to_contain_text("1")
