"""Workbooks that visitors bring: tables are read, what is made to hurt is a sentence."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lopso_widgets.subject_average.class_file import MOST_BYTES, read_class
from lopso_widgets.subject_average.model import circular_22
from lopso_widgets.tables import Limits, read_tables
from lopso_widgets.words import Fault
from openpyxl import Workbook

LIMITS = Limits(256 * 1024, 500, 60)
HEADER = ("Mã HS", "TX1 HK1", "TX2 HK1", "GK HK1", "CK HK1")


def workbook(*rows, sheets=("Bảng điểm",)):
    book = Workbook()
    book.remove(book.active)
    for title in sheets:
        sheet = book.create_sheet(title)
        for row in rows if title == sheets[-1] else ():
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def altered(content, change, method=zipfile.ZIP_DEFLATED):
    """The workbook with other parts: `change` gets each part's name and bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def key_of(content):
    with pytest.raises(Fault) as caught:
        list(read_tables(content, LIMITS))
    return caught.value.key


def test_a_class_in_a_workbook_is_read_from_whatever_sheet_holds_it():
    content = workbook(
        ("Lớp 8A1",), (), HEADER, ("99001", 8.5, 7, "9,25", None), sheets=("Bìa", "Điểm")
    )
    found = read_class(content, circular_22())
    told = [(fault.line, fault.column, fault.fault.key) for fault in found.faults]
    assert told == [(4, "GK HK1", "mark_too_fine")]
    assert [str(mark) for mark in found.pupils[0].terms[0].regular] == ["8.5", "7"]
    assert found.pupils[0].terms[0].final is None


def test_a_formula_is_never_run_and_without_a_saved_value_it_is_named():
    content = workbook(HEADER, ("99001", "=8+1", '=HYPERLINK("http://x","8")', 7, 8))
    found = read_class(content, circular_22())
    assert [fault.fault.values["text"] for fault in found.faults] == [
        "=8+1",
        '=HYPERLINK("http://x","8")',
    ]
    assert found.pupils[0].terms[0].regular == (None, None)


def test_a_workbook_that_unpacks_too_large_is_refused():
    def change(name, part):
        return part + b" " * (40 << 20) if name.endswith("sheet1.xml") else part

    bomb = altered(workbook(HEADER), change)
    assert len(bomb) < MOST_BYTES
    assert key_of(bomb) == "file_unpacks_too_large"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_cannot_be_bounded_is_refused(method):
    assert key_of(altered(workbook(HEADER), lambda _, part: part, method)) == "file_is_broken"


def test_a_part_that_says_it_is_small_and_is_not_is_refused():
    content = bytearray(altered(workbook(HEADER), lambda name, part: part + b" " * 200_000))
    for place in range(len(content) - 4):
        if content[place : place + 4] == b"PK\x01\x02":  # the directory's entry of a part
            content[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert key_of(bytes(content)) == "file_is_broken"


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["laughs", "files"],
)
def test_entities_are_refused(declared):
    def change(name, part):
        return declared + part if name.endswith("sheet1.xml") else part

    assert key_of(altered(workbook(HEADER), change)) == "file_is_broken"


def test_entities_in_another_encoding_are_refused():
    def change(name, part):
        hidden = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "a">]><x/>'
        return hidden.encode("utf-16") if name.endswith("sheet1.xml") else part

    assert key_of(altered(workbook(HEADER), change)) == "file_is_broken"


def test_a_row_at_the_end_of_the_sheet_costs_nothing():
    def change(name, part):
        if not name.endswith("sheet1.xml"):
            return part
        far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return part.replace(b"</sheetData>", far).replace(b'ref="A1:E1"', b'ref="A1:XFD1048576"')

    (table,) = read_tables(altered(workbook(HEADER), change), LIMITS)
    assert len(table) <= LIMITS.lines
    assert all(len(row) <= LIMITS.columns for row in table)


def test_a_workbook_cut_anywhere_is_a_sentence():
    whole = workbook(HEADER, ("99001", 8, 7, 9, 10))
    for end in range(4, len(whole), 97):
        assert key_of(whole[:end]) == "file_is_broken"


WHOLE = workbook(HEADER, ("99001", 8, 7, 9, 10))


def outcome(content):
    """How many pupils a file has, or the key of its fault."""
    try:
        return len(read_class(content, circular_22()).pupils)
    except Fault as fault:
        return fault.key


@settings(max_examples=40)
@given(some.dictionaries(some.integers(4, len(WHOLE) - 1), some.integers(0, 255), max_size=6))
def test_a_workbook_with_any_bytes_changed_is_a_class_or_a_sentence(changed):
    content = bytearray(WHOLE)
    for place, byte in changed.items():
        content[place] = byte
    found = outcome(bytes(content))
    assert found == 1 or str(found).startswith("file_")
