"""The keeper looks at the sandboxes often enough, whatever they do."""

import socket
import time

from lopso_kernels import usage
from lopso_kernels.keeper import Keeper


def test_processes_that_keep_the_machine_busy_are_looked_at_as_often(monkeypatch):
    def wait_for_a_processor(_: int) -> dict[str, usage.Usage]:
        time.sleep(1)
        return {}

    monkeypatch.setattr(usage, "by_namespace", wait_for_a_processor)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        keeper = Keeper(ours, "user")
        keeper._look()
    assert keeper.look_every < 10
