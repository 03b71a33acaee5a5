"""The card with which a teacher goes through a class file, one pupil at a time."""

from collections.abc import Callable
from html import escape

import ipywidgets

from lopso_widgets.family import Status, button, note, row, title_of_card
from lopso_widgets.file_picker import FilePicker
from lopso_widgets.picture import link_to_csv
from lopso_widgets.spreadsheets import as_csv
from lopso_widgets.subject_average.class_file import (
    MOST_BYTES,
    ClassFile,
    LineFault,
    Pupil,
    read_class,
)
from lopso_widgets.subject_average.model import Rule, term_average, year_average
from lopso_widgets.words import Fault, Words

MOST_FAULTS_SHOWN = 12


class ClassCard(ipywidgets.VBox):
    """Choose a file, then step from pupil to pupil by code; there is no list and no ranking.

    Attributes:
        pupils: what the file held; None before one is read.
    """

    def __init__(self, words: Words, rule: Rule, show: Callable[[Pupil], None]) -> None:
        """Make the card; `show` is given the pupil who is chosen."""
        self.words, self.rule, self._show = words, rule, show
        self.pupils: ClassFile | None = None
        self.file = FilePicker(words, words["class_upload"], ".csv,.txt,.xlsx,text/csv", MOST_BYTES)
        self.status = Status()
        self.code = ipywidgets.Dropdown(description=words["class_pupil"])
        self.code.add_class("lopso-select")
        self.place = ipywidgets.HTML()
        self.previous = button(words["previous"], lambda _: self._step(-1))
        self.next = button(words["next"], lambda _: self._step(1))
        self.faults = ipywidgets.HTML()
        self.save = ipywidgets.HTML()
        self.pupil_part = ipywidgets.VBox(
            [self.code, self.place, row(self.previous, self.next), self.save]
        )
        self.pupil_part.add_class("lopso-part")
        super().__init__(
            [
                title_of_card(words["class_card"]),
                note(words["class_note"]),
                self.file,
                self.status,
                self.faults,
                self.pupil_part,
            ]
        )
        self.add_class("lopso-card")
        self.pupil_part.layout.display = "none"
        self.file.observe(lambda _: self._take(), "content")
        self.code.observe(lambda _: self._choose(), "value")

    def _take(self) -> None:
        content, self.file.content = bytes(self.file.content), b""
        if content:
            self.read(content)

    def read(self, content: bytes) -> None:
        """Read a file's bytes and show its first pupil, or say why it cannot be read."""
        words = self.words
        try:
            self.pupils = read_class(content, self.rule)
        except Fault as fault:
            self.status.say(words.fault(fault), "warn")
            return
        count, faults = len(self.pupils.pupils), len(self.pupils.faults)
        key = "class_read_faults" if faults else "class_read"
        self.status.say(words.say(key, count=count, faults=faults), "warn" if faults else "good")
        self.faults.value = self._told(self.pupils.faults)
        self.save.value = link_to_csv(
            words["class_save"], words["file_name"] + ".csv", self._numbers()
        )
        self.code.options = ()
        self.code.options = [pupil.code for pupil in self.pupils.pupils]
        self.pupil_part.layout.display = None
        self.code.index = 0

    def _step(self, by: int) -> None:
        count = len(self.code.options)
        if self.code.index is not None:
            self.code.index = min(max(self.code.index + by, 0), count - 1)

    def _choose(self) -> None:
        if self.pupils is None or self.code.index is None:
            return
        place, count = self.code.index, len(self.pupils.pupils)
        self.previous.disabled, self.next.disabled = place == 0, place == count - 1
        text = self.words.say("class_place", place=place + 1, count=count)
        self.place.value = f'<p class="lopso-note" role="status">{escape(text)}</p>'
        try:
            self._show(self.pupils.pupils[place])
        except Fault as fault:
            self.status.say(self.words.fault(fault), "warn")

    def _told(self, faults: tuple[LineFault, ...]) -> str:
        if not faults:
            return ""
        words = self.words
        lines = []
        for each in faults[:MOST_FAULTS_SHOWN]:
            key = "fault_cell" if each.column else "fault_line"
            told = words.fault(each.fault)
            lines.append(words.say(key, line=each.line, column=each.column, fault=told))
        if len(faults) > MOST_FAULTS_SHOWN:
            lines.append(words.say("fault_more", count=len(faults) - MOST_FAULTS_SHOWN))
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        return f"<details open><summary>{words['fault_title']}</summary><ul>{items}</ul></details>"

    def _numbers(self) -> str:
        words, rows = self.words, []
        for pupil in self.pupils.pupils if self.pupils else ():
            first, second = (term_average(term, self.rule) for term in pupil.terms)
            marks = [None if each is None else each.mark for each in (first, second)]
            year = first and second and year_average(first.mark, second.mark, self.rule)
            rows.append((pupil.code, *marks, year.mark if year else None))
        header = [words[name] for name in ("column_code", "term_1", "term_2", "year")]
        return as_csv(words, header, rows)
