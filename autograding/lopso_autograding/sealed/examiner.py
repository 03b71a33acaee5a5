"""The examiner's process: it runs the test cells and tells the coordinator how each one ended.

No code of the learner runs here. What a test needs of the learner's it asks for, and the answer is
plain data, a proxy or an exception.
"""

import os
import signal
import socket
import sys
import types
from collections.abc import Sequence
from typing import Any

from lopso_kernels.cells import CellRunner

from lopso_autograding.sealed import replacements, tracebacks
from lopso_autograding.sealed.bounds import Bounds, Tree
from lopso_autograding.sealed.conversation import Conversation
from lopso_autograding.sealed.equality import tells_apart
from lopso_autograding.sealed.learner import CONTROL, OUTPUT
from lopso_autograding.sealed.namespace import Names
from lopso_autograding.sealed.policy import CellProfile, Policy
from lopso_autograding.sealed.results import NOTHING, insist_on_number, number_in
from lopso_autograding.sealed.wire import Channel

STOP = signal.SIGUSR1
"""The signal that ends a test cell."""


def main(
    descriptors: tuple[int, ...],
    *,
    owned: Sequence[str] = (),
    shared: Sequence[str] = (),
    records: bool = False,
) -> int:
    """Runs until the coordinator is gone.

    Args:
        descriptors: The sockets to the coordinator and to the learner's process.
        owned: Names that belong to the learner.
        shared: Names of the cells that both processes run.
        records: Whether this is the author's own solution, whose profile is made.
    """
    # Tests may ask for it, as in nbgrader; an answer that knew it could act for the examiner only.
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    control = Channel(socket.socket(fileno=descriptors[0]), CONTROL)
    channel = Channel(socket.socket(fileno=descriptors[1]), Bounds())
    process = ExaminerProcess(channel, frozenset(owned), frozenset(shared), records=records)
    while True:
        try:
            order, _ = control.receive()
        except EOFError:
            return 0
        answer = process.obey(order)
        if answer is not None:
            control.send(answer)


_BLIND = "The class of your objects finds all of them equal: see its __eq__."


class ExaminerProcess:
    """The examiner's shell and its conversation with the learner's process."""

    def __init__(
        self, channel: Channel, owned: frozenset[str], shared: frozenset[str], *, records: bool
    ) -> None:
        """Gives the template's shell names that know the learner's."""
        self._records = records
        self._runner = CellRunner(OUTPUT)
        shell = self._runner.shell
        self.names = Names()
        dict.update(self.names, shell.user_ns)
        shell.user_module, shell.user_ns = shell.prepare_user_module(None, self.names)
        sys.modules["__main__"] = shell.user_module
        self.conversation = Conversation(channel, self.names)
        self.conversation.shared = shared
        self.names.connect(self.conversation, owned)
        tracebacks.install(shell, self.names)
        replacements.install(self.conversation)
        signal.signal(STOP, self._stop)
        self._testing = self._compared = False
        if any(path.endswith(".py") for path in self.conversation.folder.protected):
            # The author's own modules lie beside the notebook.
            sys.path.insert(0, "")

    def _stop(self, number: int, frame: types.FrameType | None) -> None:
        if self._testing:
            self.conversation.stop()

    def obey(self, order: Tree) -> dict[str, Any] | None:
        """Does what the coordinator says: takes in a text, runs a shared cell or a test."""
        if order["do"] == "source":
            self.conversation.sources.add(order["code"])
            return None
        if order["do"] == "share":
            run = self._runner.run(order["code"])
            return {"ok": run["ok"]}
        return self._test(order)

    def _lower(self, run: Tree, code: str, policy: Policy) -> Tree:
        """The worse of a run and of one in which arguments stay as they were.

        A function that empties the list it was to sort would else pass `f(xs) == sorted(xs)`.
        """
        self.conversation.begin(policy.without_writing_back())
        again = self._runner.run(code)
        return run if again["ok"] and number_in(run) <= number_in(again) else again

    def _test(self, order: Tree) -> dict[str, Any]:
        given = order.get("profile")
        profile = None if given is None else CellProfile.from_json(given)
        policy = Policy(profile, records=self._records)
        self.conversation.begin(policy)
        # What earlier cells printed leaves this one its room: its error or result must not be lost.
        self._runner.outputs.left = OUTPUT
        run = {"ok": False, "outputs": []}
        self._testing = True
        try:
            if not self.conversation.gone:
                if not self._compared:
                    self.conversation.ask("files", (self.conversation.folder.sizes(), []))
                    self._compared = True
                self.names.list_learners()
            run = self._runner.run(order["code"])
            if run["ok"] and policy.unexpected_change:
                run = self._lower(run, order["code"], policy)
            if run["ok"] and policy.by_class and not tells_apart(self.conversation, policy):
                run["outputs"].insert(0, tracebacks.output(AssertionError(_BLIND)))
                run["ok"] = False
            policy.counts = run["ok"] and number_in(run) != NOTHING
            if run["ok"] and policy.wants_number():
                insist_on_number(run)
        except BaseException as error:
            run["outputs"] = [tracebacks.output(error)]
        finally:
            self._testing = False
        conversation = self.conversation
        return {
            "ok": run["ok"],
            "outputs": run["outputs"],
            "record": policy.record(),
            "by_class": policy.by_class,
            "abandoned": conversation.abandoned,
            "stopped": conversation.stopped,
            "gone": conversation.gone,
        }
