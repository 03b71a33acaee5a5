"""`lopso up` when something is in its way, and what it leaves behind."""

import signal
import socket
import time
from pathlib import Path

import psutil
import pytest
from lopso_deployment.kit.processes import leftovers

pytestmark = pytest.mark.slow


def last_words(kit) -> str:
    assert kit.wait() == 1
    return kit.said[-1]


def test_a_taken_port_is_named_with_another_to_take(tmp_path: Path, start_kit) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = last_words(start_kit(tmp_path / "home", ports=[port, port + 1]))
    assert said.startswith(f"Port {port} is in use by another program")
    assert "for example: --port" in said


def test_a_taken_port_of_the_gallery_is_named(tmp_path: Path, start_kit) -> None:
    with socket.socket() as taken, socket.socket() as free:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        free.bind(("127.0.0.1", 0))
        ports = [free.getsockname()[1], taken.getsockname()[1]]
        free.close()
        said = last_words(start_kit(tmp_path / "home", ports=ports))
    assert "for example: --apps-port" in said


def test_a_folder_that_cannot_be_written_is_named(start_kit) -> None:
    said = last_words(start_kit(Path("/proc/nowhere")))
    assert said.startswith("/proc/nowhere cannot be written to")
    assert "LOPSO_HOME=" in said


def test_a_second_up_is_told_where_the_first_is(running_kit, start_kit) -> None:
    said = last_words(start_kit(running_kit.home))
    assert f"process {running_kit.process.pid}" in said
    assert running_kit.address in said
    assert running_kit.process.poll() is None


def test_a_cut_off_a_killed_and_a_stopped_start_each_leave_nothing(
    tmp_path: Path, start_kit
) -> None:
    home = tmp_path / "Lớp số"
    cut_off = start_kit(home, "--no-release")
    cut_off.wait_for("Starting the Hub")
    time.sleep(1)
    assert cut_off.stop() == 0
    assert not [line for line in cut_off.said if "did not open" in line or "password" in line]
    assert leftovers(home) == []

    kit = start_kit(home, "--no-release")
    kit.wait_for("Press Ctrl-C to stop.")
    below = psutil.Process(kit.process.pid).children(recursive=True)
    assert len(below) >= 4
    kit.process.send_signal(signal.SIGKILL)
    kit.process.wait()

    again = start_kit(home, "--no-release", ports=[kit.port, kit.apps_port])
    again.wait_for("Press Ctrl-C to stop.")
    assert not [one for one in below if one.is_running()]
    assert again.password("giaovien1") == kit.password("giaovien1")
    assert again.stop(signal.SIGINT) == 0
    assert leftovers(home) == []
    for port in (kit.port, kit.apps_port):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_the_gallery_has_no_variable_of_the_hub(running_kit) -> None:
    galleries = [
        process
        for process in psutil.Process(running_kit.process.pid).children(recursive=True)
        if "lopso_deployment.gallery" in process.cmdline()
    ]
    assert galleries
    for process in galleries:
        names = set(process.environ())
        assert not [name for name in names if name.startswith("JUPYTERHUB")]
