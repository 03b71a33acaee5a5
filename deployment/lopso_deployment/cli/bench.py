"""The group `lopso bench`: each bench is a module of its own, imported when it is asked for."""

from typing import ClassVar

import click

from lopso_deployment.cli import KitCommands
from lopso_deployment.language import say


class Benches(KitCommands):
    """The benches, by name: the module in `lopso_deployment.bench`, and a line of help."""

    package = "lopso_deployment.bench"
    table: ClassVar = {
        "grade": ("grade", ("Chấm bài, cạnh nbgrader", "Grading beside plain nbgrader")),
        "kernels": ("kernels", ("Nhân ấm và nhân thường", "Warm kernels beside stock ones")),
        "tools": ("tools", ("Công cụ vẽ lại nhanh cỡ nào", "How fast the tools redraw")),
        "apps": ("apps", ("Phòng công cụ và Voila thường", "The gallery beside plain Voila")),
    }


@click.command(
    cls=Benches,
    help=say(
        "Đo kit trên máy này, cạnh nbgrader, Voila và nhân Jupyter thường trong cùng một lần chạy.",
        "Measure the kit on this machine, beside plain nbgrader, Voila and kernels in one run.",
    ),
)
def bench() -> None:
    """The group that holds every bench."""
