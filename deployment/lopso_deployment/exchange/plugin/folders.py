"""Folders into parcels and back: only regular files, written whole."""

import os
import shutil
import stat
import tempfile
from pathlib import Path, PurePosixPath

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import ignore_patterns

from lopso_deployment.exchange.limits import LIMITS
from lopso_deployment.exchange.names import checked_paths
from lopso_deployment.exchange.parcel import Item, too_big
from lopso_deployment.exchange.words import RefusalError, megabytes


def read_folder(folder: Path, coursedir: CourseDirectory) -> list[Item]:
    """The files below ``folder`` that nbgrader's settings let through, with NFC names.

    Raises:
        RefusalError: for a link or another special file, a file over nbgrader's ``max_file_size``,
            or more than the exchange takes.
    """
    ignored = ignore_patterns(coursedir.ignore, coursedir.include)
    found: list[Path] = []
    for parent, folders, files in os.walk(folder):
        skipped = set(ignored(parent, [*folders, *files]))
        folders[:] = [name for name in folders if name not in skipped]
        found += [Path(parent) / name for name in files if name not in skipped]
        found += [Path(parent) / name for name in folders if (Path(parent) / name).is_symlink()]
    sizes = [_size(path, folder, coursedir.max_file_size * 1000) for path in found]
    if sum(sizes) > min(LIMITS.parcel_bytes, coursedir.max_dir_size * 1000):
        raise too_big(sum(sizes), len(sizes))
    names = checked_paths([path.relative_to(folder).as_posix() for path in found])
    items = [Item(name, _read(path)) for name, path in zip(names, found, strict=True)]
    return sorted(items, key=lambda item: item.path)


def write_folder(items: list[Item], target: Path) -> None:
    """Make ``target`` a folder with exactly ``items``, replacing what was there in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    arriving = Path(tempfile.mkdtemp(prefix=".arriving-", dir=target.parent))
    leaving = arriving.with_name(arriving.name.replace(".arriving-", ".leaving-"))
    try:
        arriving.chmod(0o755)
        for item in items:
            _write(arriving / PurePosixPath(item.path), item.content)
        if target.exists():
            target.rename(leaving)
        arriving.rename(target)
    finally:
        shutil.rmtree(arriving, ignore_errors=True)
        shutil.rmtree(leaving, ignore_errors=True)


def add_missing(items: list[Item], target: Path) -> list[str]:
    """Write those of ``items`` that ``target`` lacks and return their paths."""
    missing = [item for item in items if not (target / item.path).exists()]
    for item in missing:
        _write(target / item.path, item.content)
    return [item.path for item in missing]


def write_file(path: Path, content: bytes) -> None:
    """Write one file, replacing what was there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
        stream.write(content)
    Path(stream.name).chmod(0o644)
    Path(stream.name).replace(path)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _size(path: Path, folder: Path, most: int) -> int:
    details = path.lstat()
    name = path.relative_to(folder).as_posix()
    if not stat.S_ISREG(details.st_mode):
        raise RefusalError(
            400,
            f"{name} là liên kết chứ không phải tệp; hãy thay bằng chính tệp đó.",
            f"{name} is a link and not a file; please put the file itself there.",
        )
    if details.st_size > most:
        raise RefusalError(
            413,
            f"{name} có {megabytes(details.st_size)}, tối đa là {megabytes(most)}.",
            f"{name} has {megabytes(details.st_size)}; the most is {megabytes(most)}.",
        )
    return details.st_size


def _read(path: Path) -> bytes:
    """The content of a regular file, which must not have become a link meanwhile."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()
