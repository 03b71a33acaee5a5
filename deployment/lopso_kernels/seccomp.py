"""The system calls that confined code is refused, as a filter of the Linux kernel (seccomp BPF).

The namespaces already take away what these calls could reach; the filter takes away the calls,
and with them most of the kernel's surface that a hostile program could probe. Refused calls fail
with "operation not permitted"; three fail with "not implemented" because libraries then use
something older that may be used.
"""

import ctypes
import platform
import socket
import struct
from functools import cache

from lopso_kernels import linux

_EPERM, _ENOSYS = 1, 38
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32_BIT = 0x40000000
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_COLUMN = {"x86_64": 0, "aarch64": 1}

_ANY_NEW_NAMESPACE = 0x7E020000
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_SNDBUF, _SNDBUFFORCE = 7, 32

# name: (x86_64, aarch64); None where the architecture has no such call
_SPECIAL: dict[str, tuple[int, int]] = {
    "clone": (56, 220),
    "ioctl": (16, 29),
    "setsockopt": (54, 208),
    "socket": (41, 198),
    "socketpair": (53, 199),
}
_NOT_IMPLEMENTED = {"clone3": (435, 435), "io_uring_setup": (425, 425), "memfd_create": (319, 279)}
_REFUSED = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "ioperm": (173, None),
    "iopl": (172, None),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "lookup_dcookie": (212, 18),
    "mbind": (237, 235),
    "memfd_secret": (447, 447),
    "migrate_pages": (256, 238),
    "modify_ldt": (154, None),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "nfsservctl": (180, 42),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "open_tree_attr": (467, 467),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "setdomainname": (171, 162),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "shmget": (29, 194),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vhangup": (153, 58),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)


def _fail_with(error: int) -> bytes:
    return _step(_RETURN, _ERRNO | error)


def _simple_rules(machine: str) -> list[bytes]:
    steps = []
    for error, calls in ((_EPERM, _REFUSED), (_ENOSYS, _NOT_IMPLEMENTED)):
        for numbers in calls.values():
            number = numbers[_COLUMN[machine]]
            if number is not None:
                steps += [_step(_JUMP_EQUAL, number, 0, 1), _fail_with(error)]
    return steps


def _rules_on_arguments(machine: str, *, network_sockets: bool) -> list[bytes]:
    def rule(call: str, argument: int, *tests: bytes) -> list[bytes]:
        number = _SPECIAL[call][_COLUMN[machine]]
        body = [_step(_LOAD, _ARGUMENTS + 8 * argument), *tests, _step(_RETURN, _ALLOW)]
        return [_step(_JUMP_EQUAL, number, 0, len(body)), *body]

    only_unix = (_step(_JUMP_EQUAL, socket.AF_UNIX, 1, 0), _fail_with(_EPERM))
    return [
        *rule("clone", 0, _step(_JUMP_ANY_BIT, _ANY_NEW_NAMESPACE, 0, 1), _fail_with(_EPERM)),
        *([] if network_sockets else rule("socket", 0, *only_unix)),
        *rule("socketpair", 0, *only_unix),
        # What waits in a socket is memory of the machine's that no process is charged with.
        *rule(
            "setsockopt",
            2,
            _step(_JUMP_EQUAL, _SNDBUF, 1, 0),
            _step(_JUMP_EQUAL, _SNDBUFFORCE, 0, 1),
            _fail_with(_EPERM),
        ),
        *rule(
            "ioctl",
            1,
            _step(_JUMP_EQUAL, _TIOCSTI, 1, 0),
            _step(_JUMP_EQUAL, _TIOCLINUX, 0, 1),
            _fail_with(_EPERM),
        ),
    ]


def knows(machine: str | None = None) -> bool:
    """Whether the filter can be written for this machine's architecture."""
    return (machine or platform.machine()) in _AUDIT


@cache
def program(machine: str, *, network_sockets: bool = False) -> bytes:
    """The filter as BPF instructions of 8 bytes for x86_64 or aarch64."""
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_JUMP_EQUAL, _AUDIT[machine], 1, 0),
        _step(_RETURN, _KILL),  # 32-bit calls have other numbers
        _step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        steps += [_step(_JUMP_AT_LEAST, _X32_BIT, 0, 1), _fail_with(_ENOSYS)]
    steps += _simple_rules(machine)
    steps += _rules_on_arguments(machine, network_sockets=network_sockets)
    return b"".join([*steps, _step(_RETURN, _ALLOW)])


def refuse_dangerous_calls(*, network_sockets: bool = False) -> None:
    """Put the filter on this process and all that it will start; it cannot be taken off.

    Args:
        network_sockets: Whether sockets other than Unix ones may be made all the same.
    """
    code = program(platform.machine(), network_sockets=network_sockets)
    filter_ = _Program(len(code) // 8, code)
    linux.control_process(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.control_process(linux.PR_SET_SECCOMP, 2, ctypes.byref(filter_))
