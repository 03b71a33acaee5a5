"""Makes the screenshots of the README and the docs anew: `python docs/screenshots/remake.py`.

With `--gallery` only those of the gallery and the tools, which takes a minute. What the pictures
show is what the kit does: they are taken by the parts of the tests that walk through it.
"""

import argparse
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from lopso_autograding.lesson_answers.trials import trials_of
from lopso_courses.build import build
from lopso_courses.lessons import find_lessons
from nbgrader.api import Gradebook
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.browser import test_journey as journey  # noqa: E402 - the tests stand beside the docs
from tests.browser.conftest import APPS, Served, wait_for_seat  # noqa: E402
from tests.browser.test_gallery import WORDS  # noqa: E402
from tests.conftest import begin_kit, find_browser  # noqa: E402

SIZES = {390: (844, 2), 1360: (850, 1)}
SEVEN = ((0.3, 0.22), (0.72, 0.22), (0.46, 0.82))
LEARNERS = (
    ("Nguyễn Thị", "Hạnh"),
    ("Lê Thị", "Mận"),
    ("Trần Văn", "Ổi"),
    ("Phạm Thu", "Cúc"),
    ("Hồ Văn", "Sen"),
    ("Võ Thị", "Lựu"),
    ("Đặng Thanh", "Trúc"),
    ("Bùi Thị", "Mơ"),
    ("Đỗ Văn", "Tùng"),
    ("Ngô Thị", "Đào"),
    ("Dương Văn", "Bách"),
)
MARKS = ("8", "8", "9", "6", "7", "9", "8", "7", "7", "8")


def keep(page: Page, name: str) -> None:
    """One small picture of what the page shows."""
    taken = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    taken.save(HERE / f"{name}.webp", quality=80, method=6)


def use(page: Page, language: str, name: str) -> None:
    """Does with a tool what a pupil does first."""
    if name == "pendulum":
        page.get_by_role("button", name=WORDS[language][1]).click()
        page.locator(".lopso-table tbody tr").nth(5).wait_for()
    elif name == "digit_reader":
        box = page.locator(".lopso-sheet canvas").bounding_box()
        assert box
        spots = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in SEVEN]
        page.mouse.move(*spots[0])
        page.mouse.down()
        for spot in spots[1:]:
            page.mouse.move(*spot, steps=8)
        page.mouse.up()
        page.locator(".lopso-seen").wait_for()
    else:
        for place, mark in enumerate(MARKS):
            page.locator(".lopso-fields input").nth(place).fill(mark)
        page.locator(".lopso-steps").nth(2).wait_for()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(500)


def show_gallery(browser: Browser, address: str) -> None:
    """The gallery and the tools, on a phone and on a laptop, in both languages."""
    for width, (height, scale) in SIZES.items():
        size = {"width": width, "height": height}
        page = browser.new_page(viewport=size, device_scale_factor=scale)
        for language in WORDS:
            page.goto(f"{address}/{language}/")
            page.wait_for_load_state("networkidle")
            keep(page, f"gallery-{language}-{width}")
            for app in APPS:
                page.goto(f"{address}/{language}/{app}")
                wait_for_seat(page)
                use(page, language, app)
                keep(page, f"{app}-{language}-{width}")
        page.close()
    show_projector(browser, address)


def show_projector(browser: Browser, address: str) -> None:
    """The pendulum on a projector, and its code for the wall."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{address}/vi/pendulum")
    wait_for_seat(page)
    use(page, "vi", "pendulum")
    page.get_by_role("button", name=WORDS["vi"][4]).click()
    page.wait_for_timeout(500)
    keep(page, "projector-vi")
    page.close()


def show_lesson_and_trainer(browser: Browser, kit: Any) -> None:
    """A teacher's mistake with its message, and the trainer's page with a submission."""
    trainer, teacher = (
        browser.new_context(viewport={"width": 1360, "height": 850}).new_page() for _ in range(2)
    )
    for page in (trainer, teacher):
        page.set_default_timeout(120_000)
    journey.trainer_releases(trainer, kit)
    journey.teacher_fetches_and_opens(teacher, kit)
    journey.teacher_errs(teacher)
    teacher.locator(
        ".jp-OutputArea-output", has_text="so_diem_tx("
    ).first.scroll_into_view_if_needed()
    teacher.screenshot(path=HERE / "lesson.png")
    journey.teacher_mends(teacher)
    journey.teacher_validates_and_submits(teacher, kit)
    journey.trainer_grades(trainer, kit)
    class_hands_in(kit.home / "courses" / journey.COURSE)
    pages = f"{kit.address}services/{journey.COURSE}/formgrader"
    trainer.goto(f"{pages}/manage_submissions/{journey.LESSON}")
    trainer.get_by_text(LEARNERS[-1][1]).wait_for()
    trainer.screenshot(path=HERE / "trainer.png")


def class_hands_in(course: Path) -> None:
    """Ten more learners, who do not exist, hand in answers of every kind, and are graded."""
    owner = course.stat()
    lesson = next(one for one in find_lessons() if one.name == journey.LESSON)
    tried: dict[str, list[str]] = {}
    for trial in trials_of(lesson):
        tried.setdefault(trial.exercise, []).append(trial.text)
    own = course / "submitted" / "giaovien1" / lesson.name
    notebook = json.loads((own / f"{lesson.name}.ipynb").read_text(encoding="utf-8"))
    for number, (last, first) in enumerate(LEARNERS, 1):
        name = f"giaovien{number}"
        with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
            book.update_or_create_student(name, first_name=first, last_name=last)
        if number == 1:  # who has handed in already
            continue
        for cell in notebook["cells"]:
            texts = tried.get(cell["metadata"].get("nbgrader", {}).get("grade_id"))
            if texts:  # most answers are right
                cell["source"] = texts[number if number % 3 == 0 and number < len(texts) else 0]
        place = course / "submitted" / name / lesson.name
        shutil.copytree(own, place)
        (place / f"{lesson.name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        for path in (place.parent, place, *place.rglob("*")):
            os.chown(path, owner.st_uid, owner.st_gid)
    command = [sys.executable, "-m", "lopso_deployment.cli", "grade", lesson.name]
    subprocess.run(command, cwd=course, check=True, capture_output=True)


def main() -> None:
    """Takes the pictures of the gallery; then, unless told not to, those of a whole kit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gallery", action="store_true", help="only the gallery and the tools")
    only_gallery = parser.parse_args().gallery
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        gallery = Served(build(out=Path(folder) / "build").apps, port)
        gallery.start()
        try:
            show_gallery(browser, gallery.address)
        finally:
            gallery.stop()
        if not only_gallery:
            kit = begin_kit(Path(folder) / "kit", "--no-release")
            try:
                kit.wait_for("Press Ctrl-C to stop.")
                show_lesson_and_trainer(browser, kit)
            finally:
                kit.stop()
        browser.close()


if __name__ == "__main__":
    main()
