"""The school's network: this machine's address in it, and the code that phones read."""

import io
import socket
from collections.abc import Callable, Sequence

import click
import psutil
import segno

from lopso_deployment.kit.errors import KitError
from lopso_deployment.language import say

# An address that nobody has: connecting a datagram socket sends nothing, it only asks the machine
# which of its own addresses would be used.
_SOMEWHERE = ("10.255.255.255", 9)
_NOT_A_SCHOOL = ("lo", "docker", "br-", "veth", "virbr", "tun", "tap", "wg")


def school_addresses() -> tuple[str, ...]:
    """This machine's addresses in the networks it is connected to, the most likely one first.

    Raises:
        KitError: it is connected to none, or has no address that a phone's code can hold.
    """
    routed, cards = _address_of_route(), _addresses_of_cards(socket.AF_INET)
    if not cards and routed and not routed.startswith("127."):
        cards = [routed]  # a card with the name of a virtual one is better than none
    if cards:
        # Where the router is, there are the phones; an address of its own making comes last.
        return tuple(sorted(cards, key=lambda one: (one != routed, one.startswith("169.254."))))
    others = [one for one in _addresses_of_cards(socket.AF_INET6) if not one.startswith("fe80:")]
    if others:
        raise KitError(
            f"--lan cần một địa chỉ IPv4, mà máy này chỉ có IPv6 ({others[0]}); "
            "hãy nối vào một mạng có IPv4, như hầu hết Wi-Fi của trường.",
            f"--lan needs an IPv4 address and this machine has only IPv6 ({others[0]}); "
            "join a network with IPv4, as most schools' Wi-Fi has.",
        )
    raise KitError(
        "--lan cần một mạng, mà máy này chưa nối mạng nào; hãy nối vào Wi-Fi của trường.",
        "--lan needs a network and this machine is connected to none; join the school's Wi-Fi.",
    )


def _address_of_route() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_SOMEWHERE)
            return asking.getsockname()[0]
        except OSError:  # no router, as in a network without the Internet
            return ""


def _addresses_of_cards(family: socket.AddressFamily) -> list[str]:
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return [
        one.address
        for name, addresses in psutil.net_if_addrs().items()
        for one in addresses
        if one.family == family and name in up and not name.startswith(_NOT_A_SCHOOL)
    ]


def announce(addresses: Sequence[str], tell: Callable[[str], None]) -> None:
    """Print where the gallery is and, for a class, its code, large enough for a projector.

    Args:
        addresses: This machine's own first, then those in the school's networks, if any.
        tell: What prints.
    """
    address, *others = addresses[1:] or addresses
    tell(say(f"Phòng công cụ: {address}", f"Gallery: {address}"))
    if len(addresses) == 1:
        return
    tell(code_as_text(address))
    if others:
        told = ", ".join(others)
        tell(
            say(
                f"Máy này còn nối mạng khác. Điện thoại không mở được thì thử: {told}",
                f"This machine is in other networks too. If phones cannot open it, try: {told}",
            )
        )
    tell(
        say(
            f"Chiếu {address}class cho cả lớp quét mã. Ai trong mạng này cũng vào được.",
            f"Project {address}class for the class to scan. All of this network can come in.",
        )
    )
    tell(say("Bấm Ctrl-C để đóng.", "Press Ctrl-C to stop."))


def code_as_text(address: str) -> str:
    """The QR code as a terminal shows it: light on dark, whatever the terminal's own colours."""
    text = io.StringIO()
    segno.make_qr(address, error="m").terminal(text, border=4, compact=True)
    lines = text.getvalue().splitlines()
    return "\n".join(click.style(line, fg="bright_white", bg="black") for line in lines)
