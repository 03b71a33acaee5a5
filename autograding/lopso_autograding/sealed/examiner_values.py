"""How the examiner's values cross to the learner's process, and how what comes back is read."""

import enum
import io
import pickle
import sys
import types
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from lopso_autograding.sealed import proxies, raised
from lopso_autograding.sealed.bounds import ProtocolError, Tree, Value
from lopso_autograding.sealed.reading import Reader
from lopso_autograding.sealed.writing import Writer

if TYPE_CHECKING:
    from lopso_autograding.sealed.conversation import Conversation


class ExaminerWriter(Writer):
    """Values of the test on their way to the learner's process; they may be shown to the learner.

    Functions and objects of the test itself go by number: nothing of their memory crosses.
    """

    def __init__(self, conversation: "Conversation") -> None:
        """Numbers the containers that it meets."""
        super().__init__(conversation.bounds)
        self._conversation = conversation

    def opaque(self, value: Value) -> Tree:
        """A learner's object by its number, a library's thing by name or pickled, else a loan."""
        number = proxies.number_of(value)
        if number is not None:
            return ["o", number]
        if isinstance(value, types.ModuleType):
            return ["mod", value.__name__]
        name = importable_name(value)
        if name is not None:
            return ["lib", *name]
        shared = self._shared(value)
        if shared is not None:
            return shared
        if isinstance(value, io.IOBase) or _is_of_test(value):
            return self.loan(value)
        return self._pickled(value)

    def loan(self, value: Value) -> Tree:
        """An object of the test, which stays here."""
        name = getattr(value, "__name__", type(value).__name__)
        return ["e", self._conversation.lent.number(value), str(name)]

    def _shared(self, value: Value) -> Tree | None:
        """What comes from a cell that both processes ran: by its name, or by its attributes."""
        conversation = self._conversation
        name = getattr(value, "__qualname__", None)
        if name in conversation.shared and conversation.names.get(name) is value:
            return ["sh", name, conversation.lent.number(value)]
        kind = type(value)
        if kind.__qualname__ in conversation.shared and kind.__module__ == "__main__":
            if type(getattr(value, "__dict__", None)) is not dict:
                return None
            self.track(value)
            parts = [(key, self.tree(held)) for key, held in vars(value).items()]
            return ["si", kind.__qualname__, *(part for pair in parts for part in pair)]
        return None

    def _pickled(self, value: Value) -> Tree:
        stream = io.BytesIO()
        pickler = _Pickler(stream)
        try:
            pickler.dump(value)
        except Exception:
            # What cannot be pickled can still be lent.
            return self.loan(value)
        with self.untracked():
            return ["pk", self.buffer(stream.getvalue()), self.all(pickler.left_out)]


class _Pickler(pickle.Pickler):
    """Leaves out what is the test's own or the learner's."""

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream, 5)
        self.left_out: list[Value] = []

    def persistent_id(self, obj: Value) -> int | None:
        if proxies.number_of(obj) is None and not _is_of_test(obj):
            return None
        self.left_out.append(obj)
        return len(self.left_out) - 1


def _is_of_test(value: Value) -> bool:
    """Whether a value is, or is an instance of, something that a test cell defines."""
    if isinstance(value, types.FunctionType | type):
        return value.__module__ in ("__main__", None)
    if isinstance(value, types.MethodType):
        return _is_of_test(value.__self__) or _is_of_test(value.__func__)
    if isinstance(value, types.GeneratorType):
        return True
    return type(value).__module__ == "__main__"


def importable_name(value: Value) -> tuple[str, str] | None:
    """The module and the name by which both processes can import a function or class."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    kinds = (types.FunctionType, types.BuiltinFunctionType, type)
    if type(name) is not str or not isinstance(value, kinds):
        return None
    module = module or "builtins"
    place = sys.modules.get(module)
    if place is None or module == "__main__" or not name.isidentifier():
        return None
    return (module, name) if vars(place).get(name) is value else None


class ExaminerReader(Reader):
    """What comes from the learner's process."""

    def __init__(
        self,
        conversation: "Conversation",
        buffers: list[bytes],
        tracked: list[Value],
        path: str,
        *,
        is_error: bool = False,
    ) -> None:
        """Reads the answer to a question at a path, or the error that was raised instead."""
        super().__init__(buffers, conversation.bounds, tracked)
        self._conversation = conversation
        self._path = path
        self._is_error = is_error

    def shared_tuple(self, module: str, name: str, *fields: str) -> type | None:
        """The author's own class of a named tuple, from a cell that both processes ran."""
        found = dict.get(self._conversation.names, name)  # type: ignore[arg-type]
        fits = isinstance(found, type) and issubclass(found, tuple)
        return found if fits and getattr(found, "_fields", None) == fields else None

    def foreign(self, tag: str, parts: list[Tree]) -> Value:
        """A proxy, a class, an exception, or an object of the examiner that comes back."""
        conversation, faces = self._conversation, self._conversation.faces
        if tag == "en":
            kind, member, *parts = parts
            found = self._shared_members(kind).get(member)
            if found is not None:
                return found
            tag = "p"
        if self._path and tag in (("p", "k") if self._is_error else ("p", "k", "x")):
            conversation.policy.came(self._path, is_object=True)
        restricted = conversation.policy.restricts(self._path)
        if tag == "e":
            return conversation.lent[parts[0]]
        if tag == "p":
            return faces.proxy(*parts, path=self._path, restricted=restricted)
        if tag == "k":
            (number,) = parts
            return faces.bare(number) if restricted else faces.class_at(number, self._path)
        if tag == "ma":
            return self._unmasked(*parts)
        if tag == "x":
            number, arguments, *about = parts
            found = faces.error(number, self.value(arguments), *about)
            own = isinstance(found, raised.LearnerError) and not self._is_error
            # As a value it would answer for any attribute, which plain data does not.
            return RuntimeError(str(found)) if restricted and own else found
        return super().foreign(tag, parts)

    def named_tuple(self, kind: type, values: list[Value]) -> tuple:
        """A named tuple: a plain one, where the author's solution gave data without such names.

        Else it would answer for attributes of an array, some of which are classes to be called.
        """
        policy = self._conversation.policy
        named = policy.mixes(self._path, "named")
        plain = not named and policy.restricts(self._path)
        return tuple(values) if plain else super().named_tuple(kind, values)

    def with_gaps(self, column: Value) -> Value:
        """A column of pandas with missing values: without them, unless the author's has some.

        What is missing is left out where a test asks whether all of a column is right.
        """
        if self._conversation.policy.mixes(self._path, "missing"):
            return column
        number = str(column.dtype).lower().startswith(("int", "uint", "float"))
        return column.to_numpy(float if number else object, na_value=np.nan)

    def _shared_members(self, name: Tree) -> Mapping[str, Value]:
        """The members of an Enum that both processes have; of another there are none."""
        conversation = self._conversation
        found = dict.get(conversation.names, name) if name in conversation.shared else None  # type: ignore[arg-type]
        return found.__members__ if isinstance(found, enum.EnumType) else {}

    def _unmasked(self, tree: Tree) -> Value:
        """A masked array that masks nothing: a plain one, unless the author's is masked as well.

        A masked array would mask what is divided by nought, and what is masked equals everything.
        """
        made = self.value(tree)
        if type(made) is not np.ndarray:
            raise ProtocolError("A masked array that is none.")
        masked = self._conversation.policy.mixes(self._path, "masked")
        return np.ma.MaskedArray(made) if masked else made
