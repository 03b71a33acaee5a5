"""What test cells use of Python and of libraries that must know of the learner's process."""

import asyncio
import inspect
import sys
import types
from typing import TYPE_CHECKING

from lopso_autograding.expectations.proxies import ProxyFacts, register_proxy, use_namespace
from lopso_autograding.sealed.bounds import Value
from lopso_autograding.sealed.faces import LearnerClass
from lopso_autograding.sealed.proxies import LearnerObject, number_of, remote_of

if TYPE_CHECKING:
    from lopso_autograding.sealed.conversation import Conversation

LEARNERS_MODULES = ("matplotlib.pyplot",)
"""Modules whose state is the learner's: what a test does with them happens there."""
_ITERATORS = {"generator", "map", "filter", "zip", "enumerate", "reversed"}


class LearnersModule(types.ModuleType):
    """A module of the learner's process."""

    def __init__(self, name: str, conversation: "Conversation") -> None:
        """Stands for the module of a name, which is asked for when it is used."""
        super().__init__(name)
        vars(self)["_conversation"] = conversation

    def __getattr__(self, name: str) -> Value:
        """Something of the module."""
        if name.startswith("_"):
            raise AttributeError(name)
        module = self._conversation.ask("module", (self.__name__,), path=self.__name__)
        vars(self)["_module"] = module
        return getattr(module, name)


def install(conversation: "Conversation") -> None:
    """Puts everything in place, in this process only."""
    _describe_to_the_vocabulary()
    use_namespace(conversation.names)
    for name in LEARNERS_MODULES:
        parent, _, last = name.rpartition(".")
        if parent in sys.modules:
            module = LearnersModule(name, conversation)
            sys.modules[name] = module
            setattr(sys.modules[parent], last, module)
    source, run = inspect.getsource, asyncio.run

    def getsource(value: Value) -> str:
        foreign = number_of(value) is not None
        return conversation.sources.source(value) if foreign else source(value)

    def run_coroutine(main: Value, **options: Value) -> Value:
        if issubclass(type(main), LearnerObject):
            return conversation.ask("__await__", (main,), path=f"{remote_of(main).path} await")
        return run(main, **options)

    inspect.getsource = getsource
    asyncio.run = run_coroutine


def _describe_to_the_vocabulary() -> None:
    register_proxy(LearnerObject, ProxyFacts(_type_name, _kind, _function_name))
    register_proxy(LearnerClass, ProxyFacts(lambda _: "type", lambda _: "class", _class_name))


def _type_name(proxy: object) -> str:
    return type(proxy).__name__


def _class_name(face: object) -> str:
    return type.__dict__["__name__"].__get__(face)


def _kind(proxy: object) -> str:
    name = _type_name(proxy)
    if name in ("function", "builtin_function_or_method", "method"):
        return "function"
    if name in _ITERATORS or name.endswith("_iterator"):
        return "iterator"
    return "view" if name.startswith("dict_") else "object"


def _function_name(proxy: object) -> str | None:
    if _kind(proxy) != "function":
        return None
    name = getattr(proxy, "__name__", None)
    return name if type(name) is str else None
