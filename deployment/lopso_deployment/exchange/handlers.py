"""The exchange's web addresses: who asks is established first, then what is asked."""

import asyncio
import errno
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Any

from jupyterhub.services.auth import HubAuth
from tornado.web import HTTPError, RequestHandler

from lopso_deployment.exchange.blobs import BlobStore
from lopso_deployment.exchange.parcel import Announced, header
from lopso_deployment.exchange.records import Records
from lopso_deployment.exchange.rights import Person, person_from_hub
from lopso_deployment.exchange.tables import Bundle
from lopso_deployment.exchange.words import RefusalError

_log = logging.getLogger("lopso.exchange")
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Desk:
    """What all handlers share: rows, blobs, the Hub's answers, and one thread for the rows."""

    records: Records
    blobs: BlobStore
    hub: HubAuth
    thread: ThreadPoolExecutor

    async def person(self, token: str) -> Person:
        """Who the Hub says ``token`` belongs to; RefusalError when nobody or not let in."""
        model = await self.hub.user_for_token(token, sync=False) if token else None
        if not model:
            raise RefusalError(
                401, "Hub không nhận ra mã này.", "The Hub does not know this token."
            )
        if not self.hub.check_scopes(self.hub.access_scopes, model):
            raise RefusalError(
                403, "Mã này không dùng được ở đây.", "This token is not for the exchange."
            )
        return person_from_hub(model)

    async def run[T](self, work: Callable[..., T], *arguments: Any, **keywords: Any) -> T:  # noqa: ANN401
        """Do ``work`` in the thread of the rows and return its result."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.thread, lambda: work(*arguments, **keywords))


class ExchangeHandler(RequestHandler):
    """Knows who asks, and answers refusals as JSON."""

    desk: Desk
    person: Person

    def initialize(self, desk: Desk) -> None:
        """Take what all handlers share."""
        self.desk = desk

    def check_xsrf_cookie(self) -> None:
        """Nothing to check: cookies are never read, a token comes in the header or not at all."""

    async def prepare(self) -> None:
        """Establish who asks, before anything else is looked at."""
        kind, _, token = self.request.headers.get("Authorization", "").partition(" ")
        self.person = await self.desk.person(token.strip() if kind.lower() == "token" else "")

    def answer(self, value: object) -> None:
        """Answer with ``value`` as JSON."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(value, ensure_ascii=False))

    async def answer_parcel(self, bundle: Bundle) -> None:
        """Answer with the files of ``bundle``."""
        files = [Announced(one.path, one.size, one.sha256) for one in bundle.files]
        line = header(files)
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Content-Length", str(len(line) + sum(one.size for one in files)))
        self.write(line)
        for one in files:
            with self.desk.blobs.path(one.sha256).open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    self.write(chunk)
                    await self.flush()
        await self.finish()

    def write_error(self, status_code: int, **keywords: Any) -> None:  # noqa: ANN401 (Tornado's)
        """Say why, in one sentence of each language."""
        error = keywords.get("exc_info", (None, None, None))[1]
        refusal = _refusal(error, status_code)
        self.set_status(refusal.status)
        self.answer({"error": str(refusal)})

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Log faults with their traceback, refusals in one line."""
        if isinstance(value, RefusalError):
            _log.info("%s %s: %s", self.request.method, self.request.path, value)
        else:
            super().log_exception(typ, value, tb)


def _refusal(error: BaseException | None, status: int) -> RefusalError:
    if isinstance(error, RefusalError):
        return error
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return RefusalError(
            HTTPStatus.INSUFFICIENT_STORAGE,
            "Máy chủ hết chỗ trên đĩa; chưa có gì được lưu.",
            "The server's disk is full; nothing was stored.",
        )
    if isinstance(error, HTTPError) and error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return RefusalError(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "Hub chưa trả lời; chưa có gì được lưu.",
            "The Hub does not answer; nothing was stored.",
        )
    if isinstance(error, HTTPError):
        return RefusalError(
            status, "Yêu cầu không đúng.", f"Bad request: {error.log_message or status}."
        )
    return RefusalError(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Kho bài gặp lỗi; chưa có gì được lưu.",
        "The exchange failed; nothing was stored.",
    )
