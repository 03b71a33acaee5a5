"""The slow fallback: a cold kernel in bubblewrap, where forks cannot be confined."""

import os
from pathlib import Path

import pytest
from lopso_kernels import CannotConfineError, bubblewrap
from lopso_kernels.provisioner import ForkedProvisioner
from talking import kernel

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kernelspecs")]


@pytest.fixture(autouse=True)
def poor_machine(monkeypatch):
    """Forks are refused, as on a machine that lets only bubblewrap make namespaces."""

    def refuse(*_):
        raise CannotConfineError("no namespaces here")

    monkeypatch.setattr(ForkedProvisioner, "_fork", refuse)


@pytest.mark.skipif(not bubblewrap.works(), reason="bubblewrap is not installed here")
def test_a_cold_kernel_is_confined_and_answers(tmp_path):
    (tmp_path / "data.csv").write_text("a")
    with kernel("lopso", tmp_path) as talk:
        assert talk.run("print(open('data.csv').read())").text == "a\n"
        assert talk.run("open('/etc/shadow')").status == "error"
        assert talk.run("open('/usr/x', 'w')").status == "error"
        assert talk.run("import os; os.unshare(0x10000000)").status == "error"
        code = "import socket; socket.create_connection(('1.1.1.1', 80), 2)"
        assert talk.run(code).status == "error"
        assert talk.run("bytearray(6 << 30)").content["ename"] == "MemoryError"
        talk.client.execute("import time; print('now', flush=True); time.sleep(600)")
        talk.published_until("stream")
        talk.manager.interrupt_kernel()
        assert talk.published_until("error")[-1]["content"]["ename"] == "KeyboardInterrupt"


def test_without_bubblewrap_nothing_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(bubblewrap, "works", lambda: False)
    with pytest.raises(CannotConfineError), kernel("lopso", tmp_path):
        pass
    assert not list(Path("/tmp").glob(f"lopso-kernel-{os.getpid()}-*"))
