"""What the learner's process answers when the examiner asks, and what it asks back."""

import builtins
import importlib
import pickle
import random
import sys
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import numpy as np

from lopso_autograding.sealed import changes
from lopso_autograding.sealed.belongings import Belongings, LearnerWriter, description
from lopso_autograding.sealed.bounds import TooLargeError, Tree, Value
from lopso_autograding.sealed.files import Folder
from lopso_autograding.sealed.reading import Reader
from lopso_autograding.sealed.said import Said
from lopso_autograding.sealed.special_methods import OPERATIONS
from lopso_autograding.sealed.stubs import ExaminerError, ExaminerObject
from lopso_autograding.sealed.wire import Channel


class Answers:
    """The learner's side of the conversation with the examiner.

    Attributes:
        asked: How many of the examiner's questions are being answered now.
    """

    def __init__(
        self, channel: Channel, shell: Value, running: Callable[[], AbstractContextManager[None]]
    ) -> None:
        """Answers about the names of a shell."""
        self._channel = channel
        self._shell = shell
        self._running = running
        self.belongings = Belongings(channel.bounds)
        self.asked = 0
        self._number = 0
        self._pushed: dict[str, Value] = {}
        self._stubs: dict[int, ExaminerObject] = {}
        self._folder = Folder(trusts=True)
        self._own_operations: dict[str, Callable[..., Value]] = {
            "class": lambda number: description(self.belongings[number], self.belongings.number),
            "delete_name": self._delete_name,
            "files": self._files,
            "module": importlib.import_module,
            "name": self._name,
            "names": self._names,
            "random": _set_random,
            "set_name": self._set_name,
        }

    @property
    def names(self) -> dict[str, Value]:
        """The learner's names."""
        return self._shell.user_ns

    def answer_one(self) -> None:
        """Reads one question and answers it."""
        message, buffers = self._channel.receive()
        if type(message) is list and message and message[0] == "ask":
            self._answer(message, buffers)

    def _answer(self, message: Tree, buffers: list[bytes]) -> None:
        _, number, operation, arguments, keywords = message
        before, self._number = self._number, number
        reader = LearnerReader(self, buffers)
        said = Said(self._channel.bounds.printed)
        self.asked += 1
        try:
            parts = reader.all(arguments)
            named = {key: reader.value(tree) for key, tree in keywords.items()}
            work = self._own_operations.get(operation) or OPERATIONS[operation]
            writer = LearnerWriter(self.belongings, reader.tracked, self.names)
            ok, tree, changed = self._outcome(writer, said, lambda: work(*parts, **named))
        finally:
            self.asked -= 1
            self._number = before
        files = self._new_files(writer, operation)
        answer = ["answer", number, ok, tree, said.parts, changed, files]
        self._channel.send(answer, writer.buffers)

    def _outcome(
        self, writer: LearnerWriter, said: Said, work: Callable[[], Value]
    ) -> tuple[bool, Tree, Tree]:
        """Whether the work returned, the tree of what came of it, and what it changed."""
        compare = [changes.snapshot(one) for one in writer.tracked]
        value, failure = None, None
        try:
            with said.listening(), warnings.catch_warnings():
                warnings.showwarning = said.warned
                with self._running():
                    value = work()
        except BaseException as error:
            failure = error
        try:
            changed = _changed(writer, compare)
            if failure is None:
                return True, writer.tree(value), changed
            return False, writer.exception(failure), changed
        except BaseException as error:
            return False, writer.exception(error), []

    def _new_files(self, writer: LearnerWriter, operation: str) -> Tree:
        """The files that the learner's code wrote, with the answers that may come of it."""
        if operation not in ("__call__", "__exit__", "__next__", "names"):
            return []
        try:
            return [[path, writer.buffer(data)] for path, data in self._folder.changed()]
        except (OSError, TooLargeError):
            return []

    def _files(self, sizes: dict[str, int] | None, files: list[Value]) -> None:
        """Learns what the examiner has, or takes files of it."""
        if sizes is not None:
            self._folder.compare(sizes)
        self._folder.take(files)

    def _name(self, name: str) -> tuple[Value, ...]:
        """How a name stands: missing, still what the examiner gave it, or another value."""
        if name not in self.names:
            return ("missing",)
        value = self.names[name]
        if name in self._pushed and self._pushed[name] is value:
            return ("given",)
        return ("held", value)

    def _set_name(self, name: str, value: Value) -> None:
        self.names[name] = self._pushed[name] = value

    def _delete_name(self, name: str) -> None:
        del self.names[name]

    def _names(self) -> list[str]:
        hidden = self._shell.user_ns_hidden
        return [name for name in self.names if type(name) is str and name not in hidden][:10_000]

    def input(self, prompt: object) -> str:
        """The answer of the examiner to a question that the learner's code asks the reader."""
        return self.ask_back(-1, "input", (str(prompt),), {})

    def ask_back(
        self, stub: int, operation: str, arguments: tuple[Value, ...], keywords: dict[str, Value]
    ) -> Value:
        """Has the examiner do something with an object of its own."""
        writer = LearnerWriter(self.belongings, [], self.names)
        trees = writer.all(arguments)
        named = {key: writer.tree(value) for key, value in keywords.items()}
        call = ["call", self._number, stub, operation, trees, named]
        self._channel.send(call, writer.buffers)
        while True:
            message, buffers = self._channel.receive()
            if message[0] == "ask":
                self._answer(message, buffers)
                continue
            value = LearnerReader(self, buffers).value(message[2])
            if message[1]:
                return value
            raise value

    def stub(self, number: int, name: str) -> ExaminerObject:
        """What stands for an object of the examiner; the same each time."""
        if number not in self._stubs:
            self._stubs[number] = ExaminerObject(self.ask_back, number, name)
        return self._stubs[number]


