"""`lopso bench grade`: the kit's sealed grader beside plain nbgrader."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from lopso_deployment.bench.grading_figures import REST, FeedbackFigures, GradingBench
from lopso_deployment.bench.report import aligned, json_option, progress, this_machine, write_json
from lopso_deployment.language import say

_POSITIVE = click.IntRange(min=1)
STAGES = {
    "learner": say("tiến trình của người học", "the learner's process"),
    "examiner": say("tiến trình chấm", "the examiner's process"),
    "coordinator": say("điều phối hai tiến trình", "watching both"),
    "rebuild": say("đọc và dựng lại sổ tay", "reading and rebuilding the notebook"),
    "notebook": say("chấm điểm và viết sổ tay", "scoring and writing the notebook"),
    "sanitise": say("làm sạch kết quả", "sanitising outputs"),
    "files": say("tệp", "files"),
    "database": say("cơ sở dữ liệu", "database"),
    REST: say("rẽ, cách li, kết thúc tiến trình", "fork, confine, end of processes"),
}
"""What each stage is called."""


@click.command(
    help=say(
        "Chấm niêm phong so với nbgrader thường, trên cùng các bài nộp, trong cùng một lần chạy.",
        "Sealed grading beside plain nbgrader, on the same submissions, in the same run.",
    )
)
@click.option(
    "--size",
    "sizes",
    type=_POSITIVE,
    multiple=True,
    default=(10, 100),
    show_default=True,
    help=say("chấm chừng này bài (lặp lại được)", "so many submissions (repeatable)"),
)
@click.option(
    "--jobs",
    type=_POSITIVE,
    multiple=True,
    default=(1, 2),
    show_default=True,
    help=say("chừng này bài cùng lúc (lặp lại được)", "so many at once (repeatable)"),
)
@click.option(
    "--rounds",
    type=_POSITIVE,
    default=3,
    show_default=True,
    help=say("đo mấy lượt; cỡ lớn chỉ một lượt", "rounds; one for large sizes"),
)
@click.option(
    "--plain",
    type=_POSITIVE,
    default=5,
    show_default=True,
    help=say("nbgrader chấm chừng này bài mỗi lượt", "nbgrader grades so many in each round"),
)
@click.option(
    "--feedback",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    help=say("viết nhận xét cho chừng này người; 0: bỏ qua", "feedback for so many; 0 for none"),
)
@json_option
def grade(
    sizes: tuple[int, ...],
    jobs: tuple[int, ...],
    rounds: int,
    plain: int,
    feedback: int,
    json_file: Path | None,
) -> None:
    """Measures, prints, and writes the JSON."""
    from lopso_deployment.bench.grading import Plan, bench_grading

    machine = this_machine()
    plan = Plan(sizes, jobs, rounds, plain, feedback)
    figures = bench_grading(plan, progress())
    click.echo(machine)
    for table in _tables(figures):
        click.echo(f"\n{aligned(table)}")
    click.echo("\n" + "\n".join(_notes(figures)))
    write_json(json_file, {"machine": asdict(machine), **asdict(figures)})


def _tables(figures: GradingBench) -> Iterator[list[Sequence[object]]]:
    yield [
        (
            say("chấm", "grading"),
            say("bài/phút", "a minute"),
            say("nhanh hơn, lần", "times faster"),
            say("bài/phút sau bài đầu", "a minute after the first"),
            say("giây tới bài đầu", "seconds to the first"),
            say("giây CPU mỗi bài", "CPU seconds each"),
            say("ít CPU hơn, lần", "times less CPU"),
            say("bộ nhớ, MB", "memory, MB"),
        ),
        _plain_row(figures),
        *(
            (
                f"lopso, {one.number}, --jobs {one.jobs}",
                one.per_minute,
                one.times_faster,
                one.running_per_minute,
                one.to_first,
                one.cpu_each,
                one.times_less_cpu,
                f"{one.megabytes:.0f}",
            )
            for one in figures.ours
        ),
    ]
    yield _stages(figures)
    if figures.feedback is not None:
        yield _feedback(figures.feedback)


def _feedback(figures: FeedbackFigures) -> list[Sequence[object]]:
    plain, ours = figures.plain, figures.ours
    return [
        (
            say("nhận xét", "feedback"),
            say("người/phút", "a minute"),
            say("nhanh hơn, lần", "times faster"),
            say("bộ nhớ, MB", "memory, MB"),
        ),
        (f"nbgrader, {plain.number}", plain.per_minute, "", f"{plain.megabytes:.0f}"),
        (
            f"lopso, {ours.number}",
            ours.per_minute,
            figures.times_faster,
            f"{ours.megabytes:.0f}",
        ),
    ]


def _plain_row(figures: GradingBench) -> Sequence[object]:
    one = figures.plain
    return (
        f"nbgrader, {one.number}",
        one.per_minute,
        "",
        "",
        "",
        one.cpu_each,
        "",
        f"{one.megabytes:.0f}",
    )


def _stages(figures: GradingBench) -> list[Sequence[object]]:
    columns = [f"{one.number}, --jobs {one.jobs}" for one in figures.ours]
    rows: list[Sequence[object]] = [(say("ms CPU mỗi bài", "CPU ms each"), *columns)]
    for name, words in STAGES.items():
        rows.append((words, *(f"{one.stages.get(name, 0.0):.1f}" for one in figures.ours)))
    return rows


def _notes(figures: GradingBench) -> Iterator[str]:
    plain = figures.plain
    yield say(
        f"nbgrader chấm lần lượt {plain.number} bài trước và sau mỗi lượt của kit; tỉ số lấy theo "
        "từng lượt: trung vị (tứ phân vị).",
        f"nbgrader graded {plain.number} submissions, one after the other, before and after each "
        "round of the kit's; ratios are taken round by round: median (quartiles).",
    )
    if figures.same_points:
        yield say("Hai bên cho cùng điểm.", "Both gave the same points.")
    else:
        yield say("HAI BÊN CHO ĐIỂM KHÁC NHAU.", "THE TWO GAVE DIFFERENT POINTS.")
