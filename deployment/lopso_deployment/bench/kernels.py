"""`lopso bench kernels`: warm, confined kernels beside stock ones."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from lopso_kernels.bench import CONFINED, OPEN, STOCK, KernelBench

from lopso_deployment.bench.report import (
    aligned,
    json_option,
    progress,
    this_machine,
    write_json,
)
from lopso_deployment.language import say

_KINDS = {
    STOCK: say("nhân thường", "stock"),
    OPEN: say("nhân ấm", "forked"),
    CONFINED: say("nhân ấm, cách li", "forked and confined"),
}


@click.command(
    help=say(
        "Nhân Jupyter ấm và cách li so với nhân thường: thời gian, bộ nhớ, số lần khởi động.",
        "Warm, confined kernels beside stock ones: time, memory, starts per second.",
    )
)
@click.option(
    "--rounds",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help=say("đo mỗi loại bao nhiêu lần", "how often each kind is measured"),
)
@click.option(
    "--kernels",
    "numbers",
    type=click.IntRange(1, 400),
    multiple=True,
    default=(1, 40),
    show_default=True,
    help=say("đo bộ nhớ của chừng này nhân (lặp lại được)", "memory of so many (repeatable)"),
)
@json_option
def kernels(rounds: int, numbers: tuple[int, ...], json_file: Path | None) -> None:
    """Measures, prints, and writes the JSON."""
    from lopso_kernels.bench import bench_kernels

    machine = this_machine()
    figures = bench_kernels(rounds, numbers, run_by_nbclient, progress())
    click.echo(machine)
    for table in _tables(figures):
        click.echo(f"\n{aligned(table)}")
    if any(one.extrapolated for one in figures.memory):
        click.echo(say("* suy ra từ ít nhân hơn", "* extrapolated from fewer kernels"))
    for remark in figures.remarks:
        click.echo(f"\n{remark}")
    write_json(json_file, {"machine": asdict(machine), **asdict(figures)})


def run_by_nbclient(cells: Sequence[str]) -> None:
    """Runs cells in a stock kernel, as nbgrader does."""
    import subprocess

    import nbclient
    import nbformat

    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = nbclient.NotebookClient(book, kernel_name="python3", iopub_timeout=60)
    client.execute(stderr=subprocess.DEVNULL)


def _tables(figures: KernelBench) -> Iterator[list[Sequence[object]]]:
    yield [
        (
            say("giây", "seconds"),
            say("CPU tới trả lời đầu", "CPU to first reply"),
            say("đồng hồ", "wall"),
            say("CPU tới khi nạp xong", "CPU to imports done"),
            say("đồng hồ", "wall"),
            say("CPU tới hình đầu", "CPU to first plot"),
            say("đồng hồ", "wall"),
        ),
        *(
            (
                _KINDS[one.kind],
                one.cpu_to_reply,
                one.wall_to_reply,
                one.cpu_to_imports,
                one.wall_to_imports,
                one.cpu_to_plot,
                one.wall_to_plot,
            )
            for one in figures.starts
        ),
    ]
    yield [
        (say("bộ nhớ, MB (tổng Pss)", "memory, MB (sum of Pss)"), say("nhân", "kernels"), "MB"),
        *(
            (
                _KINDS[one.kind],
                one.kernels,
                f"{one.megabytes:.0f}{' *' if one.extrapolated else ''}",
            )
            for one in figures.memory
        ),
    ]
    yield _ratios(figures)


def _ratios(figures: KernelBench) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = [
        (say("so với nhân thường", "beside the stock kernel"), say("lần", "times")),
        (say("ít CPU tới khi nạp xong", "less CPU to imports"), figures.times_less_cpu_to_imports),
    ]
    for number in sorted({one.kernels for one in figures.memory}):
        by_kind = {one.kind: one.megabytes for one in figures.memory if one.kernels == number}
        what = say(f"ít bộ nhớ, {number} nhân", f"less memory, {number} kernels")
        rows.append((what, f"{by_kind[STOCK] / by_kind[CONFINED]:.1f}"))
    if figures.runner is not None:
        what = say("sổ tay 20 ô nhanh hơn nbclient", "a 20-cell notebook, faster than nbclient")
        rows.append((what, figures.runner.times_faster))
    rows.append((say("lần rẽ mỗi giây", "forks per second"), f"{figures.forks_per_second:.1f}"))
    per_second = f"{figures.kernels_per_second:.1f}"
    rows.append((say("nhân mỗi giây", "kernels per second"), per_second))
    return rows
