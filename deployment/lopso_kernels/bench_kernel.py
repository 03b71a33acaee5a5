"""Kernels as the bench starts and measures them, stock and forked."""

import contextlib
import os
import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from lopso_kernels import measuring, shared
from lopso_kernels.kernelspec import make_provisioner_known, write_kernelspec

STACK = ("numpy", "pandas", "matplotlib.pyplot", "sklearn.linear_model", "ipywidgets")
_NAMES = {"stock": "python3", "forked": "bench-open", "forked and confined": "bench-confined"}
_PLOT = "%matplotlib inline\nmatplotlib.pyplot.plot([1, 2, 3])\nmatplotlib.pyplot.show()"
_PATIENCE = 180


def do_nothing(descriptors: tuple[int, ...]) -> None:
    """What the shortest fork does."""


@dataclass(frozen=True)
class KernelStart:
    """Seconds of processor and clock from the start to the first reply, imports, first plot."""

    cpu: tuple[float, float, float]
    wall: tuple[float, float, float]


def _spent() -> dict[int, float]:
    """Seconds of processor time that each process of this one's family has taken."""
    return {pid: measuring.cpu_seconds([pid]) for pid in measuring.family(os.getpid())[1:]}


class Kernel:
    """One kernel and its client."""

    def __init__(self, name: str, folder: Path) -> None:
        """Start it."""
        self._spent_before = _spent()
        self._started = time.perf_counter()
        specs = KernelSpecManager(kernel_dirs=[str(folder / "kernels")])
        self.manager = KernelManager(kernel_name=name, kernel_spec_manager=specs)
        # A stock kernel warns on each start that it speaks over TCP.
        self.manager.start_kernel(cwd=str(folder / "work"), stderr=subprocess.DEVNULL)
        self.client: Any = self.manager.client()
        self.client.start_channels()

    def _now(self) -> tuple[float, float]:
        spent = sum(seconds - self._spent_before.get(pid, 0.0) for pid, seconds in _spent().items())
        return spent, time.perf_counter() - self._started

    def family(self) -> list[int]:
        """The kernel's processes; of a forked one also its template, and so its siblings."""
        provisioner: Any = self.manager.provisioner
        return measuring.family(getattr(provisioner, "template_pid", None) or provisioner.pid)

    def measure(self) -> KernelStart:
        """Run the imports and a plot, and say what each step took in all."""
        self.client.wait_for_ready(timeout=_PATIENCE)
        reply = self._now()
        self._run("import " + ", ".join(STACK))
        imports = self._now()
        self._run(_PLOT)
        plot = self._now()
        cpu, wall = zip(reply, imports, plot, strict=True)
        return KernelStart(cpu, wall)

    def _run(self, code: str) -> None:
        answer = self.client.execute_interactive(
            code, output_hook=lambda _: None, timeout=_PATIENCE
        )
        if answer["content"]["status"] != "ok":
            raise RuntimeError(f"A cell of the bench failed: {answer['content']}")

    def close(self) -> None:
        """End it."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.context.destroy()

    def __enter__(self) -> "Kernel":
        """The kernel itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.close()


class Kernels:
    """Where the bench's kernels come from: a folder with kernelspecs."""

    def __init__(self, folder: Path) -> None:
        """Write the kernelspecs."""
        self._folder = folder
        (folder / "work").mkdir()
        make_provisioner_known()
        config: dict[str, Any] = {"imports": list(STACK), "work": "copy"}
        write_kernelspec(folder, config, _NAMES["forked and confined"])
        write_kernelspec(folder, {**config, "confined": False}, _NAMES["forked"])
        with contextlib.suppress(ValueError):
            most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

    def start(self, kind: str) -> Kernel:
        """Start a kernel of a kind."""
        return Kernel(_NAMES[kind], self._folder)

    def __enter__(self) -> "Kernels":
        """The source itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the templates."""
        shared.close_all()
