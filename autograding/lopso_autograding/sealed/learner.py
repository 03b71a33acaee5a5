"""The learner's process: it runs the learner's cells and answers what the examiner asks.

Two connections: one from the coordinator, who sends cells, and one from the examiner, who asks for
names, calls and attributes. Nothing in this process is believed by either of them.
"""

import builtins
import contextlib
import select
import signal
import socket
import sys
import types
from collections.abc import Iterator

from lopso_kernels.cells import CellRunner

from lopso_autograding.sealed import printing, tracebacks
from lopso_autograding.sealed.answers import Answers
from lopso_autograding.sealed.bounds import Bounds
from lopso_autograding.sealed.wire import Channel

OUTPUT = 4 << 20
"""Characters of output that a notebook may have."""
CONTROL = Bounds(text=12 * OUTPUT)
"""Bounds of what the coordinator and the two processes tell each other."""


def main(descriptors: tuple[int, ...]) -> int:
    """Runs until either connection is closed.

    Args:
        descriptors: The sockets to the coordinator and to the examiner.
    """
    control = Channel(socket.socket(fileno=descriptors[0]), CONTROL)
    channel = Channel(socket.socket(fileno=descriptors[1]), Bounds())
    process = LearnerProcess(control, channel)
    process.serve()
    return 0


class LearnerProcess:
    """The learner's shell and its two connections."""

    def __init__(self, control: Channel, channel: Channel) -> None:
        """Binds the template's shell to the connections."""
        self._control = control
        self._channel = channel
        self._running = False
        self._runner = CellRunner(OUTPUT)
        printing.gather(self._runner.outputs)
        signal.signal(signal.SIGINT, self._interrupt)
        shell = self._runner.shell
        tracebacks.install(shell, shell.user_ns)
        # A notebook finds what lies beside it.
        sys.path.insert(0, "")
        self._answers = Answers(channel, shell, self.running)
        self._refuse = builtins.input
        builtins.input = self._input

    def _interrupt(self, number: int, frame: types.FrameType | None) -> None:
        if self._running:
            self._channel.hold.interrupt(KeyboardInterrupt())

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """A time in which an interrupt ends what the learner's code does."""
        before, self._running = self._running, True
        try:
            yield
        finally:
            self._running = before

    def _input(self, prompt: object = "") -> str:
        if self._answers.asked:
            return self._answers.input(prompt)
        return self._refuse(prompt)

    def serve(self) -> None:
        """Answers whoever asks, until one of them is gone."""
        poll = select.poll()
        poll.register(self._control.connection, select.POLLIN)
        poll.register(self._channel.connection, select.POLLIN)
        numbers = self._control.connection.fileno(), self._channel.connection.fileno()
        while True:
            ready = {number for number, _ in poll.poll()}
            if numbers[1] in ready:
                try:
                    self._answers.answer_one()
                except EOFError:
                    poll.unregister(self._channel.connection)
            if numbers[0] in ready and not self._obey():
                return

    def _obey(self) -> bool:
        """One order of the coordinator; False when it is gone."""
        try:
            order, _ = self._control.receive()
        except EOFError:
            return False
        if "code" in order:
            before = self._running
            run = self._runner.run(order["code"], order.get("cell_id"))
            # The runner puts back the handler that it found.
            self._running = before
            signal.signal(signal.SIGINT, self._interrupt)
            self._control.send(run)
        else:
            self._control.send({"idle": True})
        return True
