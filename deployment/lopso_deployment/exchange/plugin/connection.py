"""Talking to the exchange service with the Hub token of this server."""

import json
import os
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from lopso_deployment.exchange.limits import LIMITS
from lopso_deployment.exchange.parcel import Item, decode, encode
from lopso_deployment.exchange.words import RefusalError

_SECONDS = 120


@dataclass(frozen=True)
class Connection:
    """The exchange at ``url`` as seen by the owner of ``token``."""

    url: str
    token: str

    def get(self, *address: str, **query: str) -> Any:  # noqa: ANN401 (JSON)
        """What the exchange answers, from JSON."""
        return json.loads(self._ask("GET", address, query))

    def get_parcel(self, *address: str) -> list[Item]:
        """The files that the exchange sends, each checked to be whole."""
        return decode(self._ask("GET", address, {}))

    def post(self, items: list[Item], *address: str, **query: str) -> Any:  # noqa: ANN401 (JSON)
        """Send ``items``; returns only when they are stored."""
        return json.loads(self._ask("POST", address, query, encode(items)))

    def delete(self, *address: str, **query: str) -> None:
        """Remove what is at ``address``."""
        self._ask("DELETE", address, query)

    def _ask(
        self,
        method: str,
        address: tuple[str, ...],
        query: dict[str, str],
        body: bytes | None = None,
    ) -> bytes:
        """The body of the answer.

        Raises:
            RefusalError: when the exchange refuses or cannot be reached, with the reason.
        """
        path = "/".join(quote(part, safe="") for part in address)
        request = Request(  # noqa: S310 (the scheme is the site's own)
            f"{self.url}api/{path}?{urlencode(query)}",
            data=body,
            method=method,
            headers={
                "Authorization": f"token {self.token}",
                "Content-Type": "application/octet-stream",
            },
        )
        try:
            with _opener().open(request, timeout=_SECONDS) as answer:
                return answer.read(LIMITS.parcel_bytes + LIMITS.header_bytes)
        except HTTPError as error:
            raise _told(error) from None
        except (URLError, OSError) as error:
            raise RefusalError(
                503,
                "Không liên lạc được với kho bài; chưa có gì được xác nhận. Hãy thử lại.",
                f"The exchange cannot be reached; nothing is confirmed. Try again ({error}).",
            ) from error


def connection_from_environment() -> Connection:
    """The connection that the Hub gave this server.

    Raises:
        RefusalError: when this is not a server of the Hub.
    """
    url, token = os.environ.get("LOPSO_EXCHANGE_URL"), os.environ.get("JUPYTERHUB_API_TOKEN")
    if not url or not token:
        raise RefusalError(
            503,
            "Kho bài chỉ dùng được trong Hub (thiếu LOPSO_EXCHANGE_URL hoặc JUPYTERHUB_API_TOKEN).",
            "The exchange works only inside the Hub "
            "(LOPSO_EXCHANGE_URL or JUPYTERHUB_API_TOKEN is not set).",
        )
    return Connection(url, token)


def _opener() -> OpenerDirector:
    """Opens addresses directly: a school's web proxy must never see a token."""
    return build_opener(ProxyHandler({}))


def _told(error: HTTPError) -> RefusalError:
    try:
        vi, _, en = json.loads(error.read())["error"].partition(" / ")
    except (ValueError, KeyError, TypeError):
        vi = en = f"HTTP {error.code}"
    return RefusalError(error.code, vi, en)
