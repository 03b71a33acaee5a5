"""The template's loop: one thread that takes requests and forks.

Each client's connection carries one request. A fork lives as long as the connection that asked for
it: when the client closes it, or dies, the fork and all it started are killed.
"""

import contextlib
import os
import select
import signal
import socket
import time
from dataclasses import dataclass, field
from typing import Any

from lopso_kernels import messages, newborn
from lopso_kernels.limits import Confinement
from lopso_kernels.warmth import Warmth

_BACKLOG = 1024
_LOOK_EVERY = 1.0
_FIRST_CLIENT = 10.0  # seconds in which the first client must have come


@dataclass
class Job:
    """A connection and, once it has asked, the fork that belongs to it."""

    connection: socket.socket
    child: int = -1  # pidfds, -1 where there is none
    holder: int = -1
    life: int = -1
    sandbox: int = 0
    pid: int = 0
    report: int = -1
    reason: str = ""
    ended: dict[str, Any] | None = None


@dataclass
class Service:
    """State of the template process.

    Attributes:
        listener: The socket that clients connect to.
        keeper: Where sandboxes come from; None where forks are not confined.
        mode: Root or user mode, or empty where forks are not confined.
        linger: Seconds to wait for another client when the last one is gone.
    """

    listener: socket.socket
    keeper: socket.socket | None
    mode: str
    linger: float
    warmth: Warmth
    environment: dict[str, str]
    jobs: dict[int, tuple[Job, str]] = field(default_factory=dict)
    poll: select.poll = field(default_factory=select.poll)
    own_namespace: int = -1
    stale: bool = False
    idle_since: float = 0.0

    def serve(self) -> None:
        """Work until no client is left."""
        self.listener.listen(_BACKLOG)
        self.listener.setblocking(False)
        self.poll.register(self.listener, select.POLLIN)
        if self.keeper is not None:
            self.own_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
            self.poll.register(self.keeper, select.POLLIN)
        self.idle_since = time.monotonic() + _FIRST_CLIENT
        while not self._is_done():
            for descriptor, _ in self.poll.poll(_LOOK_EVERY * 1000):
                self._react(descriptor)

    def _is_done(self) -> bool:
        if self.jobs:
            self.idle_since = time.monotonic()
            return False
        return time.monotonic() - self.idle_since > (0 if self.stale else self.linger)

    def _react(self, descriptor: int) -> None:
        if descriptor == self.listener.fileno():
            self._accept()
        elif self.keeper is not None and descriptor == self.keeper.fileno():
            self._hear_keeper(messages.receive(self.keeper))
        elif descriptor in self.jobs:
            job, role = self.jobs[descriptor]
            {"connection": self._hear_client, "child": self._reap, "holder": self._finish}[role](
                job
            )

    def _watch(self, descriptor: int, job: Job, role: str) -> None:
        self.jobs[descriptor] = (job, role)
        self.poll.register(descriptor, select.POLLIN)

    def _unwatch(self, descriptor: int) -> None:
        if self.jobs.pop(descriptor, None) is not None:
            self.poll.unregister(descriptor)

    def _accept(self) -> None:
        try:
            connection, _ = self.listener.accept()
        except OSError:  # gone again, or no descriptor left: the next turn tries again
            return
        # The socket's name is no secret: the machine lists it to everybody.
        if messages.user_of(connection) != os.geteuid():
            connection.close()
            return
        connection.setblocking(True)
        self._watch(connection.fileno(), Job(connection), "connection")

    def _hear_client(self, job: Job) -> None:
        message = messages.receive(job.connection)
        if message is None or message.body.get("do") == "kill":
            if message is None:
                self._unwatch(job.connection.fileno())
            self._end(job)
        elif message.body.get("do") == "fork" and job.child < 0:
            self._fork(job, message)
        elif message.body.get("do") == "ping":
            self._tell(job, {"do": "pong"})
        else:
            message.close()
            self._tell(job, self._about())

    def _about(self) -> dict[str, Any]:
        return {
            "pid": os.getpid(),
            "forks": sum(role == "child" for _, role in self.jobs.values()),
            "stale": self.stale,
            "generators": [name for name, _ in self.warmth.generators],
            "tricks": list(self.warmth.tricks),
        }

    def _tell(self, job: Job, body: dict[str, Any], descriptors: tuple[int, ...] = ()) -> None:
        # When the client is gone its hang-up will be heard.
        with contextlib.suppress(OSError):
            messages.send(job.connection, body, descriptors)

    def _hear_keeper(self, message: messages.Message | None) -> dict[str, Any]:
        """Take note of a limit that was exceeded; other answers are handed to the caller."""
        if message is None:
            os._exit(1)
        if "exceeded" in message.body:
            for job, role in self.jobs.values():
                if role == "child" and job.sandbox == message.body["exceeded"]:
                    job.reason = message.body["reason"]
            return {}
        return {**message.body, "descriptors": message.descriptors}

    def _take_sandbox(self, job: Job, confinement: Confinement, keeper: socket.socket) -> str:
        """Have the keeper give a sandbox to the job; what is wrong, or nothing."""
        messages.send(keeper, {"do": "sandbox"})
        answer: dict[str, Any] = {}
        while not answer:
            answer = self._hear_keeper(messages.receive(keeper))
        if "error" in answer:
            return f"This machine does not let code be confined: {answer['error']}"
        job.sandbox = answer["sandbox"]
        job.holder, job.life = answer["descriptors"]
        limits = confinement.limits
        messages.send(
            keeper,
            {
                "watch": job.sandbox,
                "memory": limits.memory,
                "cpu": limits.cpu,
                "processes": limits.processes,
                "wall": limits.wall,
            },
        )
        return ""

    def _fork(self, job: Job, message: messages.Message) -> None:
        body = message.body
        confinement = Confinement.from_json(body["confinement"])
        self.stale = self.stale or self.warmth.changes.happened()
        wrong = "stale" if self.stale else ""
        if self.keeper is not None and not wrong:
            wrong = self._take_sandbox(job, confinement, self.keeper)
        if wrong:
            message.close()
            self._tell(job, {"refused": wrong})
            return
        job.report, report = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        job.pid = self._fork_into(job.holder)
        if job.pid == 0:
            request = newborn.Request(
                body["target"],
                body["arguments"],
                message.descriptors,
                body["stdio"],
                report,
                job.holder,
                confinement,
            )
            newborn.live(request, self.mode, self.environment, self.warmth)
        os.close(report)
        message.close()
        job.child = os.pidfd_open(job.pid)
        self._watch(job.child, job, "child")
        self._tell(job, {"forked": job.pid}, (job.child,))

    def _fork_into(self, holder: int) -> int:
        if holder < 0:
            return os.fork()
        os.setns(holder, os.CLONE_NEWPID)
        pid = os.fork()
        if pid:
            os.setns(self.own_namespace, os.CLONE_NEWPID)
        return pid

    def _end(self, job: Job) -> None:
        """Kill the fork and what it started; the rest follows when that is seen."""
        if job.child < 0:
            self._close(job)
        elif job.holder >= 0:
            _let_go(job)
        else:
            _kill_group(job)

    def _reap(self, job: Job) -> None:
        self._unwatch(job.child)
        _, status, taken = os.wait4(job.pid, 0)
        try:
            wrong = os.read(job.report, 4096).decode(errors="replace")
        except BlockingIOError:  # something detached still holds the other end
            wrong = ""
        job.ended = {
            "ended": os.waitstatus_to_exitcode(status),
            "cpu": taken.ru_utime + taken.ru_stime,
            "memory": taken.ru_maxrss * 1024,
            "wrong": wrong,
        }
        if job.holder < 0:
            _kill_group(job)
            self._finish(job)
            return
        _let_go(job)
        self._watch(job.holder, job, "holder")

    def _finish(self, job: Job) -> None:
        """All processes of the fork are gone: say so and forget it."""
        self._unwatch(job.holder)
        if self.keeper is not None:
            messages.send(self.keeper, {"forget": job.sandbox})
        self._tell(job, {**(job.ended or {}), "reason": job.reason})
        self._close(job)

    def _close(self, job: Job) -> None:
        self._unwatch(job.connection.fileno())
        job.connection.close()
        for descriptor in (job.child, job.holder, job.life, job.report):
            if descriptor >= 0:
                os.close(descriptor)


def _let_go(job: Job) -> None:
    """End the holder of the job's sandbox, and with it all processes in there."""
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(job.holder, signal.SIGKILL)
    if job.life >= 0:
        os.close(job.life)
        job.life = -1


def _kill_group(job: Job) -> None:
    """Kill an unconfined fork and the processes of its session's group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(job.pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(job.child, signal.SIGKILL)
