"""The pages of the gallery: the list of apps and one page for each app."""

from pathlib import Path

import tornado.web
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, select_autoescape

from lopso_deployment.gallery.app_pages import AppPages
from lopso_deployment.gallery.catalogue import Catalogue
from lopso_deployment.gallery.codes import address_of, draw_code
from lopso_deployment.gallery.files import SHELF, squeeze, write_squeezed
from lopso_deployment.language import Language

# The frame of a page stands with the template of the apps; both kinds of pages use it.
FRAME = Path(__file__).parent / "share" / "voila" / "templates" / "lopso"
PAGES = Environment(
    loader=ChoiceLoader(
        [PackageLoader("lopso_deployment.gallery", "templates"), FileSystemLoader(FRAME)]
    ),
    autoescape=select_autoescape(("html.j2",)),
)
PAGES.globals["asset"] = SHELF.address


# No script, style, font, picture or connection from anywhere but this server. Tools bring
# modules of their own, which the page's script loads as blobs.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)


class PageHandler(tornado.web.RequestHandler):
    """A page of ours: with its content security policy, and compressed."""

    def set_default_headers(self) -> None:
        """Puts the policy on every answer."""
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-cache")

    def write_page(self, text: str) -> None:
        """Writes a page made for this request."""
        content = text.encode()
        write_squeezed(self, content, squeeze(content))

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Answers an unknown address with a sentence and the way back."""
        language = "en" if self.request.path.startswith("/en") else "vi"
        address = self.request.path
        page = PAGES.get_template("missing.html.j2")
        self.write_page(page.render(language=language, status=status_code, address=address))


class MissingHandler(PageHandler):
    """Every address that is none of ours."""

    def prepare(self) -> None:
        """Says so."""
        raise tornado.web.HTTPError(404)


class GalleryHandler(PageHandler):
    """The list of all apps of one language, by course."""

    def initialize(self, catalogue: Catalogue) -> None:
        """Takes the catalogue that the server read."""
        self.catalogue = catalogue

    def get(self, language: Language) -> None:
        """Writes the page."""
        page = PAGES.get_template("gallery.html.j2")
        courses, shelves = self.catalogue.by_course(language), self.catalogue.shelves(language)
        self.write_page(page.render(language=language, courses=courses, shelves=shelves))


class CodeHandler(PageHandler):
    """The QR code of one app's page, or of the gallery's, and in a header the address it holds."""

    def initialize(self, catalogue: Catalogue, served: tuple[str, ...]) -> None:
        """Takes the catalogue that the server read, and the addresses where it is open."""
        self.catalogue, self.served = catalogue, served

    def get(self, language: Language, name: str) -> None:
        """Writes the code; it differs from visitor to visitor, as the address does."""
        if name and not self.catalogue.find(name):
            raise tornado.web.HTTPError(404)
        asked = self.request
        try:
            address = address_of(asked.protocol, asked.host, f"/{language}/{name}", self.served)
        except ValueError as error:
            raise tornado.web.HTTPError(400) from error
        self.set_header("Content-Type", "image/svg+xml")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Address", address)
        self.finish(draw_code(address))


class AppHandler(PageHandler):
    """One app's page; its websocket is another handler."""

    def initialize(self, catalogue: Catalogue, pages: AppPages) -> None:
        """Takes the catalogue and the pages made from the stage."""
        self.catalogue, self.pages = catalogue, pages

    async def get(self, language: Language, name: str) -> None:
        """Writes the app's page, or 404 when there is no such app."""
        if not self.catalogue.find(name):
            raise tornado.web.HTTPError(404)
        page = await self.pages.get(f"{language}-{name}")
        if page is None:
            raise tornado.web.HTTPError(503)
        self.set_header("Etag", page.tag)
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
        else:
            write_squeezed(self, page.content, page.zipped)