class LearnerReader(Reader):
    """Values of the examiner on their way to the learner."""

    def __init__(self, answers: Answers, buffers: list[bytes]) -> None:
        """Reads with the learner's own objects and names at hand."""
        super().__init__(buffers, answers.belongings.bounds)
        self._answers = answers

    def foreign(self, tag: str, parts: list[Tree]) -> Value:
        """A learner's own object, a stub, a thing of a library, or an error to be raised."""
        if tag == "o":
            return self._answers.belongings[parts[0]]
        if tag == "e":
            return self._answers.stub(*parts)
        if tag == "lib":
            return _found(sys.modules.get(parts[0]) or importlib.import_module(parts[0]), parts[1])
        if tag == "mod":
            return importlib.import_module(parts[0])
        if tag == "sh":
            name, number = parts
            held = self._answers.names.get(name)
            return self._answers.stub(number, name) if held is None else held
        if tag == "si":
            return self._instance(parts)
        if tag == "pk":
            return _Unpickler(self.buffer(parts[0]), self.all(parts[1])).load()
        if tag == "xe":
            return _error(*parts)
        return super().foreign(tag, parts)

    def _instance(self, parts: list[Tree]) -> Value:
        """An instance of a class that both processes have, by its attributes."""
        kind = _found(self._answers.names, parts[0])
        made = self.track(object.__new__(kind))
        for key, tree in zip(parts[1::2], parts[2::2], strict=True):
            vars(made)[key] = self.value(tree)
        return made


def _found(place: Value, path: str) -> Value:
    first, *rest = path.split(".")
    value = place[first] if isinstance(place, dict) else getattr(place, first)
    for name in rest:
        value = getattr(value, name)
    return value


def _changed(writer: LearnerWriter, compare: list[Callable[[Value], bool]]) -> Tree:
    """Number and content of each argument that is another one than before."""
    found = []
    for number, (container, differs) in enumerate(zip(writer.tracked, compare, strict=True)):
        if differs(container):
            shared = type(container).__module__ == "__main__"
            content = writer.tree(dict(vars(container))) if shared else writer.body(container)
            found.append([number, content])
    return found


def _error(name: str, said: str, number: int, base: str) -> ExaminerError:
    """An exception for the learner's code, whose class has the name of the examiner's."""
    parent = getattr(builtins, base, Exception)
    kind = type(name, (ExaminerError, parent), {})
    error = kind(said)
    error.number = number
    return error


def _set_random(plain: Value, numpy: Value) -> None:
    random.setstate(plain)
    np.random.set_state(numpy)


class _Unpickler(pickle.Unpickler):
    """Reads what the examiner pickled, with the objects that it left out."""

    def __init__(self, data: bytes, left_out: list[Value]) -> None:
        super().__init__(BytesIO(data))
        self._left_out = left_out

    def persistent_load(self, pid: Value) -> Value:
        return self._left_out[pid]
