"""What people do with a kernel, in the stock kernel and in a confined forked one alike."""

import time
from pathlib import Path

import psutil
import pytest
from jupyter_client.manager import KernelManager
from talking import LONG, Talk, kernel

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kernelspecs")]


@pytest.fixture(scope="module", params=["python3", "lopso"])
def talk(request, kernelspecs, tmp_path_factory):
    with kernel(request.param, tmp_path_factory.mktemp("notebooks")) as talk:
        yield talk


def test_printing_and_values(talk):
    reply = talk.run("print('chào')\n6 * 7")
    assert reply.text == "chào\n"
    assert reply.data("text/plain") == ["42"]


def test_input_is_asked_for_and_answered(talk):
    reply = talk.run("name = input('Tên? '); print('chào', name)", answers=["Lan"])
    assert "chào Lan" in reply.text


def test_input_without_anyone_to_ask_is_an_error(talk):
    assert talk.run("input()").content["ename"] == "StdinNotImplementedError"


def test_shell_commands_show_their_output(talk):
    # A program that ends right after its last line may lose it: pexpect, through which IPython
    # runs it, takes "nothing to read yet, then dead" for the end. This one lives on a little.
    assert "một\r\nhai" in talk.run("!echo một; sleep 0.1; echo hai; sleep 0.5").text
    assert talk.run("found = !echo ba\nprint(found)").text == "['ba']\n"


def test_output_of_c_code_and_programs_is_seen(talk):
    code = "import os, time; os.system('echo from a program'); time.sleep(0.5)"
    assert "from a program" in talk.run(code).text


def test_plots_appear_inline(talk):
    reply = talk.run("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert len(reply.data("image/png")) == 1


def test_widgets_open_comms_and_hear_the_page(talk):
    reply = talk.run("import ipywidgets as w; s = w.IntSlider(value=3); s")
    opened = [m["content"] for m in reply.messages if m["header"]["msg_type"] == "comm_open"]
    slider = next(o for o in opened if o["data"]["state"].get("_model_name") == "IntSliderModel")
    content = {
        "comm_id": slider["comm_id"],
        "data": {"method": "update", "state": {"value": 9}, "buffer_paths": []},
    }
    talk.client.shell_channel.send(talk.client.session.msg("comm_msg", content))
    assert talk.run("print(s.value)").text == "9\n"


def test_the_page_asks_for_all_widgets_through_the_control_comm(talk):
    talk.run("import ipywidgets as w; t = w.Text(value='xin chào')")
    talk.drain()
    comm = {"comm_id": "a" * 32, "target_name": "jupyter.widget.control", "data": {}}
    session = talk.client.session
    opening = session.msg("comm_open", comm, metadata={"version": "1.0.0"})
    talk.client.shell_channel.send(opening)
    asking = {"comm_id": "a" * 32, "data": {"method": "request_states"}}
    talk.client.shell_channel.send(session.msg("comm_msg", asking))
    answer = talk.published_until("comm_msg")[-1]
    assert "xin chào" in str(answer["content"]["data"]["states"])


def test_threads_and_asyncio_run(talk):
    code = (
        "import asyncio, threading\n"
        "t = threading.Thread(target=print, args=('thread',)); t.start(); t.join()\n"
        "await asyncio.sleep(0.01); print('await')"
    )
    assert {"thread", "await"} <= set(talk.run(code).text.split())


def test_process_pools_run(talk):
    code = (
        "import warnings; warnings.simplefilter('ignore')\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "with ProcessPoolExecutor(2) as pool: print(list(pool.map(abs, [-1, -2])))"
    )
    assert "[1, 2]" in talk.run(code).text


def test_what_forked_children_print_is_seen(talk):
    code = (
        "import warnings; warnings.simplefilter('ignore')\n"
        "import multiprocessing as m\n"
        "p = m.get_context('fork').Process(target=print, args=('from a child',), "
        "kwargs={'flush': True})\n"
        "p.start(); p.join(); import time; time.sleep(0.5)"
    )
    assert "from a child" in talk.run(code).text


def test_large_outputs_arrive_whole(talk):
    reply = talk.run("print('x' * 5_000_000)")
    assert len(reply.text) == 5_000_001
    reply = talk.run("import numpy as np\nfor i in range(3000): print(i)")
    assert reply.text.split() == [str(i) for i in range(3000)]


def test_an_interrupt_stops_the_cell_and_keeps_the_names(talk):
    talk.run("kept = 5")
    message = talk.client.execute("import time\nprint('now', flush=True)\ntime.sleep(600)")
    talk.published_until("stream")
    talk.manager.interrupt_kernel()
    while (reply := talk.client.get_shell_msg(timeout=LONG))["parent_header"]["msg_id"] != message:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    talk.drain()
    assert talk.run("print(kept)").text == "5\n"


def test_an_interrupt_stops_a_shell_command(talk):
    message = talk.client.execute("!echo now; sleep 600")
    talk.published_until("stream")
    talk.manager.interrupt_kernel()
    while talk.client.get_shell_msg(timeout=LONG)["parent_header"]["msg_id"] != message:
        pass
    talk.drain()


@pytest.mark.parametrize("name", ["python3", "lopso"])
def test_restart_forgets_the_names_and_keeps_the_client(name, tmp_path):
    with kernel(name, tmp_path) as talk:
        talk.run("x = 1")
        talk.manager.restart_kernel()
        talk.client.wait_for_ready(timeout=LONG)
        assert talk.run("x").content["ename"] == "NameError"


@pytest.mark.parametrize("name", ["python3", "lopso"])
@pytest.mark.parametrize("code", ["os.kill(os.getpid(), 9)", "os._exit(3)", "os.abort()"])
def test_death_is_noticed(name, code, tmp_path):
    with kernel(name, tmp_path) as talk:
        talk.client.execute(f"import os; {code}")
        deadline = time.monotonic() + LONG
        while talk.manager.is_alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not talk.manager.is_alive()


def test_the_notebook_s_exit_functions_run_at_shutdown(tmp_path, kernelspecs):
    manager = KernelManager(kernel_name="lopso-open")
    manager.start_kernel(cwd=str(tmp_path))
    talk = Talk(manager)
    talk.run(f"import atexit, pathlib; atexit.register(pathlib.Path('{tmp_path}/end').touch)")
    talk.client.stop_channels()
    manager.shutdown_kernel()
    manager.context.destroy()
    assert (tmp_path / "end").exists()


def test_a_confined_kernel_reads_its_folder_and_leaves_no_socket(kernelspecs, tmp_path):
    (tmp_path / "data.csv").write_text("a\n1\n")
    with kernel("lopso", tmp_path) as talk:
        assert talk.run("print(open('data.csv').read())").text == "a\n1\n\n"
        assert talk.run("open('new.txt', 'w').close()").status == "ok"
        process = psutil.Process(talk.manager.provisioner.pid)
        sockets = Path(talk.manager.ip).parent
        assert (sockets / "k-1").exists()
    assert not process.is_running()
    assert [path.name for path in tmp_path.iterdir()] == ["data.csv"]
    assert not sockets.exists()
