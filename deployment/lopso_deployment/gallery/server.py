"""The classroom gallery: pages that are the same for everybody, and a seat for each visitor.

The apps are run once, on a stage (see `lopso_deployment.gallery.stage`); a visitor's widgets live
in a confined fork of it. Nothing of a Jupyter server is open: there are pages, files and the
websocket by which a page speaks to its own widgets.
"""

import asyncio
import logging
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tornado.httpserver
import tornado.web
from lopso_kernels import CannotConfineError

from lopso_deployment.gallery.app_pages import AppPages
from lopso_deployment.gallery.catalogue import Catalogue, read_catalogue
from lopso_deployment.gallery.channel import LARGEST_MESSAGE, SeatChannel
from lopso_deployment.gallery.files import SHELF, FileHandler
from lopso_deployment.gallery.pages import AppHandler, CodeHandler, GalleryHandler, MissingHandler
from lopso_deployment.gallery.room import Room, Rules
from lopso_deployment.gallery.seats import Stage
from lopso_deployment.language import Language

LOG = logging.getLogger(__name__)
LARGEST_REQUEST = 64 << 10  # nobody sends a page anything


@dataclass(frozen=True)
class Gallery:
    """What is served, and where.

    Attributes:
        apps: The folder that `lopso build` wrote.
        rules: How many may come.
        addresses: The addresses of this machine where it is served.
        allow_unconfined: Whether to go on, saying so, where this machine cannot confine seats.
        behind_proxy: Whether a proxy of this machine tells where visitors come from.
    """

    apps: Path
    port: int
    addresses: tuple[str, ...] = ("127.0.0.1",)
    language: Language = "vi"
    rules: Rules = field(default_factory=Rules)
    allow_unconfined: bool = False
    behind_proxy: bool = False


def make_application(
    gallery: Gallery, catalogue: Catalogue, pages: AppPages, room: Room
) -> tornado.web.Application:
    """All addresses of the gallery."""

    async def is_page(name: str) -> bool:
        return await pages.get(name) is not None

    front = {"url": f"/{gallery.language}/", "permanent": False}
    code = {"catalogue": catalogue, "served": gallery.addresses}
    pictures = str(catalogue.folder / "pictures")
    return tornado.web.Application(
        [
            (r"/", tornado.web.RedirectHandler, front),
            (r"/(vi|en)/?", GalleryHandler, {"catalogue": catalogue}),
            (r"/(vi|en)/([a-z0-9_]+)", AppHandler, {"catalogue": catalogue, "pages": pages}),
            (r"/class/?", tornado.web.RedirectHandler, {**front, "url": front["url"] + "#code"}),
            (r"/code/(vi|en)/([a-z0-9_]*)", CodeHandler, code),
            (r"/seat/((?:vi|en)-[a-z0-9_]+)", SeatChannel, {"room": room, "pages": is_page}),
            (r"/static/([a-z0-9]+)/(.+)", FileHandler, {"shelf": SHELF}),
            (r"/pictures/(.*\.svg)", tornado.web.StaticFileHandler, {"path": pictures}),
        ],
        default_handler_class=MissingHandler,
        websocket_max_message_size=LARGEST_MESSAGE,
        websocket_ping_interval=20,
        websocket_ping_timeout=20,
    )


async def run(gallery: Gallery) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        FileNotFoundError: there are no apps in that folder.
        TemplateError, CannotConfineError: the apps cannot be run here.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    catalogue, pages = read_catalogue(gallery.apps), AppPages()
    room = Room(Stage(gallery.apps), gallery.rules)
    server = listen(gallery, make_application(gallery, catalogue, pages, room))
    made = pages.begin(lambda: set_stage(gallery, room))
    stop = asyncio.ensure_future(stopping.wait())
    try:
        # The list of apps is open at once; their pages follow when the stage is set.
        await asyncio.wait((made, stop), return_when=asyncio.FIRST_COMPLETED)
        if not stopping.is_set():
            made.result()
            room.open()
            await stop
    finally:
        server.stop()
        room.close()


def listen(gallery: Gallery, application: tornado.web.Application) -> tornado.httpserver.HTTPServer:
    """A server of small requests on the gallery's addresses."""
    server = tornado.httpserver.HTTPServer(
        application,
        xheaders=gallery.behind_proxy,
        max_body_size=LARGEST_REQUEST,
        max_buffer_size=4 << 20,
        idle_connection_timeout=60,
    )
    for address in gallery.addresses:
        server.listen(gallery.port, address)
    return server


def set_stage(gallery: Gallery, room: Room) -> dict[str, dict[str, Any]]:
    """Run all apps, confined; else, where that is allowed, not.

    Raises:
        TemplateError, CannotConfineError: they cannot be run here.
    """
    try:
        return room.stage.read()
    except CannotConfineError as problem:
        if not gallery.allow_unconfined:
            raise
        LOG.warning("Seats are not confined: %s", problem)
        room.stage.close()
        room.stage = Stage(gallery.apps, confined=False)
        return room.stage.read()


def serve(gallery: Gallery) -> None:
    """Serve until told to stop; see `run`."""
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    asyncio.run(run(gallery))
