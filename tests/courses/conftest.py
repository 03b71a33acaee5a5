"""A small valid lesson that tests break one thing of."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from lopso_courses.check import check
from lopso_courses.checks.findings import Finding
from lopso_courses.lessons import Lesson, find_lessons

SAMPLE = Path(__file__).parent / "sample"


@dataclass(frozen=True)
class Draft:
    """A copy of the sample lesson that a test may change."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "club" / "01-attendance"

    @property
    def path(self) -> Path:
        return self.folder / "lesson.md"

    @property
    def lesson(self) -> Lesson:
        return find_lessons(root=self.root)[0]

    def replace(self, old: str, new: str) -> None:
        text = self.path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the sample"
        self.path.write_text(text.replace(old, new), encoding="utf-8")

    def line_of(self, words: str) -> int:
        lines = self.path.read_text(encoding="utf-8").splitlines()
        found = [number for number, line in enumerate(lines, start=1) if words in line]
        assert found, f"no line has {words!r}"
        return found[0]

    def findings(self, rule: str | None = None) -> list[Finding]:
        return [one for one in check([self.lesson]) if rule in (None, one.rule)]


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    shutil.copytree(SAMPLE, tmp_path / "courses")
    return Draft(tmp_path / "courses")
