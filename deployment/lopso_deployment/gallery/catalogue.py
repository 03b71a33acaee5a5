"""What the gallery shows: the apps that `lopso build` made, read from its apps.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lopso_deployment.language import Language

LANGUAGES: tuple[Language, ...] = ("vi", "en")


@dataclass(frozen=True)
class AppText:
    """The words of one app in one language."""

    title: str
    what_to_try: str
    course_title: str
    lesson_title: str


@dataclass(frozen=True)
class App:
    """One tool of the gallery: its name in the address, where it belongs, its words."""

    name: str
    code: str
    course: str
    grades: tuple[int, ...]
    subjects: dict[str, dict[str, str]]
    picture: str | None
    texts: dict[Language, AppText]


@dataclass(frozen=True)
class Shelves:
    """What the apps can be chosen by: courses and subjects as (key, words), and grades."""

    courses: tuple[tuple[str, str], ...]
    grades: tuple[int, ...]
    subjects: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Catalogue:
    """All apps of one build folder, in the order of courses and lessons."""

    folder: Path
    apps: tuple[App, ...]

    def find(self, name: str) -> App | None:
        """The app of that name, if there is one."""
        return next((app for app in self.apps if app.name == name), None)

    def by_course(self, language: Language) -> dict[str, list[App]]:
        """The apps under the titles of their courses."""
        found: dict[str, list[App]] = {}
        for app in self.apps:
            found.setdefault(app.texts[language].course_title, []).append(app)
        return found

    def shelves(self, language: Language) -> Shelves:
        """Every course, grade and subject that some app has; subjects by their words."""
        subjects = {
            key: words[language] for app in self.apps for key, words in app.subjects.items()
        }
        return Shelves(
            tuple({app.course: app.texts[language].course_title for app in self.apps}.items()),
            tuple(sorted({grade for app in self.apps for grade in app.grades})),
            tuple(sorted(subjects.items(), key=lambda item: item[1])),
        )


def read_catalogue(folder: Path) -> Catalogue:
    """Reads folder/apps.json as written by `lopso build`.

    Raises:
        FileNotFoundError: when nothing was built there.
    """
    listed = json.loads((folder / "apps.json").read_text(encoding="utf-8"))
    return Catalogue(folder, tuple(_app(entry) for entry in listed["apps"]))


def _app(entry: dict[str, Any]) -> App:
    return App(
        name=entry["app"],
        code=entry["code"],
        course=entry["course"],
        grades=tuple(entry["grades"]),
        subjects=entry["subject_words"],
        picture=entry["picture"],
        texts={
            language: AppText(
                title=entry["title"][language],
                what_to_try=entry["try"][language],
                course_title=entry["course_title"][language],
                lesson_title=entry["lesson_title"][language],
            )
            for language in LANGUAGES
        },
    )
