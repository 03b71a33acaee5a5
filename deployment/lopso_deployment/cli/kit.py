"""The commands that run the kit: up, apps, doctor."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import click

from lopso_deployment.kit import checks
from lopso_deployment.language import Language, say

PORT_HELP = say("cổng trên máy này", "port on this machine")
LANGUAGE = click.Choice(["vi", "en"])
class_size_option = click.option(
    "--class-size",
    type=click.IntRange(1, 500),
    default=40,
    show_default=True,
    help=say(
        "số học sinh mở công cụ cùng lúc; ai đến sau thì chờ trong hàng",
        "pupils who use the tools at once; those who come later wait in line",
    ),
)


def home_folder() -> Path:
    """The folder that holds what a running kit keeps: LOPSO_HOME, or .lopso here."""
    return Path(os.environ.get("LOPSO_HOME") or ".lopso").absolute()


@click.command(help=say("Mở cả kit trên máy này.", "Bring up the whole kit on this machine."))
@click.option("--port", default=8000, show_default=True, help=PORT_HELP)
@click.option(
    "--apps-port",
    type=int,
    help=say(
        "cổng của phòng công cụ (mặc định: port + 1)", "the gallery's port (default: port + 1)"
    ),
)
@click.option(
    "--language",
    type=LANGUAGE,
    default="vi",
    show_default=True,
    help=say("ngôn ngữ mở đầu", "the language of the first page"),
)
@click.option(
    "--release/--no-release",
    default=True,
    help=say("phát sẵn các bài học", "release the lessons at once"),
)
@class_size_option
def up(
    port: int, apps_port: int | None, language: Language, release: bool, class_size: int
) -> None:
    """Runs until Ctrl-C."""
    from lopso_deployment.kit.up import Kit, bring_up

    kit = Kit(home_folder(), port, apps_port or port + 1, language, release, class_size)
    bring_up(kit, click.echo)


@click.command(help=say("Chỉ mở phòng công cụ của lớp.", "Open only the classroom gallery."))
@click.option("--port", default=8001, show_default=True, help=PORT_HELP)
@click.option("--language", type=LANGUAGE, default="vi", show_default=True)
@class_size_option
@click.option(
    "--lan",
    is_flag=True,
    help=say(
        "mở cho cả mạng của trường, in địa chỉ và mã QR để chiếu lên bảng",
        "open to the school's network; print the address and its QR code for the projector",
    ),
)
@click.option(
    "--behind-proxy",
    is_flag=True,
    help=say(
        "tin địa chỉ người xem mà proxy trên máy này báo",
        "believe what a proxy on this machine says of where visitors come from",
    ),
)
@click.option(
    "--allow-unconfined",
    is_flag=True,
    help=say(
        "vẫn mở khi máy này không cách li được công cụ",
        "open even where this machine cannot confine the tools",
    ),
)
def apps(
    port: int,
    language: Language,
    class_size: int,
    lan: bool,
    behind_proxy: bool,
    allow_unconfined: bool,
) -> None:
    """Builds the apps and serves them until Ctrl-C."""
    from lopso_courses.build import build

    from lopso_deployment.gallery.lan import announce, school_addresses
    from lopso_deployment.gallery.room import Rules
    from lopso_deployment.gallery.server import Gallery, serve

    addresses = ("127.0.0.1", *(school_addresses() if lan else ()))
    home = checks.ensure_home(home_folder())
    for address in addresses:
        checks.ensure_port(port, "--port", address)
    built = build(out=home / "build")
    announce([f"http://{address}:{port}/" for address in addresses], click.echo)
    rules = Rules.for_class(class_size)
    serve(Gallery(built.apps, port, addresses, language, rules, allow_unconfined, behind_proxy))


@click.command(help=say("Máy này làm được gì cho kit.", "What this machine can do for the kit."))
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path),
    help=say("ghi kết quả vào tệp JSON này", "write what was found to this JSON file"),
)
@click.pass_context
def doctor(context: click.Context, json_file: Path | None) -> None:
    """Prints one line for each thing the kit needs; exit code 1 when one is missing."""
    from lopso_deployment.kit.doctor import examine

    found = []
    for finding in examine(home_folder()):
        click.echo(f"{'✓' if finding.good else '✗'} {finding.sentence}")
        found.append(asdict(finding))
    if json_file:
        json_file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    context.exit(0 if all(one["good"] for one in found) else 1)
