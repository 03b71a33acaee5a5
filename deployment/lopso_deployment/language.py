"""The language in which the commands speak: Vietnamese or English, by the terminal's locale."""

import os
from typing import Literal

Language = Literal["vi", "en"]


def terminal_language() -> Language:
    """The language of LOPSO_LANGUAGE, or else of the POSIX locale; English when neither says."""
    for variable in ("LOPSO_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "vi" if value.startswith("vi") else "en"
    return "en"


def say(vietnamese: str, english: str) -> str:
    """The one of two sentences that suits the terminal."""
    return vietnamese if terminal_language() == "vi" else english
