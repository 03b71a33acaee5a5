"""Memory in large pages: forks find what the template has, and what they write stays theirs."""

import platform
import re
from pathlib import Path

import pytest
from lopso_kernels import Template, large_pages
from lopso_kernels.runner import PREPARE, run_cells


def kernel_can() -> bool:
    release = tuple(map(int, re.findall(r"\d+", platform.release())[:2]))
    return release >= (6, 1) and Path("/sys/kernel/mm/transparent_hugepage").is_dir()


def test_the_trick_is_named_where_it_is_used():
    with Template(("numpy",)) as template:
        assert (large_pages.TRICK in template.about()["tricks"]) == kernel_can()
    with Template(("numpy",), large_pages=False) as template:
        assert large_pages.TRICK not in template.about()["tricks"]


@pytest.mark.parametrize("large", [True, False])
def test_forks_write_to_their_own_memory_only(large, tmp_path):
    (tmp_path / "library.py").write_text("DATA = bytearray(16 << 20)")
    code = "from library import DATA\nbefore = sum(DATA[::4096])\nDATA[::4096] = b'\\1' * 4096\n"
    code += "before, sum(DATA[::4096])"
    environment = {"PYTHONPATH": str(tmp_path)}
    with Template(("library",), prepare=PREPARE, large_pages=large, environment=environment) as one:
        for _ in range(2):
            cell = run_cells(one, [code]).cells[0]
            assert cell.outputs[0]["data"]["text/plain"] == "(0, 4096)"
