"""The classes that stand in the examiner's process for the learner's classes.

A learner's class is known only by the names of its ancestors and of its special methods. Its face
is a new class here, whose instances are proxies; where a library or a cell that both processes ran
has a class of that name, proxies say that they belong to it, but never to a type of plain data.
"""

import sys
import types
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lopso_autograding.sealed import raised
from lopso_autograding.sealed.bounds import ProtocolError, Tree, Value
from lopso_autograding.sealed.proxies import (
    METHODS,
    RESTRICTED,
    LearnerObject,
    Remote,
    attach,
    number_of,
    remote_of,
)

if TYPE_CHECKING:
    from lopso_autograding.sealed.conversation import Conversation

_PYTHON_KINDS: dict[str, type] = {
    "function": types.FunctionType,
    "builtin_function_or_method": types.BuiltinFunctionType,
    "method": types.MethodType,
    "generator": types.GeneratorType,
    "coroutine": types.CoroutineType,
    "async_generator": types.AsyncGeneratorType,
    "module": types.ModuleType,
    "code": types.CodeType,
    "map": map,
    "filter": filter,
    "zip": zip,
    "enumerate": enumerate,
    "reversed": reversed,
    "property": property,
    "staticmethod": staticmethod,
    "dict_keys": type({}.keys()),
    "dict_values": type({}.values()),
    "dict_items": type({}.items()),
}
_PLAIN_MODULES = frozenset(
    [
        "builtins",
        "collections",
        "datetime",
        "decimal",
        "fractions",
        "numpy",
        "pandas",
        "unittest",
        "_pytest",
        "pytest",
    ]
)
"""Modules none of whose classes a learner's object may claim."""
_extra_bases: list[type] = []


class LearnerClass(type):
    """The class of faces: what is asked of a learner's class itself."""

    _lopso_conversation: "Conversation"
    _lopso_number: int
    _lopso_path: str

    def mro(cls) -> list[type]:
        """The ancestors, with the classes of shared cells just before `object`."""
        found = super().mro()
        extra = [base for base in _extra_bases if base not in found]
        return [*found[:-1], *extra, found[-1]]

    def __call__(cls, *arguments: Value, **keywords: Value) -> Value:
        """A new instance, which the learner's process makes."""
        path = f"{cls._lopso_path}()"
        return cls._lopso_conversation.ask("__call__", (cls, *arguments), keywords, path=path)

    def __getattr__(cls, name: str) -> Value:
        """An attribute of the learner's class."""
        if name.startswith("__") and name not in ("__members__", "__dataclass_fields__"):
            raise AttributeError(name)
        path = f"{cls._lopso_path}.{name}"
        return cls._lopso_conversation.ask("getattr", (cls, name), path=path)

    def __setattr__(cls, name: str, value: Value) -> None:
        """Sets an attribute of the learner's class."""
        if name.startswith("__") or not cls._lopso_number:
            type.__setattr__(cls, name, value)
        else:
            cls._lopso_conversation.ask("setattr", (cls, name, value))

    def __iter__(cls) -> Value:
        """Goes through a class that can be gone through, as an Enum can."""
        return cls._lopso_conversation.ask("__iter__", (cls,), path=cls._lopso_path)

    def __len__(cls) -> int:
        """The length of a class that has one."""
        return cls._lopso_conversation.ask("__len__", (cls,))

    def __bool__(cls) -> bool:
        """A class counts as true."""
        return True

    def __getitem__(cls, key: Value) -> Value:
        """An item of a class that has some."""
        return cls._lopso_conversation.ask("__getitem__", (cls, key), path=cls._lopso_path)

    def __contains__(cls, value: Value) -> bool:
        """Whether a value is one of a class that has some."""
        if number_of(value) is None:
            return any(item is value for item in cls)
        return cls._lopso_conversation.ask("__contains__", (cls, value)) is True


