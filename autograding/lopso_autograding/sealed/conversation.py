"""The examiner's side of the conversation: it asks, reads what comes, and lends its own objects.

Whatever the other process sends, only three things come of it here: plain data, a proxy, or an
exception.
"""

import sys
import warnings
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lopso_autograding.sealed import changes, lending, raised
from lopso_autograding.sealed.bounds import Bounds, ProtocolError, Tree, Value
from lopso_autograding.sealed.examiner_values import ExaminerReader, ExaminerWriter
from lopso_autograding.sealed.files import Folder
from lopso_autograding.sealed.policy import Policy
from lopso_autograding.sealed.sources import Sources
from lopso_autograding.sealed.wire import Channel

if TYPE_CHECKING:
    pass

STREAMS = ("stdout", "stderr")


class CellStopped(BaseException):
    """The time of a test cell is over."""


class LearnerGone(RuntimeError):  # noqa: N818 - the learner reads it
    """The learner's process has ended or sends what nobody can read."""


class Conversation:
    """Questions to the learner's process, one at a time.

    Attributes:
        faces: The classes that stand for the learner's.
        lent: The examiner's own objects that the learner's process knows by number.
        policy: What the present test cell may do.
        abandoned: Whether a question was left without waiting for its answer.
    """

    def __init__(self, channel: Channel, names: Mapping[str, Value]) -> None:
        """Nothing was asked yet."""
        from lopso_autograding.sealed.faces import Faces

        self.channel = channel
        self.names = names
        self.bounds: Bounds = channel.bounds
        self.faces: Faces = Faces(self)
        self.lent = lending.Lent()
        self.policy = Policy(None, records=False)
        self.stopped = False
        self.abandoned = False
        self.gone = ""
        self.shared: frozenset[str] = frozenset()
        self.sources = Sources(self)
        self.folder = Folder(trusts=False)
        self._number = 0
        self._left = self.bounds.requests
        self._printed = 10 * self.bounds.printed
        self._random = lending.RandomState()

    def begin(self, policy: Policy) -> None:
        """Starts a test cell."""
        self.policy, self.stopped, self.abandoned = policy, False, False
        self._left = self.bounds.requests
        self._printed = 10 * self.bounds.printed
        self.channel.hold.forget()

    def stop(self) -> None:
        """Ends the present test cell, now or as soon as no message is cut in two."""
        self.stopped = True
        self.channel.hold.interrupt(CellStopped("The time of this cell is over."))

    def ask(
        self,
        operation: str,
        arguments: tuple[Value, ...] = (),
        keywords: Mapping[str, Value] | None = None,
        *,
        path: str = "",
    ) -> Value:
        """What the learner's process answers: plain data or a proxy.

        Raises:
            LearnerGone: There is nobody to ask.
            CellStopped: The cell's time is over.
            BaseException: What the learner's code raised, as a stand-in of its class.
        """
        if operation == "__call__":
            self._random.push(self)
            self._push_files()
        self._may_ask()
        self._number += 1
        number = self._number
        writer = ExaminerWriter(self)
        trees = writer.all(arguments)
        named = {key: writer.tree(value) for key, value in (keywords or {}).items()}
        answered = False
        try:
            self._guarded(
                lambda: self.channel.send(["ask", number, operation, trees, named], writer.buffers)
            )
            message, buffers = self._guarded(lambda: self._await(number))
            answered = True
        finally:
            self.abandoned |= not answered
        try:
            return self._conclude(message, buffers, writer.tracked, operation, path)
        except (StopIteration, StopAsyncIteration, GeneratorExit) as error:
            if operation == "__next__":
                raise
            raise raised.outside_of_next(error) from None

    def signature(self, proxy: Value) -> Value:
        """The parameters of a learner's function, from the text of its cell."""
        return self.sources.signature(proxy)

    def _push_files(self) -> None:
        """Gives the learner's process the files that the test wrote."""
        files = self.folder.changed()
        if files:
            self.ask("files", (None, files))

    def _may_ask(self) -> None:
        if self.stopped:
            raise CellStopped("The time of this cell is over.")
        if self.gone:
            raise LearnerGone(self.gone)
        self._left -= 1
        if self._left < 0:
            raise LearnerGone("The test asked the answer more often than is allowed.")

    def _guarded(self, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - what the work returns
        """Work on the channel; after a failure nobody is asked again."""
        try:
            return work()
        except (EOFError, OSError):
            self.gone = "The process with your code has ended."
        except ProtocolError as error:
            self.gone = f"The process with your code sent what cannot be read: {error}"
            self.channel.connection.close()
        raise LearnerGone(self.gone)

    def _await(self, number: int) -> tuple[Tree, list[bytes]]:
        while True:
            message, buffers = self.channel.receive()
            if type(message) is not list or len(message) != (7 if message[:1] == ["answer"] else 6):
                raise ProtocolError("A message of no known form.")
            kind, about = message[0], message[1]
            if type(about) is not int or about > number:
                raise ProtocolError("A message about nothing that was asked.")
            if kind == "call":
                self._left -= 1
                self._may_ask()
                lending.answer(self, message, buffers, stale=about < number)
            elif kind != "answer":
                raise ProtocolError("A message of no known kind.")
            elif about == number:
                return message, buffers

    def _conclude(
        self,
        message: Tree,
        buffers: list[bytes],
        tracked: list[Value],
        operation: str,
        path: str,
    ) -> Value:
        _, _, ok, tree, said, changed, files = message
        reader = ExaminerReader(self, buffers, tracked, path, is_error=ok is not True)

        def read() -> Value:
            self._printed = _repeat(said, self._printed)
            self.folder.take([(path, reader.buffer(number)) for path, number in files])
            pairs = _pairs(changed)
            if pairs and self.policy.changed(path):
                for number, content in pairs:
                    changes.apply(reader.argument(number), reader.value(content))
            return reader.value(tree)

        value = self._guarded(lambda: _strictly(read))
        if ok is True:
            if path:
                came = value[-1] if operation == "name" and type(value) is tuple else value
                if not self.faces.is_foreign(came):
                    self.policy.came(path, is_object=False)
            return value
        if not isinstance(value, BaseException):
            self._guarded(lambda: _refuse("An error that is none."))
        raise value


def _strictly(work: Callable[[], Value]) -> Value:
    """Work on what was sent; whatever goes wrong there is the sender's doing."""
    try:
        return work()
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise ProtocolError(f"{type(error).__name__}: {error}") from None


def _refuse(why: str) -> None:
    raise ProtocolError(why)


def _pairs(changed: Tree) -> list[tuple[Tree, Tree]]:
    if type(changed) is not list:
        raise ProtocolError("No list of changes.")
    return [(number, content) for number, content in changed]


def _repeat(said: Tree, most: int) -> int:
    """Prints and warns here what the learner's code printed and warned of there.

    Returns:
        How many characters may still be printed.
    """
    if type(said) is not list:
        raise ProtocolError("No list of what was said.")
    for part in said[:1000]:
        if part[0] == "warning":
            _, names, text, line = part
            category = next(
                (kind for name in names if (kind := lending.warning_named(name))), UserWarning
            )
            warnings.warn_explicit(str(text)[:2000], category, "<answer>", int(line))
        elif part[0] in STREAMS and type(part[1]) is str:
            most -= len(part[1])
            if most >= 0:
                getattr(sys, part[0]).write(part[1])
    return most
