"""The commands of lesson authors: build, check, new-lesson."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from lopso_courses.checks.findings import Finding
from lopso_courses.lessons import Lesson, find_courses, find_lessons, read_lesson
from lopso_courses.new_lesson import new_lesson as make_lesson
from lopso_courses.places import lessons_root

from lopso_deployment.kit.errors import KitError
from lopso_deployment.language import say, terminal_language

LANGUAGES = click.Choice(["vi", "en"])


@click.command(
    help=say("Dựng sổ tay và công cụ từ bài học.", "Build notebooks and apps from the lessons.")
)
@click.option("--course", multiple=True, help=say("chỉ khoá học này", "only this course"))
@click.option("--language", type=LANGUAGES, help=say("chỉ một ngôn ngữ", "only one language"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help=say("thư mục ghi ra", "where to write"),
)
def build(course: tuple[str, ...], language: str | None, out: Path) -> None:
    """Writes an nbgrader course for each course and language, and the apps."""
    from lopso_courses.build import build as build_all

    try:
        built = build_all(course or None, language, out)
    except (ValueError, OSError) as error:
        raise KitError(f"Chưa dựng được: {error}", f"Nothing was built: {error}") from error
    for folder in (*built.courses, built.apps):
        click.echo(folder)


@click.command(
    help=say(
        "Soi lỗi bài học: mỗi lỗi một dòng, có tệp, dòng và cách sửa. Không nêu bài thì soi hết.",
        "Say what is wrong with lessons, one line each with file, line and remedy. "
        "Without a name, all of them.",
    )
)
@click.argument("lessons", nargs=-1, metavar=say("[BÀI]...", "[LESSON]..."))
@click.option(
    "--answers/--no-answers",
    default=True,
    help=say(
        "chạy cả các bài giải mẫu và thử từng ô kiểm tra (lâu hơn)",
        "run the named answers and try every test cell too (slower)",
    ),
)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="JSON")
@click.pass_context
def check(
    context: click.Context, lessons: tuple[str, ...], answers: bool, json_file: Path | None
) -> None:
    """Prints the findings; exit code 1 when there is one."""
    chosen = [choose(name) for name in lessons] or find_lessons()
    found = list(look_at(chosen, answers, whole=not lessons))
    for one in found:
        click.echo(one.text(terminal_language(), Path.cwd()))
    if json_file:
        json_file.write_text(json.dumps([as_entry(one) for one in found], ensure_ascii=False))
    counted = (len(chosen), len(found))
    click.echo(say("{} bài, {} chỗ cần sửa.", "Lessons: {}. Findings: {}.").format(*counted))
    context.exit(1 if found else 0)


def look_at(lessons: list[Lesson], answers: bool, whole: bool) -> Iterator[Finding]:
    """The findings of lessons: their text, their answers, and the lists of the courses."""
    from lopso_autograding.lesson_answers.audit import check_tests
    from lopso_autograding.lesson_answers.check import check_answers
    from lopso_courses import check as text

    if whole:
        yield from text.check_courses()
    show = answers and sys.stderr.isatty()
    for lesson in lessons:
        if show:
            click.echo(say(f"Đang soi {lesson.name}…", f"Checking {lesson.name}…"), err=True)
        yield from text.check([lesson])
        if answers:
            yield from check_answers(lesson)
            yield from check_tests(lesson)


def as_entry(one: Finding) -> dict[str, object]:
    """A finding with stable keys."""
    words = {f"problem_{language}": one.problem(language) for language in ("vi", "en")}
    return {"file": str(one.path), "line": one.line, "rule": one.rule, **words}


def choose(name: str) -> Lesson:
    """The lesson called by its folder, `course/slug`, or slug alone.

    Raises:
        KitError: when there is none, or several.
    """
    root = lessons_root()
    for folder in (Path(name), root / name):
        if (folder / "lesson.md").is_file():
            return read_lesson(folder.resolve())
    matches = [lesson for lesson in find_lessons() if lesson.name == name]
    if len(matches) == 1:
        return matches[0]
    known = ", ".join(f"{one.course.name}/{one.name}" for one in find_lessons())
    raise KitError(
        f"Không có bài {name}. Các bài: {known}.", f"No lesson {name}. There are {known}."
    )


@click.command(
    "new-lesson",
    help=say(
        "Tạo bài học mới; in ra những chỗ chỉ tác giả mới viết được.",
        "Start a lesson; prints what only its author can write.",
    ),
)
@click.argument("course", metavar=say("KHOÁ", "COURSE"))
@click.argument("slug", metavar=say("TÊN", "SLUG"))
def new_lesson(course: str, slug: str) -> None:
    """Makes the lesson and lists it in its course."""
    try:
        lesson, left = make_lesson(course, slug, checked=date.today())  # noqa: DTZ011 (a local day)
    except FileExistsError as error:
        raise KitError(
            f"Bài {course}/{slug} đã có: chọn tên khác.",
            f"The lesson {course}/{slug} is already there: choose another name.",
        ) from error
    except (FileNotFoundError, ValueError) as error:
        known = ", ".join(one.name for one in find_courses())
        raise KitError(
            f"Chưa tạo được {course}/{slug}: tên bài có dạng 05-learning-results, "
            f"khoá là một trong {known}.",
            f"{course}/{slug} was not made: a slug looks like 05-learning-results, "
            f"a course is one of {known}.",
        ) from error
    click.echo(lesson.path)
    for one in left:
        click.echo(one.text(terminal_language(), Path.cwd()))
