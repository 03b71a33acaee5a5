"""The runner without ZMQ: cells in, nbformat outputs and timings back."""

import nbformat
import pytest
from lopso_kernels import Confinement, Limits, Template
from lopso_kernels.runner import PREPARE, REHEARSE, RunningNotebook, run_cells


@pytest.fixture(scope="module")
def warm():
    imports = ("numpy", "matplotlib.pyplot", "ipywidgets")
    with Template(imports, prepare=PREPARE, rehearse=REHEARSE) as template:
        yield template


def outputs(template, *cells, **options):
    return [cell.outputs for cell in run_cells(template, cells, **options).cells]


def test_streams_and_values_come_in_order(warm):
    code = "import sys\nprint('a'); print('e', file=sys.stderr); print('b')\n1 + 1"
    (found,) = outputs(warm, code)
    assert [o["output_type"] for o in found] == ["stream", "stream", "stream", "execute_result"]
    assert found[3]["data"] == {"text/plain": "2"}


def test_outputs_are_valid_nbformat(warm):
    code = "import matplotlib.pyplot as plt\n%matplotlib inline\nplt.plot([1]); plt.show()\n1/0"
    run = run_cells(warm, [code])
    cell = nbformat.v4.new_code_cell(code, execution_count=1)
    cell.outputs = [nbformat.from_dict(output) for output in run.cells[0].outputs]
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


def test_figures_are_shown_unless_another_backend_was_chosen(warm):
    plot = "import matplotlib.pyplot as plt\nplt.plot([1]);"
    kinds = [set(one["data"]) for one in outputs(warm, plot)[0]]
    assert kinds == [{"text/plain", "image/png"}]
    assert outputs(warm, "import matplotlib\nmatplotlib.use('agg')", plot)[1] == []


def test_an_error_is_an_output_and_the_next_cell_runs(warm):
    run = run_cells(warm, ["1/0", "'next'"])
    assert run.cells[0].outputs[0]["ename"] == "ZeroDivisionError"
    assert [cell.ok for cell in run.cells] == [False, True]
    assert len(run_cells(warm, ["1/0", "2"], stop_at_error=True).cells) == 1


def test_magics_commands_and_await_work(warm):
    found = outputs(warm, "!echo một", "%%time\npass", "import asyncio\nawait asyncio.sleep(0)\n3")
    assert found[0][0]["text"].strip() == "một"
    assert "time" in found[1][0]["text"]
    assert found[2][0]["data"]["text/plain"] == "3"


def test_what_programs_write_is_seen(warm):
    (found,) = outputs(warm, "import os; _ = os.system('echo program')")
    assert found[0]["text"] == "program\n"


def test_displays_are_updated_and_cleared_in_earlier_cells_too(warm):
    cells = (
        "from IPython.display import *; h = display(1, display_id=True)",
        "h.update(2)",
        "print('x'); clear_output(); print('y')",
        "print('x'); clear_output(wait=True); print('z')",
    )
    found = outputs(warm, *cells)
    assert found[0][0]["data"]["text/plain"] == "2"
    assert [f[0]["text"] for f in found[2:]] == ["y\n", "z\n"]


def test_a_cell_that_is_too_slow_is_interrupted_and_the_next_one_runs(warm):
    run = run_cells(warm, ["while True: pass", "5"], timeout=1)
    assert run.cells[0].stopped == "timeout"
    assert run.cells[0].outputs[0]["ename"] == "KeyboardInterrupt"
    assert run.cells[1].outputs[0]["data"]["text/plain"] == "5"


def test_a_cell_that_does_not_listen_is_killed(warm):
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    run = run_cells(warm, [code, "5"], timeout=1)
    assert [cell.stopped for cell in run.cells] == ["timeout"]
    assert run.ended is not None
    assert run.ended.status == -9


def test_a_process_that_dies_is_told(warm):
    run = run_cells(warm, ["import os; os._exit(3)", "5"])
    assert [cell.stopped for cell in run.cells] == ["died"]
    assert run.ended is not None
    assert run.ended.status == 3


def test_output_without_end_is_cut(warm):
    confine = Confinement(limits=Limits(output=10_000))
    (found,) = outputs(warm, "for i in range(100_000): print('x' * 100)", confine=confine)
    assert len(str(found)) < 30_000
    assert "output too long" in str(found)


def test_forged_frames_do_not_reach_the_caller(warm):
    """The cell finds the socket of the runner and writes nonsense into it."""
    code = (
        "import os\nfor fd in range(3, 20):\n"
        "    try: os.write(fd, b'\\xff' * 100)\n    except OSError: pass"
    )
    run = run_cells(warm, [code, "1"], timeout=5)
    assert run.cells[0].stopped == "died"


def test_cells_can_be_run_one_at_a_time(warm):
    with RunningNotebook(warm) as notebook:
        assert notebook.run("x = 2").ok
        assert notebook.run("x + 1", cell_id="abc").outputs[0]["data"]["text/plain"] == "3"
        assert notebook.run("x").execution_count == 3


def test_a_large_cell_passes(warm):
    (found,) = outputs(warm, f"len('{'x' * 1_000_000}')")
    assert found[0]["data"]["text/plain"] == "1000000"
