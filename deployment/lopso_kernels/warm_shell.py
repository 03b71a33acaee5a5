"""The IPython shell that a template makes before its imports, so that they find one.

Libraries look for a shell when they are imported (ipywidgets registers its comms, matplotlib its
inline backend) and do nothing if there is none. The shell is made without a kernel; each fork
gives it one.
"""

import importlib
import io
import os
import sys
import tempfile
import warnings
from collections.abc import Mapping
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.profiledir import ProfileDir
from traitlets.config import Config

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"

_IMPORTED_LATE = (
    "IPython.core.debugger",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "concurrent.futures.thread",
    "lopso_kernels.kernel",
    "pdb",
    "rlcompleter",
    "tornado.platform.asyncio",
)


def prepare() -> None:
    """Make the shell that all forks start with; no profile, no start-up files, no history file."""
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    config = Config()
    config.HistoryManager.hist_file = ":memory:"  # a file needs a thread, which no fork inherits
    with tempfile.TemporaryDirectory(prefix="lopso-") as folder:
        ZMQInteractiveShell.instance(
            config=config,
            profile_dir=ProfileDir.create_profile_dir(folder),
            user_ns={},
            compiler_class=XCachingCompiler,
        )


def prepare_for_kernels() -> None:
    """Make the shell and import what a Jupyter kernel needs."""
    prepare()
    # The debugger needs the loopback network, and importing it leaves traces in every fork.
    sys.modules["debugpy"] = None  # pyright: ignore[reportArgumentType]
    for name in ("ipykernel.debugger", *_IMPORTED_LATE):
        importlib.import_module(name)
    del sys.modules["debugpy"]


def rehearse() -> None:
    """Do once what nearly every notebook does first, so that forks find it done.

    What is made here is thrown away; what stays are imported modules and filled caches.
    """
    shell = ZMQInteractiveShell.instance()
    shell.run_cell("6 * 7;", silent=True)
    for name in ("matplotlib", "system", "time"):  # the modules of magics are imported at need
        shell.find_magic(name)
    try:
        int("x")
    except ValueError as error:
        shell.InteractiveTB.structured_traceback(ValueError, error, error.__traceback__)
    if "matplotlib.figure" in sys.modules:
        _rehearse_a_plot(sys.modules["matplotlib.figure"])
    if "pandas" in sys.modules:
        sys.modules["pandas"].DataFrame({"a": [1.5], "b": ["x"]})._repr_html_()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _rehearse_a_model(sys.modules)


def _rehearse_a_model(imported: Mapping[str, Any]) -> None:
    """Scikit-learn looks at its first table for long: which kinds of tables are installed?"""
    table, kinds = [[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1]
    if "sklearn.model_selection" in imported:
        imported["sklearn.model_selection"].train_test_split(table, kinds, random_state=0)
    if "sklearn.linear_model" in imported:
        imported["sklearn.linear_model"].LogisticRegression().fit(table, kinds).predict(table)
    elif "sklearn.utils.validation" in imported:
        imported["sklearn.utils.validation"].check_array(table)


def _rehearse_a_plot(figures: Any) -> None:  # noqa: ANN401 - this package does not need matplotlib
    """Without pyplot, which would have this shell show figures whatever backend a fork chooses."""
    figure = figures.Figure()
    axes = figure.subplots()
    axes.plot([1, 2], label="a")
    axes.set_title("a")
    axes.legend()
    with io.BytesIO() as file:
        figure.savefig(file, format="png", bbox_inches="tight")
