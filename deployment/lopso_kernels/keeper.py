"""The keeper: a small process that makes sandboxes ahead of need and watches over their limits.

It is the first process of a pid namespace, the template and all sandboxes are in it: when the
keeper ends, however it ends, nothing is left. It imports little, so that its forks are cheap.
"""

import os
import select
import signal
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from lopso_kernels import messages, sandbox, usage, view

_READY_AHEAD = 2
_LOOK_EVERY = 0.25  # seconds


@dataclass
class Watched:
    """A sandbox in use and its bounds; None where there is none."""

    pidfd: int
    memory: int | None = None
    cpu: float | None = None
    processes: int | None = None
    deadline: float | None = None
    namespace: str = ""


@dataclass
class Keeper:
    """State of the keeper: `ready` sandboxes and, by number, those that are `watched`."""

    template: socket.socket
    mode: str
    seen: view.View | None = None
    ready: list[sandbox.Sandbox] = field(default_factory=list)
    watched: dict[int, Watched] = field(default_factory=dict)
    number: int = 0
    resident_template: int = 0
    looked: float = 0.0
    look_every: float = _LOOK_EVERY

    def serve(self) -> None:
        """Work until the template closes its end."""
        poll = select.poll()
        poll.register(self.template, select.POLLIN)
        while True:
            spare = self.seen is not None and len(self.ready) < _READY_AHEAD
            timeout = 0 if spare else self.look_every * 1000 if self.watched else None
            if poll.poll(timeout):
                message = messages.receive(self.template)
                if message is None:
                    return
                self._answer(message)
            elif spare:
                self._make_one_ready()
            if self.watched and time.monotonic() - self.looked > self.look_every:
                self._look()

    def _answer(self, message: messages.Message) -> None:
        body = message.body
        if "view" in body:
            readable, hidden = (tuple(map(Path, paths)) for paths in body["view"])
            self.seen = view.View(readable, hidden)
            self.resident_template = body["resident"]
        elif "forget" in body:
            forgotten = self.watched.pop(body["forget"], None)
            if forgotten is not None:
                os.close(forgotten.pidfd)
        elif "watch" in body:
            self._watch(body)
        else:
            self._hand_out()

    def _watch(self, body: dict) -> None:
        watched = self.watched.get(body["watch"])
        if watched is None:
            return
        watched.memory, watched.cpu = body["memory"], body["cpu"]
        watched.processes = body["processes"]
        if body["wall"] is not None:
            watched.deadline = time.monotonic() + body["wall"]

    def _make(self) -> sandbox.Sandbox:
        if self.seen is None:
            raise sandbox.SandboxError("The template has not yet said what is seen.")
        return sandbox.make(self.mode, self.seen)

    def _hand_out(self) -> None:
        try:
            made = self.ready.pop() if self.ready else self._make()
        except (sandbox.SandboxError, OSError) as error:
            messages.send(self.template, {"error": str(error)})
            return
        self.number += 1
        namespace = usage.pid_namespace_below(made.pidfd)
        self.watched[self.number] = Watched(os.dup(made.pidfd), namespace=namespace)
        messages.send(self.template, {"sandbox": self.number}, (made.pidfd, made.life))
        made.close()

    def _make_one_ready(self) -> None:
        try:
            self.ready.append(self._make())
        except (sandbox.SandboxError, OSError):
            time.sleep(0.1)  # said when one is asked for

    def _look(self) -> None:
        self.looked, began = time.monotonic(), time.process_time()
        taken = usage.by_namespace(self.resident_template)
        for number, watched in self.watched.items():
            reason = _what_is_exceeded(
                watched, taken.get(watched.namespace, usage.NOTHING), self.looked
            )
            if reason:
                messages.send(self.template, {"exceeded": number, "reason": reason})
                signal.pidfd_send_signal(watched.pidfd, signal.SIGKILL)
                watched.memory = watched.cpu = watched.deadline = watched.processes = None
        # Never more than a twentieth of a processor, however many sandboxes there are. What the
        # others take meanwhile does not count: they would hide by keeping the machine busy.
        self.look_every = max(_LOOK_EVERY, 20 * (time.process_time() - began))


def _what_is_exceeded(watched: Watched, taken: usage.Usage, now: float) -> str:
    if watched.deadline is not None and now > watched.deadline:
        return "wall"
    if watched.memory is not None and taken.memory > watched.memory * 1.1:
        return "memory"
    if watched.cpu is not None and taken.cpu > watched.cpu:
        return "cpu"
    if watched.processes is not None and taken.processes > 2 * watched.processes:
        return "processes"
    return ""
