"""An author opens a lesson in JupyterLab by a double click, runs and saves it: the same file."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lopso_courses.lessons import find_lessons
from lopso_courses.places import lessons_root
from playwright.sync_api import Browser, Error, Page, expect

from .conftest import kernel_of

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PROJECT = Path(__file__).parents[2]
PATIENCE = 120_000


@pytest.fixture
def lesson_copy(tmp_path: Path) -> Path:
    """A lesson of the kit in a folder of its own, with the project's settings of jupytext."""
    folder = tmp_path / "Bài của em"
    shutil.copytree(find_lessons(root=lessons_root())[0].path.parent, folder)
    shutil.copyfile(PROJECT / "jupytext.toml", tmp_path / "jupytext.toml")
    return folder / "lesson.md"


@pytest.fixture
def lab(lesson_copy: Path, tmp_path: Path, free_port: int) -> Iterator[str]:
    """The address of the environment's own JupyterLab, started as an author starts it."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={free_port}"]
    command += ["--IdentityProvider.token=", "--ServerApp.log_level=ERROR", "--allow-root"]
    log = lesson_copy.with_name("log").open("w")
    # What another Lab of this account has open is none of this one's.
    own = {"JUPYTER_CONFIG_DIR": f"{tmp_path}/config", "JUPYTER_DATA_DIR": f"{tmp_path}/share"}
    server = subprocess.Popen(
        command, cwd=lesson_copy.parent.parent, stdout=log, stderr=log, env={**os.environ, **own}
    )
    yield f"http://127.0.0.1:{free_port}/lab/tree/B%C3%A0i%20c%E1%BB%A7a%20em"
    server.terminate()
    server.wait(60)
    log.close()


def open_when_ready(page: Page, address: str) -> None:
    for _ in range(240):
        with contextlib.suppress(Error):  # the server is not there yet
            page.goto(address)
            return
        page.wait_for_timeout(500)
    pytest.fail(f"{address} did not open")


def test_a_lesson_opens_by_double_click_and_is_the_same_after_a_save(
    chromium: Browser, lab: str, lesson_copy: Path
) -> None:
    before = lesson_copy.read_bytes()
    written = lesson_copy.stat().st_mtime_ns
    page = chromium.new_page()
    page.set_default_timeout(PATIENCE)
    # A Lab that does not know its kernels yet asks which one to take.
    page.add_locator_handler(
        page.locator(".jp-Dialog", has=page.locator("select")),
        lambda dialog: dialog.locator(".jp-mod-accept").click(),
    )
    open_when_ready(page, lab)
    page.locator(".jp-DirListing-item", has_text="lesson.md").dblclick()
    notebook = page.locator(".jp-NotebookPanel:visible")
    expect(notebook.locator("h1").first).to_be_visible(timeout=PATIENCE)
    expect(kernel_of(page)).to_have_attribute("data-status", "idle", timeout=PATIENCE)
    notebook.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    expect(notebook.locator(".jp-CodeCell .jp-InputPrompt").first).to_contain_text(
        "[1]", timeout=PATIENCE
    )
    with page.expect_response(lambda answer: answer.request.method == "PUT"):
        page.keyboard.press("ControlOrMeta+s")
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    assert lesson_copy.stat().st_mtime_ns > written
    assert lesson_copy.read_bytes() == before
    page.close()
