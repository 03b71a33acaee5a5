"""The files that every page loads: compressed once, named by their content, kept by browsers."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

import tornado.web

STATIC = Path(__file__).parent / "static"
# Of pictures and fonts gzip makes nothing smaller.
COMPRESSED_ALREADY = {".woff2", ".png", ".webp", ".jpg"}
FOR_EVER = "public, max-age=31536000, immutable"
mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True)
class StaticFile:
    """One file, ready to be sent."""

    kind: str
    content: bytes
    zipped: bytes | None


def squeeze(content: bytes) -> bytes:
    """The content in gzip, always the same bytes."""
    return gzip.compress(content, 9, mtime=0)


@dataclass(frozen=True)
class Shelf:
    """All files of a folder, read once, under one name made from all they hold.

    One name for all keeps the addresses inside of style sheets relative and right.
    """

    prefix: str
    files: dict[str, StaticFile]
    version: str

    def address(self, name: str) -> str:
        """Where a page finds a file; it changes when any file does.

        Raises:
            KeyError: there is no such file.
        """
        if name not in self.files:
            raise KeyError(name)
        return f"{self.prefix}{self.version}/{name}"


def read_shelf(folder: Path = STATIC, prefix: str = "/static/") -> Shelf:
    """Reads a folder and its folders."""
    files: dict[str, StaticFile] = {}
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, content = path.relative_to(folder).as_posix(), path.read_bytes()
        digest.update(name.encode() + b"\0" + content)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        zipped = None if path.suffix in COMPRESSED_ALREADY else squeeze(content)
        files[name] = StaticFile(kind, content, zipped)
    return Shelf(prefix, files, digest.hexdigest()[:12])


SHELF = read_shelf()


class FileHandler(tornado.web.RequestHandler):
    """One file of a shelf."""

    def initialize(self, shelf: Shelf) -> None:
        """Takes the shelf."""
        self.shelf = shelf

    def get(self, version: str, name: str) -> None:
        """Writes the file; only the address of today's content may be kept for ever."""
        found = self.shelf.files.get(name)
        if found is None:
            raise tornado.web.HTTPError(404)
        current = version == self.shelf.version
        self.set_header("Cache-Control", FOR_EVER if current else "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")
        kind = found.kind
        text = kind.startswith("text/") or "javascript" in kind
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        write_squeezed(self, found.content, found.zipped)


def write_squeezed(
    handler: tornado.web.RequestHandler, content: bytes, zipped: bytes | None
) -> None:
    """Writes what the browser can read, the smaller one where it can."""
    handler.set_header("Vary", "Accept-Encoding")
    if zipped is not None and "gzip" in handler.request.headers.get("Accept-Encoding", ""):
        handler.set_header("Content-Encoding", "gzip")
        content = zipped
    handler.finish(content)
