"""Lessons built: nbgrader courses, apps, and what the gallery must know of them."""

import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from lopso_courses.app import App, app_notebook, find_apps
from lopso_courses.assignment import CODE_STUB, PYTHON, TEXT_STUB, Kernel, assignment_notebook
from lopso_courses.cells import LANGUAGES
from lopso_courses.lessons import Lesson, find_lessons
from lopso_courses.subjects import subject_words

CONFIG = """\
# Written by `lopso build` from courses/{course}; a change here is lost at the next build.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = {course_id!r}
c.ClearSolutions.code_stub = {{"python": {code!r}}}
c.ClearSolutions.text_stub = {text!r}
# Seconds by the clock: on a busy machine the defaults (30 and 4) stop right answers.
c.Execute.timeout = 120
c.Execute.iopub_timeout = 60
"""


@dataclass(frozen=True)
class Built:
    """What a build wrote: the course folders and the folder of the apps."""

    courses: tuple[Path, ...]
    apps: Path


def build(
    courses: Iterable[str] | None = None,
    language: str | None = None,
    out: Path = Path("build"),
    *,
    kernel: Kernel = PYTHON,
    app_kernel: Kernel = PYTHON,
    root: Path | None = None,
) -> Built:
    """Build the named courses (all, when None) and every app into `out`.

    The same lessons give the same bytes. Everything is made in a temporary folder and put in
    place at the end; of a course folder only `source` and `nbgrader_config.py` are replaced, so
    that submissions and grades beside them stay.

    Raises:
        ValueError: there is no such course, or a lesson cannot be built.
    """
    out.mkdir(parents=True, exist_ok=True)
    languages = LANGUAGES if language is None else (language,)
    with tempfile.TemporaryDirectory(prefix=".building-", dir=out) as folder:
        made = Path(folder)
        lessons = find_lessons(courses, root)
        for lesson in lessons:
            for one in languages:
                _write_lesson(lesson, one, made / course_id(lesson, one), kernel)
        # The gallery shows one list of apps, so this part is never built by halves.
        _write_apps(find_lessons(None, root), made / "apps", app_kernel)
        return _put_in_place(made, out)


def course_id(lesson: Lesson, language: str) -> str:
    """The name of the nbgrader course in which a lesson is in one language."""
    return f"{lesson.course.name}-{language}"


def _write_lesson(lesson: Lesson, language: str, course: Path, kernel: Kernel) -> None:
    folder = course / "source" / lesson.name
    folder.mkdir(parents=True)
    write_notebook(assignment_notebook(lesson, language, kernel), folder / f"{lesson.name}.ipynb")
    if (lesson.folder / "data").is_dir():
        shutil.copytree(lesson.folder / "data", folder / "data")
    words = {"code": CODE_STUB[language], "text": TEXT_STUB[language]}
    config = CONFIG.format(course=lesson.course.name, course_id=course.name, **words)
    (course / "nbgrader_config.py").write_text(config, encoding="utf-8")


def _write_apps(lessons: list[Lesson], folder: Path, kernel: Kernel) -> None:
    apps = [app for lesson in lessons for app in find_apps(lesson)]
    (folder / "pictures").mkdir(parents=True)
    for language in LANGUAGES:
        (folder / language).mkdir()
        for app in apps:
            notebook = app_notebook(app, language, kernel)
            write_notebook(notebook, folder / language / f"{app.name}.ipynb")
            _copy_data(app.lesson, folder / language / "data")
    for app in apps:
        if app.picture.is_file():
            shutil.copyfile(app.picture, folder / "pictures" / app.picture.name)
    text = json.dumps({"apps": [_entry(app) for app in apps]}, ensure_ascii=False, indent=1)
    (folder / "apps.json").write_text(text + "\n", encoding="utf-8")


def _copy_data(lesson: Lesson, data: Path) -> None:
    """Put a lesson's data beside the apps; two lessons' files of one name must be the same."""
    for path in sorted((lesson.folder / "data").glob("*")):
        data.mkdir(exist_ok=True)
        copy = data / path.name
        if copy.exists() and copy.read_bytes() != path.read_bytes():
            raise ValueError(f"{path} has the name of another lesson's data; rename it.")
        shutil.copyfile(path, copy)


def _entry(app: App) -> dict[str, Any]:
    """One app as `apps.json` tells the gallery of it; paths are relative to that file."""
    facts = app.lesson.facts
    return {
        "app": app.name,
        "course": app.lesson.course.name,
        "course_title": app.lesson.course.title,
        "lesson": app.lesson.name,
        "lesson_title": {language: app.lesson.title(language) for language in LANGUAGES},
        "code": facts.code,
        "grades": facts.grades,
        "subjects": facts.subjects,
        "subject_words": {key: subject_words(key) for key in facts.subjects},
        "competences": facts.competences,
        "checked": facts.checked.isoformat(),
        "title": {language: words.title for language, words in app.words.items()},
        "try": {language: words.try_this for language, words in app.words.items()},
        "for_teacher": {language: words.for_teacher for language, words in app.words.items()},
        "notebook": {language: f"{language}/{app.name}.ipynb" for language in LANGUAGES},
        "picture": f"pictures/{app.picture.name}" if app.picture.is_file() else None,
    }


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook, always with the same bytes for the same cells."""
    nbformat.validate(notebook)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def _put_in_place(made: Path, out: Path) -> Built:
    courses: list[Path] = []
    for folder in sorted(path for path in made.iterdir() if path.name != "apps"):
        course = out / folder.name
        course.mkdir(exist_ok=True)
        _replace(folder / "source", course / "source", made)
        (folder / "nbgrader_config.py").replace(course / "nbgrader_config.py")
        courses.append(course)
    _replace(made / "apps", out / "apps", made)
    return Built(tuple(courses), out / "apps")


def _replace(new: Path, place: Path, made: Path) -> None:
    """Put a folder in the place of another, which goes away with the temporary folder."""
    if place.exists():
        place.rename(made / f"old-{place.parent.name}-{place.name}")
    new.rename(place)
