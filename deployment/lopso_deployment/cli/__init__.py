"""The `lopso` command: every subcommand has help in Vietnamese and English."""

import gc
import importlib
import sys
from typing import ClassVar

import click

from lopso_deployment.kit.errors import KitError
from lopso_deployment.language import say
from lopso_deployment.own_process import settle

# Where each command is defined. A command's module is imported only when it is asked for,
# so that `lopso --help` answers at once.
COMMANDS = {
    "up": ("kit", ("Mở cả kit trên máy này", "Bring up the whole kit on this machine")),
    "apps": ("kit", ("Chỉ mở phòng công cụ của lớp", "Open only the classroom gallery")),
    "grade": ("grading", ("Chấm bài nộp, niêm phong", "Grade submissions, sealed")),
    "feedback": ("grading", ("Viết nhận xét cho học viên", "Write feedback for learners")),
    "doctor": ("kit", ("Máy này làm được gì", "What this machine can do for the kit")),
    "build": ("lessons", ("Dựng sổ tay từ bài học", "Build notebooks from the lessons")),
    "check": ("lessons", ("Soi lỗi bài học", "Say what is wrong with lessons")),
    "new-lesson": ("lessons", ("Tạo bài học mới", "Start a new lesson")),
    "bench": ("bench", ("Đo kit trên máy này", "Measure the kit on this machine")),
}


class KitCommands(click.Group):
    """A group whose commands are imported when they are called.

    Attributes:
        package: Where the modules of the commands are.
        table: For each command its module and a line of help in both languages.
    """

    package: ClassVar[str] = "lopso_deployment.cli"
    table: ClassVar[dict[str, tuple[str, tuple[str, str]]]] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the documentation."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.table:
            return None
        module = importlib.import_module(f"{self.package}.{self.table[cmd_name][0]}")
        return getattr(module, cmd_name.replace("-", "_"))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes one line for each command without importing it."""
        with formatter.section(say("Lệnh", "Commands")):
            formatter.write_dl([(name, say(*line)) for name, (_, line) in self.table.items()])


HELP = say(
    "Lớp Số: bài học tương tác cho giáo viên, chấm bài, và công cụ cho lớp ngày mai.",
    "Lớp Số: interactive lessons for teachers, grading, and tools for tomorrow's class.",
)


@click.command(cls=KitCommands, help=HELP)
@click.version_option(package_name="lopso")
def lopso() -> None:
    """The group that holds every command."""


def main() -> None:
    """Runs the command line; a failure is one sentence on standard error and exit code 1."""
    settle()
    try:
        # What a command gives to context.exit comes back from here.
        sys.exit(lopso.main(standalone_mode=False) or 0)
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        sys.exit(error.exit_code)
    except KitError as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    finally:
        # The end of the process frees all there is; to look for garbage before takes a fifth of a
        # second.
        gc.freeze()
