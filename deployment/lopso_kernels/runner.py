"""A runner without ZMQ: cells in, nbformat outputs and timings back, from a confined fork.

Example:
    with Template(("numpy",), prepare=PREPARE, rehearse=REHEARSE) as template:
        run = run_cells(template, ["1 + 1"])
"""

import signal
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lopso_kernels.child import Child, Ended
from lopso_kernels.frames import BrokenFrameError, Frames
from lopso_kernels.limits import Confinement
from lopso_kernels.template import Template

PREPARE, REHEARSE = "lopso_kernels.warm_shell:prepare", "lopso_kernels.warm_shell:rehearse"
_TARGET = "lopso_kernels.cells:main"
_UNTIL_KILLED = 1.0  # seconds between the interrupt of a cell that is too slow and its death


@dataclass(frozen=True)
class CellRun:
    """How one cell ran.

    Attributes:
        outputs: As nbformat 4 has them, text of the same stream joined.
        execution_count: Its number; None if the process died in it.
        ok: Whether it ended without an exception.
        seconds: By the clock.
        cpu: Of the processor, threads included, programs it started not.
        stopped: Why it was stopped: "timeout", "died", or nothing.
    """

    outputs: list[dict[str, Any]] = field(default_factory=list)
    execution_count: int | None = None
    ok: bool = False
    seconds: float = 0.0
    cpu: float = 0.0
    stopped: str = ""


@dataclass(frozen=True)
class NotebookRun:
    """How a sequence of cells ran; `cells` is shorter than what was asked if the process ended."""

    cells: tuple[CellRun, ...]
    ended: Ended | None


class RunningNotebook:
    """A fork that runs cells one at a time."""

    def __init__(self, template: Template, confine: Confinement | None = None) -> None:
        """Fork it.

        Raises:
            CannotConfineError: This machine cannot confine.
            TemplateError: There is no template.
        """
        confinement = confine or Confinement()
        ours, theirs = socket.socketpair()
        most = confinement.limits.output
        with theirs:
            self.child: Child = template.fork(
                _TARGET,
                arguments={"most_output": most},
                fds=[theirs.fileno()],
                confine=confinement,
            )
        # JSON writes a character in up to six; ten for what surrounds the text.
        self._frames = Frames(ours, longest=10 * most + (1 << 20))
        self._displays: dict[str, list[dict[str, Any]]] = {}

    def run(
        self, code: str, *, cell_id: str | None = None, timeout: float | None = None
    ) -> CellRun:
        """Run a cell.

        Args:
            code: Its text, with IPython's magics if need be.
            cell_id: The notebook's name for it.
            timeout: Seconds by the clock after which it is interrupted, and a second later killed.
        """
        try:
            self._frames.send({"cell_id": cell_id, "code": code})
            answer, late = self._await(timeout)
        except (OSError, BrokenFrameError):
            answer, late = None, False
        if not isinstance(answer, dict):
            self.child.kill()
            return CellRun(stopped="timeout" if late else "died")
        self._update_displays(answer)
        return CellRun(
            outputs=answer["outputs"],
            execution_count=answer["execution_count"],
            ok=bool(answer["ok"]) and not late,
            seconds=float(answer["seconds"]),
            cpu=float(answer["cpu"]),
            stopped="timeout" if late else "",
        )

    def _await(self, timeout: float | None) -> tuple[Any, bool]:
        try:
            return self._frames.receive(timeout), False
        except TimeoutError:
            self.child.signal_group(signal.SIGINT)
        try:
            return self._frames.receive(_UNTIL_KILLED), True
        except TimeoutError:
            return None, True

    def _update_displays(self, answer: dict[str, Any]) -> None:
        """Give displays that were changed by their id their new content, in earlier cells too."""
        for display_id, data, metadata in answer["updates"]:
            for output in self._displays.get(display_id, ()):
                output["data"], output["metadata"] = data, metadata
        for output, display_id in zip(answer["outputs"], answer["display_ids"], strict=True):
            if display_id is not None:
                self._displays.setdefault(display_id, []).append(output)

    def close(self) -> Ended | None:
        """End the fork and all it started."""
        self._frames.close()
        ended = self.child.kill()
        self.child.close()
        return ended

    def __enter__(self) -> "RunningNotebook":
        """The notebook itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.close()


def run_cells(
    template: Template,
    cells: Sequence[str],
    *,
    confine: Confinement | None = None,
    timeout: float | None = None,
    stop_at_error: bool = False,
) -> NotebookRun:
    """Run cells in one fork.

    Args:
        template: One that was made with `prepare=PREPARE`.
        cells: Their texts.
        confine: What the fork may see and use.
        timeout: Seconds by the clock for each cell.
        stop_at_error: Whether to leave out the cells after the first that fails.
    """
    notebook = RunningNotebook(template, confine)
    runs = []
    try:
        for run in _each(notebook, cells, timeout):
            runs.append(run)
            if stop_at_error and not run.ok:
                break
    finally:
        ended = notebook.close()
    return NotebookRun(tuple(runs), ended)


def _each(
    notebook: RunningNotebook, cells: Sequence[str], timeout: float | None
) -> Iterator[CellRun]:
    for code in cells:
        run = notebook.run(code, timeout=timeout)
        yield run
        if run.execution_count is None:
            return
