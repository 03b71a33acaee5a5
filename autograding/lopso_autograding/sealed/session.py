"""One notebook run by two processes, a learner's and an examiner's, and a third that watches them.

The coordinator sends each cell to the process that it is for, counts the time of both, and ends
what takes too long. What a test cell is worth is only ever said by the examiner.
"""

import contextlib
import signal
import socket
import struct
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lopso_kernels import Child, Confinement, Limits, Template, TemplateError

from lopso_autograding import stages
from lopso_autograding.sealed import examiner
from lopso_autograding.sealed.bounds import ProtocolError, Tree
from lopso_autograding.sealed.clock import Clock, Spent
from lopso_autograding.sealed.learner import CONTROL
from lopso_autograding.sealed.policy import CellProfile
from lopso_autograding.sealed.steps import CellEnd, Room, Step
from lopso_autograding.sealed.wire import Channel

IMPORTS = ("lopso_autograding.sealed.examiner", "lopso_autograding.sealed.learner")
_LOOK = 0.1
_GRACE = 1.0
_PATIENCE = 10


class Session:
    """The two processes of one notebook."""

    def __init__(
        self,
        template: Template,
        room: Room,
        owned: frozenset[str] = frozenset(),
        shared: frozenset[str] = frozenset(),
        *,
        records: bool = False,
    ) -> None:
        """Forks both processes."""
        self._limits = room.time
        between = socket.socketpair()
        arguments = {"owned": sorted(owned), "shared": sorted(shared), "records": records}
        wall = 4 * (room.time.notebook + room.time.notebook_asleep) + 60
        limits = Limits(memory=room.memory, cpu=room.time.notebook + 10, wall=wall)
        with contextlib.ExitStack() as undo, between[0], between[1]:
            self._learner, self._to_learner = _started(
                template, "learner", {}, between[0], Confinement(work=room.work, limits=limits)
            )
            undo.callback(self._learner.close)
            self._examiner, self._to_examiner = _started(
                template,
                "examiner",
                arguments,
                between[1],
                Confinement(work=room.material, limits=limits),
            )
            undo.pop_all()
        self._clock = Clock(self._learner.pid, self._examiner.pid)
        self._zero = self._now = self._clock.read()
        self._stopped_at: Spent | None = None
        self.gone = ""
        self.template_ended = False

    def run(self, step: Step) -> CellEnd:
        """Runs one cell to its end or to its limit."""
        before = self._now
        if step.kind == "shared":
            self._share(step, before)
        end = self._tested(step, before) if step.kind == "test" else self._run(step, before)
        self._now = self._clock.read()
        return replace(end, spent=self._now.since(before).working)

    def _run(self, step: Step, before: Spent) -> CellEnd:
        """Runs a cell of the learner's."""
        if step.kind == "examiner":
            self._share(step, before)
            return CellEnd(ok=True)
        if self.gone:
            return CellEnd(stopped=self.gone)
        if self._over(before, before):
            return CellEnd(stopped="notebook")
        _tell(self._to_examiner, {"do": "source", "code": step.code})
        _tell(self._to_learner, {"code": step.code, "cell_id": step.name})
        answer = self._answer(self._to_learner, before)
        if answer is None:
            self._stopped_at = self._stopped_at or self._clock.read()
            self._learner.signal_group(signal.SIGINT)
            answer = self._late(self._to_learner)
            if answer is None:
                return self._end_learner("cell")
            return CellEnd(_outputs(answer), stopped="cell")
        if not _is_run(answer) or self._to_learner.received > CONTROL.text:
            return self._end_learner("learner")
        return CellEnd(_outputs(answer), ok=answer["ok"] is True)

    def _share(self, step: Step, before: Spent) -> None:
        _tell(self._to_examiner, {"do": "share", "code": step.code})
        if self._answer(self._to_examiner, before) is None:
            self._examiner.kill()
            self.gone = "examiner"

    def _tested(self, step: Step, before: Spent) -> CellEnd:
        """Runs a test cell, which is worth nothing unless the examiner says so in time."""
        if self.gone:
            return CellEnd(stopped=self.gone)
        if self._over(before, before):
            return CellEnd(stopped="notebook")
        profile = None if step.profile is None else step.profile.as_json()
        _tell(self._to_examiner, {"do": "test", "code": step.code, "profile": profile})
        answer, stopped = self._answer(self._to_examiner, before), ""
        if answer is None:
            stopped = "cell"
            self._stopped_at = self._stopped_at or self._clock.read()
            self._examiner.signal(examiner.STOP)
            answer = self._late(self._to_examiner)
        if answer is None or not _is_run(answer):
            self._examiner.kill()
            self.gone = "examiner"
            return CellEnd(stopped=stopped or "examiner")
        if answer["abandoned"]:
            self._learner.signal_group(signal.SIGINT)
            _tell(self._to_learner, {"do": "idle"})
            if self._late(self._to_learner) is None:
                self._end_learner("cell")
        elif answer["gone"]:
            stopped = stopped or "learner"
            self._end_learner("learner")
        return CellEnd(
            _outputs(answer),
            ok=answer["ok"] is True and not stopped,
            stopped=stopped,
            record=CellProfile.from_json(answer["record"]),
            by_class=answer["by_class"] is True,
        )

    def _end_learner(self, why: str) -> CellEnd:
        self._learner.ask_for_death()
        self.gone = "learner"
        return CellEnd(stopped=why)

    def _over(self, before: Spent, now: Spent) -> bool:
        """Whether the time of the cell that began then, or of the notebook, is over."""
        cell, whole, limits = now.since(before), now.since(self._zero), self._limits
        if self._stopped_at is not None:
            left = now.since(self._stopped_at)
            if max(left.working, left.sleeping) > limits.after_stop:
                return True
        return (
            cell.working > limits.cell
            or cell.sleeping > limits.asleep
            or whole.working > limits.notebook
            or whole.sleeping > limits.notebook_asleep
        )

    def _answer(self, channel: Channel, before: Spent) -> Tree | None:
        """What a process answers; None when the time is over, {} when it is gone."""
        while True:
            try:
                return channel.receive(_LOOK)[0]
            except TimeoutError:
                if self._over(before, self._clock.read()):
                    return None
            except (EOFError, ProtocolError, OSError):
                return {}

    def _late(self, channel: Channel) -> Tree | None:
        """What a process that was interrupted still answers."""
        try:
            return channel.receive(_GRACE)[0]
        except (TimeoutError, EOFError, ProtocolError, OSError):
            return None

    def close(self) -> None:
        """Ends both processes and all that they started."""
        stages.add("learner", self._clock.worked(self._learner.pid))
        stages.add("examiner", self._clock.worked(self._examiner.pid))
        self._clock.close()
        for child, channel in (
            (self._learner, self._to_learner),
            (self._examiner, self._to_examiner),
        ):
            child.ask_for_death()
            channel.connection.close()
        for child in (self._learner, self._examiner):
            ended = child.wait(10)
            self.template_ended |= ended is not None and ended.reason == "template"
            child.close()

    def __enter__(self) -> "Session":
        """The session itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends both processes."""
        self.close()


