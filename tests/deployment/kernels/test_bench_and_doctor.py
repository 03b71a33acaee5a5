"""The bench and the doctor say what they should."""

import json
from dataclasses import asdict

import nbclient
import nbformat
import pytest
from lopso_kernels import doctor
from lopso_kernels.bench import bench_kernels
from lopso_kernels.measuring import ratios, spread


def by_nbclient(cells):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    nbclient.NotebookClient(book, kernel_name="python3", iopub_timeout=60).execute()


def test_the_doctor_finds_that_this_machine_confines():
    findings = {finding.key: finding for finding in doctor.examine()}
    assert findings["confinement"].ok
    assert all(f.vi and f.en and (f.ok or f.remedy) for f in findings.values())


def test_spreads_are_medians_with_quartiles():
    found = spread([1.0, 2.0, 3.0, 4.0, 5.0])
    assert (found.median, found.low, found.high, found.rounds) == (3.0, 2.0, 4.0, 5)
    assert ratios([10.0, 20.0], [1.0, 4.0]).median == 7.5


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_the_bench_measures_stock_and_forked_kernels_side_by_side():
    bench = bench_kernels(rounds=1, kernels=(2,), by_nbclient=by_nbclient)
    assert [start.kind for start in bench.starts] == ["stock", "forked", "forked and confined"]
    assert bench.times_less_cpu_to_imports.median > 10
    assert bench.runner is not None
    assert bench.runner.times_faster.median > 5
    assert {m.kernels for m in bench.memory} == {2}
    json.dumps(asdict(bench))
