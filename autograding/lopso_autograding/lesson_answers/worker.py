"""The process that runs trials: it walks the solved lesson and forks at each exercise.

What the lesson imports and prepares is so paid for once.

Started by `trials`; reads `plan.json` and writes `results.json` in the folder it is given.
"""

import ast
import contextlib
import importlib
import io
import json
import os
import resource
import signal
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

_TEST = "_test_"
_MESSAGE = 500


def main(home: Path) -> None:
    """Run the plan in `home` and write the results beside it."""
    plan = json.loads((home / "plan.json").read_text())
    shell = _shell()
    for module in plan["modules"]:
        importlib.import_module(module)
    results: list[dict[str, Any]] = [{}] * len(plan["trials"])
    for index, cell in enumerate(plan["cells"]):
        for number, trial in enumerate(plan["trials"]):
            if cell["grade_id"] == trial["exercise"]:
                rest = plan["cells"][index:]
                results[number] = _forked(
                    lambda rest=rest, trial=trial: _try(shell, rest, trial), plan["seconds"]
                )
        if not _is_test(cell):
            failure = _run(shell, cell["source"])
            if failure:
                sys.exit(f"cell {index + 1} of the solved lesson fails: {failure}")
    (home / "results.json").write_text(json.dumps(results))


def _shell() -> InteractiveShell:
    """An IPython shell whose names live in a module of their own, as a notebook's do."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config, user_module=module)
    # Nobody reads the tracebacks, and to format one takes longer than most answers run.
    shell.showtraceback = lambda *_, **__: None
    return shell


def _is_test(cell: dict[str, Any]) -> bool:
    return cell["points"] is not None


def _forked(work: Callable[[], dict[str, Any]], seconds: float) -> dict[str, Any]:
    """What `work` returns in a child that has so much processor time and three times the wall."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
        signal.alarm(int(3 * seconds))
        with os.fdopen(writer, "w") as pipe:
            json.dump(work(), pipe)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    if not text:
        return {"score": 0, "tripped": [], "message": f"stopped after {seconds:g} s"}
    return json.loads(text)


def _try(shell: InteractiveShell, cells: list[dict[str, Any]], trial: dict[str, Any]) -> Any:  # noqa: ANN401
    """Run the trial's text, then on to the exercise's last test, whose cells are scored."""
    tests = [cell for cell in cells if _tests(cell, trial["exercise"])]
    messages = [_run(shell, trial["text"])]
    score, tripped = 0.0, []
    for cell in cells[1 : cells.index(tests[-1]) + 1] if tests else []:
        if cell in tests:
            failures = _failures(shell, cell["source"])
            tripped += [(tests.index(cell), line) for line, _ in failures]
            messages += [message for _, message in failures]
            score += 0 if failures else cell["points"]
        elif not _is_test(cell):
            _run(shell, cell["source"])
    message = next(filter(None, messages), "")
    return {"score": score, "tripped": tripped, "message": message[:_MESSAGE]}


def _tests(cell: dict[str, Any], exercise: str) -> bool:
    name, _, number = (cell["grade_id"] or "").rpartition(_TEST)
    return name == exercise and number.isdecimal()


def _run(shell: InteractiveShell, source: str) -> str:
    """Run a cell as a notebook would; what its error says, or nothing."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = shell.run_cell(source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    return f"{type(error).__name__}: {error}" if error else ""


def _failures(shell: InteractiveShell, source: str) -> list[tuple[int, str]]:
    """The statements of a test cell that fail or write to standard error: line and message."""
    found: list[tuple[int, str]] = []
    for statement in ast.parse(source).body:
        code = compile(ast.Module([statement], []), "<test>", "exec")
        complaint = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(complaint):
            try:
                exec(code, shell.user_ns)  # noqa: S102 - the tests of our own lesson
            except (Exception, KeyboardInterrupt, SystemExit) as error:
                found.append((statement.lineno, f"{type(error).__name__}: {error}"))
                continue
        if complaint.getvalue():
            found.append((statement.lineno, complaint.getvalue().strip()))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
