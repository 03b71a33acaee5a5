"""The gallery as pupils, teachers and screen readers meet it, in a real browser."""

import io
import re
import signal
from pathlib import Path

import axe_playwright_python
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import APPS, wait_for_seat

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGES = [(language, name) for language in ("vi", "en") for name in ("", "missing_page", *APPS)]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
GRAVE = ("serious", "critical")
WORDS = {
    "vi": ("Dành cho thầy/cô", "Đo 6 chiều dài", "Lấy một ảnh lạ", "Mã QR", "Chiếu"),
    "en": ("For the teacher", "Measure 6 lengths", "Take a new picture", "QR code", "Projector"),
}
MARKS = ("8", "8", "9", "6", "7", "9", "x", "7", "7", "8")
TOO_SMALL = """
() => [...document.querySelectorAll("button, select, input, summary, .bar a, .lopso-take-away a")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 43.9
    && !each.closest(".widget-radio-box, .lopso-file"))
  .map((each) => each.outerHTML.slice(0, 90))
"""


def use(page, language, name):
    """Set something, so that the page shows all it can show."""
    _, six, sample, *_ = WORDS[language]
    if name == "pendulum":
        page.get_by_role("button", name=six).click()
        page.locator(".lopso-table tbody tr").nth(5).wait_for()
    elif name == "digit_reader":
        page.get_by_role("button", name=sample).click()
        page.locator(".lopso-seen").wait_for()
    elif name == "subject_average":
        for place, mark in enumerate(MARKS):
            page.locator(".lopso-fields input").nth(place).fill(mark)
        page.locator(".lopso-picture img").wait_for()
        page.get_by_text("“x”").wait_for()


def grave_faults(page):
    page.evaluate(AXE + "; 0")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        (each["id"], each["nodes"][0]["html"][:120]) for each in found if each["impact"] in GRAVE
    ]


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_axe_finds_nothing_grave_on_any_page(open_page, language, name):
    page = open_page(language, name)
    use(page, language, name)
    if name in APPS:
        page.get_by_text(WORDS[language][0]).click()
        expect(page.locator("details h2").last).to_be_visible()
    assert grave_faults(page) == []
    if name != "missing_page":
        page.get_by_role("button", name=WORDS[language][3]).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert grave_faults(page) == []


