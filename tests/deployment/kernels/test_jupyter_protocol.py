"""The Jupyter project's own kernel tests, for the stock kernel and for forked ones."""

import os
from pathlib import Path

import jupyter_kernel_test
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kernelspecs", "empty_folder")]


@pytest.fixture(scope="module")
def empty_folder(tmp_path_factory):
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("notebooks"))
    yield
    os.chdir(before)


class _Samples:
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('oops', file=sys.stderr)"
    code_page_something = "zip?"
    code_generate_error = "raise ValueError('wrong')"
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output; clear_output()"
    code_execute_result = (
        {"code": "6*7", "result": "42"},
        {"code": "print('x'); 'đ'", "result": "'đ'"},
    )
    code_display_data = (
        {
            "code": "from IPython.display import *; display(HTML('<b>t</b>'))",
            "mime": "text/html",
        },
        {
            "code": "%matplotlib inline\nimport matplotlib.pyplot as p\np.plot([1])\np.show()",
            "mime": "image/png",
        },
    )
    completion_samples = ({"text": "zi", "matches": {"zip"}},)
    complete_code_samples = (
        "1",
        "print('hello')",
        "def f(x):\n  return x*2\n\n",
    )
    incomplete_code_samples = (
        "print('''hello",
        "def f(x):\n  x*2",
    )
    invalid_code_samples = ("import = 7q",)
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail",)  # the others fail with the stock kernel too


class TestStockKernel(_Samples, jupyter_kernel_test.KernelTests):
    kernel_name = "python3"


class TestConfinedKernel(_Samples, jupyter_kernel_test.KernelTests):
    kernel_name = "lopso"


class TestUnconfinedKernel(_Samples, jupyter_kernel_test.KernelTests):
    kernel_name = "lopso-open"
