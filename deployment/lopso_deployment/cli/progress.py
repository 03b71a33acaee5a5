"""A progress bar for long commands: on a terminal only, and only once they have taken a while."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 2.0
"""Seconds after which a bar is shown."""


class Bar:
    """What is done, what is left, how long that takes, and who failed so far."""

    def __init__(self, title: str, left: str) -> None:
        """Begins to count; nothing is shown yet.

        Args:
            title: What is being done.
            left: The word before the time that is left.
        """
        self._start = time.monotonic()
        self._words = title, left
        self._shown: Progress | None = None
        self._done = 0

    def __enter__(self) -> Self:
        """The bar itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Takes the bar away; what was said beside it stays."""
        if self._shown is not None:
            self._shown.stop()

    def step(self, name: str, left: int, trouble: str = "") -> None:
        """One more is done.

        Args:
            name: Which.
            left: How many are still to come.
            trouble: Why it failed, if it did: that is said at once, beside the bar.
        """
        self._done += 1
        if not sys.stderr.isatty():
            return
        if self._shown is None and time.monotonic() - self._start > PATIENCE:
            self._shown = _bar(*self._words)
            self._shown.start()
        if self._shown is not None:
            task = self._shown.task_ids[0]
            self._shown.update(task, completed=self._done, total=self._done + left)
        if trouble:
            said = f"✗ {name}: {trouble}"
            if self._shown is None:
                print(said, file=sys.stderr)
            else:
                self._shown.console.print(said, markup=False, soft_wrap=True)


def _bar(title: str, left: str) -> "Progress":
    # It takes a while to import, and most commands are done before a bar is shown.
    from rich import progress
    from rich.console import Console

    bar = progress.Progress(
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn(left, markup=False),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True, highlight=False),
        transient=True,
    )
    bar.add_task(title, total=None)
    return bar
