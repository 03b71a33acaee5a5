"""A Jupyter kernel in a fork: ipykernel's own, with the sockets that the client opened for it.

The kernel answers on Unix sockets that listen already when the fork starts, so it needs no network
and no folder that both sides can write to, and a client may connect at once.
"""

import atexit
import os
import sys
import tempfile
import threading
from collections.abc import Mapping
from typing import Any

import zmq
from ipykernel.heartbeat import Heartbeat
from ipykernel.iostream import IOPubThread
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell
from zmq.eventloop.zmqstream import ZMQStream

from lopso_kernels.channels import CHANNELS

_LONGEST_FAREWELL = 0.3  # seconds; closing the sockets hangs now and then


class _GivenHeartbeat(Heartbeat):
    """A heartbeat on a socket that listens already."""

    descriptor = -1

    def _try_bind_socket(self) -> None:
        self.socket.setsockopt(zmq.USE_FD, self.descriptor)
        self.socket.bind(f"ipc://{self.ip}-{self.port}")


class _LocalIOPubThread(IOPubThread):
    """The thread that publishes output; what forked children print reaches it without a network."""

    def _setup_pipe_in(self) -> None:
        self._pipe_uuid = os.urandom(16)
        self._pipe_address = f"ipc://{tempfile.gettempdir()}/.iopub-{self._pipe_uuid.hex()}"
        publisher: Any = self.socket
        pipe = publisher.context.socket(zmq.PULL)
        pipe.linger = 0
        pipe.bind(self._pipe_address)
        self._pipe_in = ZMQStream(pipe, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[zmq.Context, zmq.Socket]:
        context = zmq.Context()
        pipe = context.socket(zmq.PUSH)
        pipe.linger = 3000
        pipe.connect(self._pipe_address)
        return context, pipe


class ForkedKernel(IPythonKernel):
    """ipykernel's kernel around the shell that the template made."""

    def __init__(self, **keywords: Any) -> None:  # noqa: ANN401 - traitlets' own
        """Take the shell over."""
        super().__init__(**keywords)
        shell = ZMQInteractiveShell.instance()
        shell.parent = self
        shell.kernel = self
        self.user_ns = shell.user_ns


class ForkedKernelApp(IPKernelApp):
    """ipykernel's application, started from a fork with open sockets in place of a command line."""

    kernel_class = ForkedKernel
    descriptors: Mapping[int, int]

    def _try_bind_socket(self, s: Any, port: int) -> int:  # noqa: ANN401 - a zmq socket
        s.setsockopt(zmq.USE_FD, self.descriptors[port])
        s.bind(f"ipc://{self.ip}-{port}")
        if port == self.shell_port:
            # The debugger's own connection to the shell channel cannot use a path of outside.
            s.bind("inproc://shell")
        return port

    def init_iopub(self, context: zmq.Context) -> None:
        """Start the thread that publishes output."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        self._bind_socket(self.iopub_socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = _LocalIOPubThread(self.iopub_socket, pipe=True, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_heartbeat(self) -> None:
        """Start the heartbeat on its given socket."""
        self.heartbeat = _GivenHeartbeat(zmq.Context(), (self.transport, self.ip, self.hb_port))
        self.heartbeat.descriptor = self.descriptors[self.hb_port]
        self.heartbeat.start()

    def initialize_fork(self) -> None:
        """What `initialize` does, less the files that a fork does not have."""
        self.init_pdb()
        self.init_sockets()
        atexit.unregister(self.close)
        self.init_heartbeat()
        self._ports = {channel: number for number, channel in enumerate(CHANNELS, 1)}
        self.init_io()
        self.init_signal()
        self.init_kernel()
        self.init_path()
        self.init_shell()
        self.init_gui_pylab()
        self.init_extensions()
        self.init_code()
        sys.stdout.flush()
        sys.stderr.flush()


def main(descriptors: tuple[int, ...], *, key: str, session: str) -> int:
    """Be a kernel until it is shut down.

    Args:
        descriptors: Listening sockets, in the order of `CHANNELS`.
        key: The key that messages are signed with.
        session: What `__session__` is in the notebook; may be empty.
    """
    if session:
        os.environ["JPY_SESSION_NAME"] = session
    sys.argv = ["ipykernel_launcher.py"]
    ports = {f"{channel}_port": number for number, channel in enumerate(CHANNELS, 1)}
    app = ForkedKernelApp.instance(
        transport="ipc", ip="lopso", connection_file="", connection_dir="", **ports
    )
    app.descriptors = dict(enumerate(descriptors, 1))
    app.session.key = key.encode()
    app.initialize_fork()
    app.start()
    _say_farewell(app)
    return 0


def _say_farewell(app: IPKernelApp) -> None:
    """Run the notebook's own exit functions, then send what is left to send, and not for long."""
    shell = ZMQInteractiveShell.instance()
    atexit.unregister(shell.atexit_operations)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    watchdog = threading.Timer(_LONGEST_FAREWELL, os._exit, (0,))
    watchdog.daemon = True
    watchdog.start()
    app.close()
