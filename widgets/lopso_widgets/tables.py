"""Small tables that visitors bring, CSV text or an Excel workbook, as rows of text.

A file is bounded before it is opened, and again as it unpacks; nothing in it is run. What cannot
be read is a sentence.
"""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lopso_widgets.words import Fault

WORDS = {
    "vi": {
        "file_too_large": "Tệp lớn hơn {most} KB; công cụ chỉ đọc tệp nhỏ.",
        "file_is_old_excel": "Đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy mở nó, chọn "
        "Lưu thành (Save as) .xlsx hoặc CSV UTF-8, rồi chọn tệp mới.",
        "file_is_a_web_page": "Tệp này mang đuôi Excel nhưng thật ra là trang web. Hãy mở nó bằng "
        "Excel, chọn Lưu thành (Save as) .xlsx, rồi chọn tệp mới.",
        "file_is_broken": "Tệp Excel này hỏng hoặc không phải là bảng tính. Hãy mở nó, chọn Lưu "
        "thành (Save as) CSV UTF-8, rồi chọn tệp CSV.",
        "file_unpacks_too_large": "Tệp Excel này bung ra quá lớn, không giống một bảng của lớp. "
        "Hãy chép phần cần dùng sang một tệp mới.",
        "file_is_no_text": "Không đọc được tệp này như văn bản CSV.",
    },
    "en": {
        "file_too_large": "The file is larger than {most} KB; the tool reads small files only.",
        "file_is_old_excel": "This is an Excel file of the old kind (.xls), or has a password. "
        "Open it, choose Save as .xlsx or CSV UTF-8, and choose the new file.",
        "file_is_a_web_page": "This file is named like Excel's but is a web page. Open it in "
        "Excel, choose Save as .xlsx, and choose the new file.",
        "file_is_broken": "This Excel file is broken or no spreadsheet. Open it, choose Save as "
        "CSV UTF-8, and choose that file.",
        "file_unpacks_too_large": "This Excel file unpacks to far more than a class's table. "
        "Copy the part you need to a new file.",
        "file_is_no_text": "This file cannot be read as CSV text.",
    },
}

_MOST_PARTS = 100
_MOST_UNPACKED = 4 << 20
_MOST_SHEETS = 12
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

type Table = list[list[str]]


@dataclass(frozen=True)
class Limits:
    """How much of a file is read: bytes of the file, and lines and columns of a table."""

    bytes: int
    lines: int
    columns: int


def read_tables(content: bytes, limits: Limits) -> Iterator[Table]:
    """Yield what the file may mean: each sheet of a workbook, or the text by each delimiter.

    Raises:
        Fault: the file is too large, broken, or of a kind that is not read.
    """
    if len(content) > limits.bytes:
        raise Fault("file_too_large", most=limits.bytes // 1024)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Fault("file_is_old_excel")
    if content.startswith(b"PK\x03\x04"):
        yield from _sheets(content, limits)
        return
    text = decode(content)
    if re.match(r"\s*<(?:!doctype\s+html|html|table|meta|\?xml)", text, re.IGNORECASE):
        raise Fault("file_is_a_web_page")
    for delimiter in ";\t,|":
        try:
            yield list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            continue


def decode(content: bytes) -> str:
    """Return the text of a file in one of the encodings that school programs write.

    Raises:
        Fault: it is text in none of them.
    """
    encodings = ["utf-8-sig", "cp1258"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content[1:40:2].count(0) > 10:
        encodings = ["utf-16-le"]
    elif content[0:40:2].count(0) > 10:
        encodings = ["utf-16-be"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return unicodedata.normalize("NFC", text)
    raise Fault("file_is_no_text")


def _sheets(content: bytes, limits: Limits) -> Iterator[Table]:
    try:
        _check_parts(content)
        # As it was last computed, and as it was written: a formula that was never computed
        # has no value, and is then named by what stands in its cell.
        shown = _read_sheets(content, limits, values=True)
        written = _read_sheets(content, limits, values=False)
    except Fault:
        raise
    except Exception as error:  # whatever a broken workbook makes of its reader
        raise Fault("file_is_broken") from error
    for values, sources in zip(shown, written, strict=True):
        yield [
            [_text(value, source) for value, source in zip(row, of_row, strict=True)]
            for row, of_row in zip(values, sources, strict=True)
        ]


def _check_parts(content: bytes) -> None:
    """Refuse what unpacks too large, or declares entities; only what was declared is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
        size = sum(part.file_size for part in listed)
        if len(listed) > _MOST_PARTS or size > _MOST_UNPACKED:
            raise Fault("file_unpacks_too_large")
        for part in listed:
            # Others unpack a whole block at once, however large it grows.
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Fault("file_is_broken")
            if part.filename.endswith((".xml", ".rels")):
                text = parts.read(part)
                if b"\0" in text or _DECLARES.search(text):
                    raise Fault("file_is_broken")


def _read_sheets(content: bytes, limits: Limits, *, values: bool) -> list[list[Sequence[object]]]:
    from openpyxl import load_workbook  # a quarter of a second, for those who bring a workbook

    with warnings.catch_warnings(action="ignore"):
        book = load_workbook(
            io.BytesIO(content), read_only=True, data_only=values, keep_links=False
        )
        ends = {"max_row": limits.lines, "max_col": limits.columns}
        return [
            list(sheet.iter_rows(min_row=1, min_col=1, values_only=True, **ends))
            for sheet in book.worksheets[:_MOST_SHEETS]
        ]


def _text(value: object, source: object) -> str:
    if value is None:
        return "" if source is None else str(source)
    if isinstance(value, float):
        return f"{value:.12g}"
    return unicodedata.normalize("NFC", str(value))
