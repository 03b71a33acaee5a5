"""Receiving a parcel: straight to disk while it arrives, into the rows only when it is whole."""

from dataclasses import dataclass, field

from tornado.web import stream_request_body

from lopso_deployment.exchange.blobs import BlobStore, Incoming
from lopso_deployment.exchange.handlers import ExchangeHandler
from lopso_deployment.exchange.limits import LIMITS
from lopso_deployment.exchange.parcel import Announced, broken, read_header
from lopso_deployment.exchange.words import RefusalError


@dataclass
class Reception:
    """A parcel of ``length`` bytes on its way into the store."""

    blobs: BlobStore
    length: int
    files: list[Announced] | None = None
    arrived: list[Incoming] = field(default_factory=list)
    _line: bytes = b""

    def take(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises:
            RefusalError: as soon as it is clear that the parcel is not taken.
        """
        if self.files is None:
            chunk = self._take_header(chunk)
        self._fill(memoryview(chunk))

    def _take_header(self, chunk: bytes) -> bytes:
        line, separator, rest = (self._line + chunk).partition(b"\n")
        if len(line) > LIMITS.header_bytes:
            raise broken()
        self._line = line
        if not separator:
            return b""
        self.files = read_header(line, self.length - len(line) - 1)
        return rest

    def _fill(self, view: memoryview) -> None:
        files = self.files or []
        while True:
            room = self._room(files)
            if room and len(view):
                self.arrived[-1].write(view[:room])
                view = view[room:]
            elif room:
                return
            elif len(self.arrived) < len(files):
                self._begin_next()
            elif len(view):
                raise broken()
            else:
                return

    def _room(self, files: list[Announced]) -> int:
        """How many bytes the file that is arriving lacks."""
        return files[len(self.arrived) - 1].size - self.arrived[-1].size if self.arrived else 0

    def _begin_next(self) -> None:
        if self.arrived:
            self.arrived[-1].stream.close()
        self.arrived.append(self.blobs.begin())

    def finish(self) -> list[Announced]:
        """Put all files in their places, on disk, and return them.

        Raises:
            RefusalError: when something is missing or is not what was announced.
        """
        if self.files is None or len(self.arrived) != len(self.files):
            raise broken()
        for one, incoming in zip(self.files, self.arrived, strict=True):
            self.blobs.keep(incoming, one.sha256)
        return self.files

    def drop(self) -> None:
        """Forget what has arrived and was not kept."""
        for incoming in self.arrived:
            incoming.drop()


@stream_request_body
class UploadHandler(ExchangeHandler):
    """Takes a parcel from somebody who may send it; subclasses say who and what for.

    A refused parcel is read to its end and thrown away, so that the sender hears why.
    """

    reception: Reception
    refusal: Exception | None = None

    async def prepare(self) -> None:
        """Establish who sends, and get ready."""
        length = int(self.request.headers.get("Content-Length", "0"))
        self.reception = Reception(self.desk.blobs, length)
        try:
            await super().prepare()
            await self.allow(*self.path_args)
        except RefusalError as refusal:
            self.refusal = refusal

    async def allow(self, *names: str) -> None:
        """Refuse what the person may not send; the base allows nobody."""
        raise RefusalError(403, "Không được phép.", "Not allowed.")

    async def store(self, files: list[Announced], *names: str) -> object:
        """Write the rows for ``files``, which are on disk, and return the answer."""
        raise NotImplementedError

    def data_received(self, chunk: bytes) -> None:
        """Take the next bytes, unless the parcel is refused already."""
        if self.refusal is None:
            try:
                self.reception.take(chunk)
            except (RefusalError, OSError) as refusal:
                self.refusal = refusal
                self.reception.drop()

    async def post(self, *names: str) -> None:
        """Store the parcel, which has arrived, and answer when it is on disk."""
        if self.refusal is not None:
            raise self.refusal
        files = await self.desk.run(self.reception.finish)
        self.set_status(201)
        self.answer(await self.store(files, *names))

    def on_finish(self) -> None:
        """Leave nothing half-arrived."""
        self.reception.drop()

    def on_connection_close(self) -> None:
        """Leave nothing half-arrived when the sender is gone."""
        self.reception.drop()
