"""Contents of files on disk, each under the name of its sha256, whole or not there at all."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from lopso_deployment.exchange.parcel import broken


@dataclass
class Incoming:
    """A file that is arriving; it becomes a blob only through `BlobStore.keep`."""

    path: Path
    stream: BinaryIO
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    size: int = 0

    def write(self, chunk: bytes | memoryview) -> None:
        """Take the next bytes."""
        self.stream.write(chunk)
        self.digest.update(chunk)
        self.size += len(chunk)

    def drop(self) -> None:
        """Forget what has arrived."""
        self.stream.close()
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True)
class BlobStore:
    """The folder ``root`` with ``blobs/ab/ab…`` (read-only files) and ``incoming``."""

    root: Path

    def open(self) -> None:
        """Make the folders and throw away what a killed process left half-arrived."""
        shutil.rmtree(self.root / "incoming", ignore_errors=True)
        for name in ("incoming", "blobs"):
            (self.root / name).mkdir(parents=True, exist_ok=True)

    def begin(self) -> Incoming:
        """A new file that is about to arrive."""
        path = self.root / "incoming" / secrets.token_hex(16)
        return Incoming(path, path.open("xb"))

    def keep(self, incoming: Incoming, sha256: str) -> None:
        """Put a file that has arrived in its place, on disk before this returns.

        Raises:
            RefusalError: when its content is not the announced one.
        """
        if incoming.digest.hexdigest() != sha256:
            raise broken()
        incoming.stream.close()
        _sync(incoming.path)
        target = self.path(sha256)
        if not target.parent.exists():
            target.parent.mkdir(exist_ok=True)
            _sync(target.parent.parent)
        incoming.path.chmod(0o400)
        incoming.path.replace(target)
        _sync(target.parent)

    def path(self, sha256: str) -> Path:
        """Where the content with this checksum is."""
        return self.root / "blobs" / sha256[:2] / sha256

    def sweep(self, wanted: Iterable[str]) -> int:
        """Remove the blobs that are not ``wanted`` and return how many there were."""
        kept, removed = set(wanted), 0
        for path in (self.root / "blobs").glob("*/*"):
            if path.name not in kept:
                path.unlink()
                removed += 1
        return removed


def _sync(path: Path) -> None:
    """Have the file or folder ``path`` written to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
