"""The program that a client starts to have a template: `python -m lopso_kernels.start N`.

N is the descriptor of a socket with one message, the settings, and the listening socket. It makes
the namespaces that keeper, template and sandboxes share, and ends when they do.
"""

import contextlib
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from lopso_kernels import linux, machine, messages, sandbox, usage, view
from lopso_kernels.keeper import Keeper


def _refuse(listener: socket.socket, answer: dict[str, str]) -> NoReturn:
    """Tell every client why there is no template, until no new one has come for a while."""
    listener.settimeout(1.0)
    try:
        while True:
            connection, _ = listener.accept()
            with connection:
                messages.receive(connection)  # closing unread would reset the connection
                messages.send(connection, answer)
    except OSError:
        os._exit(1)


def _serve(settings: dict[str, Any], listener: socket.socket, keeper: socket.socket | None) -> None:
    """Be the template: warm up, then fork until nobody is left."""
    from lopso_kernels.service import Service  # the keeper, forked before, stays small
    from lopso_kernels.warmth import warm_up

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        warmth = warm_up(
            settings["imports"],
            settings["prepare"],
            settings["rehearse"],
            immortal=settings["immortal"],
            large=settings["large_pages"],
        )
    except Exception as error:  # whatever an import raises
        _refuse(listener, {"broken": f"{type(error).__name__}: {error}"[:4000]})
    if keeper is not None:
        readable = [*map(Path, settings["readable"]), *warmth.folders]
        seen = view.view_of_this_machine(readable, map(Path, settings["hidden"]))
        paths = [list(map(str, group)) for group in (seen.readable, seen.hidden)]
        messages.send(keeper, {"view": paths, "resident": usage.resident()})
    service = Service(
        listener, keeper, settings["mode"], settings["linger"], warmth, dict(os.environ)
    )
    service.serve()


def _reap(*_: object) -> None:
    """Take note of all children that have ended: what they took then counts as the keeper's."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _keep(settings: dict[str, Any], listener: socket.socket) -> NoReturn:
    """Be the keeper, with the template as child."""
    linux.die_with_parent()
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("proc", "/proc", "proc")
    signal.signal(signal.SIGCHLD, _reap)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    own, other = messages.pair()
    if os.fork() == 0:
        own.close()
        _serve(settings, listener, other)
        os._exit(0)
    other.close()
    listener.close()
    Keeper(own, settings["mode"]).serve()
    os._exit(0)


def _stay_until_the_end(keeper: int) -> NoReturn:
    _, status = os.waitpid(keeper, 0)
    os._exit(abs(os.waitstatus_to_exitcode(status)) & 0xFF)


def _enter_namespaces(mode: str) -> str:
    """Leave the machine's mount and pid namespaces; the mode that worked.

    Raises:
        OSError: The machine allows none.
    """
    user, group = os.geteuid(), os.getegid()
    flags = os.CLONE_NEWNS | os.CLONE_NEWPID
    if mode == sandbox.ROOT_MODE or (mode == "auto" and machine.may_use_root_mode()):
        os.unshare(flags)
        return sandbox.ROOT_MODE
    os.unshare(flags | os.CLONE_NEWUSER)
    sandbox.become_alone_in_user_namespace(0, user, group)
    return sandbox.USER_MODE


def _start_confined(settings: dict[str, Any], listener: socket.socket) -> NoReturn:
    try:
        settings["mode"] = _enter_namespaces(settings["mode"])
        keeper = os.fork()
    except OSError as error:
        _refuse(listener, {"refused": str(error)})
    if keeper == 0:
        try:
            _keep(settings, listener)
        except OSError as error:
            _refuse(listener, {"refused": str(error)})
    listener.close()
    _stay_until_the_end(keeper)


def _allow_many_descriptors() -> None:
    """Each fork takes a handful of descriptors of the template."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main(descriptor: int) -> None:
    """Read the settings and become what they say."""
    _allow_many_descriptors()
    channel = socket.socket(fileno=descriptor)
    message = messages.receive(channel)
    if message is None:  # the client died at once
        return
    settings = message.body
    listener = socket.socket(fileno=message.descriptors[0])
    channel.close()
    if settings["mode"]:
        _start_confined(settings, listener)
    _serve(settings, listener, None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
