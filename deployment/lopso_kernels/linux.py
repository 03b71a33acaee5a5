"""The system calls of Linux that Python's own modules lack, by plain ctypes.

Each function raises OSError with the call's name in it. Numbers stand here only for calls that
glibc has no function for; those from 424 on are the same on every architecture.
"""

import ctypes
import os
import platform
from pathlib import Path

CLONE_FLAGS = (
    {
        "mount": os.CLONE_NEWNS,
        "net": os.CLONE_NEWNET,
        "ipc": os.CLONE_NEWIPC,
        "uts": os.CLONE_NEWUTS,
        "cgroup": os.CLONE_NEWCGROUP,
    }
    if hasattr(os, "CLONE_NEWNS")
    else {}
)

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE, MS_SLAVE = 32, 4096, 16384, 1 << 18, 1 << 19
MNT_DETACH = 2

_ATTRIBUTE_READ_ONLY = 0x1 | 0x2 | 0x4  # read only, no setuid programs, no devices
_ATTRIBUTE_MAPPED = 0x00100000
_AT_FDCWD, _AT_EMPTY_PATH, _AT_RECURSIVE = -100, 0x1000, 0x8000
_OPEN_TREE, _MOVE_MOUNT, _MOUNT_SETATTR = 428, 429, 442
_OPEN_TREE_CLONE, _OPEN_TREE_CLOEXEC = 1, os.O_CLOEXEC
_MOVE_MOUNT_F_EMPTY_PATH = 4
_BY_MACHINE = {
    "x86_64": {"pivot_root": 155, "capset": 126},
    "aarch64": {"pivot_root": 41, "capset": 91},
}

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, PR_CAP_AMBIENT = 38, 22, 47
_PR_CAP_AMBIENT_CLEAR_ALL = 4

_libc = ctypes.CDLL(None, use_errno=True)


class _MountAttributes(ctypes.Structure):
    _fields_ = (
        ("set", ctypes.c_uint64),
        ("clear", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("userns_fd", ctypes.c_uint64),
    )


def _checked(result: int, call: str, subject: object = "") -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call} {subject}: {os.strerror(number)}")
    return result


def _system_call(name: str, number: int, *arguments: object, subject: object = "") -> int:
    return _checked(_libc.syscall(ctypes.c_long(number), *arguments), name, subject)


def _number(name: str) -> int:
    return _BY_MACHINE[platform.machine()][name]


def mount(source: str, target: Path | str, kind: str = "", flags: int = 0, data: str = "") -> None:
    """Mount a file system; `kind` is the file system's name, empty for a bind or a remount."""
    done = _libc.mount(
        source.encode(),
        os.fsencode(target),
        kind.encode() or None,
        ctypes.c_ulong(flags),
        data.encode(),
    )
    _checked(done, "mount", target)


def unmount(target: Path | str) -> None:
    """Take a mount away now for new users of it, later for those inside."""
    _checked(_libc.umount2(os.fsencode(target), MNT_DETACH), "umount", target)


def make_read_only(target: Path | str, *, recursive: bool = True) -> None:
    """Make a mount and all below it read only, without devices and setuid programs."""
    attributes = _MountAttributes(set=_ATTRIBUTE_READ_ONLY)
    _system_call(
        "mount_setattr",
        _MOUNT_SETATTR,
        ctypes.c_int(_AT_FDCWD),
        os.fsencode(target),
        ctypes.c_uint(_AT_RECURSIVE if recursive else 0),
        ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
        subject=target,
    )


def forbid_devices(tree: int, owners: int | None = None) -> None:
    """Forbid devices and setuid programs in a detached tree.

    Args:
        tree: What `detached_copy_of_tree` gave.
        owners: Descriptor of a user namespace whose map says which owner on the disk is seen as
            which user, or None to leave owners as they are.
    """
    attributes = _MountAttributes(set=_ATTRIBUTE_READ_ONLY & ~1)
    if owners is not None:
        attributes.set |= _ATTRIBUTE_MAPPED
        attributes.userns_fd = owners
    _system_call(
        "mount_setattr",
        _MOUNT_SETATTR,
        ctypes.c_int(tree),
        b"",
        ctypes.c_uint(_AT_EMPTY_PATH),
        ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
        subject="of a writable folder",
    )


def bind(source: Path | str, target: Path | str) -> None:
    """Show `source` with all mounts below it at `target` too, read only."""
    mount(str(source), target, flags=MS_BIND | MS_REC)
    make_read_only(target)


def detached_copy_of_tree(path: Path) -> int:
    """Descriptor of a copy of the mounts at `path`, which may be attached in another namespace."""
    flags = _OPEN_TREE_CLONE | _OPEN_TREE_CLOEXEC | _AT_RECURSIVE
    return _system_call(
        "open_tree",
        _OPEN_TREE,
        ctypes.c_int(_AT_FDCWD),
        os.fsencode(path),
        ctypes.c_uint(flags),
        subject=path,
    )


def attach_tree(descriptor: int, target: Path) -> None:
    """Attach what `detached_copy_of_tree` gave at `target`."""
    _system_call(
        "move_mount",
        _MOVE_MOUNT,
        ctypes.c_int(descriptor),
        b"",
        ctypes.c_int(_AT_FDCWD),
        os.fsencode(target),
        ctypes.c_uint(_MOVE_MOUNT_F_EMPTY_PATH),
        subject=target,
    )


def change_root(new_root: Path) -> None:
    """Make `new_root`, a mount, the root of this namespace and forget the old one."""
    os.chdir(new_root)
    _system_call("pivot_root", _number("pivot_root"), b".", b".", subject=new_root)
    unmount(".")
    os.chdir("/")


def control_process(option: int, argument: int = 0, pointer: object = None) -> int:
    """Call prctl, whose first argument says what is wanted."""
    return _checked(
        _libc.prctl(
            ctypes.c_int(option),
            ctypes.c_ulong(argument),
            pointer if pointer is not None else ctypes.c_ulong(0),
            ctypes.c_ulong(0),
            ctypes.c_ulong(0),
        ),
        f"prctl {option}",
    )


def die_with_parent(signal_number: int = 9) -> None:
    """Have the kernel send this process a signal when its parent ends."""
    control_process(PR_SET_PDEATHSIG, signal_number)


def drop_bounding_set() -> None:
    """Take every capability out of what this process and its programs could ever regain."""
    for capability in range(64):
        try:
            control_process(PR_CAPBSET_DROP, capability)
        except OSError:  # past the last capability that this kernel knows
            break


def drop_capabilities() -> None:
    """Give up every capability: ambient, effective, permitted, inheritable."""
    control_process(PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    _system_call("capset", _number("capset"), ctypes.byref(header), ctypes.byref(none))


def effective_capabilities() -> int:
    """The bits of the capabilities that this process may use now."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("CapEff:"):
            return int(line.split()[1], 16)
    return 0


def pid_of(pidfd: int) -> int:
    """Number, as seen from here, of the process that a pidfd stands for; -1 once ended."""
    for line in Path(f"/proc/self/fdinfo/{pidfd}").read_text(encoding="ascii").splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    return -1
