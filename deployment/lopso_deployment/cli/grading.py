"""The commands of trainers who grade: grade, feedback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lopso_deployment.cli.progress import Bar
from lopso_deployment.kit.errors import KitError
from lopso_deployment.language import say
from lopso_deployment.own_process import leaving_nothing_of_root

if TYPE_CHECKING:
    from lopso_autograding.grading import batch as grading_batch

ASSIGNMENT = say("BÀI", "ASSIGNMENT")
_STUDENT = click.option(
    "--student",
    "students",
    multiple=True,
    metavar=say("TÊN", "NAME"),
    help=say("chỉ học viên này (lặp lại được)", "only this learner (may be given again)"),
)
_JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help=say("bao nhiêu bài cùng lúc (mặc định: số nhân)", "how many at once (default: cores)"),
)
_JSON = click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("ghi kết quả ra tệp JSON này", "write the result to this JSON file"),
)


@click.command(
    help=say(
        "Chấm mọi bài nộp của một bài tập trong thư mục khoá học nbgrader đang đứng.",
        "Grade the submissions of an assignment in the nbgrader course folder you are in.",
    )
)
@click.argument("assignment", metavar=ASSIGNMENT)
@_STUDENT
@_JOBS
@click.option(
    "--force",
    is_flag=True,
    help=say(
        "chấm lại cả bài đã chấm; điểm cho bằng tay vẫn giữ",
        "grade again what is graded; points given by hand stay",
    ),
)
@click.option(
    "--cluster",
    metavar="tcp://…",
    help=say(
        "chấm trên các máy của bộ điều phối Dask này; máy này chỉ ghi điểm",
        "grade on the workers of this Dask scheduler; this machine only writes",
    ),
)
@_JSON
@click.pass_context
def grade(
    context: click.Context,
    assignment: str,
    students: tuple[str, ...],
    jobs: int | None,
    force: bool,
    cluster: str | None,
    json_file: Path | None,
) -> None:
    """Grades; exit code 1 when a submission could not be."""
    from lopso_autograding.grading.warmth import head_start

    submitted = (path / assignment for path in Path("submitted").glob("*"))
    number = len(students) or sum(path.is_dir() for path in submitted)
    start = nullcontext() if cluster else head_start(Path("source", assignment), number)
    with start as begun, _one_sentence(), _bar("Đang chấm", "Grading") as bar:
        from lopso_autograding.grading.batch import grade_assignment

        result = grade_assignment(
            Path.cwd(),
            assignment,
            students or None,
            jobs,
            force=force,
            progress=lambda line, left: bar.step(line.student, left, _failure_of(line)),
            waiting=lambda: click.echo(_waiting(assignment), err=True),
            begun=begun,
            cluster=cluster,
        )
    if json_file:
        _write_json(json_file, _grades_as_entries(result))
    for line in result.lines:
        for trouble in line.troubles:
            click.echo(f"{line.student}: {trouble}", err=line.state == "failed")
    for warning in result.warnings:
        click.echo(warning, err=True)
    states = [line.state for line in result.lines]
    counted = [states.count(state) for state in ("graded", "unchanged", "failed")]
    click.echo(
        say(
            "Đã chấm {}, không đổi {}, không chấm được {}.", "Graded {}, unchanged {}, failed {}."
        ).format(*counted)
    )
    context.exit(0 if result.ok else 1)


def _bar(vietnamese: str, english: str) -> Bar:
    return Bar(say(vietnamese, english), say("còn", "left"))


def _failure_of(line: "grading_batch.Line") -> str:
    return " ".join(line.troubles) if line.state == "failed" else ""


def _waiting(assignment: str) -> str:
    return say(
        f"Có người đang chấm {assignment} trong thư mục này; lệnh này chờ đến lượt.",
        f"Somebody is grading {assignment} in this folder; this command waits for its turn.",
    )


def _grades_as_entries(result: "grading_batch.Result") -> dict[str, object]:
    """The result with stable keys."""
    return {
        "assignment": result.assignment,
        "ok": result.ok,
        "submissions": [
            {
                "student": line.student,
                "state": line.state,
                "score": line.score,
                "troubles": list(line.troubles),
                "cpu_seconds": round(line.spent, 3),
            }
            for line in result.lines
        ],
        "warnings": list(result.warnings),
    }


@click.command(
    help=say(
        "Viết nhận xét cho học viên, mỗi sổ tay một trang HTML, không lộ ô kiểm tra ẩn.",
        "Write feedback for learners, one HTML page a notebook, without the hidden tests.",
    )
)
@click.argument("assignment", metavar=ASSIGNMENT)
@_STUDENT
@_JOBS
@_JSON
@click.pass_context
def feedback(
    context: click.Context,
    assignment: str,
    students: tuple[str, ...],
    jobs: int | None,
    json_file: Path | None,
) -> None:
    """Writes the pages; exit code 1 when one could not be."""
    from lopso_autograding.feedback.batch import give_feedback

    with _one_sentence(), _bar("Đang viết nhận xét", "Writing feedback") as bar:
        result = give_feedback(
            Path.cwd(),
            assignment,
            students or None,
            jobs,
            progress=lambda page, left: bar.step(page.student, left, page.trouble),
        )
    if json_file:
        _write_json(
            json_file,
            {
                "assignment": result.assignment,
                "ok": result.ok,
                "learners": [asdict(page) for page in result.pages],
            },
        )
    for page in result.pages:
        if page.state == "ungraded":
            click.echo(_ungraded(page.student, assignment), err=True)
        elif page.trouble:
            click.echo(f"{page.student}: {page.trouble}", err=True)
    written = sum(page.state == "written" for page in result.pages)
    click.echo(
        say("Đã viết nhận xét cho {} học viên.", "Feedback written for {} learners.").format(
            written
        )
    )
    context.exit(0 if result.ok else 1)


def _ungraded(student: str, assignment: str) -> str:
    return say(
        f"{student}: chưa chấm, hãy chạy lopso grade {assignment} trước.",
        f"{student}: not graded yet, run lopso grade {assignment} first.",
    )


@contextmanager
def _one_sentence() -> Iterator[None]:
    """A trainer reads one sentence where grading cannot go on, and owns what was made."""
    from lopso_autograding.grading.course import CourseError
    from lopso_kernels import TemplateError

    try:
        with leaving_nothing_of_root(Path.cwd()):
            yield
    except CourseError as error:
        raise KitError(error.vietnamese, str(error)) from error
    except TemplateError as error:
        raise KitError(f"Máy này không chấm được: {error}", f"No grading here: {error}") from error


def _write_json(path: Path, values: dict[str, object]) -> None:
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
