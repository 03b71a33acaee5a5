"""What runs first inside of bubblewrap: it takes its limits and becomes a stock kernel."""

import json
import runpy
import sys

from lopso_kernels import birth, seccomp
from lopso_kernels.limits import Limits


def main(limits: str, connection_file: str) -> None:
    """Take the limits, given as JSON, and run ipykernel."""
    birth.set_limits(Limits(**json.loads(limits)))
    # ipykernel joins its own threads over the loopback network, all that there is inside.
    seccomp.refuse_dangerous_calls(network_sockets=True)
    sys.argv = ["ipykernel_launcher", "-f", connection_file]
    runpy.run_module("ipykernel_launcher", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
