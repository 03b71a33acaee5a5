"""Which mutable containers of a message both processes know by number."""

from collections.abc import Iterator
from contextlib import contextmanager

from lopso_autograding.sealed.bounds import Value


class Tracking:
    """What reading and writing a message share.

    Attributes:
        tracking: Whether this message numbers its containers.
        tracked: Mutable containers that both sides know by number.
    """

    def __init__(self, tracked: list[Value] | None) -> None:
        """Begins to number them, unless there are some that were numbered before."""
        self.tracking = tracked is None
        self.tracked: list[Value] = [] if tracked is None else tracked

    @contextmanager
    def untracked(self) -> Iterator[None]:
        """A time in which containers are parts of something else and get no number."""
        before, self.tracking = self.tracking, False
        try:
            yield
        finally:
            self.tracking = before
