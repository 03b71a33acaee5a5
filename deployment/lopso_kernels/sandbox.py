"""Sandboxes: sets of namespaces, each held open by a small process until they are let go.

The holder is the first process of its own pid namespace, so that all that was ever started in the
sandbox ends with it. It holds a pipe: when the other end is closed, by intent or because the
process that had it died, the holder ends.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lopso_kernels import linux, view

ROOT_MODE, USER_MODE = "root", "user"
_PLACES_FOR_A_ROOT = ("/sys", "/mnt", "/media", "/srv")
_INSIDE_USER = 1000


class SandboxError(RuntimeError):
    """No sandbox could be made; the message says what failed."""


@dataclass(frozen=True)
class Sandbox:
    """An empty sandbox: the holder's `pidfd` and the pipe end whose closing lets it go."""

    pidfd: int
    life: int

    def close(self) -> None:
        """Let it go; all processes in it are killed."""
        os.close(self.life)
        os.close(self.pidfd)


def namespaces() -> int:
    """The flags of the namespaces that a sandbox has, besides those of pids and of users."""
    flags = 0
    for flag in linux.CLONE_FLAGS.values():
        flags |= flag
    return flags


def place_for_a_root() -> Path:
    """A folder of this machine over which the new root can be mounted."""
    for place in _PLACES_FOR_A_ROOT:
        if Path(place).is_dir():
            return Path(place)
    raise SandboxError("None of /sys, /mnt, /media, /srv is a folder of this machine.")


def become_alone_in_user_namespace(inside: int, outside: int, group: int) -> None:
    """Map one user and group of the enclosing namespace into the new one."""
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{inside} {outside} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{inside} {group} 1", encoding="ascii")


@contextmanager
def next_fork_in_own_pid_namespace() -> Iterator[None]:
    """Within it the first fork becomes the first process of a new pid namespace."""
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    os.unshare(os.CLONE_NEWPID)
    try:
        yield
    finally:
        os.setns(own, os.CLONE_NEWPID)
        os.close(own)


def _hold(mode: str, what_is_seen: view.View) -> None:
    os.unshare(namespaces())
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    root = place_for_a_root()
    view.build(root, what_is_seen)
    linux.change_root(root)
    if mode == USER_MODE:
        # Only to have a count of processes of its own; the mounts belong to the namespace above.
        os.unshare(os.CLONE_NEWUSER)
        become_alone_in_user_namespace(_INSIDE_USER, 0, 0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_IGN)


def _run_holder(hold: Callable[[], None], life: int, report: int) -> None:
    try:
        hold()
        os.write(report, b"+")
    except BaseException as error:  # a half-made sandbox must never be used
        os.write(report, f"-{error}".encode()[:4000])
        os._exit(1)
    os.close(report)
    os.read(life, 1)
    os._exit(0)


def make(mode: str, what_is_seen: view.View) -> Sandbox:
    """A new sandbox.

    Raises:
        SandboxError: This machine refused one of the steps.
    """
    life, life_end = os.pipe()
    report_end, report = os.pipe()
    with next_fork_in_own_pid_namespace():
        holder = os.fork()
        if holder == 0:
            _keep_open_only(life, report)
            _run_holder(lambda: _hold(mode, what_is_seen), life, report)
    os.close(life)
    os.close(report)
    pidfd = os.pidfd_open(holder)
    answer = os.read(report_end, 4000)
    os.close(report_end)
    made = Sandbox(pidfd, life_end)
    if answer != b"+":
        made.close()
        raise SandboxError(answer[1:].decode(errors="replace") or "The holder ended at once.")
    return made


def _keep_open_only(*descriptors: int) -> None:
    """Close all but these and the three standard ones."""
    previous = 2
    for descriptor in sorted(descriptors):
        os.closerange(previous + 1, descriptor)
        previous = descriptor
    os.closerange(previous + 1, 1 << 20)
