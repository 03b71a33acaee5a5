"""A gallery for the tests of its pages, at an address where it can be killed and started again."""

import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from lopso_courses.build import build
from lopso_deployment.hub.ports import free_ports
from playwright.sync_api import Locator, Page


def kernel_of(page: Page) -> Locator:
    """What shows the state of the kernel of the notebook that is open in JupyterLab."""
    return page.locator(".jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator").first


APPS = ("pendulum", "digit_reader", "subject_average")


@dataclass
class Served:
    """A gallery of its own for few visitors."""

    apps: Path
    port: int
    process: subprocess.Popen | None = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        command = [sys.executable, "-m", "lopso_deployment.gallery", str(self.apps)]
        options = ["--port", str(self.port), "--class-size", "4", "--allow-unconfined"]
        self.process = subprocess.Popen([*command, *options])
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{self.address}/vi/pendulum", timeout=120):
                    return
            except OSError:
                time.sleep(0.2)
        pytest.fail("The gallery did not start.")

    def stop(self, number=15):
        self.process.send_signal(number)
        self.process.wait(60)


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The gallery of the kit's own lessons."""
    gallery = Served(build(out=tmp_path_factory.mktemp("gallery")).apps, free_ports(1)[0])
    gallery.start()
    yield gallery
    gallery.stop()


@pytest.fixture
def open_page(served, chromium):
    """The function that opens a page; nothing may go wrong on it, nor ask another server."""
    wrong, pages = [], []

    def watch(request):
        if not request.url.startswith((served.address, "data:", "blob:")):
            wrong.append(request.url)

    def open_page(language="vi", name="", size=(390, 844)):
        page = chromium.new_page(viewport={"width": size[0], "height": size[1]})
        pages.append(page)
        page.on("request", watch)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{served.address}/{language}/{name}")
        if name.partition("#")[0] in APPS:
            wait_for_seat(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert wrong == []


def wait_for_seat(page):
    page.locator(".lopso .lopso-card").first.wait_for(timeout=120_000)
    page.locator("html[data-seat=live]").wait_for(timeout=120_000)
