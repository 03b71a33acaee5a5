"""Máy tính điểm trung bình môn: the view."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from html import escape

import ipywidgets

from lopso_widgets import tables
from lopso_widgets.controls import Fields
from lopso_widgets.family import Tool, aside, button, card, choice, flowing, note, row
from lopso_widgets.picture import Picture, link_to_csv
from lopso_widgets.spreadsheets import as_csv
from lopso_widgets.subject_average import chart
from lopso_widgets.subject_average.class_card import ClassCard
from lopso_widgets.subject_average.class_file import Pupil
from lopso_widgets.subject_average.model import (
    Average,
    Book,
    Need,
    Rule,
    TermMarks,
    circular_22,
    final_marks,
    needed,
    outcome,
    read_mark,
    term_average,
    year_average,
)
from lopso_widgets.subject_average.steps import Step, as_html, term_steps, year_steps
from lopso_widgets.subject_average.words import WORDS
from lopso_widgets.words import Fault

TERMS = ("term_1", "term_2")


class SubjectAverageTool(Tool):
    """Enter a pupil's marks, see each step of the averages, ask for the final mark it takes."""

    def __init__(self, language: str = "vi", *, rule: Rule | None = None) -> None:
        """Make the tool.

        Args:
            language: "vi" or "en".
            rule: how marks make an average; Thông tư 22 without it.
        """
        super().__init__(language, WORDS, tables.WORDS)
        self.rule = rule or circular_22()
        self._changing = 0
        self._make_controls()
        self._make_shown()
        self._place_cards()
        self._set_fields()
        self._watch()
        self._read()

    def _make_controls(self) -> None:
        words, rule = self.words, self.rule
        few, many = rule.periods
        names = ("periods_few", "periods_some", "periods_many")
        texts = [words.say(name, few=few, some=few + 1, many=many) for name in names]
        self.periods = choice(
            words["periods"], list(zip(texts, rule.counts, strict=True)), rule.counts[1]
        )
        self.terms = tuple(Fields(title=words[term]) for term in TERMS)
        self.clear = button(words["clear"], self.answering(self._clear))
        targets = [(words["need_" + name], name) for name in (*TERMS, "year")]
        self.target = choice(words["need_target"], targets, TERMS[0])
        self.goal = Fields(labels=[words["need_goal"]], value=[words.number(rule.goal)])
        self.class_card = ClassCard(words, rule, self._show_pupil)

    def _make_shown(self) -> None:
        words = self.words
        self.results = ipywidgets.HTML()
        self.steps = ipywidgets.HTML()
        self.need = ipywidgets.HTML()
        self.picture = Picture(words, words["picture_title"], words["file_name"])

    def _place_cards(self) -> None:
        words, rule = self.words, self.rule
        weights = {"midterm": rule.midterm, "final": rule.final, "added": rule.added}
        source = {"document": rule.document, "decimals": rule.decimals}
        self.lay_out(
            [
                card(
                    words["marks_card"],
                    aside(self.periods),
                    *self.terms,
                    note(words["marks_note"]),
                    aside(row(self.clear)),
                    self.status,
                ),
                card(words["results_card"], self.results),
                aside(card(words["need_card"], self.target, self.goal, self.need, self.picture)),
            ],
            [
                flowing(
                    card(
                        words["steps_card"],
                        note(words.say("steps_formula", **weights)),
                        self.steps,
                        note(words.say("steps_source", **source)),
                    )
                ),
                aside(self.class_card),
            ],
        )

    def _watch(self) -> None:
        self.periods.observe(self.answering(self._change_periods), "value")
        for control in (*self.terms, self.target, self.goal):
            control.observe(self.answering(self._read), "value")

        self.memory.watch(
            periods=self.periods,
            term_1=self.terms[0],
            term_2=self.terms[1],
            target=self.target,
            goal=self.goal,
        )

    def _set_fields(self) -> None:
        """Give each term as many fields as the number of periods asks for."""
        words = self.words
        numbers = range(1, (self.periods.value or self.rule.counts[1]) + 1)
        labels = [words.say("regular", number=number) for number in numbers]
        labels += [words["midterm"], words["final"]]
        for fields, term in zip(self.terms, TERMS, strict=True):
            kept = list(fields.value)
            tests = kept[-2:] if len(kept) > 2 else ["", ""]
            regular = kept[:-2][: len(numbers)]
            with fields.hold_sync():
                fields.labels = labels
                told = [words.say("field_name", term=words[term], mark=each) for each in labels]
                fields.names = told
                fields.value = [*regular, *[""] * (len(numbers) - len(regular)), *tests]

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Change several controls, and read them once when all are changed."""
        self._changing += 1
        try:
            yield
        finally:
            self._changing -= 1
        self._read()

    def _change_periods(self) -> None:
        with self._at_once():
            self._set_fields()

    def _clear(self) -> None:
        with self._at_once():
            for fields in self.terms:
                fields.value = [""] * len(fields.labels)
        self.status.say(self.words["cleared"])

    def _show_pupil(self, pupil: Pupil) -> None:
        """Put the marks of a pupil of the class file into the fields."""
        most = max(len(term.regular) for term in pupil.terms)
        fitting = [count for count in self.rule.counts if count >= most]
        if not fitting:
            raise Fault("file_has_many_regular", count=most, most=max(self.rule.counts))
        with self._at_once():
            self.periods.value = fitting[0]
            for fields, term in zip(self.terms, pupil.terms, strict=True):
                blank = [None] * (fitting[0] - len(term.regular))
                marks = [*term.regular, *blank, term.midterm, term.final]
                fields.value = ["" if mark is None else self.words.number(mark) for mark in marks]

    def _read(self) -> None:
        """Read every field, name what makes no sense, and show what follows from the rest."""
        if self._changing:
            return
        first, second = (self._read_fields(fields) for fields in self.terms)
        (goal,) = self._read_fields(self.goal)
        terms = tuple(TermMarks(tuple(m[:-2]), m[-2], m[-1]) for m in (first, second))
        self.book = Book((terms[0], terms[1]), self.target.value or TERMS[0], goal)
        self.averages = tuple(term_average(term, self.rule) for term in self.book.terms)
        self._show_results()
        self._show_need()

    def _read_fields(self, fields: Fields) -> list[Decimal | None]:
        marks: list[Decimal | None] = []
        faults = []
        for text in fields.value:
            told, mark = "", None
            try:
                mark = read_mark(text, self.rule)
            except Fault as fault:
                told = self.words.fault(fault)
            marks.append(mark)
            faults.append(told)
        fields.faults = faults
        return marks

    def _year(self) -> Average | None:
        first, second = self.averages
        if first is None or second is None:
            return None
        return year_average(first.mark, second.mark, self.rule)

    def _show_results(self) -> None:
        words, year = self.words, self._year()
        tiles = ""
        for name, average in zip((*TERMS, "year"), (*self.averages, year), strict=True):
            shown = words["no_mark"] if average is None else words.number(average.mark)
            kind = " lopso-none" if average is None else ""
            tiles += f"<div><dt>{words[name]}</dt><dd class='lopso-big{kind}'>{shown}</dd></div>"
        self.results.value = f'<dl class="lopso-tiles">{tiles}</dl>' + self._missing()
        blocks = [as_html(title, steps) for title, steps in self._all_steps()]
        empty = f'<p class="lopso-note">{words["steps_empty"]}</p>'
        save = link_to_csv(words["steps_save"], words["file_name"] + ".csv", self._numbers())
        self.steps.value = "".join(blocks) + save if blocks else empty

    def _all_steps(self) -> list[tuple[str, list[Step]]]:
        words, rule, year = self.words, self.rule, self._year()
        blocks = [
            (words[name], term_steps(marks, average, rule, words))
            for name, marks, average in zip(TERMS, self.book.terms, self.averages, strict=True)
            if average is not None
        ]
        first, second = self.averages
        if first is not None and second is not None and year is not None:
            steps = year_steps(first.mark, second.mark, year, rule, words)
            blocks.append((words["year"], steps))
        return blocks

    def _missing(self) -> str:
        told = []
        for name, term, fields in zip(TERMS, self.book.terms, self.terms, strict=True):
            marks = (*term.regular, term.midterm, term.final)
            lacking = [
                label for label, mark in zip(fields.labels, marks, strict=True) if mark is None
            ]
            if lacking and not term.empty:
                told.append(
                    self.words.say("missing", term=self.words[name], marks=", ".join(lacking))
                )
        return f'<p class="lopso-note">{escape(" ".join(told))}</p>' if told else ""

    def _show_need(self) -> None:
        words, rule = self.words, self.rule
        try:
            if self.book.goal is None:
                raise Fault("goal_missing")
            marks, first = self._asked()
            average = outcome(marks, first, rule)
            need = needed(average, self.book.goal, rule)
        except Fault as fault:
            self.need.value = f'<p class="lopso-note">{escape(words.fault(fault))}</p>'
            self.picture.show(None, "")
            return
        target = words["target_" + self.book.target]
        self.need.value = self._verdict(need, target)
        figure = chart.draw(average, self.book.goal, need, marks.final, rule, words)
        ends = {"low": rule.lowest, "high": rule.highest, "worst": need.worst, "best": need.best}
        rows = [(mark, average(mark)) for mark in final_marks(rule)]
        numbers = as_csv(words, [words["axis_x"], words["axis_y"]], rows)
        self.picture.show(figure, words.say("picture", target=target, **ends), numbers)

    def _asked(self) -> tuple[TermMarks, Decimal | None]:
        """Return the marks the question is about, and the first term's average if it counts."""
        if self.book.target != "year":
            return self.book.terms[TERMS.index(self.book.target)], None
        if self.averages[0] is None:
            raise Fault("need_first_term")
        return self.book.terms[1], self.averages[0].mark

    def _verdict(self, need: Need, target: str) -> str:
        rule, words = self.rule, self.words
        values = {"mark": need.mark or rule.lowest, "goal": self.book.goal, "target": target}
        ends = {"low": rule.lowest, "high": rule.highest, "worst": need.worst, "best": need.best}
        text = words.say("need_" + need.verdict, **values, **ends)
        tone = {"needed": "calm", "sure": "good", "impossible": "warn"}[need.verdict]
        return f'<p class="lopso-status lopso-{tone}" role="status">{escape(text)}</p>'

    def _numbers(self) -> str:
        names = ("column_what", "column_how", "column_result")
        rows = [
            (f"{title}: {step.what}", step.how, step.result)
            for title, steps in self._all_steps()
            for step in steps
        ]
        return as_csv(self.words, [self.words[name] for name in names], rows)
