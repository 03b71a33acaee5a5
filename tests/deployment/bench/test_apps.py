"""`lopso bench apps`: it measures plain Voila as browsers meet it, and it always ends."""

import asyncio
import json
import math

import pytest
from lopso_courses.build import build
from lopso_deployment.bench import app_storms
from lopso_deployment.bench.app_storms import OURS, PLAIN, Bounds, Opening, Times, figures_of
from lopso_deployment.bench.app_tables import notes, seconds_told, storm_table
from lopso_deployment.bench.visitors import DEEDS, Storm, Visit

APP = "subject_average"


class Stubborn:
    """A server at which every second visitor sees a picture, and the others wait for ever."""

    origin = "http://127.0.0.1:9"
    came = 0

    async def look(self, path, deed, visitor):
        self.came += 1
        if self.came % 2:
            await asyncio.Event().wait()
        visitor.visit.page = visitor.visit.live = visitor.visit.picture = 0.5


def blow(look, number=10, within=0.0):
    held = []
    storm = Storm(Stubborn(), "vi/x", DEEDS[APP])
    visits = asyncio.run(storm.blow(number, within, lambda: held.append(7.0), look))
    return storm, visits, held


def test_a_storm_that_does_not_end_is_stopped_and_those_who_wait_have_failed():
    storm, visits, held = blow(lambda: "stopped after 1 s")
    assert (storm.stopped, held) == ("stopped after 1 s", [7.0])
    assert [visit.failed for visit in visits] == ["stopped after 1 s", ""] * 5
    figures = figures_of(Opening(PLAIN, APP, 0), visits, 7.0, 1.0, storm.stopped)
    assert (figures.failed, figures.live.median, figures.live.median_is_more) == (5, 0.5, False)
    assert figures.live.p95_is_more
    assert seconds_told(figures.live).startswith("0.50 / > ")
    assert "stopped after 1 s." in "\n".join(notes([figures], ()))


def test_who_has_not_come_when_a_storm_is_stopped_has_failed_too():
    _, visits, _ = blow(lambda: "stopped", within=1000.0)
    assert len(visits) == 10
    assert all(visit.failed for visit in visits)


def test_a_run_is_stopped_by_time_and_by_memory(monkeypatch):
    assert Bounds(60).broken() == ""
    assert "0 s" in Bounds(-1).broken()

    class Free:
        available = 8 << 30

    monkeypatch.setattr(app_storms.psutil, "virtual_memory", lambda: Free)
    bounds = Bounds(60)
    Free.available = 1 << 30
    assert "7168 MB" in bounds.broken()


@pytest.mark.parametrize(
    ("came", "given_up", "told"),
    [
        ([1.0, 2.0, 3.0, 4.0], [], "2.00 / 4.00"),
        ([1.0, 2.0], [120.0, 110.0], "2.00 / > 120"),
        ([1.0], [120.0, 110.0], "> 110 / > 120"),
        # Who was refused at once has seen nothing either.
        ([5.0], [0.1], "5.00 / > 5"),
        ([], [120.0], "> 120 / > 120"),
    ],
)  # fmt: skip
def test_who_gave_up_counts_as_longer_than_he_waited(came, given_up, told):
    assert seconds_told(Times.of(came, given_up)) == told


def figures(kind, visitors, seats=0, live=2.0, megabytes=800.0):
    visit = Visit(page=1.0, live=live, picture=0.5, over=True)
    return figures_of(Opening(kind, APP, seats), [visit] * visitors, megabytes, 10.0)


def test_the_table_compares_the_same_class_and_says_what_was_not_measured():
    storms = [
        figures(PLAIN, 40), figures(OURS, 40, 40, 0.1, 400.0),
        figures(OURS, 200, 200), figures(OURS, 200, 40, megabytes=0.0),
    ]  # fmt: skip
    rows = storm_table(APP, storms, [200])[1:]
    ratios = [row for row in rows if len(row) > 8 and row[4] == "20 / 20"]
    assert [row[8] for row in ratios] == ["2.0"]
    assert [row[1] for row in rows] == [40, 40, 40, 200, 200, 200]
    assert rows[3][3:] == ("–",) * 7
    assert "4000 MB" in "\n".join(notes(storms, [200]))


def test_figures_are_plain_json():
    _, visits, _ = blow(lambda: "stopped", number=1)
    written = json.dumps(
        figures_of(Opening(PLAIN, APP, 0), visits, 0.0, 0.0).__dict__, default=vars
    )
    assert "NaN" not in written
    assert not any(map(math.isnan, (json.loads(written)["live"]["p95"],)))


@pytest.mark.slow
@pytest.mark.parametrize("app", sorted(DEEDS))
def test_plain_voila_draws_every_tool_for_the_benchs_visitor(app, tmp_path):
    built = build(out=tmp_path).apps
    found = app_storms.raise_storm(Opening(PLAIN, app, 0), built, 1)
    assert (found.failed, found.reasons, found.stopped) == (0, (), "")
    assert found.picture.p95 > 0
