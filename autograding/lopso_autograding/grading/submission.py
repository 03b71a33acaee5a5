"""A learner's submission as it lies in the course folder: read without trusting anything in it.

Only regular files are read, links are never followed, and sizes are bounded before anything is
parsed. What cannot be read is said in a sentence.
"""

import datetime
import itertools
import json
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from lopso_autograding.stages import staged

LARGEST_NOTEBOOK = 64 << 20
MOST_VALUES = 1_000_000
LARGEST_FILES = 64 << 20
MOST_FILES = 500
MOST_CELLS = 5_000
DEEPEST = 8
SKIPPED = "skip-execution"
"""The tag of a cell that nbgrader does not run."""
_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)


_NO_FILE = "{name} không phải là một tệp thường. / {name} is no regular file."
_TOO_LARGE = "{name} lớn hơn {most} MB. / {name} is larger than {most} MB."


class UnreadableError(ValueError):
    """A submission, or a notebook of it, that cannot be read; the text says why."""


@dataclass(frozen=True)
class SubmittedCell:
    """One cell of a submitted notebook.

    Attributes:
        name: Its grade id, or nothing.
        cell_type: "code", "markdown" or "raw".
        source: Its text.
        attachments: Its pictures, unchecked: by name, the base64 texts of their kinds.
        skipped: Whether a tag says that it is not to be run.
    """

    name: str
    cell_type: str
    source: str
    attachments: dict[str, Any] = field(default_factory=dict)
    skipped: bool = False


def regular_files(folder: Path) -> Iterator[tuple[str, int]]:
    """Path within the folder and size of each regular file, links and the like left out."""
    found = 0
    walk = os.fwalk(folder, follow_symlinks=False)
    for path, folders, names, descriptor in itertools.islice(walk, MOST_FILES):
        inside = os.path.relpath(path, folder)
        if inside.count(os.sep) >= DEEPEST:
            folders.clear()
        folders.sort()
        for name in sorted(names)[: 2 * MOST_FILES]:
            about = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
            if stat.S_ISREG(about.st_mode):
                found += 1
                yield os.path.normpath(f"{inside}/{name}"), about.st_size
            if found >= MOST_FILES:
                return


def read_file(path: Path, most: int) -> bytes:
    """The content of a regular file.

    Raises:
        UnreadableError: It is none, or too large.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        raise UnreadableError(_NO_FILE.format(name=path.name)) from None
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        raise UnreadableError(_NO_FILE.format(name=path.name))
    with os.fdopen(descriptor, "rb") as file:
        if about.st_size > most:
            raise UnreadableError(_TOO_LARGE.format(name=path.name, most=most >> 20))
        return file.read(most + 1)[:most]


def find_notebook(folder: Path, name: str) -> Path | None:
    """The file of a notebook, whichever way its letters are composed; a link is as good as none."""
    wanted = unicodedata.normalize("NFC", f"{name}.ipynb")
    if folder.is_symlink() or not folder.is_dir():
        return None
    same = (p for p in folder.iterdir() if unicodedata.normalize("NFC", p.name) == wanted)
    return min(same, default=None)


@staged("rebuild")
def read_cells(path: Path) -> tuple[SubmittedCell, ...]:
    """The cells of a submitted notebook.

    Raises:
        UnreadableError: It is no notebook, or too large.
    """
    data = read_file(path, LARGEST_NOTEBOOK)
    if not data.strip():
        raise UnreadableError("tệp rỗng. / The file is empty.")
    notebook = _parsed(data)
    cells = _list_of_cells(notebook) if isinstance(notebook, dict) else None
    if cells is None:
        raise UnreadableError("tệp không phải là sổ tay Jupyter. / It is no Jupyter notebook.")
    if len(cells) > MOST_CELLS:
        raise UnreadableError(
            f"sổ tay có hơn {MOST_CELLS} ô. / It has more than {MOST_CELLS} cells."
        )
    return tuple(_cell(cell) for cell in cells if isinstance(cell, dict))


def _list_of_cells(notebook: dict[str, Any]) -> list[Any] | None:
    """The cells, also of the old form of notebooks that have worksheets."""
    sheets = notebook.get("worksheets")
    if "cells" not in notebook and isinstance(sheets, list):
        lists = [one.get("cells") for one in sheets if isinstance(one, dict)]
        return [cell for one in lists if isinstance(one, list) for cell in one]
    cells = notebook.get("cells")
    return cells if isinstance(cells, list) else None


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - whatever the file says
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and data[:2] in (b"{\0", b"\0{"):
        encoding = "utf-16-le" if data[:1] == b"{" else "utf-16-be"
    # Each value of the JSON follows one of these; text between quotes may hold some as well.
    if data.count(b"[") + data.count(b"{") + data.count(b",") > MOST_VALUES:
        raise UnreadableError("tệp có quá nhiều giá trị. / It holds too many values.")
    try:
        return json.loads(data.decode(encoding))
    except UnicodeDecodeError:
        raise UnreadableError("chữ trong tệp không phải UTF-8. / Its text is not UTF-8.") from None
    except RecursionError:
        raise UnreadableError("các giá trị lồng nhau quá sâu. / It is nested too deeply.") from None
    except ValueError as error:
        raise UnreadableError(f"tệp hỏng. / The file is damaged: {error}.") from None


def _cell(cell: dict[str, Any]) -> SubmittedCell:
    kind = cell.get("cell_type")
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    text = source if isinstance(source, str) else ""
    # Half a character beyond the sixteenth bit cannot be written to a file.
    text = text.encode("utf-8", "replace").decode("utf-8")
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    known = kind if kind in ("code", "markdown", "raw") else "markdown"
    pictures = cell.get("attachments") if known == "markdown" else None
    found = pictures if isinstance(pictures, dict) else {}
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    skipped = isinstance(tags, list) and SKIPPED in tags
    return SubmittedCell(name if isinstance(name, str) else "", known, text, found, skipped)


def read_timestamp(folder: Path) -> datetime.datetime | None:
    """When a submission says it was made; None where it says nothing that can be read."""
    if folder.is_symlink() or not (folder / "timestamp.txt").exists():
        return None
    try:
        text = read_file(folder / "timestamp.txt", 1000).decode().strip()
        # A time zone may be the path of any file, which would be opened and read.
        if any(part.lstrip(":").startswith("/") or ".." in part for part in text.split()):
            return None
        return parse_utc(text) if text else None
    except (UnreadableError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return None
