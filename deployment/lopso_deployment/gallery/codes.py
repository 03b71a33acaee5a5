"""The QR code of a page, for the address by which others reach it."""

import io
import re
from collections.abc import Sequence

import segno

# A host with an optional port, and nothing else that a browser could be made to ask for.
HOST = re.compile(r"([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?")
ONLY_HERE = re.compile(r"localhost|127\.[\d.]+|\[::1\]")


def address_of(scheme: str, host: str, path: str, served: Sequence[str]) -> str:
    """The address of a page, as this visitor reached it or, better, as others can.

    Args:
        scheme: `http` or `https`.
        host: what the visitor's browser named, such as `192.168.1.20:8001`.
        path: the page's path, which begins with a slash.
        served: the addresses of this machine where the gallery is open; a teacher who opened it
            at this machine's own 127.0.0.1 shows the class the one of the school's network.

    Raises:
        ValueError: the host is no host.
    """
    parts = HOST.fullmatch(host)
    if not parts:
        raise ValueError(f"{host[:80]!r} is no host.")
    name, port = parts[1], parts[2] or ""
    if ONLY_HERE.fullmatch(name):
        name = next((each for each in served if not ONLY_HERE.fullmatch(each)), name)
    return f"{scheme}://{name}{port}{path}"


def draw_code(address: str) -> bytes:
    """The QR code of an address as SVG."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", scale=8, border=4, light="#fff", xmldecl=False, omitsize=True
    )
    return drawn.getvalue()
