"""Cells run in a fork, one after the other, in the IPython shell that the template made."""

import builtins
import getpass
import signal
import socket
import sys
import time
from typing import Any, NoReturn

from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError, UsageError

from lopso_kernels.frames import Frames
from lopso_kernels.outputs import (
    CapturedStream,
    CapturingSession,
    Outputs,
    WatchedDescriptor,
)


def main(descriptors: tuple[int, ...], *, most_output: int) -> int:
    """Run the cells that come over a socket, and answer each with its outputs.

    Args:
        descriptors: The socket.
        most_output: Bytes of output kept, all cells together.
    """
    frames = Frames(socket.socket(fileno=descriptors[0]))
    runner = CellRunner(most_output)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while (request := frames.receive()) is not None:
        frames.send(runner.run(request["code"], request.get("cell_id")))
    return 0


class CellRunner:
    """The shell with its outputs gathered."""

    def __init__(self, most_output: int) -> None:
        """Bind the template's shell and the standard streams to the outputs."""
        self.outputs = Outputs(most_output)
        self.shell = ZMQInteractiveShell.instance()
        session = CapturingSession(self.outputs)
        for publisher in (self.shell.display_pub, self.shell.displayhook):
            publisher.session = session  # pyright: ignore[reportAttributeAccessIssue]
            publisher.pub_socket = None  # pyright: ignore[reportAttributeAccessIssue]
        self._watched = (WatchedDescriptor("stdout", 1), WatchedDescriptor("stderr", 2))
        sys.stdout = CapturedStream("stdout", 1, self.outputs)
        sys.stderr = CapturedStream("stderr", 2, self.outputs)
        sys.displayhook = self.shell.displayhook
        self.shell.enable_gui = _enable_gui  # pyright: ignore[reportAttributeAccessIssue]
        builtins.input = _refuse_input
        getpass.getpass = _refuse_input

    def run(self, code: str, cell_id: str | None = None) -> dict[str, Any]:
        """Run one cell.

        Returns:
            Outputs and updates, execution count, whether it ended well, and seconds by the clock
            and of the processor.
        """
        self.outputs.begin()
        started, cpu = time.perf_counter(), time.process_time()
        handler = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            ended_well = self._run(code, cell_id)
        finally:
            signal.signal(signal.SIGINT, handler)
        for watched in self._watched:
            watched.move_to(self.outputs)
        return {
            "cpu": time.process_time() - cpu,
            "display_ids": self.outputs.display_ids,
            "execution_count": self.shell.execution_count - 1,
            "ok": ended_well,
            "outputs": self.outputs.cell,
            "seconds": time.perf_counter() - started,
            "updates": self.outputs.updates,
        }

    def _run(self, code: str, cell_id: str | None) -> bool:
        try:
            result = self.shell.run_cell(code, store_history=True, cell_id=cell_id)
        except KeyboardInterrupt:
            self.shell.showtraceback()
            return False
        return bool(result.success)


def _enable_gui(gui: str | None = None) -> None:
    """Inline plots need no event loop; there is none for windows."""
    if gui not in {None, "inline"}:
        raise UsageError(f"There is no screen for the {gui} event loop.")


def _refuse_input(*_: object, **__: object) -> NoReturn:
    raise StdinNotImplementedError(
        "raw_input was called, but this frontend does not support input requests."
    )
