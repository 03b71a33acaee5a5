"""The kernelspec by which Jupyter chooses forked kernels, and its installation."""

import json
import sys
from collections.abc import Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory

PROVISIONER = "lopso-forked-provisioner"
_ENTRY_POINTS = "jupyter_client.kernel_provisioners"
NAME, DISPLAY_NAME = "lopso", "Python (Lớp Số)"


def kernelspec(config: Mapping[str, Any], display_name: str = DISPLAY_NAME) -> dict[str, Any]:
    """The content of kernel.json.

    Args:
        config: Traits of `lopso_kernels.provisioner.ForkedProvisioner`, such as `imports`.
        display_name: What people see in menus.
    """
    return {
        # What starts a stock kernel, for tools that read the command and ask no provisioner.
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": display_name,
        "interrupt_mode": "signal",
        "language": "python",
        "metadata": {
            "kernel_provisioner": {"config": dict(config), "provisioner_name": PROVISIONER}
        },
    }


def write_kernelspec(
    folder: Path, config: Mapping[str, Any], name: str = NAME, display_name: str = DISPLAY_NAME
) -> Path:
    """Write a kernelspec below a data folder of Jupyter, as `kernels/<name>/kernel.json`.

    Returns:
        The kernelspec's folder; `folder` can stand in JUPYTER_PATH.
    """
    place = folder / "kernels" / name
    place.mkdir(parents=True, exist_ok=True)
    text = json.dumps(kernelspec(config, display_name), ensure_ascii=False, indent=1)
    (place / "kernel.json").write_text(text + "\n", encoding="utf-8")
    return place


def make_provisioner_known() -> None:
    """Tell jupyter_client of the provisioner, where the package is not installed with its entry."""
    known = KernelProvisionerFactory.instance().provisioners
    target = "lopso_kernels.provisioner:ForkedProvisioner"
    known.setdefault(PROVISIONER, EntryPoint(PROVISIONER, target, _ENTRY_POINTS))


def install(config: Mapping[str, Any], prefix: Path | None = None, name: str = NAME) -> Path:
    """Install the kernelspec into an environment, by default this Python's own."""
    return write_kernelspec((prefix or Path(sys.prefix)) / "share" / "jupyter", config, name)


def is_installed(name: str = NAME) -> bool:
    """Whether Jupyter finds a kernelspec of this name."""
    return name in KernelSpecManager().find_kernel_specs()
