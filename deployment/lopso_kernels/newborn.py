"""The life of a fork: from the template's loop to the function it was made for, and to its end."""

import contextlib
import importlib
import os
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from lopso_kernels import birth, independence
from lopso_kernels.limits import Confinement
from lopso_kernels.warmth import Warmth

_HIGHEST_DESCRIPTOR = 1 << 20


@dataclass(frozen=True)
class Request:
    """What a client asked for.

    Attributes:
        target: The function, as "module:function".
        arguments: Its keyword arguments.
        descriptors: Open files that the client passed.
        stdio: Whether the first three of them become standard input, output and error.
        report: Where to say, in text, why the fork failed.
        holder: Pidfd of the sandbox's holder, or -1.
        confinement: What the fork may see and use.
    """

    target: str
    arguments: Mapping[str, Any]
    descriptors: tuple[int, ...]
    stdio: bool
    report: int
    holder: int
    confinement: Confinement


def live(request: Request, mode: str, environment: Mapping[str, str], warmth: Warmth) -> NoReturn:
    """Shut this fork in, run its function, and end."""
    status = 70
    try:
        descriptors = _take_descriptors(request)
        os.setsid()
        _reset_signals()
        identity = birth.new_identity(mode) if request.holder >= 0 else None
        if identity is not None:
            birth.enter(request.holder, request.confinement, identity)
            os.close(request.holder)
        else:
            _enter_nothing(request.confinement)
        birth.set_environment(environment, request.confinement, confined=identity is not None)
        independence.renew(warmth.generators)
        status = _run(request, descriptors)
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException as error:  # the last chance to say what went wrong
        _report(request.report, error)
    _end(status)


def _run(request: Request, descriptors: tuple[int, ...]) -> int:
    module, _, name = request.target.partition(":")
    function = getattr(importlib.import_module(module), name)
    returned = function(descriptors, **request.arguments)
    return returned if isinstance(returned, int) else 0


def _end(status: int) -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status & 0xFF)


def _report(descriptor: int, error: BaseException) -> None:
    lines = traceback.format_exception(error)
    with contextlib.suppress(OSError):
        os.write(descriptor, "".join(lines)[-4000:].encode(errors="replace"))


def _take_descriptors(request: Request) -> tuple[int, ...]:
    """Keep what belongs to this fork; return the passed descriptors less the standard ones."""
    kept = request.descriptors
    if request.stdio:
        for number, descriptor in enumerate(kept[:3]):
            os.dup2(descriptor, number)
        kept = kept[3:]
    elif request.holder >= 0:
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(nothing, number)
    _close_all_but({*kept, request.report, request.holder})
    for descriptor in kept:
        os.set_inheritable(descriptor, False)
    return kept


def _close_all_but(kept: Iterable[int]) -> None:
    previous = 2
    for descriptor in sorted(number for number in kept if number > 2):
        os.closerange(previous + 1, descriptor)
        previous = descriptor
    os.closerange(previous + 1, _HIGHEST_DESCRIPTOR)


def _reset_signals() -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    if threading.active_count() > 1:
        raise RuntimeError("A module left a thread in the template; forks would hang.")


def _enter_nothing(confinement: Confinement) -> None:
    """An unconfined fork only changes folder and takes the limits that anyone may take."""
    if confinement.work is not None:
        os.chdir(confinement.work)
    elif confinement.start_in.is_dir():
        os.chdir(confinement.start_in)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
