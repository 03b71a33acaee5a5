"""`lopso bench apps`: the kit's gallery beside a stock Voila, as a class sees them."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from lopso_deployment.bench.app_browsers import load, phone
from lopso_deployment.bench.app_servers import our_apps, plain_voila
from lopso_deployment.bench.app_storms import (
    LANGUAGE,
    LIMIT,
    OURS,
    PLAIN,
    Opening,
    StormFigures,
    raise_storm,
)
from lopso_deployment.bench.app_tables import (
    NAMES,
    NARROW,
    Loads,
    load_table,
    notes,
    seconds_told,
    storm_table,
)
from lopso_deployment.bench.report import aligned, json_option, progress, this_machine, write_json
from lopso_deployment.bench.visitors import DEEDS
from lopso_deployment.language import say

CLASS = 40
MOST_PLAIN = 60  # a stock kernel for each visitor takes 100 MB and more


@click.command(
    help=say(
        "Phòng công cụ so với Voila thường: một lớp cùng vào, thời gian chờ, bộ nhớ, dung lượng.",
        "The gallery beside plain Voila: a class comes in; waiting, memory, what phones load.",
    )
)
@click.option(
    "--app",
    "chosen",
    type=click.Choice(sorted(DEEDS)),
    multiple=True,
    default=sorted(DEEDS),
    help=say("đo công cụ này (lặp lại được)", "measure this app (repeatable)"),
)
@click.option(
    "--visitors",
    "numbers",
    type=click.IntRange(1, 400),
    multiple=True,
    default=(1, CLASS, 200),
    show_default=True,
    help=say("số người vào trong 10 giây (lặp lại được)", "visitors within 10 s (repeatable)"),
)
@click.option(
    "--plain/--no-plain",
    default=True,
    help=say(f"đo cả Voila thường (tới {MOST_PLAIN} người)", f"plain Voila too (to {MOST_PLAIN})"),
)
@click.option(
    "--limit",
    type=click.FloatRange(10),
    default=LIMIT,
    show_default=True,
    help=say(
        "mỗi lần đo dừng sau ngần ấy giây; ai chưa vào được thì tính là hỏng",
        "stop each run after so many seconds; who is not in by then counts as failed",
    ),
)
@json_option
def apps(
    chosen: tuple[str, ...],
    numbers: tuple[int, ...],
    plain: bool,
    limit: float,
    json_file: Path | None,
) -> None:
    """Measures, prints, and writes the JSON."""
    from lopso_courses.build import build

    machine, tell = this_machine(), progress()
    click.echo(machine)
    kinds = (PLAIN, OURS) if plain else (OURS,)
    with tempfile.TemporaryDirectory() as folder:
        built = build(out=Path(folder)).apps
        loads = watch_browsers(built, chosen[0], kinds, tell)
        storms = list(raise_storms(built, chosen, numbers, loads, kinds, tell, limit))
    tables = [load_table(loads, chosen[0])] if loads else []
    left_out = [number for number in numbers if plain and number > MOST_PLAIN]
    for app in chosen:
        of_app = [one for one in storms if one.app == app]
        tables.append(storm_table(app, of_app, left_out))
    for table in tables:
        click.echo(f"\n{aligned(table)}")
    for note in notes(storms, left_out):
        click.echo(note)
    write_json(
        json_file,
        {
            "machine": asdict(machine),
            "loads": [
                {"kind": kind, "visit": visit, **asdict(one)}
                for (kind, visit), one in loads.items()
            ],
            "storms": [asdict(one) for one in storms],
        },
    )


def watch_browsers(
    built: Path, app: str, kinds: Sequence[str], tell: Callable[[str], None]
) -> Loads:
    """What a phone loads: at first, later, and on its share of a class's Wi-Fi."""
    found: Loads = {}
    for kind in kinds:
        ours = kind == OURS
        live = "html[data-seat=live]" if ours else "body"
        path = f"/{LANGUAGE}/{app}" if ours else f"/voila/render/{LANGUAGE}/{app}.ipynb"
        try:
            with our_apps(built, 2) if ours else plain_voila(built) as running:
                tell(f"{NAMES[kind]}: {say('trình duyệt', 'browser')}")
                with phone() as page:
                    for visit in ("first", "later"):
                        found[kind, visit] = load(page, running.origin + path, live)
                with phone(NARROW) as page:
                    found[kind, "narrow"] = load(page, running.origin + path, live)
        except ImportError:
            tell(say("Không có Playwright: bỏ qua trình duyệt.", "No Playwright: no browsers."))
            return found
    return found


def raise_storms(
    built: Path,
    chosen: Sequence[str],
    numbers: Sequence[int],
    loads: Loads,
    kinds: Sequence[str],
    tell: Callable[[str], None],
    limit: float,
) -> Iterator[StormFigures]:
    """Every class at every app, plain and ours by turns, so that both have the same machine."""
    for app in chosen:
        for number in numbers:
            for kind in kinds:
                for seats in _seats(kind, number):
                    tell(f"{NAMES[kind]}: {app}, {number} {say('người', 'visitors')}")
                    files = loads[kind, "first"].paths if (kind, "first") in loads else ()
                    one = raise_storm(Opening(kind, app, seats, files), built, number, limit)
                    # Said at once: a bench that is stopped half way has not measured for nothing.
                    tell(f"  {seconds_told(one.live)} s, {one.failed} {say('hỏng', 'failed')}")
                    yield one


def _seats(kind: str, visitors: int) -> tuple[int, ...]:
    """The class sizes to try: beyond a class once with enough seats, once with a class's."""
    if kind == PLAIN:
        return (0,) if visitors <= MOST_PLAIN else ()
    return (visitors,) if visitors <= CLASS else (visitors, CLASS)
