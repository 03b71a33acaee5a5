"""Hundreds of kernels started and stopped: nothing hangs, nothing is left."""

import os
import statistics
import time
from pathlib import Path

import psutil
import pytest
from talking import kernel

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kernelspecs")]
STARTS = 500 if os.environ.get("LOPSO_SOAK") else 10


def test_kernels_start_and_stop_gracefully_without_a_hang_or_a_remainder(tmp_path):
    with kernel("lopso", tmp_path) as talk:
        talk.run("1")
    me = psutil.Process()
    before = me.num_fds(), len(me.children(recursive=True))
    stops, hangs = [], 0
    for _ in range(STARTS):
        with kernel("lopso", tmp_path) as talk:
            assert talk.run("import ipywidgets; print(6 * 7)").text == "42\n"
            started = time.monotonic()
        stops.append(time.monotonic() - started)
        hangs += talk.manager._shutdown_status.value != "ShutdownRequest"
    after = me.num_fds(), len(me.children(recursive=True))
    assert after[0] <= before[0] + 2
    assert after[1] <= before[1] + 2
    assert not list(Path("/tmp").glob(f"lopso-kernel-{os.getpid()}-*"))
    # Seconds are the machine's as much as the kernel's; a hang is what needed a signal to end.
    print(f"{STARTS} stops, median {statistics.median(stops):.3f} s, longest {max(stops):.3f} s")
    assert hangs == 0
