"""Start a kernel through jupyter_client and talk with it, as a server does."""

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty
from typing import Any

from jupyter_client.manager import KernelManager

LONG = 60.0


@dataclass
class Reply:
    """What a cell did: its reply, and what it published."""

    content: dict[str, Any] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self):
        return self.content["status"]

    @property
    def text(self):
        return "".join(
            m["content"]["text"] for m in self.messages if m["header"]["msg_type"] == "stream"
        )

    @property
    def kinds(self):
        return [m["header"]["msg_type"] for m in self.messages]

    def data(self, mime):
        return [m["content"]["data"][mime] for m in self.messages if mime in str(m["content"])]


class Talk:
    """A running kernel and its client."""

    def __init__(self, manager):
        self.manager = manager
        self.client = manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LONG)

    def run(self, code, answers=(), timeout=LONG):
        """Run a cell to its end; `answers` are given to input(), one after the other."""
        reply, waiting = Reply(), list(answers)

        def answer(_message):
            self.client.input(waiting.pop(0))

        reply.content = self.client.execute_interactive(
            code,
            allow_stdin=bool(answers),
            output_hook=reply.messages.append,
            stdin_hook=answer,
            timeout=timeout,
        )["content"]
        return reply

    def published_until(self, kind):
        """Messages from the kernel up to one of this kind."""
        found = []
        while not found or found[-1]["header"]["msg_type"] != kind:
            found.append(self.client.get_iopub_msg(timeout=LONG))
        return found

    def drain(self):
        try:
            while True:
                self.client.get_iopub_msg(timeout=0.3)
        except Empty:
            pass


@contextmanager
def kernel(name, folder):
    """A kernel of this kernelspec whose notebook lies in the folder."""
    manager = KernelManager(kernel_name=name)
    # With this variable ipykernel does not watch the standard descriptors.
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    manager.start_kernel(cwd=str(folder), env=environment)
    try:
        talk = Talk(manager)
        yield talk
        talk.client.stop_channels()
    finally:
        manager.shutdown_kernel()
        manager.context.destroy()
