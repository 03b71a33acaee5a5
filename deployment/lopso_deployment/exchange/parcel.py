"""A parcel: several files in one message, without an archive's traps.

The format is a line of JSON, ``[{"path": …, "size": …, "sha256": …}, …]``, then the files' bytes
one after the other. It can hold nothing but regular files with relative names, cannot unpack to
more than was sent, and tells of every file whether it arrived whole.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from lopso_deployment.exchange.limits import LIMITS, Limits
from lopso_deployment.exchange.names import checked_paths
from lopso_deployment.exchange.words import RefusalError, megabytes


@dataclass(frozen=True)
class Item:
    """A file with its relative path and its whole content."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Announced:
    """A file of a parcel as its first line announces it."""

    path: str
    size: int
    sha256: str


def announce(items: list[Item]) -> list[Announced]:
    """What the first line of a parcel with ``items`` says."""
    return [
        Announced(item.path, len(item.content), hashlib.sha256(item.content).hexdigest())
        for item in items
    ]


def header(files: list[Announced]) -> bytes:
    """The first line of a parcel with ``files``."""
    entries = [{"path": one.path, "size": one.size, "sha256": one.sha256} for one in files]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def encode(items: list[Item]) -> bytes:
    """The parcel with ``items``."""
    return b"".join([header(announce(items)), *(item.content for item in items)])


def decode(message: bytes) -> list[Item]:
    """The files of the parcel ``message``.

    Raises:
        RefusalError: when it is not a parcel or a file did not arrive whole.
    """
    line, separator, rest = message.partition(b"\n")
    if not separator:
        raise broken()
    return list(_cut(read_header(line, len(rest)), rest))


def _cut(files: list[Announced], content: bytes) -> Iterator[Item]:
    start = 0
    for one in files:
        piece = content[start : start + one.size]
        if hashlib.sha256(piece).hexdigest() != one.sha256:
            raise broken()
        yield Item(one.path, piece)
        start += one.size


def read_header(line: bytes, following: int, limits: Limits = LIMITS) -> list[Announced]:
    """What the first ``line`` of a parcel announces, when ``following`` bytes come after it.

    Raises:
        RefusalError: when the line is not a header, a name or the amount is not taken, or the sizes
            do not add up to ``following``.
    """
    try:
        files = [_announced(entry) for entry in json.loads(line)]
    except (ValueError, TypeError, KeyError) as error:
        raise broken() from error
    total = sum(one.size for one in files)
    if len(files) > limits.files or total > limits.parcel_bytes:
        raise too_big(total, len(files), limits)
    if total != following or not files:
        raise broken()
    paths = checked_paths([one.path for one in files])
    return [Announced(path, one.size, one.sha256) for path, one in zip(paths, files, strict=True)]


def _announced(entry: dict[str, object]) -> Announced:
    path, size, sha256 = entry["path"], entry["size"], entry["sha256"]
    if not isinstance(path, str) or type(size) is not int or size < 0:
        raise ValueError("not a file")
    if not isinstance(sha256, str) or len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError("not a checksum")
    return Announced(path, size, sha256)


def too_big(total: int, files: int, limits: Limits = LIMITS) -> RefusalError:
    """The refusal of a parcel with ``files`` files of ``total`` bytes."""
    most = f"{megabytes(limits.parcel_bytes)}, {limits.files}"
    return RefusalError(
        413,
        f"Bài có {files} tệp, {megabytes(total)}; tối đa là {most} tệp. Hãy bỏ bớt tệp không cần.",
        f"There are {files} files, {megabytes(total)}; the most is {most} files. "
        "Please take out what is not needed.",
    )


def broken() -> RefusalError:
    """The refusal of a parcel that did not arrive whole."""
    return RefusalError(
        400,
        "Bài chưa đến trọn vẹn, chưa có gì được lưu. Hãy gửi lại.",
        "The parcel did not arrive whole and nothing was stored. Please send it again.",
    )
