"""What a failed cell says: the lines of the cells themselves and the error.

Nothing of a library's inside is shown, and nothing is asked of a learner's object.
"""

import linecache
import traceback
import types
from collections.abc import Mapping
from typing import Any

from lopso_autograding.sealed.bounds import Value
from lopso_autograding.sealed.proxies import LearnerObject

_LONGEST = 4000


def install(shell: Value, names: Mapping[str, Value]) -> None:
    """Has a shell show errors in this way, and learners' objects by their class only."""

    def show(
        exc_tuple: Value = None,
        filename: str | None = None,
        tb_offset: int | None = None,
        exception_only: bool = False,
        running_compiled_code: bool = False,
    ) -> None:
        kind, error, trace = shell._get_exc_info(exc_tuple)
        shell._showtraceback(kind, error, lines(error, trace, names))

    shell.showtraceback = shell.showsyntaxerror = show
    # IPython would format each error a second time, which takes longer than most cells run.
    shell._format_exception_for_storage = lambda *_, **__: {}
    plain = shell.display_formatter.formatters["text/plain"]
    plain.for_type(LearnerObject, _show_class)


def _show_class(value: Value, printer: Value, cycle: bool) -> None:
    printer.text(f"<{type(value).__name__}>")


def lines(
    error: BaseException, trace: types.TracebackType | None, names: Mapping[str, Value]
) -> list[str]:
    """The lines that stand for an error in the notebook."""
    if type(error).__module__.startswith("lopso_") and hasattr(error, "_render_traceback_"):
        return error._render_traceback_()  # type: ignore[attr-defined]
    found = []
    while trace is not None:
        if trace.tb_frame.f_globals is names:
            text = linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno).strip()
            found.append(f"---> {trace.tb_lineno} {text}")
        trace = trace.tb_next
    if isinstance(error, SyntaxError):
        return traceback.format_exception_only(error)
    for number, text in vars(error).get("_lopso_lines", ()):
        found.append(f"     {number} {text}")
    return [*found[-10:], f"{type(error).__name__}: {said(error)}"]


def said(error: BaseException) -> str:
    """An error's text, as far as it can be had."""
    try:
        return str(error)[:_LONGEST]
    except Exception:
        return ""


def output(error: BaseException) -> dict[str, Any]:
    """An error as a notebook's output."""
    text = f"{type(error).__name__}: {said(error)}"
    return {
        "output_type": "error",
        "ename": type(error).__name__,
        "evalue": said(error),
        "traceback": [text],
    }
