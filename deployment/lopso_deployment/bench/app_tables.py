"""What `lopso bench apps` prints: what a phone loads, and one table of classes for each app."""

from collections.abc import Iterator, Sequence

from lopso_deployment.bench.app_browsers import Load
from lopso_deployment.bench.app_storms import OURS, PLAIN, StormFigures, Times
from lopso_deployment.language import say

NARROW = 0.5  # megabits a second: a Wi-Fi of 20 shared by a class of 40
NAMES = {OURS: say("Lớp Số", "Lớp Số"), PLAIN: say("Voila thường", "plain Voila")}
Loads = dict[tuple[str, str], Load]
Table = list[Sequence[object]]


def load_table(loads: Loads, app: str) -> Table:
    """What one phone loads, by server and visit."""
    names = {
        "first": say("lần đầu", "first visit"),
        "later": say("lần sau", "later visit"),
        "narrow": say(f"lần đầu, đường {NARROW} Mbit/s", f"first visit, {NARROW} Mbit/s"),
    }
    return [
        (
            say(f"{app}: một điện thoại", f"{app}: one phone"),
            say("lượt tải", "requests"),
            "kB",
            say("giây", "seconds"),
        ),
        *(
            (
                f"{NAMES[kind]}, {names[visit]}",
                one.requests,
                f"{one.kilobytes:.1f}",
                f"{'> ' if one.given_up else ''}{one.seconds:.1f}",
            )
            for (kind, visit), one in loads.items()
        ),
    ]


def seconds_told(times: Times) -> str:
    """Median / p95; with a > where the visit at that rank was given up after so long."""
    pairs = ((times.median, times.median_is_more), (times.p95, times.p95_is_more))
    return " / ".join(f"> {value:.0f}" if more else f"{value:.2f}" for value, more in pairs)


def storm_table(app: str, storms: Sequence[StormFigures], left_out: Sequence[int]) -> Table:
    """The classes at one app, and how many times less ours took than plain Voila.

    Args:
        app: Its name.
        storms: What was measured at it.
        left_out: Classes too large for plain Voila, which were not measured with it.
    """
    head = (
        say(f"{app}: giây, trung vị / p95", f"{app}: seconds, median / p95"),
        say("người", "visitors"),
        say("chỗ", "seats"),
        say("trang", "page"),
        say("dùng được", "live"),
        say("hình mới", "new picture"),
        say("hỏng", "failed"),
        say("phải chờ", "in line"),
        "MB",
        "CPU s",
    )
    dashes = ("–",) * 7
    not_measured = say("không đo", "not measured")
    rows: Table = []
    for number in sorted({one.visitors for one in storms} | set(left_out)):
        of_number = [one for one in storms if one.visitors == number]
        if number in left_out:
            rows.append((NAMES[PLAIN], number, not_measured, *dashes))
        rows += map(_storm_row, of_number)
        rows += (_ratio_row(plain, ours) for plain, ours in _pairs(of_number))
    return [head, *rows]


def _storm_row(one: StormFigures) -> tuple[object, ...]:
    return (
        NAMES[one.kind],
        one.visitors,
        one.seats or "–",
        *map(seconds_told, (one.page, one.live, one.picture)),
        one.failed,
        one.waited,
        f"{one.megabytes:.0f}" if one.megabytes else "–",
        f"{one.cpu:.1f}",
    )


def _pairs(storms: Sequence[StormFigures]) -> Iterator[tuple[StormFigures, StormFigures]]:
    """Plain Voila and ours with the same visitors, where ours has a seat for each."""
    for plain in storms:
        for ours in storms:
            same = plain.visitors == ours.visitors <= ours.seats
            if same and (plain.kind, ours.kind) == (PLAIN, OURS):
                yield plain, ours


def _ratio_row(plain: StormFigures, ours: StormFigures) -> tuple[object, ...]:
    return (
        say("  Voila thường gấp Lớp Số (lần)", "  plain Voila over ours (times)"),
        plain.visitors,
        "",
        _times_less(plain.page, ours.page),
        _times_less(plain.live, ours.live),
        _times_less(plain.picture, ours.picture),
        "",
        "",
        _rounded(plain.megabytes / ours.megabytes),
        _rounded(plain.cpu / ours.cpu),
    )


def _times_less(plain: Times, ours: Times) -> str:
    """How many times less; where plain Voila's was given up, how many at least."""
    pairs = (
        (plain.median, plain.median_is_more, ours.median, ours.median_is_more),
        (plain.p95, plain.p95_is_more, ours.p95, ours.p95_is_more),
    )
    return " / ".join(
        "–" if unknown else f"{'> ' if more else ''}{_rounded(value / other)}"
        for value, more, other, unknown in pairs
    )


def _rounded(times: float) -> str:
    return f"{times:.0f}" if times >= 10 else f"{times:.1f}"


def notes(storms: Sequence[StormFigures], left_out: Sequence[int]) -> Iterator[str]:
    """What the tables cannot say: what was stopped, what failed and why, what was left out."""
    for one in storms:
        name = f"{NAMES[one.kind]}, {one.app}, {one.visitors}"
        if one.stopped:
            yield f"{name}: {one.stopped}."
        for reason in one.reasons:
            if reason != one.stopped:
                yield f"{name}: {reason}"
    plain = [one for one in storms if one.kind == PLAIN]
    if not plain or not left_out:
        return
    most = max(plain, key=lambda one: (one.visitors, one.megabytes))
    for number in left_out:
        would = most.megabytes / most.visitors * number
        yield say(
            f"{NAMES[PLAIN]}, {number}: không đo. {most.visitors} người ({most.app}) đã chiếm "
            f"{most.megabytes:.0f} MB, vậy {number} người cần chừng {would:.0f} MB.",
            f"{NAMES[PLAIN]}, {number}: not measured. {most.visitors} visitors ({most.app}) took "
            f"{most.megabytes:.0f} MB, so {number} would need about {would:.0f} MB.",
        )
