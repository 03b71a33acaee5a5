"""The tools in a real browser on a page of stock Voila, at the size of a phone."""

import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat
import pytest
from lopso_courses.synthetic.subject_average import mark_book
from lopso_deployment.hub.ports import free_ports

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TOOLS = {
    "subject_average": "SubjectAverageTool",
    "digit_reader": "DigitReaderTool",
    "pendulum": "PendulumTool",
}
# JupyterLab's own extensions, which a Voila page does not need and cannot load without a complaint.
NOT_FOR_VOILA = (
    "@jupyter/nbgrader",
    "@jupyter-notebook/lab-extension",
    "jupyterlab-jupytext",
    "jupyterlab_pygments",
    "@voila-dashboards/jupyterlab-preview",
)

TOO_SMALL_FOR_A_THUMB = """
tool => [...tool.querySelectorAll("button, select, a, .lopso-file, .lopso-fields input, "
    + ".widget-radio-box label, .lopso-slide input")]
  .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 43.9)
  .map((each) => each.outerHTML.slice(0, 80))
"""


@pytest.fixture(scope="module")
def voila(tmp_path_factory):
    """The address of a Voila that serves one notebook for each tool and language."""
    folder = tmp_path_factory.mktemp("tools")
    for name, tool in TOOLS.items():
        for language in ("vi", "en"):
            source = f"from lopso_widgets.{name}.tool import {tool}\n{tool}('{language}')"
            notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
            notebook.metadata["kernelspec"] = {
                "name": "python3",
                "display_name": "Python 3",
                "language": "python",
            }
            nbformat.write(notebook, folder / f"{name}-{language}.ipynb")
    yield from _serve(folder)


def _serve(folder):
    (port,) = free_ports(1)
    denied = f"--VoilaConfiguration.extension_denylist={list(NOT_FOR_VOILA)}"
    command = [sys.executable, "-m", "voila", str(folder), "--no-browser", f"--port={port}"]
    server = subprocess.Popen(
        [*command, "--Voila.ip=127.0.0.1", denied],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                with urllib.request.urlopen(address, timeout=5):
                    break
            except urllib.error.URLError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def open_tool(voila, chromium):
    """The function that opens a tool on a phone; no error may reach the browser's console."""
    errors, pages = [], []

    def answer(route):
        # Stock Voila asks a far server for a style sheet; the kit's own template does not.
        if route.request.url.startswith((voila, "data:", "blob:")):
            route.continue_()
        else:
            route.fulfill(status=200, content_type="text/css", body="")

    def open_page(name, language="vi", width=390):
        page = chromium.new_page(
            viewport={"width": width, "height": 844}, has_touch=True, accept_downloads=True
        )
        pages.append(page)
        page.route("**/*", answer)
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{voila}/voila/render/{name}-{language}.ipynb", timeout=120_000)
        page.locator(".lopso .lopso-card").first.wait_for(timeout=120_000)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert errors == []


def write(page, points):
    """Write with the mouse; points are parts of the paper's width and height."""
    box = page.locator(".lopso-sheet canvas").bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=6)
    page.mouse.up()


def test_a_digit_written_with_the_mouse_is_read_and_taken_back(open_tool):
    page = open_tool("digit_reader")
    write(page, [(0.3, 0.2), (0.72, 0.2), (0.46, 0.82)])
    page.locator(".lopso-guess b").filter(has_text="7").wait_for()
    before = page.locator(".lopso-picture img").get_attribute("src")
    write(page, [(0.3, 0.55), (0.7, 0.52)])
    page.wait_for_function(
        "before => document.querySelector('.lopso-picture img').src !== before", arg=before
    )
    page.get_by_role("button", name="Viết lại").click()
    page.get_by_text("Viết một chữ số, máy sẽ đoán.").wait_for()


def test_a_digit_is_written_with_a_finger_without_moving_the_page(open_tool):
    page = open_tool("digit_reader", "en")
    touch = page.locator(".lopso-sheet canvas").evaluate(
        "paper => getComputedStyle(paper).touchAction"
    )
    assert touch == "none"
    page.get_by_role("button", name="Take a new picture").tap()
    page.locator(".lopso-seen").wait_for()


def test_marks_typed_on_a_phone_show_each_step(open_tool):
    page = open_tool("subject_average")
    for place, mark in enumerate(["8", "8", "9", "6", "7"]):
        page.locator(".lopso-fields input").nth(place).fill(mark)
    page.get_by_text("58 : 8 =").wait_for()
    page.get_by_text("chữ số 5, từ 5 trở lên").wait_for()
    page.locator(".lopso-fields input").first.fill("abc")
    page.get_by_text("“abc” không phải là điểm.").wait_for()
    assert page.locator(".lopso-fields input").first.get_attribute("aria-invalid") == "true"


def test_a_class_file_is_read_and_a_huge_one_is_refused_in_the_browser(open_tool, tmp_path):
    page = open_tool("subject_average")
    (tmp_path / "huge.csv").write_bytes(b"1;" * 400_000)
    page.locator(".lopso-file input").set_input_files(tmp_path / "huge.csv")
    page.get_by_text("Tệp lớn hơn 256 KB").wait_for()
    (tmp_path / "lớp.csv").write_text(mark_book(), encoding="utf-16")
    page.locator(".lopso-file input").set_input_files(tmp_path / "lớp.csv")
    page.get_by_text("Đã đọc 40 học sinh.").wait_for()
    page.get_by_role("button", name="Em tiếp").click()
    page.get_by_text("Em thứ 2 trong 40 em").wait_for()


def test_a_slider_answers_the_keyboard_and_the_stopwatch_a_hand(open_tool):
    page = open_tool("pendulum")
    page.get_by_role("slider").first.press("End")
    page.get_by_text("2,837 s").wait_for()
    page.get_by_role("button", name="Thả con lắc").click()
    page.get_by_role("button", name="Bấm giờ").click()
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Dừng đồng hồ").click()
    page.get_by_text("Em bấm được").wait_for()


def test_the_picture_and_the_numbers_can_be_taken_away(open_tool):
    page = open_tool("pendulum", "en")
    page.get_by_role("button", name="Measure 6 lengths").click()
    page.get_by_text("6 readings lie about a line").wait_for()
    with page.expect_download() as picture:
        page.get_by_role("button", name="Save the picture (PNG)").click()
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as numbers:
        page.get_by_role("link", name="Save the numbers (CSV)").click()
    assert numbers.value.suggested_filename == "pendulum.csv"
    assert numbers.value.path().read_text(encoding="utf-8").startswith("\ufeffNo.,l (m)")


@pytest.mark.parametrize("name", TOOLS)
def test_no_tool_is_wider_than_the_page_and_every_target_fits_a_thumb(open_tool, name):
    page = open_tool(name, "en")
    for width in (360, 390, 768, 1360, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(300)
        wide = page.locator(".lopso").evaluate("tool => tool.scrollWidth - tool.clientWidth")
        assert wide <= 0, width
        assert page.locator(".lopso").evaluate(TOO_SMALL_FOR_A_THUMB) == [], width
