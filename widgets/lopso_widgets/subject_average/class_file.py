"""A class's marks from a file that a school program exported: read whatever is readable.

Such files are workbooks, or have semicolons or commas or tabs, UTF-8 with or without a mark,
UTF-16 or an old code page, a title above the header, and names which this tool never reads. What
cannot be read is named line by line; the rest is kept.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lopso_widgets.subject_average.model import Rule, TermMarks, read_mark
from lopso_widgets.tables import Limits, Table, read_tables
from lopso_widgets.words import Fault

MOST_BYTES = 256 * 1024
MOST_PUPILS = 200
MOST_COLUMNS = 60
_HEADER_WITHIN = 20
# One line more than may be, so that too many are seen; blank lines between pupils have room.
LIMITS = Limits(MOST_BYTES, _HEADER_WITHIN + 2 * MOST_PUPILS + 1, MOST_COLUMNS)
_CODES = {
    *("ma", "mahs", "mahocsinh", "maso", "madinhdanh", "madinhdanhbogddt"),
    *("code", "pupil", "pupilcode", "pupilid", "student", "studentid", "studentcode", "id"),
}
_TERMS = {"hk", "hocki", "hocky", "ki", "ky", "term", "semester"}
_TERM = re.compile(r"(?:hk|hocki|hocky|ki|ky|term|semester)(ii|i|2|1)")
_KINDS = (
    ("regular", re.compile(r"(?:tx|thuongxuyen|regular)")),
    ("midterm", re.compile(r"(?:gk|giuak[iy]|giuahocki|midterm)")),
    ("final", re.compile(r"(?:ck|cuoik[iy]|cuoihocki|final)")),
)


@dataclass(frozen=True)
class Pupil:
    """One pupil's marks in both terms, by the code in the file; no name is ever kept."""

    code: str
    terms: tuple[TermMarks, TermMarks]


@dataclass(frozen=True)
class LineFault:
    """What makes no sense in one line of the file; `column` is "" when it is the whole line."""

    line: int
    column: str
    fault: Fault


@dataclass(frozen=True)
class ClassFile:
    """What a file holds: pupils in the file's own order, and what could not be read."""

    pupils: tuple[Pupil, ...]
    faults: tuple[LineFault, ...]
    regular_marks: int


@dataclass(frozen=True)
class _Column:
    place: int
    name: str
    kind: str
    term: int | None


@dataclass(frozen=True)
class _Header:
    code: int | None
    term: int | None
    marks: tuple[_Column, ...]
    width: int

    @property
    def regular(self) -> int:
        first = [column for column in self.marks if column.kind == "regular"]
        return max((sum(c.term == term for c in first) for term in (0, 1, None)), default=0)


def read_class(content: bytes, rule: Rule) -> ClassFile:
    """Return the pupils of a file and the lines that make no sense.

    Raises:
        Fault: the file is too large, is no text, has no header, no pupil, or too many.
    """
    table, start, header = _find_header(content)
    pupils: dict[str, Pupil] = {}
    faults: list[LineFault] = []
    regular = header.regular
    blank = TermMarks((None,) * regular)
    for line, cells in enumerate(table[start:], start + 1):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            code, terms, wrong = _read_line(cells, header, len(pupils) + 1, rule)
            known = pupils.get(code, Pupil(code, (blank, blank)))
            pupils[code] = replace(known, terms=_together(known, terms))
            faults += [LineFault(line, column, fault) for column, fault in wrong]
        except Fault as fault:
            faults.append(LineFault(line, "", fault))
        if len(pupils) > MOST_PUPILS:
            raise Fault("file_too_long", most=MOST_PUPILS)
    if not pupils:
        raise Fault("file_without_pupils")
    return ClassFile(tuple(pupils.values()), tuple(faults), regular)


def _together(known: Pupil, terms: dict[int, TermMarks]) -> tuple[TermMarks, TermMarks]:
    if any(not known.terms[term].empty for term in terms):
        raise Fault("line_repeats", code=known.code)
    return terms.get(0, known.terms[0]), terms.get(1, known.terms[1])


def _find_header(content: bytes) -> tuple[Table, int, _Header]:
    for table in read_tables(content, LIMITS):
        for place, cells in enumerate(table[:_HEADER_WITHIN]):
            header = _read_header(cells)
            if header is not None:
                return table, place + 1, header
    raise Fault("file_without_header")


def _read_header(cells: Sequence[str]) -> _Header | None:
    names = [_plain(cell) for cell in cells[:MOST_COLUMNS]]
    marks = [_column(place, cells[place], name) for place, name in enumerate(names)]
    found = tuple(column for column in marks if column is not None)
    if {column.kind for column in found} != {"regular", "midterm", "final"}:
        return None
    code = next((place for place, name in enumerate(names) if name in _CODES), None)
    term = next((place for place, name in enumerate(names) if name in _TERMS), None)
    return _Header(code, term, found, len(cells))


def _column(place: int, name: str, plain: str) -> _Column | None:
    kind = next((kind for kind, pattern in _KINDS if pattern.search(plain)), None)
    if kind is None:
        return None
    term = _TERM.search(plain)
    return _Column(place, name.strip(), kind, None if term is None else _term(term[1]))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return re.sub("[^a-z0-9]", "", letters)


def _term(text: str) -> int:
    name = _plain(text)
    found = _TERM.fullmatch(name)
    number = {"1": 0, "i": 0, "2": 1, "ii": 1}.get(found[1] if found else name)
    if number is None:
        raise Fault("line_without_term", text=text.strip())
    return number


def _read_line(
    cells: Sequence[str], header: _Header, number: int, rule: Rule
) -> tuple[str, dict[int, TermMarks], list[tuple[str, Fault]]]:
    if len(cells) > header.width and any(cell.strip() for cell in cells[header.width :]):
        raise Fault("line_too_wide", count=len(cells), width=header.width)
    cells = [*cells, *[""] * (header.width - len(cells))]
    code = cells[header.code].strip()[:40] if header.code is not None else str(number)
    if not code:
        raise Fault("line_without_code")
    own = _term(cells[header.term]) if header.term is not None else 0
    marks: dict[int, dict[str, list[Decimal | None]]] = {}
    wrong: list[tuple[str, Fault]] = []
    for column in header.marks:
        term = own if column.term is None else column.term
        mark = None
        try:
            mark = read_mark(cells[column.place], rule)
        except Fault as fault:
            wrong.append((column.name, fault))
        marks.setdefault(term, {}).setdefault(column.kind, []).append(mark)
    return code, {term: _marks(kinds) for term, kinds in marks.items()}, wrong


def _marks(kinds: dict[str, list[Decimal | None]]) -> TermMarks:
    one = {kind: (kinds.get(kind) or [None])[0] for kind in ("midterm", "final")}
    return TermMarks(tuple(kinds.get("regular", ())), one["midterm"], one["final"])
