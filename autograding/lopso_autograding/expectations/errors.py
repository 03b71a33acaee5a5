"""What a learner's exception means, in plain words, with the learner's own line."""

import linecache
import re
from pathlib import Path
from types import TracebackType

from lopso_autograding.expectations.calls import AskedForInput, EndlessOutput, call
from lopso_autograding.expectations.error_reasons import reason
from lopso_autograding.expectations.nodes import Value
from lopso_autograding.expectations.proxies import OWN_LINE
from lopso_autograding.expectations.speech import Speaker

LONGEST_LINE = 80
LONGEST_MESSAGE = 300
LIBRARIES = (str(Path(linecache.__file__).parent), "<frozen")
"""How the file names of the standard library's code begin."""
ARGUMENTS = re.compile(r"^(?:[\w.<>]+\.)?(?P<name>\w+|<lambda>)\(\) (?P<what>.*)$", re.DOTALL)


def explained(speaker: Speaker, name: str, text: str, error: BaseException) -> str:
    """One sentence on why a call gave no value."""
    if is_stub(error):
        return speaker.sentence("stub", function=name)
    if isinstance(error, EndlessOutput):
        return speaker.sentence("endless_output", call=text)
    if isinstance(error, AskedForInput):
        return speaker.sentence("asks_for_input", call=text)
    wrong = wrong_arguments(error, name)
    if wrong is not None:
        return speaker.sentence(wrong[0], call=text, name=wrong[1])
    why = reason(speaker.words, error, message(error))
    said = speaker.sentence(
        "raised",
        call=text,
        error=type(error).__name__,
        line=line_clause(speaker, error),
        reason=why,
    )
    # A reason that ends its sentence itself needs no full stop.
    return said[:-1] if why[-1] in "!?…" else said


def is_stub(error: object) -> bool:
    """Whether the learner has not written anything yet."""
    return type(error) is NotImplementedError


def speaks_for_itself(error: BaseException, name: str) -> bool:
    """Whether an error says that the function could not even begin its work."""
    own = isinstance(error, EndlessOutput | AskedForInput) or is_stub(error)
    return own or wrong_arguments(error, name) is not None or isinstance(error, NameError)


def wrong_arguments(error: BaseException, name: str) -> tuple[str, str] | None:
    """The word and the name for a call that does not fit the function's ``def`` line."""
    found = ARGUMENTS.match(message(error)) if isinstance(error, TypeError) else None
    if found is None or own_line(error) is not None:
        return None
    what = found["what"]
    if what.startswith("missing "):
        return "too_few_arguments", ", ".join(re.findall(r"'(\w+)'", what))
    unknown = re.search(r"unexpected keyword argument '(\w+)'", what)
    if unknown:
        return "unknown_argument", unknown[1]
    most = re.match(r"takes (?:from \d+ to )?(\d+) positional .* given$", what)
    return ("too_many_arguments", most[1]) if most else None


def message(error: Value) -> str:
    """The text of an exception, or nothing where it has none that can be read."""
    text = call(str, (error,), {}).value
    return str.__str__(text)[:LONGEST_MESSAGE] if isinstance(text, str) else ""


def line_clause(speaker: Speaker, error: BaseException) -> str:
    """The clause that shows the learner's own line, or nothing."""
    found = own_line(error)
    if found is None:
        return ""
    number, text = found
    key = "at_line" if text else "at_line_number"
    return speaker.sentence(key, number=str(number), text=text)


def own_line(error: BaseException) -> tuple[int, str] | None:
    """The number, within its cell, and the text of the learner's line that an error comes from."""
    given = getattr(error, OWN_LINE, None)
    if type(given) is tuple and [type(part) for part in given] == [int, str]:
        return given[0], _shortened(given[1])
    found, step = None, error.__traceback__
    while step is not None:
        if is_own(step):
            found = step
        step = step.tb_next
    if found is None:
        return None
    file = found.tb_frame.f_code.co_filename
    return found.tb_lineno, _shortened(linecache.getline(file, found.tb_lineno))


def is_own(step: TracebackType) -> bool:
    """Whether a step of a traceback is code of the learner, not ours nor a library's."""
    package = str(step.tb_frame.f_globals.get("__name__", "")).split(".")[0]
    file = step.tb_frame.f_code.co_filename
    installed = file.startswith(LIBRARIES) or "-packages" in file
    return not (installed or package.startswith("lopso_"))


def _shortened(line: str) -> str:
    line = line.strip().replace("`", "'")
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…"
