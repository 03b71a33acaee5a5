"""How a learner's function is called: quietly, bounded, and with its own copy of the arguments."""

import builtins
import contextlib
import copy
import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lopso_autograding.expectations.nodes import Value

LONGEST_OUTPUT = 200_000
"""Characters that a function may print before it is stopped."""


class EndlessOutput(BaseException):
    """The function prints more than anyone reads; not an Exception, so that it ends loops."""


class AskedForInput(BaseException):
    """The function calls input(), which nobody answers while a check runs."""


@dataclass(frozen=True)
class Outcome:
    """What a call came to."""

    value: Value = None
    printed: str = ""
    error: BaseException | None = None


class Output(io.TextIOBase):
    """What is printed, up to a bound."""

    encoding = "utf-8"  # type: ignore[assignment]

    def __init__(self) -> None:
        """Nothing is printed yet."""
        super().__init__()
        self.parts: list[str] = []
        self.length = 0

    def writable(self) -> bool:
        """Whether one may write: yes."""
        return True

    def write(self, text: str) -> int:
        """Keeps a text, or ends the call that prints without end."""
        self.length += str.__len__(text)
        if self.length > LONGEST_OUTPUT:
            raise EndlessOutput
        self.parts.append(str.__str__(text))
        return str.__len__(text)

    def text(self) -> str:
        """All that was printed."""
        return "".join(self.parts)


def call(function: Value, arguments: Sequence[Value], keywords: dict[str, Value]) -> Outcome:
    """What a function does with these very arguments.

    Its warnings and prints reach nobody, since anything on stderr scores 0. An interrupt passes
    through, as does whatever else ends the process or the cell.
    """
    output = Output()
    try:
        with quiet(output):
            value = function(*arguments, **keywords)
    except (Exception, SystemExit, EndlessOutput, AskedForInput) as error:
        return Outcome(None, output.text(), error)
    return Outcome(value, output.text())


@contextlib.contextmanager
def quiet(output: Output) -> Iterator[None]:
    """A time in which prints go to ``output`` and warnings and questions nowhere."""
    asked = builtins.input
    with (
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(Output()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        builtins.input = _refuse_input
        try:
            yield
        finally:
            builtins.input = asked


def _refuse_input(*_: object) -> str:
    raise AskedForInput


def copied(value: Value) -> Value:
    """A copy of the author's plain arguments, so that no function can spoil the next check."""
    kind = type(value)
    if kind in (list, tuple, set, frozenset):
        return kind(copied(part) for part in value)
    if kind is dict:
        return {key: copied(part) for key, part in value.items()}
    if kind.__module__.split(".")[0] in ("numpy", "pandas", "collections"):
        return copy.deepcopy(value)
    return value
