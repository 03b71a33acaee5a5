"""A forked process as its client sees it."""

import contextlib
import os
import select
import signal
import socket
from dataclasses import dataclass

from lopso_kernels import linux, messages


@dataclass(frozen=True)
class Ended:
    """How a fork ended.

    Attributes:
        status: Exit status, or minus the number of the signal that killed it.
        reason: The limit that was exceeded ("memory", "cpu", "wall", "processes"), "template" if
            the template died, or nothing.
        wrong: Traceback of what its function raised, or of the confinement step that failed.
        cpu: Seconds of processor time of the process and the children it waited for.
        memory: Bytes of its largest resident size, the template's pages included.
    """

    status: int
    reason: str = ""
    wrong: str = ""
    cpu: float = 0.0
    memory: int = 0


class Child:
    """One fork. It ends at the latest when this object is closed or the client's process ends.

    Attributes:
        pid: Its number in the client's pid namespace.
        pidfd: A descriptor that stands for it, readable once it has ended.
        ended: How it ended, once that was seen.
    """

    def __init__(self, connection: socket.socket, pidfd: int) -> None:
        """Take over the connection to the template and the pidfd it sent."""
        self._connection = connection
        self.pidfd = pidfd
        self.pid = linux.pid_of(pidfd)
        self.ended: Ended | None = None

    def fileno(self) -> int:
        """A descriptor that becomes readable when the fork and all it started are gone."""
        return self._connection.fileno()

    def poll(self) -> Ended | None:
        """How it ended, or None while it lives."""
        return self.wait(0)

    def wait(self, timeout: float | None = None) -> Ended | None:
        """Wait until it and all it started are gone; None if that takes longer than `timeout` s."""
        if self.ended is not None:
            return self.ended
        poll = select.poll()
        poll.register(self._connection, select.POLLIN)
        if not poll.poll(None if timeout is None else timeout * 1000):
            return None
        # Where the template closed its end without hearing our last word, that is told first, once.
        message = messages.receive(self._connection) or messages.receive(self._connection)
        if message is None:
            self._await_death()
            self.ended = Ended(-signal.SIGKILL, reason="template")
        else:
            body = message.body
            self.ended = Ended(
                body.get("ended", -signal.SIGKILL),
                _reason(body),
                body.get("wrong", ""),
                body.get("cpu", 0.0),
                body.get("memory", 0),
            )
        return self.ended

    def _await_death(self) -> None:
        """The template died, so the machine is killing its forks: see the end of this one."""
        poll = select.poll()
        poll.register(self.pidfd, select.POLLIN)
        poll.poll(2000)

    def signal(self, number: int) -> None:
        """Send a signal to the process itself; nothing happens if it has ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, number)

    def signal_group(self, number: int) -> None:
        """Send a signal to the process and the programs in its group."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            self.signal(number)

    def ask_for_death(self) -> None:
        """Have it and all it started killed; `wait` tells when they are gone."""
        if self.ended is not None:
            return
        # When the template is gone, so is the fork.
        with contextlib.suppress(OSError):
            messages.send(self._connection, {"do": "kill"})

    def kill(self, timeout: float | None = 5.0) -> Ended | None:
        """Kill it and all it started, and wait until they are gone."""
        self.ask_for_death()
        return self.wait(timeout)

    def close(self) -> None:
        """Kill it if it lives, and free what stands for it here."""
        if self.pidfd < 0:
            return
        self._connection.close()
        os.close(self.pidfd)
        self.pidfd = -1

    def __enter__(self) -> "Child":
        """The child itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill and free it."""
        self.close()


def _reason(body: dict[str, object]) -> str:
    if body.get("reason"):
        return str(body["reason"])
    return "cpu" if body.get("ended") == -signal.SIGXCPU else ""
