"""What the author's own solution showed of each test cell, and what follows for a learner's.

An access path says how a value was come by: ``f()`` is what ``f`` returned, ``m.predict()`` what
the method of the object ``m`` returned. To take an item of a value, or the next one, adds no step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class CellProfile:
    """What the author's solution did in one test cell.

    Attributes:
        data: Paths at which plain data came.
        objects: Paths at which an object came.
        mixed: Operators between an object of the learner's and a value of the test, each as
            ``path operator``.
        changes: Paths of the calls that changed an argument in place.
        counts: Whether the last line gave a number from zero, which nbgrader takes for the points.
    """

    data: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    mixed: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    counts: bool = False

    def as_json(self) -> dict[str, Any]:
        """Plain data for a message."""
        parts = {name: sorted(getattr(self, name)) for name in _PARTS}
        return {**parts, "counts": self.counts}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "CellProfile":
        """The profile that `as_json` wrote."""
        return cls(*(frozenset(data[name]) for name in _PARTS), counts=data["counts"] is True)


_PARTS = ("data", "objects", "mixed", "changes")


@dataclass(frozen=True)
class Profile:
    """The profiles of a notebook's test cells, by grade id; a cell without one is not limited.

    Attributes:
        cells: Those that the author's own solutions pass.
        open_only: Cells that they pass only where answers and tests run in one process.
        visible: The profiles of the cells without their hidden tests.
    """

    cells: Mapping[str, CellProfile] = field(default_factory=lambda: MappingProxyType({}))
    open_only: frozenset[str] = frozenset()
    visible: Mapping[str, CellProfile] = field(default_factory=lambda: MappingProxyType({}))


class Policy:
    """What the present test cell may do with objects of the learner's, and a record of what it did.

    Attributes:
        compared: An object that the learner's class found equal to another, or None.
        unexpected_change: Whether an argument was changed where the author's solution changes none.
        writes_back: Whether changes of arguments are made here too.
        counts: Whether the cell's last line gave a number.
    """

    def __init__(self, profile: CellProfile | None, *, records: bool) -> None:
        """Follows a profile; one that records allows everything."""
        self._profile = profile
        self._records = records
        self._data: set[str] = set()
        self._objects: set[str] = set()
        self._mixed: set[str] = set()
        self._changes: set[str] = set()
        self.compared: Any = None
        self.unexpected_change = False
        self.writes_back = True
        self.counts = False

    def came(self, path: str, *, is_object: bool) -> None:
        """Notes what came at a path."""
        if self._records:
            (self._objects if is_object else self._data).add(path)

    def restricts(self, path: str) -> bool:
        """Whether an object is out of place where the author's solution gave only data."""
        if self._records or self._profile is None:
            return False
        return path in self._profile.data and path not in self._profile.objects

    def mixes(self, path: str, operator: str) -> bool:
        """Whether an operator may show the learner's object a value of the test."""
        if self._records:
            self._mixed.add(f"{path} {operator}")
            return True
        return self._profile is not None and f"{path} {operator}" in self._profile.mixed

    @property
    def by_class(self) -> bool:
        """Whether two objects were found equal by a class of the learner's."""
        return self.compared is not None

    def demands(self, fact: str, *, holds: bool) -> bool:
        """Whether a fact holds for the author's solution, for which it is noted."""
        if self._records and holds:
            self._mixed.add(fact)
        return self._profile is not None and fact in self._profile.mixed

    def rebinds(self, name: str) -> bool:
        """Whether the learner's code may give another value to a name that the cell has set."""
        return self._records or self._profile is None or f"{name} rebound" in self._profile.mixed

    def changed(self, path: str) -> bool:
        """Notes that a call changed its arguments; tells whether that happens here too."""
        if self._records:
            self._changes.add(path)
        elif self._profile is not None and path not in self._profile.changes:
            self.unexpected_change = True
        return self.writes_back

    def without_writing_back(self) -> "Policy":
        """The same policy for a second run, in which arguments stay as they were."""
        again = Policy(self._profile, records=False)
        again.writes_back = False
        return again

    def record(self) -> dict[str, Any]:
        """What was noted, as a profile's plain data."""
        parts = (self._data, self._objects, self._mixed, self._changes)
        return CellProfile(*map(frozenset, parts), counts=self.counts).as_json()

    def wants_number(self) -> bool:
        """Whether the author's solution gave the cell a number as its points."""
        return self._profile is not None and self._profile.counts
