"""How a template is made: the values that describe it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_INHERITED = ("HOME", "LANG", "LANGUAGE", "PATH", "TZ", "VIRTUAL_ENV")
_ONE_THREAD = dict.fromkeys(
    (
        "MKL_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    ),
    "1",
)


@dataclass(frozen=True)
class Recipe:
    """How a template is made.

    Attributes:
        imports: Modules to import.
        prepare: Function to call before that, as "module:function"; it may leave no thread behind.
        rehearse: Function to call after that, likewise, to fill caches.
        confined: Whether forks are confined. False runs them with all rights of the client.
        mode: "root", "user", or "auto" for what this machine allows.
        readable: Files and folders that forks see at their own paths besides the system, this
            Python, and the packages that were imported.
        hidden: Files and folders that forks do not see although they lie in one that they see.
        environment: Variables of the template and its forks, besides a few of the client's.
        immortal: Whether to make objects immortal where that is possible.
        large_pages: Whether to put the template's memory into large pages where that is possible.
        linger: Seconds that the template waits for another client after the last one.
    """

    imports: tuple[str, ...] = ()
    prepare: str = ""
    rehearse: str = ""
    confined: bool = True
    mode: str = "auto"
    readable: tuple[Path, ...] = ()
    hidden: tuple[Path, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    immortal: bool = True
    large_pages: bool = True
    linger: float = 0.0

    def settings(self) -> dict[str, Any]:
        """Plain data for the message to the new process."""
        return {
            "imports": list(self.imports),
            "prepare": self.prepare,
            "rehearse": self.rehearse,
            "mode": self.mode if self.confined else "",
            "readable": [str(path.absolute()) for path in self.readable],
            "hidden": [str(path.absolute()) for path in self.hidden],
            "immortal": self.immortal,
            "large_pages": self.large_pages,
            "linger": self.linger,
        }

    def surroundings(self) -> dict[str, str]:
        """The environment of the new process: nothing of the client's but what is named."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name in _INHERITED or name.startswith("LC_")
        }
        return {**kept, **_ONE_THREAD, **self.environment}
