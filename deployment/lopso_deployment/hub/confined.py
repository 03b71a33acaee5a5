"""Runs a command as one account: with its own user number, its own view of the disk, or both.

Started by path with ``python -I confined.py [options] -- command …``, so it imports nothing but
the standard library. It becomes the command (exec), so the caller's process id stays right.
Linux only, except for ``--folder`` and a plain command, which work everywhere.

The view: each ``--hide`` folder is covered by an empty one in a mount namespace of the process's
own, then each ``--keep`` path below it is put back. Without root, a user namespace allows that.
"""

import argparse
import ctypes
import os
import signal
import sys

_CLONE_NEWNS, _CLONE_NEWUSER = 0x00020000, 0x10000000
_MS_NOSUID, _MS_NODEV, _MS_BIND, _MS_REC, _MS_PRIVATE = 0x2, 0x4, 0x1000, 0x4000, 0x40000
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38


def main(arguments: list[str]) -> None:
    """Set up what the options ask for, then become the command."""
    separator = arguments.index("--")
    options = _options(arguments[:separator])
    parent = os.getppid()
    if options.hide:
        enter_view(options.hide, options.keep)
    if options.uid is not None:
        os.setgroups([])
        os.setgid(options.uid)
        os.setuid(options.uid)
    if options.uid is not None or options.hide:
        _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if options.die_with_parent and sys.platform == "linux":
        _call("prctl", _PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(1)
    if options.folder:
        os.umask(0o077)
        os.chdir(options.folder)
    command = arguments[separator + 1 :]
    os.execvp(command[0], command)  # noqa: S606 (the caller's own list, no shell)


def enter_view(hide: list[str], keep: list[str]) -> None:
    """Cover the ``hide`` folders for this process and put the ``keep`` paths below them back."""
    _own_namespaces()
    _call("mount", b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
    handles = [(path, os.open(path, os.O_PATH)) for path in keep]
    for folder in hide:
        _call("mount", b"none", os.fsencode(folder), b"tmpfs", _MS_NOSUID | _MS_NODEV, b"mode=755")
    for path, handle in handles:
        source = f"/proc/self/fd/{handle}"
        os.makedirs(path if os.path.isdir(source) else os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH112, PTH120 (pathlib costs 10 ms at every start)
        _call("mount", source.encode(), os.fsencode(path), None, _MS_BIND | _MS_REC, None)
        os.close(handle)


def _own_namespaces() -> None:
    uid, gid = os.getuid(), os.getgid()
    if uid == 0:
        _call("unshare", _CLONE_NEWNS)
        return
    _call("unshare", _CLONE_NEWNS | _CLONE_NEWUSER)
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as stream:  # noqa: PTH123 (as above)
            stream.write(line)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--uid", type=int)
    parser.add_argument("--hide", action="append", default=[])
    parser.add_argument("--keep", action="append", default=[])
    parser.add_argument("--folder")
    parser.add_argument("--die-with-parent", action="store_true")
    return parser.parse_args(arguments)


def _call(name: str, *arguments: object) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if getattr(library, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


if __name__ == "__main__":
    main(sys.argv[1:])
