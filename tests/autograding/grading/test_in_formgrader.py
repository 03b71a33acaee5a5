"""What nbgrader's own formgrader shows of a mark that did not come from sealed tests."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import nbformat
import pytest
from lopso_autograding.grading import unsealed
from lopso_autograding.grading.batch import grade_assignment
from nbgrader.api import Gradebook
from playwright.sync_api import expect

from .conftest import Made, scores
from .course import NAME, answered, submit

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def formgrader(course: Made, free_port: int) -> Iterator[str]:
    """The address of a formgrader of the course, as a trainer has it alone on a machine."""
    extension = "nbgrader.server_extensions.formgrader"
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
    options = [
        f"--port={free_port}",
        "--IdentityProvider.token=",
        f"--ServerApp.jpserver_extensions={extension}=True",
    ]
    process = subprocess.Popen([*command, *options], cwd=course.folder)
    address = f"http://127.0.0.1:{free_port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/formgrader", timeout=60).close()
            break
        except OSError:
            time.sleep(0.1)
    yield address
    process.kill()
    process.wait()


def test_it_stands_at_the_cell_until_a_person_writes_something(
    course: Made, formgrader: str, chromium
) -> None:
    path = course.folder / "source" / NAME / "một.ipynb"
    source = nbformat.read(path, 4)
    source.metadata["lopso"] = {"sealed": False}
    nbformat.write(source, path)
    submit(course.folder, "an", answered(course.release, f="def f(x):\n    return 3 * x"))
    grade_assignment(course.folder, NAME)
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
        number = gradebook.find_submission_notebook("một", NAME, "an").id
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{formgrader}/formgrader/submissions/{number}")
        comment = page.locator("textarea[id='f-comment']")
        expect(comment).to_have_attribute("placeholder", unsealed.UNSEALED)
        test = page.locator(".cell", has=page.locator("input[id='t1']"))
        expect(test).to_contain_text("Chấm không niêm phong")
        expect(page.locator("input[id='t1']")).to_have_attribute("placeholder", "2")
        comment.fill("Em làm tốt")
        comment.blur()
        page.wait_for_load_state("networkidle")
        grade_assignment(course.folder, NAME, force=True)
        page.reload()
        expect(comment).to_have_value("Em làm tốt")
        expect(comment).to_have_attribute("placeholder", unsealed.UNSEALED)
    assert scores(course.folder)["an", "t1"] == (2, None, False)
