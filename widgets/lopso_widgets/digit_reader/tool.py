"""Máy nhìn chữ số: the view."""

from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets
import numpy as np

from lopso_widgets.controls import Slide
from lopso_widgets.digit_reader import chart
from lopso_widgets.digit_reader.drawing import picture
from lopso_widgets.digit_reader.model import (
    COUNTS,
    PAIRS,
    Answer,
    Teaching,
    answer,
    examples,
    nearest,
    teach,
)
from lopso_widgets.digit_reader.pad import Pad
from lopso_widgets.digit_reader.words import WORDS
from lopso_widgets.family import Tool, aside, button, card, choice, note, row
from lopso_widgets.memory import Held
from lopso_widgets.picture import Picture
from lopso_widgets.spreadsheets import as_csv

SHARES = (("share_none", 0.0), ("share_half", 0.5), ("share_all", 1.0))
THRESHOLDS = (50, 99)


@dataclass(frozen=True)
class Booth:
    """What stands on the table: how the machine is taught, and what it is shown.

    Attributes:
        teaching: how the machine is taught.
        threshold: below this probability it says that it is not sure.
        image: the 8×8 numbers it looks at; None while the paper is white.
    """

    teaching: Teaching
    threshold: float
    image: np.ndarray | None


class DigitReaderTool(Tool):
    """Write a digit; a machine that learned from examples says which it is, and how sure it is."""

    def __init__(self, language: str = "vi", *, seed: int | None = None) -> None:
        """Make the tool.

        Args:
            language: "vi" or "en".
            seed: makes the order of the new pictures the same each time.
        """
        super().__init__(language, WORDS)
        self._generator = np.random.default_rng(seed)
        self._image: np.ndarray | None = None
        self._sample: int | None = None
        self._make_controls()
        self._make_shown()
        self._place_cards()
        self._watch()
        self._teach()

    def _make_controls(self) -> None:
        words = self.words
        names = ("undo", "clear", "hint", "paper_empty", "paper_drawn")
        self.pad = Pad(words={name: words[name] for name in names})
        self.sample = button(words["sample"], self.answering(self._take_sample))
        self.threshold = Slide(words, words["threshold"], "%", THRESHOLDS, step=1, value=80)
        counts = [(words.number(count), count) for count in COUNTS]
        self.count = choice(words["count"], counts, COUNTS[-1])
        self.share = choice(words["share"], [(words[name], part) for name, part in SHARES], 0.0)
        pairs = [
            (words.say("pair_option", one=one, other=other), (one, other)) for one, other in PAIRS
        ]
        self.pair = choice(words["pair"], pairs, PAIRS[0])

    def _make_shown(self) -> None:
        words = self.words
        self.bars = chart.Bars(words)
        self.guess = ipywidgets.HTML()
        self.seen = ipywidgets.HTML()
        self.alike = ipywidgets.HTML()
        self.taught = ipywidgets.HTML()
        self.picture = Picture(words, words["picture_title"], words["file_name"])

    def _place_cards(self) -> None:
        words = self.words
        sample = row(self.sample)
        sample.add_class("lopso-centre")
        teaching = card(words["teach_card"], self.count, self.share, self.pair, self.taught)
        teaching.add_class("lopso-last")
        self.alike.add_class("lopso-beside")
        self.seen_card = aside(
            card(words["seen_card"], note(words["seen_note"]), row(self.seen, self.alike))
        )
        self.lay_out(
            [
                card(words["pad_card"], self.pad, sample, self.status, note(words["kept"])),
                teaching,
            ],
            [
                card(words["answer_card"], self.guess, self.picture, self.threshold),
                self.seen_card,
            ],
        )

    def _watch(self) -> None:
        self.pad.observe(self.answering(self._take_drawing), "strokes")
        self.threshold.observe(self.answering(self._look), "value")
        for control in (self.count, self.share, self.pair):
            control.observe(self.answering(self._teach), "value")

        self.memory.watch(
            strokes=self.pad,
            threshold=self.threshold,
            count=self.count,
            share=self.share,
            pair=self.pair,
        )

    def held(self) -> dict[str, Any]:
        """Return which new picture was taken, if one was."""
        return {"sample": self._sample}

    def take_back(self, held: Held) -> None:
        """Show the machine the picture that was taken."""
        number = held.get("sample")
        if type(number) is int and 0 <= number < len(examples().test_labels):
            self._show_sample(number)

    def _take_drawing(self) -> None:
        """Show the machine what is on the paper."""
        self.status.say("")
        self._image = self._sample = None
        try:
            if self.pad.strokes:
                self._image = picture(self.pad.strokes)
        finally:
            self._look()

    def _take_sample(self) -> None:
        """Show the machine a picture that it has never learned from."""
        self._show_sample(int(self._generator.integers(len(examples().test_labels))))

    def _show_sample(self, number: int) -> None:
        known = examples()
        self.pad.strokes = []
        self._sample = number
        self._image = np.rint(known.test_images[number])
        self._look()
        digit = int(known.test_labels[number])
        self.status.say(self.words.say("sample_told", digit=digit))

    def _teach(self) -> None:
        teaching = Teaching(
            self.count.value or COUNTS[-1], self.pair.value or PAIRS[0], self.share.value or 0.0
        )
        self.reader = teach(teaching)
        self.pair.layout.display = None if teaching.share else "none"
        self.taught.value = self._told(teaching)
        self._look()

    def _told(self, teaching: Teaching) -> str:
        words, reader = self.words, self.reader
        tested = len(examples().test_labels)
        percent = words.number(100 * reader.right / tested, 1)
        lines = [words.say("taught", tested=tested, right=reader.right, percent=percent)]
        if teaching.share:
            one, other = teaching.pair
            part = words[next(name for name, share in SHARES if share == teaching.share)]
            lines.append(words.say("taught_wrong", one=one, other=other, part=part))
            counts = {"right": reader.pair_right, "tested": reader.pair_tested}
            lines.append(words.say("taught_pair", one=one, other=other, **counts))
        tone = "warn" if teaching.share else "calm"
        text = " ".join(lines)
        return f'<p class="lopso-status lopso-{tone}" role="status">{escape(text)}</p>'

    def _look(self) -> None:
        """Let the machine look at its picture, and show what it makes of it."""
        image = self._image
        teaching = self.reader.teaching
        self.booth = Booth(teaching, self.threshold.value / 100, image)
        self.seen_card.layout.display = "none" if image is None else None
        if image is None:
            self.guess.value = f'<p class="lopso-note">{self.words["answer_empty"]}</p>'
            self.picture.show(None, "")
            return
        self.seen.value = chart.seen(image, self.words)
        self.alike.value = chart.alike(nearest(self.reader, image), self.words)
        self._show(answer(self.reader, image))

    def _show(self, given: Answer) -> None:
        words = self.words
        sure = given.confidence >= self.booth.threshold
        percent = _percent(given.confidence)
        key = "guess_sure" if sure else "guess_unsure"
        told = words.say(key, digit=given.digit, percent=percent)
        kind = "lopso-sure" if sure else "lopso-unsure"
        self.guess.value = (
            f'<p class="lopso-guess {kind}" role="status"><b>{given.digit if sure else "?"}</b>'
            f"<span>{told}</span></p>"
        )
        second = int(np.argsort(given.probabilities)[-2])
        values = {"second": second, "second_percent": _percent(given.probabilities[second])}
        key = "picture" if values["second_percent"] else "picture_only"
        sentence = words.say(key, digit=given.digit, percent=percent, **values)
        header = [words["column_digit"], words["column_probability"]]
        rows = [(digit, round(part, 4)) for digit, part in enumerate(given.probabilities)]
        self.bars.show(given, self.booth.threshold)
        self.picture.show(self.bars.figure, sentence, as_csv(words, header, rows))


def _percent(part: float) -> int:
    """Return a probability in whole per cent; only what is certain is 100."""
    return min(round(100 * part), 99) if part < 0.9995 else 100