@pytest.mark.parametrize("name", ["", *APPS])
def test_pages_fit_every_width_and_thumb(open_page, name):
    page = open_page("vi", name)
    use(page, "vi", name)
    for width in (360, 390, 768, 1360, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(200)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, width
        assert page.evaluate(TOO_SMALL) == [], width


def test_the_keyboard_alone_finds_a_tool_and_uses_it(open_page):
    page = open_page("en")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the tools")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="The pendulum laboratory")).to_be_focused()
    page.keyboard.press("Enter")
    wait_for_seat(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Let it go")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    expect(page.get_by_text("2.00 m")).to_be_visible()
    page.get_by_role("button", name="QR code").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_chart_says_what_it_shows_after_every_redraw(open_page):
    page = open_page("en", "pendulum")
    expect(page.get_by_role("img", name="No readings yet")).to_be_visible()
    use(page, "en", "pendulum")
    expect(page.get_by_role("img", name="6 readings lie about a line of slope")).to_be_visible()


def test_the_teachers_part_names_lesson_use_and_sources(open_page):
    page = open_page("vi", "pendulum")
    page.get_by_text("Dành cho thầy/cô").click()
    part = page.locator("details")
    expect(part.locator("h2")).to_have_text(["Trong lớp của thầy/cô", "Nguồn"])
    expect(part).to_contain_text("Con lắc và sai số: đo gia tốc trọng trường. 75 phút, lớp 10–11.")
    expect(part.locator("math").first).to_be_visible()


SMALLEST_LETTERS = """
() => Math.min(...[...document.querySelectorAll(".lopso *")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 1
    && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((each) => parseFloat(getComputedStyle(each).fontSize) * each.currentCSSZoom))
"""


SPILLING = """
tool => [...tool.querySelectorAll(".lopso-card, .lopso-sheet, .jupyter-button")]
  .filter((part) => part.checkVisibility()
    && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1))
  .map((part) => part.className)
"""


OVERLAPPING = """
tool => {
  const parts = [...tool.querySelectorAll("button, input, .lopso-sheet")]
    .filter((part) => part.checkVisibility())
    .map((part) => [part.textContent || part.className, part.getBoundingClientRect()]);
  return parts.flatMap(([name, one], place) => parts.slice(place + 1)
    .filter(([, other]) => one.left < other.right - 1 && other.left < one.right - 1
      && one.top < other.bottom - 1 && other.top < one.bottom - 1)
    .map(([other]) => [name, other]));
}
"""


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", APPS)
def test_no_part_of_a_tool_that_nobody_used_lies_over_another(open_page, language, name):
    page = open_page(language, name, (1280, 720))
    page.get_by_role("button", name=WORDS[language][4]).click()
    expect(page.locator("details")).to_be_hidden()
    for width, height in ((1280, 720), (1366, 768), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        assert page.locator(".lopso").evaluate(OVERLAPPING) == []


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", APPS)
def test_the_projectors_view_is_one_screen_of_large_letters(open_page, language, name):
    page = open_page(language, name, (1280, 720))
    use(page, language, name)
    page.get_by_role("button", name=WORDS[language][4]).click()
    tool = page.locator(".lopso")
    for width, height, least in ((1280, 720, 24), (1920, 1080, 36)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        expect(page.locator("details")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert tool.evaluate("tool => tool.scrollWidth <= tool.clientWidth + 1")
        assert tool.evaluate(SPILLING) == []
        assert tool.evaluate("tool => tool.getBoundingClientRect().bottom <= innerHeight")
        assert page.evaluate(SMALLEST_LETTERS) >= least
    page.keyboard.press("Escape")
    expect(page.locator("details")).to_be_visible()


@pytest.mark.parametrize("key", ["", "Control+p"])
def test_paper_shows_the_tool_and_the_way_back_to_it(open_page, served, key):
    page = open_page("vi", "pendulum", (800, 1000))
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes'; }")
    if key:
        page.keyboard.press(key)
    else:
        page.get_by_role("button", name="In", exact=True).click()
    page.locator("body[data-printed=yes]").wait_for()
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.get_by_text("Đo 6 chiều dài")).to_be_hidden()
    expect(page.locator(".on-paper")).to_contain_text(f"{served.address}/vi/pendulum")
    assert read_code(page.screenshot(full_page=True)) == f"{served.address}/vi/pendulum"


@pytest.mark.parametrize(("language", "name"), [page for page in PAGES if "missing" not in page[1]])
def test_the_code_of_every_page_is_its_address(open_page, served, language, name):
    page = open_page(language, name, (1280, 720))
    page.get_by_role("button", name=WORDS[language][3]).click()
    assert code_shown(page) == f"{served.address}/{language}/{name}"


def code_shown(page):
    """What a phone reads from the open dialog; it must fit the screen."""
    dialog = page.get_by_role("dialog")
    code = dialog.locator("img")
    expect(code).to_have_attribute("src", re.compile("^blob:"))
    code.evaluate("image => image.decode()")
    assert dialog.evaluate("dialog => dialog.scrollHeight <= innerHeight")
    address = read_code(page.screenshot())
    expect(dialog).to_contain_text(address)
    return address


def read_code(png):
    """The text of the one QR code in a picture, as also a phone reads it that does not invert."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    (found,) = zxingcpp.read_barcodes(picture, try_invert=False)
    return found.text


def test_the_code_on_the_wall_is_the_gallerys(open_page, served):
    page = open_page("vi", "../class", (1280, 720))
    assert code_shown(page) == f"{served.address}/vi/"
    expect(page.get_by_role("dialog")).to_contain_text("chỉ mở được trên chính máy này")


def test_nothing_stays_in_the_browser(open_page):
    page = open_page("vi", "subject_average")
    use(page, "vi", "subject_average")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    expect(page.get_by_text("Không ai hỏi tên em.")).to_be_visible()
    page.reload()
    wait_for_seat(page)
    assert page.locator(".lopso-fields input").first.input_value() == ""


def settled(page, wanted=None):
    """What a tool says once it says the same for a second, or what is wanted."""
    board = page.locator(".lopso-board")
    for _ in range(30):
        said = board.inner_text()
        page.wait_for_timeout(1000)
        if board.inner_text() == said and wanted in (None, said):
            break
    return board.inner_text()


def test_a_tool_comes_back_as_it_was_when_its_server_died(open_page, served):
    pendulum, digits = open_page("vi", "pendulum"), open_page("vi", "digit_reader")
    marks = open_page("vi", "subject_average")
    for page, name in ((pendulum, "pendulum"), (digits, "digit_reader"), (marks, APPS[2])):
        use(page, "vi", name)
    pendulum.get_by_role("slider").first.press("End")
    expect(pendulum.get_by_text("2,837 s")).to_be_visible()
    told = {page: settled(page) for page in (pendulum, digits, marks)}
    served.stop(signal.SIGKILL)
    try:
        for page in told:
            expect(page.get_by_text("Mất kết nối với máy của lớp.")).to_be_visible(timeout=60_000)
    finally:
        served.start()
    for page, before in told.items():
        wait_for_seat(page)
        assert settled(page, before) == before
    assert marks.locator(".lopso-fields input").nth(4).input_value() == "7"
    pendulum.get_by_role("button", name="Máy đo một lần").click()
    expect(pendulum.locator(".lopso-table tbody tr")).to_have_count(7)
