"""What `course.toml` says: the course's words, and the order and facts of its lessons."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class LessonFacts:
    """The facts of one lesson.

    Attributes:
        slug: the name of the lesson's folder, such as `04-subject-average`.
        code: the code in the curriculum, such as `A4`.
        minutes: how long the lesson takes.
        grades: the school grades (1 to 12) whose pupils the tool suits.
        subjects: ids of school subjects, such as `toan`.
        competences: codes of competence frameworks, such as `GV 2.1`.
        checked: the day on which a person last checked the lesson's facts.
        sealed: whether the tests can be run apart from the learner's process.
    """

    slug: str
    code: str
    minutes: int
    grades: tuple[int, ...]
    subjects: tuple[str, ...]
    competences: tuple[str, ...]
    checked: date
    sealed: bool = True


@dataclass(frozen=True)
class Course:
    """A course: its words by language, and its lessons in order."""

    name: str
    folder: Path
    title: dict[str, str]
    description: dict[str, str]
    lessons: tuple[LessonFacts, ...]


def read_course(folder: Path) -> Course:
    """Read `course.toml` in `folder`.

    Raises:
        ValueError: a fact is missing or of the wrong kind; the message names the file.
    """
    path = folder / "course.toml"
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
        lessons = tuple(_lesson_facts(lesson) for lesson in facts.get("lessons", []))
        return Course(
            folder.name, folder, dict(facts["title"]), dict(facts["description"]), lessons
        )
    except KeyError as missing:
        raise ValueError(f"{path} does not say {missing}.") from missing
    except (tomllib.TOMLDecodeError, TypeError, AttributeError) as wrong:
        raise ValueError(f"{path} cannot be read: {wrong}.") from wrong


def _lesson_facts(lesson: dict[str, Any]) -> LessonFacts:
    return LessonFacts(
        slug=lesson["slug"],
        code=lesson["code"],
        minutes=int(lesson["minutes"]),
        grades=tuple(lesson["grades"]),
        subjects=tuple(lesson["subjects"]),
        competences=tuple(lesson["competences"]),
        checked=lesson["checked"],
        sealed=bool(lesson.get("sealed", True)),
    )
