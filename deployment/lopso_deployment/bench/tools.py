"""`lopso bench tools`: how much of its own CPU each tool takes to answer a change."""

import os
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles

import click

from lopso_deployment.bench.report import (
    aligned,
    json_option,
    progress,
    this_machine,
    write_json,
)
from lopso_deployment.language import say


@click.command(
    help=say(
        "Mỗi công cụ tốn bao nhiêu giờ máy để vẽ lại, với mọi giá trị mà các nút cho phép.",
        "How much CPU time each tool takes to redraw, for whatever its controls allow.",
    )
)
@click.option(
    "--rounds",
    type=click.IntRange(1, 100),
    default=3,
    show_default=True,
    help=say("mỗi nút được thử bao nhiêu lượt", "how often all controls are moved"),
)
@click.option("--seed", default=1, show_default=True, help=say("hạt ngẫu nhiên", "random seed"))
@json_option
def tools(rounds: int, seed: int, json_file: Path | None) -> None:
    """Measures, prints, and writes the JSON."""
    # As in every kernel and seat of the kit: on so small problems threads wait for each other.
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    from lopso_widgets.bench import bench_tool, find_tools

    machine, tell, figures = this_machine(), progress(), []
    for name, kind in find_tools().items():
        tell(name)
        figures.append(bench_tool(name, kind, rounds, seed))
    head = (
        say("mili giây CPU", "CPU milliseconds"),
        say("số lần", "changes"),
        say("trung vị", "median"),
        "95%",
        say("lâu nhất", "longest"),
        say("dựng", "start"),
    )
    rows = [
        (each.name, len(each.milliseconds), *_shown(each.milliseconds), f"{each.start:.0f}")
        for each in figures
    ]
    click.echo(f"{machine}\n\n{aligned([head, *rows])}\n")
    for each in figures:
        click.echo(f"{each.name}: {say('lâu nhất', 'longest')} {each.worst[:90]}")
    write_json(json_file, {"machine": asdict(machine), "tools": [asdict(one) for one in figures]})


def _shown(times: tuple[float, ...]) -> tuple[str, ...]:
    most = quantiles(times, n=20)[-1]
    return tuple(f"{value:.1f}" for value in (median(times), most, max(times)))
