"""What a course has released: a fingerprint for each lesson, kept beside the course."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

STAMP = ".released.json"


@dataclass(frozen=True)
class Lesson:
    """A lesson under ``source/`` of a course, as it is now and as it was released."""

    name: str
    fingerprint: str
    released: str | None

    @property
    def state(self) -> Literal["new", "unchanged", "changed"]:
        """Whether it was ever released, and whether it has changed since."""
        if self.released is None:
            return "new"
        return "unchanged" if self.released == self.fingerprint else "changed"


def lessons_of(course: Path) -> list[Lesson]:
    """The lessons of a course folder, by name."""
    stamp = course / STAMP
    released: dict[str, str] = json.loads(stamp.read_text()) if stamp.exists() else {}
    folders = sorted(path for path in (course / "source").iterdir() if path.is_dir())
    return [Lesson(one.name, _fingerprint(one), released.get(one.name)) for one in folders]


def remember(course: Path, lesson: Lesson) -> None:
    """Notes that a lesson is released as it is now."""
    stamp = course / STAMP
    released: dict[str, str] = json.loads(stamp.read_text()) if stamp.exists() else {}
    temporary = stamp.with_suffix(".new")
    temporary.write_text(json.dumps(released | {lesson.name: lesson.fingerprint}))
    temporary.replace(stamp)


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
