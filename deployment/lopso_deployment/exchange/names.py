"""Which names the exchange takes: courses, assignments, people, and paths of files.

Everything is NFC: a name typed on a Mac (NFD) and the same name from the lesson are one file.
"""

import unicodedata
from pathlib import PurePosixPath

from lopso_deployment.exchange.words import RefusalError

_LONGEST_PART = 200
_LONGEST_PATH = 1000


def checked_name(name: str) -> str:
    """``name`` of a course, an assignment or a person in NFC.

    Raises:
        RefusalError: when it could be anything else than one folder's name; ``+`` is nbgrader's
            separator.
    """
    name = unicodedata.normalize("NFC", name)
    if not _is_plain(name) or "+" in name:
        raise RefusalError(
            400, f"Tên “{name!r}” không dùng được.", f"The name {name!r} cannot be used."
        )
    return name


def checked_path(path: str) -> str:
    """The relative path ``path`` (with ``/``) in NFC.

    Raises:
        RefusalError: when it is absolute, leads outside, or some systems could not store it.
    """
    path = unicodedata.normalize("NFC", path)
    parts = path.split("/")
    if len(path) > _LONGEST_PATH or not all(map(_is_plain, parts)):
        raise RefusalError(
            400, f"Tên tệp {path!r} không dùng được.", f"The file name {path!r} cannot be used."
        )
    return path


def checked_paths(paths: list[str]) -> list[str]:
    """All ``paths`` in NFC, each once, none of them a folder of another.

    Raises:
        RefusalError: when a path is not usable (see `checked_path`) or two are in each other's way.
    """
    checked = [checked_path(path) for path in paths]
    taken = set(checked)
    folders = {str(folder) for path in checked for folder in PurePosixPath(path).parents}
    if len(taken) != len(checked) or taken & folders:
        raise RefusalError(400, "Có hai tệp trùng tên nhau.", "Two files have the same name.")
    return checked


def _is_plain(part: str) -> bool:
    return (
        0 < len(part.encode(errors="replace")) <= _LONGEST_PART
        and part == part.strip()
        and part not in {".", ".."}
        and "\\" not in part
        and "/" not in part
        and not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in part)
    )