class Faces:
    """The faces made so far, by the number of the learner's class, and the proxies by theirs.

    Attributes:
        lengths: Of objects in place of plain data, as they said: their arrays have the same.
    """

    def __init__(self, conversation: "Conversation") -> None:
        """No face is made."""
        self._conversation = conversation
        self._faces: dict[tuple[int, bool], type] = {}
        self._proxies: dict[tuple[int, bool], LearnerObject] = {}
        self._apparent: dict[type, type] = {}
        self._bare: dict[int, type] = {}
        self.lengths: dict[int, tuple[int]] = {}

    def proxy(self, number: Tree, kind: Tree, *, path: str, restricted: bool) -> LearnerObject:
        """The proxy of an object; the same one each time, with the path of the last time.

        One function may go by two names, and what it returns is judged by the name that was used.
        """
        if type(number) is not int or not 0 <= number < self._conversation.bounds.objects:
            raise ProtocolError("No number of an object.")
        known = self._proxies.get((number, restricted))
        if known is not None:
            if path and remote_of(known).path != path:
                attach(known, Remote(self._conversation, number, path, restricted))
            return known
        face = self.face(kind, restricted=restricted)
        if issubclass(face, BaseException):
            raise ProtocolError("An exception that is none.")
        made = object.__new__(face)
        attach(made, Remote(self._conversation, number, path, restricted))
        self._proxies[number, restricted] = made
        return made

    def alike(self, one: LearnerObject) -> Iterator[LearnerObject]:
        """The objects of the same class that are known, in the order in which they came."""
        return (other for other in list(self._proxies.values()) if type(other) is type(one))

    def class_at(self, number: Tree, path: str) -> type:
        """The face of a class that came at a path, by which its instances are judged."""
        face = self.face(number)
        if path and issubclass(type(face), LearnerClass):
            type.__setattr__(face, "_lopso_path", path)
        return face

    def bare(self, number: Tree) -> type:
        """A class that came where the author's solution gave plain data: its name and no more."""
        name = self.face(number).__name__
        return self._bare.setdefault(number, type(name, (), {"__module__": "__learner__"}))

    def face(self, number: Tree, *, restricted: bool = False) -> type:
        """The face of a class; the same one each time."""
        if type(number) is not int:
            raise ProtocolError("No number of a class.")
        known = self._faces.get((number, restricted))
        if known is None:
            about = self._conversation.ask("class", (number,))
            known = self._made(number, Described.read(about), restricted=restricted)
            self._faces[number, restricted] = known
        return known

    def _made(self, number: int, about: "Described", *, restricted: bool) -> type:
        names = {
            "__module__": about.ancestors[0][0],
            "_lopso_conversation": self._conversation,
            "_lopso_number": 0,
            "_lopso_path": about.name,
        }
        if about.is_exception:
            made = raised.error_face(about, names, self.named)
        else:
            kept = [name for name in about.special if not restricted or name in RESTRICTED]
            methods = {name: METHODS[name] for name in kept}
            if about.unhashable:
                methods["__hash__"] = None  # type: ignore[assignment]
            elif "__hash__" not in methods:
                methods["__hash__"] = LearnerObject.__hash__
            made = self._object_face(about, {**names, **methods, "__slots__": ()})
        if issubclass(type(made), LearnerClass):
            type.__setattr__(made, "_lopso_number", number)
        self._apparent[made] = self._claimed(about) or made
        return made

    def _object_face(self, about: "Described", names: dict[str, Value]) -> type:
        own = [self.face(number) for number in about.parents]
        _extra_bases[:] = [
            found
            for module, name in about.ancestors[1:]
            if module == "__main__" and (found := self.named(module, name)) is not None
        ]
        try:
            bases = tuple(own) or (LearnerObject,)
            return LearnerClass(about.name, bases, names)
        except TypeError:
            _extra_bases.clear()
            return LearnerClass(about.name, (LearnerObject,), names)
        finally:
            _extra_bases.clear()

    def named(self, module: str, name: str) -> type | None:
        """The class of a name that this process has: a shared cell's, or a library's in use."""
        conversation = self._conversation
        if module == "__main__":
            found = dict.get(conversation.names, name) if name in conversation.shared else None  # type: ignore[arg-type]
        else:
            found = vars(sys.modules[module]).get(name) if module in sys.modules else None
            # A module may also name what it has from another one: `statistics` has `Decimal`.
            home = str(getattr(found, "__module__", module))
            if {one.split(".")[0] for one in (module, home)} & _PLAIN_MODULES:
                return None
        return found if isinstance(found, type) else None

    def _claimed(self, about: "Described") -> type | None:
        module, name = about.ancestors[0]
        if module == "builtins":
            return _PYTHON_KINDS.get(name)
        return self.named(module, name)

    def apparent(self, face: type) -> type:
        """The class that proxies of a face say they belong to."""
        return self._apparent.get(face, face)

    def is_foreign(self, value: Value) -> bool:
        """Whether a value is a proxy or a face."""
        return issubclass(type(value), LearnerObject | LearnerClass)

    def error(
        self, number: Tree, arguments: Value, text: Tree, lines: Tree, own: Tree
    ) -> BaseException:
        """The exception that stands for one of the learner's."""
        return raised.error(self.face(number), arguments, text, lines, own)

    def facts(self, proxy: LearnerObject, name: str) -> Value:
        """What is known here of a learner's function, without asking: signature and names."""
        if name == "__globals__" and self.apparent(type(proxy)) is types.FunctionType:
            return self._conversation.names
        if name == "__signature__":
            return self._conversation.signature(proxy)
        return None


class Described:
    """What the learner's process says of a class.

    Attributes:
        ancestors: Module and name of the class and of each ancestor.
        special: Its special methods.
        parents: Numbers of the ancestors that the learner defined.
    """

    def __init__(
        self, ancestors: list[tuple[str, str]], special: list[str], parents: list[int], hide: bool
    ) -> None:
        """Keeps what was read."""
        self.ancestors, self.special, self.parents = ancestors, special, parents
        self.unhashable = hide
        self.name = ancestors[0][1].rpartition(".")[2][:100] or "?"
        self.is_exception = ("builtins", "BaseException") in ancestors

    @classmethod
    def read(cls, about: Value) -> "Described":
        """Reads what came, every part of it looked at."""
        try:
            ancestors = [(module, name) for module, name in about["ancestors"]]
            special, parents = about["special"], about["parents"]
            unhashable = about["unhashable"] is True
        except (TypeError, KeyError, ValueError):
            raise ProtocolError("A class of no known form.") from None
        words = [word for pair in ancestors for word in pair] + list(special)
        if not ancestors or not all(type(word) is str for word in words):
            raise ProtocolError("A class without names.")
        if len(words) > 1000 or not all(type(number) is int for number in parents):
            raise ProtocolError("A class of too many ancestors.")
        known = [name for name in special if name in METHODS]
        return cls(ancestors, known, parents[:20], unhashable)
