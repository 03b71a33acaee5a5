"""The exchange as a Hub service: ``python -m lopso_deployment.exchange.service``.

It is told by the Hub's variables where to listen and whom to ask, keeps its files in the current
folder, and its rows there too unless ``LOPSO_EXCHANGE_DB_URL`` names a PostgreSQL database.
"""

import asyncio
import logging
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubAuth
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from lopso_deployment.exchange.addresses import ADDRESSES
from lopso_deployment.exchange.blobs import BlobStore
from lopso_deployment.exchange.handlers import Desk
from lopso_deployment.exchange.limits import LIMITS
from lopso_deployment.exchange.records import Records
from lopso_deployment.exchange.tables import open_database

# How long a change of somebody's groups may go unseen.
_HUB_ANSWERS_SECONDS = 10


class Ready(RequestHandler):
    """The service's root, which the Hub asks whether the exchange is there."""

    def get(self) -> None:
        """Say yes."""
        self.finish("ready\n")


def open_desk(folder: Path, database: str, hub: HubAuth) -> Desk:
    """The exchange whose files are in ``folder`` and whose rows are in ``database``.

    What a killed process left half-stored is removed: no row knows it.
    """
    blobs = BlobStore(folder)
    blobs.open()
    records = Records(open_database(database))
    blobs.sweep(records.wanted_blobs())
    return Desk(records, blobs, hub, ThreadPoolExecutor(1))


def application(desk: Desk, prefix: str) -> Application:
    """The web application below ``prefix``."""
    routes = [(f"{prefix}api/{pattern}", handler, {"desk": desk}) for pattern, handler in ADDRESSES]
    return Application([(prefix, Ready), *routes])


async def serve() -> None:
    """Serve until told to end, then finish what has begun."""
    folder = Path.cwd()
    database = os.environ.get("LOPSO_EXCHANGE_DB_URL", f"sqlite:///{folder / 'exchange.sqlite'}")
    desk = open_desk(folder, database, HubAuth(cache_max_age=_HUB_ANSWERS_SECONDS))
    url = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
    server = HTTPServer(
        application(desk, os.environ["JUPYTERHUB_SERVICE_PREFIX"]),
        max_body_size=2 * LIMITS.parcel_bytes,
    )
    server.listen(url.port or 80, url.hostname or "127.0.0.1")
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await ended.wait()
    server.stop()
    await server.close_all_connections()
    desk.thread.shutdown()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    asyncio.run(serve())
