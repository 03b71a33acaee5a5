"""The files of a lesson: size, encoding, composed Unicode, what a save would change."""

import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from lopso_courses.checks.findings import Finding, finding
from lopso_courses.course_facts import Course
from lopso_courses.lessons import LESSON_FILE, Lesson, round_trip
from lopso_courses.subjects import SUBJECTS

_LARGEST = 5_000_000
STAMP = "DỮ LIỆU GIẢ LẬP"
GRADES = range(1, 13)
_SHOWN = 40


def check_files(lesson: Lesson) -> Iterator[Finding]:
    """Name files that are too large, not NFC, not UTF-8, or data without its stamp."""
    for path in sorted(path for path in lesson.folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        if size > _LARGEST:
            yield finding(path, 1, "large-file", size=f"{size / 1e6:.1f}")
        if path.name != unicodedata.normalize("NFC", path.name):
            yield finding(path, 1, "not-nfc", words=path.name)
        # What data hold may be decomposed on purpose: a lesson teaches just that.
        if path.suffix in (".md", ".py") and "data" not in path.parts:
            yield from _check_text(path)
    yield from _check_data(lesson)


def _check_text(path: Path) -> Iterator[Finding]:
    try:
        lines = path.read_bytes().decode("utf-8").splitlines()
    except UnicodeDecodeError:
        yield finding(path, 1, "not-text")
        return
    for number, line in enumerate(lines, start=1):
        if not unicodedata.is_normalized("NFC", line):
            odd = [word for word in line.split() if not unicodedata.is_normalized("NFC", word)]
            yield finding(path, number, "not-nfc", words=" ".join(odd)[:_SHOWN])


def _check_data(lesson: Lesson) -> Iterator[Finding]:
    folder = lesson.folder / "data"
    notes = [path.read_text(encoding="utf-8") for path in folder.glob("README*")]
    if any(STAMP in note for note in notes):
        return
    for path in sorted(folder.glob("*")):
        if path.is_file() and STAMP.encode() not in path.read_bytes():
            yield finding(path, 1, "unstamped-data")


def check_round_trip(lesson: Lesson) -> Iterator[Finding]:
    """Name the first line that JupyterLab would write otherwise."""
    saved = round_trip(lesson.text)
    if saved == lesson.text:
        return
    lines = zip_longest(lesson.text.split("\n"), saved.split("\n"), fillvalue="")
    for number, (ours, theirs) in enumerate(lines, start=1):
        if ours != theirs:
            yield finding(lesson.path, number, "round-trip", becomes=repr(theirs)[:_SHOWN])
            return


def check_course(course: Course) -> Iterator[Finding]:
    """Name lessons that the course lists and that are not there, or the other way round."""
    toml = course.folder / "course.toml"
    listed = {facts.slug for facts in course.lessons}
    there = {path.parent.name for path in course.folder.glob(f"*/{LESSON_FILE}")}
    for slug in sorted(listed - there):
        yield finding(toml, 1, "missing-lesson", name=slug)
    for facts in course.lessons:
        if facts.code == "?" or not (facts.subjects and facts.competences):
            yield finding(toml, 1, "unwritten-facts", name=facts.slug)
        for subject in facts.subjects:
            if subject not in SUBJECTS:
                yield finding(toml, 1, "unknown-subject", name=facts.slug, subject=subject)
        grades = facts.grades
        if not grades or list(grades) != sorted(set(grades) & set(GRADES)):
            shown = ", ".join(map(str, grades)) or "[]"
            yield finding(toml, 1, "unknown-grade", name=facts.slug, grades=shown)
    for slug in sorted(there - listed):
        yield finding(toml, 1, "unlisted-lesson", name=slug)
