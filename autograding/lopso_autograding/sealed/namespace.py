"""The names of the examiner's process: its own, Python's, and behind them the learner's."""

import builtins
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lopso_autograding.sealed.bounds import Value

if TYPE_CHECKING:
    from lopso_autograding.sealed.conversation import Conversation


class _Learners:
    """Holds the place of a name whose value is the learner's."""

    def __repr__(self) -> str:
        return "<a name of the learner>"


LEARNERS = _Learners()
_HIDDEN = object()


class Names(dict[str, Value]):
    """The names of the test cells.

    A name that the author's solution cells bind belongs to the learner: it is asked for at each
    use, written and deleted there. Any other name is the examiner's, then Python's, then the
    learner's.
    """

    def __init__(self) -> None:
        """No name belongs to the learner yet."""
        super().__init__()
        self.owned: frozenset[str] = frozenset()
        self.conversation: Conversation | None = None
        self._given: dict[str, Value] = {}
        self._fresh: set[str] = set()

    def connect(self, conversation: "Conversation", owned: frozenset[str]) -> None:
        """Begins to ask the learner's process, for these names before all others."""
        self.conversation, self.owned = conversation, owned

    def list_learners(self) -> None:
        """Has `globals()`, `dir()` and the like see the learner's names."""
        self._fresh.clear()
        if self.conversation is None:
            return
        for name, value in list(dict.items(self)):
            if value is LEARNERS:
                dict.pop(self, name)
        for name in self.conversation.ask("names"):
            if type(name) is str and (name in self.owned or not self._knows(name)):
                dict.__setitem__(self, name, LEARNERS)

    def _knows(self, name: str) -> bool:
        """Whether a name has a value without the learner; a learner's own `abs` is not asked."""
        return name in self or name in vars(builtins)

    def __missing__(self, name: str) -> Value:
        """A name of Python's or of the learner's."""
        if name not in self.owned:
            found = vars(builtins).get(name, _HIDDEN)
            if found is not _HIDDEN:
                return found
        return self._of_learner(name)

    def __getitem__(self, name: str) -> Value:
        """The value of a name."""
        value = dict.get(self, name, _HIDDEN)
        if value is LEARNERS or name in self.owned:
            return self._of_learner(name)
        return self.__missing__(name) if value is _HIDDEN else value

    def _of_learner(self, name: str) -> Value:
        if self.conversation is None or type(name) is not str:
            raise KeyError(name)
        policy = self.conversation.policy
        if name in self._fresh and not policy.rebinds(name):
            # What the test gave the name in this cell is not the learner's to change.
            return self._given[name]
        answer = self.conversation.ask("name", (name,), path=name)
        kind = answer[0] if type(answer) is tuple and answer else ""
        if name in self._fresh and kind == "held":
            policy.mixes(name, "rebound")
        if kind == "given" and name in self._given:
            return self._given[name]
        if kind == "held":
            return answer[1]
        if dict.get(self, name) is LEARNERS:
            dict.pop(self, name)
        found = vars(builtins).get(name, _HIDDEN)
        if found is _HIDDEN:
            raise KeyError(name)
        return found

    def __setitem__(self, name: str, value: Value) -> None:
        """Gives a name a value, in the learner's process if it belongs to the learner."""
        if name in self.owned and self.conversation is not None:
            self._given[name] = value
            self._fresh.add(name)
            self.conversation.ask("set_name", (name, value))
            dict.__setitem__(self, name, LEARNERS)
        else:
            dict.__setitem__(self, name, value)

    def __delitem__(self, name: str) -> None:
        """Deletes a name."""
        value = dict.get(self, name, _HIDDEN)
        learners = value is LEARNERS or value is _HIDDEN or name in self.owned
        self._fresh.discard(name)
        if self.conversation is not None and learners:
            self.conversation.ask("delete_name", (name,))
            dict.pop(self, name, None)
        else:
            dict.__delitem__(self, name)

    def get(self, name: str, default: Value = None) -> Value:  # type: ignore[override]
        """The value of a name, or the default."""
        if name not in self:
            return default
        try:
            return self[name]
        except KeyError:
            return default

    def items(self) -> Iterator[tuple[str, Value]]:  # type: ignore[override]
        """Names and values, the learner's asked for as they come."""
        for name in list(self):
            try:
                yield name, self[name]
            except KeyError:
                continue

    def values(self) -> Iterator[Value]:  # type: ignore[override]
        """Values, the learner's asked for as they come."""
        return (value for _, value in self.items())
