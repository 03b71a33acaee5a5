"""Phòng thí nghiệm con lắc: the view."""

from dataclasses import dataclass, replace
from typing import Any

import ipywidgets
import numpy as np

from lopso_widgets.controls import Fields, Slide
from lopso_widgets.family import Tool, aside, button, card, choice, note, row
from lopso_widgets.memory import Held
from lopso_widgets.pendulum import chart
from lopso_widgets.pendulum.model import (
    ANGLES,
    LENGTHS,
    MOST_READINGS,
    NOISES,
    Line,
    Reading,
    Setup,
    allowed,
    angle_excess,
    as_data,
    exact_period,
    fit,
    from_data,
    matched,
    measure,
    own_gravity,
    small_angle_period,
    time_by_hand,
)
from lopso_widgets.pendulum.swing import Swing
from lopso_widgets.pendulum.words import WORDS
from lopso_widgets.picture import Picture
from lopso_widgets.words import Fault

PLACES = (("earth", 9.81), ("moon", 1.62), ("mars", 3.71))
SIX_LENGTHS = (0.3, 0.6, 0.9, 1.2, 1.5, 1.8)


@dataclass(frozen=True)
class Experiment:
    """The pendulum as it hangs now, and every reading made since the page was opened."""

    setup: Setup
    readings: tuple[Reading, ...] = ()

    @property
    def here(self) -> tuple[Reading, ...]:
        """The readings made where the pendulum hangs now; another place has its own table."""
        return tuple(each for each in self.readings if each.setup.gravity == self.setup.gravity)


