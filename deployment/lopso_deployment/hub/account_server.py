"""The program that the Hub starts for an account or a course: Jupyter, with its secrets kept.

``python -m lopso_deployment.hub.account_server`` is ``jupyterhub-singleuser`` with two
differences: other processes of the same user (kernels, terminals) cannot read this one's
environment and memory, and kernels do not inherit its environment.
"""

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4


def hide_from_children() -> None:
    """Close ``/proc/<this process>`` to other processes of the same user (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def main() -> None:
    """Run the single-user server with the command line's arguments."""
    hide_from_children()
    from jupyterhub.singleuser import main as run_server

    from lopso_deployment.hub.kernel_environment import use_clean_provisioner

    use_clean_provisioner()
    if os.getuid() == 0:
        # Only where a Hub of root can keep accounts apart in no way, which it has warned of.
        sys.argv.append("--allow-root")
    run_server()


if __name__ == "__main__":
    main()
