"""The kernel provisioner: Jupyter's servers and clients get forked kernels by their kernelspec.

A kernelspec chooses it in its `metadata`:

    "kernel_provisioner": {"provisioner_name": "lopso-forked-provisioner", "config": {...}}

with the traits of `ForkedProvisioner` in `config`.
"""

import asyncio
import fnmatch
import os
import shutil
import signal
import socket
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase
from traitlets import Bool, Float, Int, List, Unicode

from lopso_kernels import bubblewrap, shared, view, warmth
from lopso_kernels.bubblewrap import ColdChild
from lopso_kernels.channels import CHANNELS
from lopso_kernels.child import Child
from lopso_kernels.errors import CannotConfineError
from lopso_kernels.limits import MEGABYTE, Confinement, Limits
from lopso_kernels.template import Recipe


class ForkedProvisioner(KernelProvisionerBase):
    """Forks kernels from a template that this process shares among all kernels of one recipe."""

    imports = List(Unicode(), help="Modules that the template imports.").tag(config=True)
    confined = Bool(True, help="Whether kernels are confined.").tag(config=True)
    readable = List(Unicode(), help="Files and folders seen read only.").tag(config=True)
    hidden = List(Unicode(), help="Files and folders taken out of what is seen.").tag(config=True)
    work = Unicode(
        "write",
        help="What the notebook's folder is to the kernel: 'write', 'read', or 'copy' for a copy "
        "of its own that vanishes with it.",
    ).tag(config=True)
    inherit = List(
        Unicode(),
        ["JPY_SESSION_NAME", "PATH_INFO", "QUERY_STRING", "SCRIPT_NAME", "SERVER_*", "VOILA_*"],
        help="Names, with * and ?, of the server's environment variables that kernels get.",
    ).tag(config=True)
    memory = Int(2048, help="Megabytes of each kernel; 0 for no bound.").tag(config=True)
    processes = Int(128, help="Processes and threads of each kernel.").tag(config=True)
    disk = Int(256, help="Megabytes in /tmp and copied folders.").tag(config=True)
    cpu = Float(0.0, help="Seconds of processor time; 0 for no bound.").tag(config=True)
    immortal = Bool(True, help="Whether to share more memory by a trick of CPython.").tag(
        config=True
    )
    large_pages = Bool(True, help="Whether to start faster by large pages of memory.").tag(
        config=True
    )

    fallback = Bool(
        True, help="Whether kernels start cold in bubblewrap where forks cannot be confined."
    ).tag(config=True)

    _child: Child | ColdChild | None = None
    _folder = ""
    _cwd = ""

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel."""
        return self._child is not None

    @property
    def pid(self) -> int | None:
        """The kernel's process number."""
        return None if self._child is None else self._child.pid

    @property
    def template_pid(self) -> int:
        """The process number of the template that the kernels of this recipe are forked from."""
        return shared.template_for(self.recipe()).pid

    def _manager(self) -> Any:  # noqa: ANN401 - a KernelManager of any kind
        if self.parent is None:
            raise RuntimeError("A forked kernel needs a kernel manager.")
        return self.parent

    def recipe(self) -> Recipe:
        """How the template of these kernels is made."""
        return Recipe(
            imports=tuple(self.imports),
            prepare="lopso_kernels.warm_shell:prepare_for_kernels",
            rehearse="lopso_kernels.warm_shell:rehearse",
            confined=self.confined,
            readable=tuple(map(Path, self.readable)),
            hidden=tuple(map(Path, self.hidden)),
            immortal=self.immortal,
            large_pages=self.large_pages,
        )

    def _confinement(self, environment: dict[str, str]) -> Confinement:
        kept = {
            name: value
            for name, value in environment.items()
            if any(fnmatch.fnmatchcase(name, pattern) for pattern in self.inherit)
        }
        folder = Path(self._cwd)
        limits = Limits(
            memory=self.memory * MEGABYTE or None,
            cpu=self.cpu or None,
            processes=self.processes,
            disk=self.disk * MEGABYTE,
            file_size=None if self.work == "write" else self.disk * MEGABYTE,
        )
        environment = {**self.kernel_spec.env, **kept}
        if self.work == "copy":
            return Confinement(work=folder, environment=environment, limits=limits)
        return Confinement(
            readable=(folder,) if self.work == "read" else (),
            writable=(folder,) if self.work == "write" else (),
            start_in=folder,
            environment=environment,
            limits=limits,
        )

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """Choose where the kernel answers; the manager writes that into the connection file."""
        manager = self._manager()
        if not self._folder:
            self._folder = shared.new_folder()
        manager.transport = "ipc"
        manager.ip = f"{self._folder}/k"
        for number, channel in enumerate(CHANNELS, 1):
            setattr(manager, f"{channel}_port", number)
        manager.write_connection_file(
            jupyter_session=kwargs.get("env", {}).get("JPY_SESSION_NAME", "")
        )
        self.connection_info = manager.get_connection_info()
        kwargs.pop("extra_arguments", None)
        return await super().pre_launch(cmd=[], **kwargs)

    def _listen(self) -> list[socket.socket]:
        sockets = []
        for number in range(1, len(CHANNELS) + 1):
            path = Path(f"{self._folder}/k-{number}")
            path.unlink(missing_ok=True)
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            sockets.append(listener)
            listener.bind(str(path))
            listener.listen(100)
            listener.setblocking(False)
        return sockets

    def _start(self, environment: dict[str, str]) -> Child | ColdChild:
        """Fork the kernel, or where nothing can be forked into a sandbox, start a cold one."""
        try:
            return self._fork(environment)
        except CannotConfineError:
            if not (self.fallback and bubblewrap.works()):
                raise
        self.log.warning("Forks cannot be confined here: starting a slow kernel in bubblewrap.")
        for path in Path(self._folder).glob("k-*"):
            path.unlink()
        recipe = self.recipe()
        packages = warmth.folders_of_packages(("lopso_kernels", *recipe.imports))
        return ColdChild(
            view.view_of_this_machine([*recipe.readable, *packages], recipe.hidden),
            self._confinement(environment),
            Path(self._folder),
            Path(self._manager().connection_file).resolve(),
            recipe.surroundings(),
        )

    def _fork(self, environment: dict[str, str]) -> Child:
        sockets = self._listen()
        try:
            return shared.template_for(self.recipe()).fork(
                "lopso_kernels.kernel:main",
                arguments={
                    "key": self._manager().session.key.decode(),
                    "session": environment.get("JPY_SESSION_NAME", ""),
                },
                fds=[listener.fileno() for listener in sockets],
                confine=self._confinement(environment),
            )
        finally:
            for listener in sockets:
                listener.close()

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ANN401
        """Fork the kernel, without holding up the server's event loop."""
        self._cwd = str(kwargs.get("cwd") or Path.cwd())
        environment = kwargs.get("env") or dict(os.environ)
        loop = asyncio.get_running_loop()
        try:
            self._child = await loop.run_in_executor(None, self._start, environment)
        except BaseException:
            await self.cleanup()  # the manager does not, of a kernel that never was
            raise
        return self.connection_info

    async def poll(self) -> int | None:
        """None while the kernel lives, else its exit status."""
        if self._child is None:
            return 0
        ended = self._child.poll()
        if ended is not None and ended.wrong:
            self.log.error("The kernel failed: %s", ended.wrong)
        return None if ended is None else ended.status

    async def wait(self) -> int | None:
        """Wait for the kernel's end and let go of it."""
        status: int | None = 0
        if self._child is not None:
            while (status := await self.poll()) is None:
                await asyncio.sleep(0.02)
            self._child.close()
            self._child = None
        return status

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and the programs it runs."""
        if self._child is not None and self._child.poll() is None:
            self._child.signal_group(signum)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and all it started."""
        if self._child is not None:
            self._child.ask_for_death()

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the sockets' folder, unless the kernel will be started again."""
        if self._child is not None and not restart:
            self._child.close()
            self._child = None
        if self._folder and not restart:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = ""

    def resolve_path(self, path: str) -> str | None:
        """The file of outside that a path in the notebook's folder stands for."""
        found = Path(self._cwd, path).expanduser()
        return found.as_posix() if found.exists() else None
