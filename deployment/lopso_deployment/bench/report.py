"""How figures are told: the machine they were taken on, aligned tables, and a JSON file."""

import json
import os
import platform
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from lopso_deployment.kit.errors import KitError
from lopso_deployment.language import say

json_option = click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=say("TỆP", "FILE"),
    help=say("ghi các con số vào tệp JSON này", "write the figures to this JSON file"),
)
"""The option that all benches have."""


@dataclass(frozen=True)
class Machine:
    """Where figures were taken.

    Attributes:
        processor: Its name.
        processors: How many this process may use.
        memory: Megabytes.
        system: Name and version of the kernel.
        python: Version.
        load: What else was to do: the load average of the last minute, before the bench.
    """

    processor: str
    processors: int
    memory: int
    system: str
    python: str
    load: float

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.processors} × {self.processor}, {self.memory / 1024:.0f} GB, {self.system}, "
            f"Python {self.python}, {say('tải', 'load')} {self.load:.1f}"
        )


def this_machine() -> Machine:
    """The machine as it is now."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return Machine(
        next(names, platform.machine()),
        len(os.sched_getaffinity(0)),
        os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20,
        f"{platform.system()} {platform.release()}",
        platform.python_version(),
        os.getloadavg()[0],
    )


def aligned(rows: Sequence[Sequence[object]]) -> str:
    """A table as text: the first column to the left, the others to the right."""
    texts = [[str(field) for field in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = []
    for first, *others in texts:
        right = [field.rjust(width) for field, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *right]).rstrip())
    return "\n".join(lines)


def progress() -> Callable[[str], None]:
    """Says on standard error what is being measured."""
    return lambda step: click.echo(f"… {step}", err=True)


def write_json(path: Path | None, figures: dict[str, Any]) -> None:
    """Writes figures to a file, whole or not at all; without a path nothing.

    Raises:
        KitError: The file cannot be written.
    """
    if path is None:
        return
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}-", delete=False
        ) as file:
            json.dump(figures, file, ensure_ascii=False, indent=1)
        Path(file.name).replace(path)
    except OSError as error:
        raise KitError(
            f"Không ghi được {path}: {error.strerror}. Chọn tệp khác cho --json.",
            f"{path} cannot be written: {error.strerror}. Choose another file for --json.",
        ) from error
