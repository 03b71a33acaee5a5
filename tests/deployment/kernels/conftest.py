"""Templates and kernelspecs for the tests of warm, confined processes."""

import os
import sys
from pathlib import Path

import pytest
from lopso_kernels import Template
from lopso_kernels.kernelspec import NAME, make_provisioner_known, write_kernelspec

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # for `asking.py`, which the tests beside it import
STACK = ("numpy", "matplotlib.pyplot", "ipywidgets")


@pytest.fixture(scope="session", autouse=True)
def provisioner():
    """The provisioner is known to this process, also where the package was not installed anew."""
    make_provisioner_known()


@pytest.fixture(scope="session")
def kernelspecs(tmp_path_factory):
    """A folder in JUPYTER_PATH with the kernelspec of confined kernels."""
    folder = tmp_path_factory.mktemp("jupyter")
    write_kernelspec(folder, {"imports": list(STACK), "work": "copy"})
    write_kernelspec(folder, {"imports": [], "work": "copy", "confined": False}, "lopso-open")
    before = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = str(folder)
    yield NAME
    if before is None:
        del os.environ["JUPYTER_PATH"]
    else:
        os.environ["JUPYTER_PATH"] = before


@pytest.fixture(scope="session")
def targets():
    """Settings that let a template import the functions in `targets.py` beside this file."""
    return {"environment": {"PYTHONPATH": str(HERE)}}


@pytest.fixture(scope="session", params=["root", "user"])
def mode(request):
    """The two ways to confine; root mode needs root."""
    if request.param == "root" and os.geteuid() != 0:
        pytest.skip("root mode needs root")
    return request.param


@pytest.fixture(scope="session")
def template(targets, mode):
    """A template whose forks run the functions of `targets.py`."""
    with Template(imports=("targets",), mode=mode, **targets) as made:
        yield made
