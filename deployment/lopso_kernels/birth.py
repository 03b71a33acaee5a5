"""What a forked child does before the code it was made for: it shuts itself in.

Every step must succeed; a child that cannot finish its confinement ends without running anything.
"""

import os
import resource
import secrets
import signal
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lopso_kernels import linux, sandbox, seccomp, view
from lopso_kernels.limits import MEGABYTE, Confinement, Limits

_UNUSED_USERS = range(0x70000000, 0x7FFE0000)  # no distribution gives these to anyone
_BLOCK = 1 << 18


@dataclass(frozen=True)
class Identity:
    """The user and group of a confined process, or None for those of the user namespace."""

    user: int | None
    group: int | None


def new_identity(mode: str) -> Identity:
    """A user id that no other process has, in root mode."""
    if mode != sandbox.ROOT_MODE:
        return Identity(None, None)
    candidates = _UNUSED_USERS
    inside, _, count = _largest_user_range()
    if inside + count < candidates.stop:
        candidates = range(inside + count // 2, inside + count - 2)
    number = candidates[secrets.randbelow(len(candidates))]
    return Identity(number, number)


def _largest_user_range() -> tuple[int, int, int]:
    lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
    inside, outside, count = max(
        (list(map(int, line.split())) for line in lines), key=lambda x: x[2]
    )
    return inside, outside, count


def enter(holder: int, confinement: Confinement, identity: Identity) -> None:
    """Go from the template's surroundings into the sandbox whose holder is given, for good.

    Args:
        holder: Pidfd of the sandbox's holder; this process is in its pid namespace already.
        confinement: What may be seen, written and used.
        identity: Whom to become.

    Raises:
        OSError: A step was refused; the process must end.
    """
    work = None if confinement.work is None else os.open(confinement.work, os.O_DIRECTORY)
    trees = [(path, linux.detached_copy_of_tree(path), False) for path in confinement.readable]
    for path in confinement.writable:
        tree = linux.detached_copy_of_tree(path)
        linux.forbid_devices(tree, _map_owner(path, identity))
        trees.append((path, tree, True))
    os.setns(holder, sandbox.namespaces())
    _attach(trees)
    owner = (
        os.geteuid() if identity.user is None else identity.user,
        os.getegid() if identity.group is None else identity.group,
    )
    view.set_scratch(confinement.limits.disk, owner)
    if work is not None:
        copy_tree(work, view.WORK, owner)
        os.close(work)
    view.seal()
    os.chdir(confinement.start_in)
    set_limits(confinement.limits)
    give_up_rights(identity, holder)


def _map_owner(path: Path, identity: Identity) -> int | None:
    """A user namespace in which the folder's owner on the disk is the fork's user.

    So the fork may write what the owner may, and what it writes is the owner's.
    """
    if identity.user is None:
        return None
    owner = path.stat()
    ready_end, ready = os.pipe()
    own = os.fork()
    if own == 0:
        os.unshare(os.CLONE_NEWUSER)
        os.write(ready, b"+")
        signal.pause()
        os._exit(0)
    pidfd = os.pidfd_open(own)
    os.read(ready_end, 1)
    process = Path("/proc", str(linux.pid_of(pidfd)))
    (process / "uid_map").write_text(f"{owner.st_uid} {identity.user} 1", encoding="ascii")
    (process / "gid_map").write_text(f"{owner.st_gid} {identity.group} 1", encoding="ascii")
    namespace = os.open(process / "ns/user", os.O_RDONLY | os.O_CLOEXEC)
    signal.pidfd_send_signal(pidfd, signal.SIGKILL)
    os.waitpid(own, 0)
    for descriptor in (pidfd, ready_end, ready):
        os.close(descriptor)
    return namespace


def _attach(trees: list[tuple[Path, int, bool]]) -> None:
    for path, tree, may_write in trees:
        if stat.S_ISDIR(os.fstat(tree).st_mode):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        linux.attach_tree(tree, path)
        os.close(tree)
        if not may_write:
            linux.make_read_only(path)


def copy_tree(source: int, target: Path, owner: tuple[int, int]) -> None:
    """Copy the regular files and folders below an open folder; links and the rest are left out."""
    for name in os.listdir(source):
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            entry = os.open(name, flags, dir_fd=source)
        except OSError:  # a link, a socket, or gone meanwhile
            continue
        try:
            kind = os.fstat(entry).st_mode
            if stat.S_ISDIR(kind):
                (target / name).mkdir(exist_ok=True)
                copy_tree(entry, target / name, owner)
            elif stat.S_ISREG(kind):
                _copy_file(entry, target / name, stat.S_IMODE(kind))
            else:
                continue
            os.chown(target / name, *owner)
        finally:
            os.close(entry)


def _copy_file(source: int, target: Path, permissions: int) -> None:
    with target.open("wb") as copy:
        while block := os.read(source, _BLOCK):
            copy.write(block)
    target.chmod(permissions & 0o755 | 0o600)


def memory_in_use() -> tuple[int, int]:
    """Bytes of address space and of private writable memory of this process."""
    found = {}
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        name, _, value = line.partition(":")
        if name in {"VmSize", "VmData"}:
            found[name] = int(value.split()[0]) * 1024
    return found["VmSize"], found["VmData"]


def set_limits(limits: Limits) -> None:
    """Put the limits that the kernel of the machine enforces on this process."""
    wanted: dict[int, int | None] = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_FSIZE: limits.file_size,
        resource.RLIMIT_NPROC: limits.processes,
    }
    if limits.memory is not None:
        space, data = memory_in_use()
        # Threads reserve address space that they never use, so it gets more room than data.
        wanted[resource.RLIMIT_AS] = space + 2 * limits.memory + 512 * MEGABYTE
        wanted[resource.RLIMIT_DATA] = data + limits.memory
    for kind, value in wanted.items():
        if value is not None:
            resource.setrlimit(kind, (value, value))
    if limits.cpu is not None:
        seconds = max(1, int(limits.cpu + 0.999))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def give_up_rights(identity: Identity, holder: int) -> None:
    """Become the given user, lose all capabilities and the dangerous system calls."""
    if identity.user is None or identity.group is None:
        os.setns(holder, os.CLONE_NEWUSER)
    else:
        os.setgroups([])
        os.setresgid(identity.group, identity.group, identity.group)
    # The bounding set can be cut only while the capabilities are there.
    linux.drop_bounding_set()
    if identity.user is not None:
        os.setresuid(identity.user, identity.user, identity.user)
    linux.drop_capabilities()
    # Changing the user made /proc/self unreadable to the process itself.
    linux.control_process(linux.PR_SET_DUMPABLE, 1)
    os.umask(0o022)
    seccomp.refuse_dangerous_calls()


def own_variables() -> dict[str, str]:
    """The variables of every confined process, whoever started it."""
    return {
        "HOME": str(view.WORK),
        "IPYTHONDIR": "/tmp/.ipython",  # noqa: S108 - the sandbox's own
        "LOGNAME": "learner",
        "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "TMPDIR": "/tmp",  # noqa: S108 - the sandbox's own
        "USER": "learner",
    }


def set_environment(base: Mapping[str, str], confinement: Confinement, *, confined: bool) -> None:
    """Replace the environment by the few variables that a fork gets."""
    own = own_variables() if confined else {}
    os.environ.clear()
    os.environ.update({**base, **own, **confinement.environment})
