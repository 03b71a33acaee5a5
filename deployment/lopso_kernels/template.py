"""Templates and their forks, as a client sees them.

    with Template(imports=("numpy",)) as template:
        child = template.fork("package.module:function", fds=[socket.fileno()])
        child.wait()

The template is a process of its own that has imported once; each fork is a process in a sandbox
that ends, with all it started, when its work is done, when it is killed, when a limit is exceeded
or when the client's process dies.
"""

import socket
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from lopso_kernels import messages
from lopso_kernels.child import Child
from lopso_kernels.errors import TemplateError
from lopso_kernels.limits import Confinement
from lopso_kernels.process import Process, raise_refusal
from lopso_kernels.recipe import Recipe

_TRIES = 3


class Template:
    """A template, started when it is needed: at first, when it has died, when it is outdated.

    It may be used from several threads.
    """

    def __init__(
        self,
        imports: Sequence[str] | Recipe = (),
        *,
        start_timeout: float = 120.0,
        patience: float = 10.0,
        **recipe: Any,  # noqa: ANN401 - the fields of Recipe
    ) -> None:
        """Describe the template; nothing is started yet.

        Args:
            imports: Modules to import, or a whole recipe.
            start_timeout: Seconds that the imports may take.
            patience: Seconds after which a template that does not answer is replaced by another
                one, while its forks go on.
            recipe: The other fields of `Recipe`.
        """
        if isinstance(imports, Recipe):
            self.recipe = imports
        else:
            self.recipe = Recipe(imports=tuple(imports), **recipe)
        self._start_timeout = start_timeout
        self._patience = patience
        self._lock = threading.Lock()
        self._current: Process | None = None
        self._former: list[subprocess.Popen[bytes]] = []

    def begin(self) -> "Template":
        """Start it now; whoever needs it first waits until it can fork."""
        with self._lock:
            self._begun()
        return self

    def start(self) -> "Template":
        """Start it now and wait until it can fork.

        Raises:
            TemplateError: It could not be made ready.
            CannotConfineError: This machine cannot confine.
        """
        self._ready()
        return self

    def about(self) -> dict[str, Any]:
        """What the running template says about itself."""
        return dict(self._ready().about)

    @property
    def pid(self) -> int:
        """Number of the process that was started for the current template."""
        return self._ready().popen.pid

    def fork(
        self,
        target: str,
        *,
        arguments: Mapping[str, Any] | None = None,
        fds: Sequence[int] = (),
        stdio: tuple[int, int, int] | None = None,
        confine: Confinement | None = None,
    ) -> Child:
        """Run a function in a new process.

        Args:
            target: "module:function"; it is called with the tuple of descriptors, then the
                arguments as keywords, and its integer result is the exit status.
            arguments: Plain data (JSON), at most 128 kB in all.
            fds: Open descriptors to pass; the caller keeps and closes its own.
            stdio: Descriptors for standard input, output and error; a confined fork has none else.
            confine: What it may see and use; the default is an empty work folder.

        Raises:
            TemplateError: No template could be made ready, or it did not answer.
            CannotConfineError: This machine cannot confine.
        """
        body = {
            "do": "fork",
            "target": target,
            "arguments": dict(arguments or {}),
            "stdio": stdio is not None,
            "confinement": (confine or Confinement()).as_json(),
        }
        for _ in range(_TRIES):
            process = self._ready()
            child = self._ask(process, body, (*(stdio or ()), *fds))
            if child is not None:
                return child
            self._replace(process)
        raise TemplateError(f"{_TRIES} templates did not answer.")

    def _ask(self, process: Process, body: dict[str, Any], fds: tuple[int, ...]) -> Child | None:
        """One request; None if this template is dead, outdated or too slow."""
        connection: socket.socket | None = None
        try:
            connection = process.connect()
            connection.settimeout(self._patience)
            # Descriptors sent to a template that hangs would stay open in the way to it.
            messages.send(connection, {"do": "ping"})
            answer = messages.receive(connection)
            if answer is not None and "do" in answer.body:
                messages.send(connection, body, fds)
                answer = messages.receive(connection)
        except (ConnectionError, TimeoutError):
            answer = None
        except BaseException:
            if connection is not None:
                connection.close()
            raise
        if answer is not None and connection is not None and "forked" in answer.body:
            connection.settimeout(None)
            return Child(connection, answer.descriptors[0])
        if connection is not None:
            connection.close()
        if answer is not None and answer.body.get("refused") != "stale":
            raise_refusal(answer)
        return None

    def _ready(self) -> Process:
        with self._lock:
            current = self._begun()
            try:
                current.wait_until_ready(self._start_timeout)
            except TemplateError:
                current.kill()
                self._current = None
                raise
            return current

    def _begun(self) -> Process:
        if self._current is None or self._current.popen.poll() is not None:
            self._forget()
            self._current = Process(self.recipe)
        return self._current

    def _replace(self, process: Process) -> None:
        with self._lock:
            if self._current is process:
                self._forget()

    def _forget(self) -> None:
        self._former = [popen for popen in self._former if popen.poll() is None]
        if self._current is not None:
            self._current.let_go()
            self._former.append(self._current.popen)
            self._current = None

    def close(self, timeout: float = 5.0) -> None:
        """End the template and all its forks."""
        with self._lock:
            self._forget()
            deadline = time.monotonic() + timeout
            for popen in self._former:
                popen.kill()
                popen.wait(max(0.1, deadline - time.monotonic()))
            self._former = []

    def __enter__(self) -> "Template":
        """Start it."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        self.close()
