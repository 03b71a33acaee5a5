"""Files and folders that only their owner may read, written whole or not at all."""

import os
import secrets
from pathlib import Path


def ensure_folder(path: Path, mode: int) -> Path:
    """Make ``path`` a folder with exactly the permission bits ``mode``, and return it."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    return path


def write_private(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` with mode 0600, replacing what was there in one step."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def write_public(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` for everybody to read, replacing what was there in one step."""
    write_private(path, text)
    path.chmod(0o644)


def read_private(path: Path) -> str:
    """Read a file that must not be readable by others.

    Raises:
        PermissionError: when the group or others may read it.
    """
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} must be readable by its owner only: chmod 600 {path}")
    return path.read_text(encoding="utf-8")


def ensure_secret(path: Path, size: int = 32) -> str:
    """The secret kept in ``path``, made of ``size`` random bytes the first time."""
    if not path.exists():
        write_private(path, secrets.token_hex(size))
    return read_private(path).strip()
