"""A kernel's environment: what a notebook may see of the server's, and nothing secret.

The server needs ``JUPYTERHUB_API_TOKEN`` for the exchange; a notebook from anywhere must not find
it. So kernels get a chosen few variables, however they are started (by JupyterLab, by nbgrader's
validation or by its autograding), because all of these ask the same provisioner factory.
"""

from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

# Explains errors to beginners, in the language of the notebook's own checks.
FRIENDLY = "lopso_autograding.friendly"
PROVISIONER_NAME = "lopso-clean-environment"
_KEPT = (
    "HOME",
    "JPY_PARENT_PID",
    "JPY_SESSION_NAME",
    "LANG",
    "LC_ALL",
    "LOGNAME",
    "NBGRADER_EXECUTION",
    "NBGRADER_VALIDATING",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "PATH",
    "PYDEVD_USE_FRAME_EVAL",
    "PYTHONNOUSERSITE",
    "PYTHONUTF8",
    "SHELL",
    "TZ",
    "USER",
)


def kernel_environment(environment: dict[str, str]) -> dict[str, str]:
    """The variables of ``environment`` that a kernel may have."""
    return {name: value for name, value in environment.items() if name in _KEPT}


class CleanProvisioner(LocalProvisioner):
    """Starts kernels as Jupyter does, with `kernel_environment` for their environment."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 (Jupyter's own signature)
        """Prepare a launch, then leave only what a kernel may have in its environment.

        IPython kernels also explain errors to beginners.
        """
        launch = await super().pre_launch(**kwargs)
        launch["env"] = kernel_environment(launch["env"])
        if "ipykernel_launcher" in launch["cmd"]:
            launch["cmd"] = [*launch["cmd"], f"--ext={FRIENDLY}"]
        return launch


def use_clean_provisioner() -> None:
    """Make `CleanProvisioner` the way every kernel of this process starts."""
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[PROVISIONER_NAME] = EntryPoint(
        PROVISIONER_NAME,
        f"{__name__}:{CleanProvisioner.__name__}",
        KernelProvisionerFactory.GROUP_NAME,
    )
    factory.default_provisioner_name = PROVISIONER_NAME
