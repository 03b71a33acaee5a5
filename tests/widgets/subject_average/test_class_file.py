from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lopso_courses.synthetic.subject_average import mark_book
from lopso_widgets.subject_average.class_file import MOST_BYTES, MOST_PUPILS, read_class
from lopso_widgets.subject_average.model import circular_22
from lopso_widgets.words import Fault

RULE = circular_22()
HEADER = "Mã HS;TX1 HK1;TX2 HK1;GK HK1;CK HK1;TX1 HK2;TX2 HK2;GK HK2;CK HK2"
LINE = "99001;8,5;7;9;10;M;;6,5;7"


def read(text, encoding="utf-8"):
    return read_class(text.encode(encoding), RULE)


def key_of(content):
    with pytest.raises(Fault) as caught:
        read_class(content, RULE)
    return caught.value.key


def test_the_lessons_own_class_is_read_whole():
    found = read(mark_book())
    assert len(found.pupils) == 40
    assert found.regular_marks == 3
    assert found.faults == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_that_programs_export_is_read(encoding):
    pupil = read(f"{HEADER}\n{LINE}\n", encoding).pupils[0]
    assert pupil.terms[0].regular == (Decimal("8.5"), Decimal(7))
    assert pupil.terms[1].regular == (None, None)


def test_an_old_code_page_and_decomposed_letters_are_read():
    assert len(read("Ma\u0303 HS;TX HK1;GK HK1;CK HK1\n1;5;6;7\n", "cp1258").pupils) == 1
    assert len(read("Ma\u0303 HS;TX HK1;Giữa kì I;Cuối kì I\n1;5;6;7\n").pupils) == 1


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_every_delimiter_is_found(delimiter):
    text = f"{HEADER}\n99001;8.5;7;9;10;M;;6.5;7\n".replace(";", delimiter)
    assert read(text).pupils[0].terms[0].regular[0] == Decimal("8.5")


def test_quoted_decimal_commas_are_read_between_commas():
    text = f'{HEADER}\n99001;"8,5";7;9;10;;;;\n'.replace(";", ",")
    assert read(text).pupils[0].terms[0].regular[0] == Decimal("8.5")


def test_decimal_commas_taken_for_columns_are_explained():
    text = HEADER.replace(";", ",") + "\n99001,8,5,7,9,10,1,2,6,5,7\n99002,8,7,9,10,1,2,3,4\n"
    found = read(text)
    assert [pupil.code for pupil in found.pupils] == ["99002"]
    assert (found.faults[0].line, found.faults[0].fault.key) == (2, "line_too_wide")


def test_a_line_for_each_term_is_put_together():
    found = read("code,term,regular 1,midterm,final\n1,I,5,6,7\n1,II,8,9,10\n2,HK1,1,2,3\n")
    assert [pupil.code for pupil in found.pupils] == ["1", "2"]
    assert found.pupils[0].terms[1].final == 10


def test_names_are_never_kept():
    found = read("Họ và tên;Mã HS;TX1;GK;CK\nNguyễn Văn A;7;5;6;7\n")
    assert "Nguyễn" not in repr(found)


def test_pupils_without_a_code_get_their_number():
    found = read("Họ và tên;TX1;GK;CK\nNguyễn Văn A;5;6;7\n\nTrần Thị B;5;6;7\n")
    assert [pupil.code for pupil in found.pupils] == ["1", "2"]


def test_bad_marks_are_named_by_line_and_column_and_the_rest_is_kept():
    found = read(f"{HEADER}\n99001;8,5;abc;9;110;;;;\n{LINE.replace('99001', '99002')}\n")
    told = [(fault.line, fault.column, fault.fault.key) for fault in found.faults]
    assert told == [
        (2, "TX2 HK1", "mark_not_a_number"),
        (2, "CK HK1", "mark_out_of_range"),
    ]
    assert found.pupils[0].terms[0].midterm == 9
    assert len(found.pupils) == 2


def test_a_code_that_comes_twice_is_named_and_the_first_is_kept():
    found = read(f"{HEADER}\n{LINE}\n{LINE.replace('8,5', '1')}\n")
    assert found.pupils[0].terms[0].regular[0] == Decimal("8.5")
    assert found.faults[0].fault.key == "line_repeats"


def test_files_that_are_no_class_are_refused_with_a_reason():
    assert key_of(b"PK\x03\x04" + b"\0" * 100) == "file_is_broken"
    assert key_of(b"\xd0\xcf\x11\xe0" + b"\0" * 100) == "file_is_old_excel"
    assert key_of(b"<html><table><tr><td>TX1</td></tr></table>") == "file_is_a_web_page"
    assert key_of(b"\x00\x01\x02" * 50) == "file_is_no_text"
    assert key_of(b"") == "file_without_header"
    assert key_of(b"a;b;c\n1;2;3") == "file_without_header"
    assert key_of(HEADER.encode()) == "file_without_pupils"
    assert key_of(b"x" * (MOST_BYTES + 1)) == "file_too_large"
    lines = "\n".join(f"{number};1;1;1;1;1;1;1;1" for number in range(MOST_PUPILS + 1))
    assert key_of(f"{HEADER}\n{lines}".encode()) == "file_too_long"


@pytest.mark.parametrize(
    "content",
    [
        b'"' * MOST_BYTES,
        b";" * MOST_BYTES,
        b"\n" * MOST_BYTES,
        ("TX1;GK;CK\n" + "1;" * 100_000).encode(),
        ("TX1;GK;CK\n" + '"' + "a" * 200_000).encode(),
    ],
    ids=["quotes", "columns", "lines", "wide line", "open quote"],
)
def test_a_file_made_to_hurt_is_a_sentence(content):
    assert key_of(content).startswith("file_")


def outcome(content):
    """How many pupils a file has, or the key of its fault."""
    try:
        return len(read_class(content, RULE).pupils)
    except Fault as fault:
        return fault.key


@given(some.binary(max_size=400))
def test_any_bytes_are_a_class_or_a_fault(content):
    found = outcome(content)
    assert isinstance(found, int) or found.startswith("file_")


@given(some.text(max_size=300))
def test_any_text_below_a_header_is_read_or_named(text):
    found = outcome(f"{HEADER}\n{text}".encode("utf-8", "ignore"))
    assert found in range(1, MOST_PUPILS + 1) or found.startswith("file_")
