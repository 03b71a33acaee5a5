"""Figures in prose: carried inside the text of the cell that shows them."""

import base64
import re
from pathlib import Path

IMAGE = re.compile(r"!\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}


def carry_figures(source: str, folder: Path) -> str:
    """The Markdown with its local figures as `data:` addresses.

    Such a figure shows in JupyterLab, in Voila and in nbgrader's feedback alike, and cannot be
    left behind when a notebook is copied. (JupyterLab shows no attachment that is an SVG.)

    Raises:
        FileNotFoundError: a figure is not in the lesson's folder.
        ValueError: a figure is no SVG, PNG or JPEG.
    """

    def carry(match: re.Match[str]) -> str:
        target = match["target"]
        if "://" in target or target.startswith(("data:", "attachment:")):
            return match[0]
        return f"![{match['words']}]({_address(folder / target)})"

    return IMAGE.sub(carry, source)


def _address(path: Path) -> str:
    if path.suffix not in _TYPES:
        raise ValueError(f"{path} is no figure: use .svg, .png or .jpg.")
    return f"data:{_TYPES[path.suffix]};base64,{base64.b64encode(path.read_bytes()).decode()}"
