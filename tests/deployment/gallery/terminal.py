"""What a phone reads from a terminal: the QR code made of half blocks."""

import numpy as np
import zxingcpp

LIGHT = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}


def code_in(printed):
    """The text of the one QR code among these lines, seen as a terminal of light on dark shows it.

    A decoder that also tries inverted pictures is not asked to: not every phone does.
    """
    block = [line for line in printed.splitlines() if line and not set(line) - set(LIGHT)]
    rows = [[LIGHT[sign][half] for sign in line] for line in block for half in (0, 1)]
    picture = (np.array(rows, dtype=np.uint8) * 255).repeat(8, 0).repeat(8, 1)
    found = zxingcpp.read_barcodes(picture, try_invert=False)
    assert len(found) == 1
    return found[0].text
