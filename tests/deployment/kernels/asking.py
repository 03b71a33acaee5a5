"""Run a function of `targets.py` in a fork and hear what it answers."""

import json
import socket

from lopso_kernels import Confinement, Limits

SMALL = Limits(
    memory=200 << 20, processes=20, disk=8 << 20, file_size=4 << 20, files=64, cpu=20, wall=30
)


def ask(template, what, *, limits=SMALL, confine=None, timeout=40, **arguments):
    """The answer of one attempt, and how the fork ended."""
    ours, theirs = socket.socketpair()
    confinement = confine or Confinement(limits=limits)
    with ours:
        child = template.fork(
            "targets:attempt",
            arguments={"what": what, **arguments},
            fds=[theirs.fileno()],
            confine=confinement,
        )
        theirs.close()
        with child:
            ours.settimeout(timeout)
            data = bytearray()
            while block := ours.recv(65536):
                data += block
            ended = child.wait(timeout)
    return (json.loads(data) if data else {}), ended
