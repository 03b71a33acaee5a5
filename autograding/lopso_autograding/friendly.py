"""An IPython extension that adds a plain sentence to the errors in a learner's own cells.

``%load_ext lopso_autograding.vi`` (or ``.en``) shortens a traceback to the learner's own lines and
adds, after its last line, what the error means. A name that a test cell does not find is said in
one sentence without a traceback. The error itself is untouched: nbgrader still sees an ``error``
output, and a failed check speaks for itself.

Kernels load ``lopso_autograding.friendly`` by their configuration: it speaks the language of the
vocabulary that the notebook imports; as long as it has imported none, that of its course's folder
(``digital-en``), else Vietnamese.
"""

import linecache
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FunctionType, MethodType, TracebackType

from lopso_autograding.expectations import proxies
from lopso_autograding.expectations.error_reasons import known_reason
from lopso_autograding.expectations.errors import is_own, message
from lopso_autograding.expectations.names import near_name
from lopso_autograding.expectations.nodes import Value
from lopso_autograding.expectations.speech import Speaker
from lopso_autograding.expectations.words_en import ENGLISH
from lopso_autograding.expectations.words_vi import VIETNAMESE

STEPS = 5
"""Number of a learner's own lines that a traceback shows."""
KEPT = "_lopso_showtraceback"
"""Where the shell keeps its own way of showing a traceback while the extension is loaded."""
DEFINED = re.compile(r"^def\s+(\w+)", re.MULTILINE)
"""The first words of each function of a cell, whether Python can read the cell or not."""
TEST_CELL = re.compile(r"^from lopso_autograding\.(vi|en) import ", re.MULTILINE)
"""The line with which a test cell begins."""


def load_ipython_extension(shell: object) -> None:
    """Explains errors in the language of each notebook."""
    load(shell, None)


def unload_ipython_extension(shell: object) -> None:
    """Ends the explanations."""
    unload(shell)


def load(shell: Value, words: Mapping[str, str] | None) -> None:
    """Begins to explain errors; loading twice changes only the language.

    Args:
        shell: IPython's.
        words: the words of one language; None for those of the notebook.
    """
    unload(shell)
    original = shell._showtraceback

    def show(kind: type[BaseException], error: BaseException, lines: list[str]) -> None:
        if isinstance(error, SyntaxError):
            forget_older(shell, error)
        original(kind, error, explained(shell, words or words_of(shell), error, lines))

    setattr(shell, KEPT, original)
    shell._showtraceback = show


def unload(shell: Value) -> None:
    """Ends the explanations, if there were any."""
    if KEPT in vars(shell):
        shell._showtraceback = vars(shell).pop(KEPT)


def forget_older(shell: Value, error: SyntaxError) -> None:
    """Take away the functions that a cell defined before it became one that cannot be read.

    Else its tests would judge the older function: silent, or with a line that is gone.
    """
    lines = linecache.getlines(error.filename or "")
    if Path(error.filename or ".").exists():
        return
    for name in DEFINED.findall("".join(lines)):
        if type(shell.user_ns.get(name)) is FunctionType:
            del shell.user_ns[name]


def words_of(shell: Value) -> Mapping[str, str]:
    """The words of the vocabulary that a notebook imported last, else those of its course."""
    methods = [value for value in shell.user_ns.values() if type(value) is MethodType]
    owners: list[Value] = [
        method.__self__ for method in methods if issubclass(type(method.__self__), Speaker)
    ]
    return owners[-1].words if owners else words_of_course()


def words_of_course() -> Mapping[str, str]:
    """The words of the language in the name of the nearest course folder, else Vietnamese.

    Until its first test cell, a notebook imports nothing that tells its language.
    """
    ends = [part[-3:] for part in reversed(Path.cwd().parts) if part.endswith(("-vi", "-en"))]
    return ENGLISH if ends[:1] == ["-en"] else VIETNAMESE


def explained(
    shell: Value, words: Mapping[str, str], error: BaseException, lines: list[str]
) -> list[str]:
    """A traceback's lines, shortened and with the sentence; unchanged where anything is odd."""
    if hasattr(error, "_render_traceback_"):
        return lines
    before = proxies.namespace()
    try:
        proxies.use_namespace(shell.user_ns)
        missing = missing_in_a_test(error)
        reason = known_reason(words, error, message(error))
        shorter = shortened(shell.InteractiveTB.structured_traceback, error) or lines
    except Exception:
        return lines
    finally:
        proxies.use_namespace(before)
    if missing is not None:
        return [missing]
    return shorter if reason is None else [*shorter, "", in_other_words(words, error, reason)]


def in_other_words(words: Mapping[str, str], error: BaseException, reason: str) -> str:
    """The sentence after a traceback, which names the line where a cell cannot be read."""
    if isinstance(error, SyntaxError) and error.lineno and error.filename != "<string>":
        values = {"number": str(error.lineno), "reason": reason}
        return Speaker(words).sentence("in_other_words_at_line", **values)
    return Speaker(words).sentence("in_other_words", reason=reason)


def missing_in_a_test(error: BaseException) -> str | None:
    """The sentence on a name that a test cell asks for and nobody has made; None otherwise.

    It is in the language of the test cell.
    """
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    if type(error) is not NameError or step is None or not error.name:
        return None
    cell = TEST_CELL.search("".join(linecache.getlines(step.tb_frame.f_code.co_filename)))
    if cell is None:
        return None
    speaker = Speaker({"vi": VIETNAMESE, "en": ENGLISH}[cell[1]])
    near = near_name(error.name)
    if near is not None:
        return speaker.sentence("near_variable", name=error.name, near=near)
    return speaker.sentence("not_run", name=error.name)


def shortened(structured: Callable[..., list[str]], error: BaseException) -> list[str] | None:
    """The lines of a traceback with the learner's own steps only; None where there are none."""
    steps, step = [], error.__traceback__
    while step is not None:
        if is_own(step):
            steps.append(step)
        step = step.tb_next
    if isinstance(error, SyntaxError) or not steps:
        return None
    chain = None
    for step in reversed(steps[:1] + steps[1:][-STEPS + 1 :]):
        chain = TracebackType(chain, step.tb_frame, step.tb_lasti, step.tb_lineno)
    return structured(type(error), error, chain, tb_offset=0)