def _started(
    template: Template,
    part: str,
    arguments: dict[str, Any],
    between: socket.socket,
    confine: Confinement,
) -> tuple[Child, Channel]:
    ours, theirs = socket.socketpair()
    # A process that does not read what it is told must not hold up the coordinator.
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", _PATIENCE, 0))
    with theirs:
        child = template.fork(
            f"lopso_autograding.sealed.{part}:main",
            arguments=arguments,
            fds=[theirs.fileno(), between.fileno()],
            confine=confine,
        )
    return child, Channel(ours, CONTROL)


def _tell(channel: Channel, order: Tree) -> None:
    # Whoever is gone is found out when the answer does not come.
    with contextlib.suppress(OSError):
        channel.send(order)


def _is_run(answer: Tree) -> bool:
    return type(answer) is dict and "outputs" in answer and "ok" in answer


def _outputs(answer: Tree) -> list[dict[str, Any]]:
    found = answer.get("outputs") if type(answer) is dict else None
    return [one for one in found if type(one) is dict] if type(found) is list else []


@stages.staged("coordinator")
def run_steps(
    template: Template,
    steps: Sequence[Step],
    room: Room | None = None,
    *,
    owned: frozenset[str] = frozenset(),
    shared: frozenset[str] = frozenset(),
    records: bool = False,
) -> tuple[CellEnd, ...]:
    """Runs the cells of a notebook one after the other in two new processes.

    Raises:
        TemplateError: No process can be made, or the template ended, and its forks with it: then
            nothing that came of them says anything about the cells.
    """
    with Session(template, room or Room(), owned, shared, records=records) as session:
        ends = tuple(session.run(step) for step in steps)
    if session.template_ended:
        raise TemplateError("The template ended while its forks were at work.")
    return ends