class PendulumTool(Tool):
    """A pendulum to let go, a stopwatch, a table of readings, and g from the slope of T²(l)."""

    def __init__(self, language: str = "vi", *, seed: int | None = None) -> None:
        """Make the tool.

        Args:
            language: "vi" or "en".
            seed: makes the measuring errors the same each time; every visitor has others without.
        """
        super().__init__(language, WORDS)
        self.experiment = Experiment(Setup(length=0.8, noise=0.1))
        self._generator = np.random.default_rng(seed)
        self._make_controls()
        self._make_shown()
        self._place_cards()
        self._watch()
        self._hang()
        self._show_readings()

    def _make_controls(self) -> None:
        words, setup = self.words, self.experiment.setup
        self.length = Slide(words, words["length"], "m", LENGTHS, step=0.05, value=setup.length)
        self.angle = Slide(words, words["angle"], "°", ANGLES, step=1, value=setup.angle)
        self.noise = Slide(words, words["noise"], "s", NOISES, step=0.02, value=setup.noise)
        places = [(f"{words[name]} ({words.number(g)})", g) for name, g in PLACES]
        self.place = choice(words["place"], [*places, (words["own"], 0.0)], setup.gravity)
        self.own = Fields(labels=[words["own_label"]], names=[words["own_name"]], longest=8)
        self.own.value = [words.number(9.79)]
        self.swings = choice(words["swings"], [(str(n), n) for n in (1, 5, 10, 20)], setup.swings)
        self.measure = button(words["measure"], self.answering(self._measure), first=True)
        self.six = button(words["measure_six"], self.answering(self._measure_six))
        self.remove = button(words["remove"], self.answering(self._remove))
        self.clear = button(words["clear"], self.answering(self._clear))

    def _make_shown(self) -> None:
        words = self.words
        names = ("scene", "release", "hold", "start", "stop")
        self.swing = Swing(language=words.language, words={name: words[name] for name in names})
        self.periods = ipywidgets.HTML()
        self.found = ipywidgets.HTML()
        self.table = ipywidgets.HTML()
        self.picture = Picture(words, words["picture_title"], words["file_name"])

    def _place_cards(self) -> None:
        words = self.words
        self.table_card = aside(card(words["table_card"], self.table, row(self.remove, self.clear)))
        self.lay_out(
            [
                card(
                    words["pendulum_card"],
                    self.swing,
                    note(words["hand_note"]),
                    self.length,
                    self.angle,
                    aside(self.place),
                    aside(self.own),
                ),
                card(
                    words["timing_card"],
                    aside(self.swings),
                    aside(self.noise),
                    row(self.measure, self.six),
                    self.status,
                ),
            ],
            [
                card(words["gravity_card"], self.found, self.picture),
                self.table_card,
                aside(card(words["period_card"], self.periods)),
            ],
        )

    def _watch(self) -> None:
        hang = self.answering(self._hang)
        for control in (self.length, self.angle, self.noise, self.place, self.own, self.swings):
            control.observe(hang, "value")
        self.swing.observe(self.answering(self._time_by_hand), "timed")

        self.memory.watch(
            length=self.length,
            angle=self.angle,
            noise=self.noise,
            place=self.place,
            own=self.own,
            swings=self.swings,
        )

    def held(self) -> dict[str, Any]:
        """Return the readings."""
        return {"readings": [as_data(each) for each in self.experiment.readings]}

    def take_back(self, held: Held) -> None:
        """Put the readings back into the table."""
        self._keep(from_data(held.get("readings")))

    def _hang(self) -> None:
        """Hang the pendulum as the controls say."""
        before = self.experiment.setup.gravity
        setup = Setup(
            self.length.value,
            self._gravity(),
            self.angle.value,
            self.swings.value or 10,
            self.noise.value,
        )
        self.experiment = replace(self.experiment, setup=allowed(setup))
        self._show_pendulum()
        if self.experiment.setup.gravity != before:
            self._show_readings()

    def _gravity(self) -> float:
        place = self.place.value
        self.own.layout.display = "none" if place else None
        if place:
            return place
        try:
            gravity = own_gravity(self.own.value[0])
        except Fault as fault:
            self.own.faults = [self.words.fault(fault)]
            return self.experiment.setup.gravity
        self.own.faults = [""]
        return gravity

    def _show_pendulum(self) -> None:
        setup, words = self.experiment.setup, self.words
        with self.swing.hold_sync():
            self.swing.length, self.swing.gravity = setup.length, setup.gravity
            self.swing.angle = setup.angle
        small = small_angle_period(setup.length, setup.gravity)
        exact = exact_period(setup.length, setup.gravity, setup.angle)
        angle, excess = round(setup.angle), angle_excess(setup.angle)
        self.periods.value = (
            '<dl class="lopso-pairs">'
            f"<div><dt>{words['period_small']}</dt><dd>{words.number(small, 3)} s</dd></div>"
            f"<div><dt>{words.say('period_exact', angle=angle)}</dt>"
            f"<dd>{words.number(exact, 3)} s</dd></div></dl>"
            f'<p class="lopso-note">'
            f"{words.say('period_excess', angle=angle, excess=words.number(excess, 2))}</p>"
        )

    def _measure(self) -> None:
        self._add(measure(self.experiment.setup, self._generator))
        self._tell("measured")

    def _measure_six(self) -> None:
        setup = self.experiment.setup
        some = [measure(replace(setup, length=each), self._generator) for each in SIX_LENGTHS]
        self._add(*some)
        ends = {"low": SIX_LENGTHS[0], "high": SIX_LENGTHS[-1]}
        self.status.say(self.words.say("measured_six", **ends), "good")

    def _time_by_hand(self) -> None:
        self._add(time_by_hand(self.experiment.setup, self.swing.timed[1]))
        self._tell("measured_by_hand")

    def _tell(self, key: str) -> None:
        reading, words = self.experiment.readings[-1], self.words
        time, period = words.number(reading.time, 2), words.number(reading.period, 3)
        text = words.say(key, time=time, swings=reading.setup.swings, period=period)
        self.status.say(text, "good")

    def _add(self, *readings: Reading) -> None:
        if len(self.experiment.readings) + len(readings) > MOST_READINGS:
            raise Fault("too_many_readings", most=MOST_READINGS)
        self._keep((*self.experiment.readings, *readings))

    def _remove(self) -> None:
        # By its place: without an error of the hand, two readings are equal.
        readings, gravity = self.experiment.readings, self.experiment.setup.gravity
        for place in reversed(range(len(readings))):
            if readings[place].setup.gravity == gravity:
                self._keep(readings[:place] + readings[place + 1 :])
                break
        self.status.say(self.words["removed"])

    def _clear(self) -> None:
        here = self.experiment.here
        self._keep(tuple(each for each in self.experiment.readings if each not in here))
        self.status.say(self.words["cleared"])

    def _keep(self, readings: tuple[Reading, ...]) -> None:
        self.experiment = replace(self.experiment, readings=readings)
        self._show_readings()

    def _show_readings(self) -> None:
        readings, words = self.experiment.here, self.words
        line, sentence = self._line()
        self.found.value = self._found(line)
        self.table.value = chart.table(readings, words)
        self.table_card.layout.display = None if readings else "none"
        figure = chart.draw(readings, line, words)
        self.picture.show(figure, sentence, chart.numbers(readings, self.experiment.setup, words))

    def _found(self, line: Line | None) -> str:
        if line is None:
            return f'<p class="lopso-note">{self.words["gravity_intro"]}</p>'
        gravity, error = self._rounded(line)
        found = self.words.say("gravity_found", gravity=gravity, error=error)
        return f'<p class="lopso-big">{found} <span class="lopso-unit">m/s²</span></p>'

    def _rounded(self, line: Line) -> tuple[str, str]:
        gravity, error, places = matched(line.gravity, line.uncertainty)
        return self.words.number(gravity, places), self.words.number(error, places)

    def _line(self) -> tuple[Line | None, str]:
        readings, words = self.experiment.here, self.words
        if not readings:
            return None, words["picture_empty"]
        try:
            line = fit(readings)
        except Fault as fault:
            squares = [each.period_squared for each in readings]
            low, high = words.number(min(squares), 2), words.number(max(squares), 2)
            told = {"count": len(readings), "low": low, "high": high, "fault": words.fault(fault)}
            return None, words.say("picture_points", **told)
        gravity, error = self._rounded(line)
        slope = words.number(line.slope, 2)
        told = {"count": len(readings), "slope": slope, "gravity": gravity, "error": error}
        return line, words.say("picture_line", **told)
