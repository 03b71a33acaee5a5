"""A Hub starts, stops and is killed: nothing is left, everything is kept."""

import signal
import socket
import time

import psutil
import pytest
from lopso_deployment.hub.plan import read_plan
from lopso_deployment.hub.ports import free_ports, port_is_free
from lopso_deployment.hub.running import wait_until_answering

pytestmark = pytest.mark.slow


@pytest.fixture
def begin(tmp_path, begin_hub):
    """Start a Hub of this test's own; it is stopped at the end if it still runs."""
    tmp_path.chmod(0o755)
    started = []

    def start(**options):
        started.append(begin_hub(tmp_path / "hub", **options))
        return started[-1]

    yield start
    for hub in started:
        hub.running.stop()


def family(hub):
    hub_process = psutil.Process(hub.running.process.pid)
    return [hub_process, *hub_process.children(recursive=True)]


def words(process):
    """The command line of a process, empty when it has ended."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def all_gone(processes, seconds=30):
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [one for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []


def open_everything(hub):
    """A server with a kernel and a formgrader, so that all kinds of process run."""
    teacher = hub.log_in("giaovien1")
    teacher.open_server()
    teacher.ask("POST", "user/giaovien1/api/kernels", json={"name": "python3"})
    hub.log_in("huongdan1").ask("GET", "services/digital-vi/formgrader").raise_for_status()
    commands = [" ".join(words(one)) for one in family(hub)]
    for word in ("jupyterhub", "traefik", "doorman", "exchange.service", "ipykernel_launcher"):
        assert any(word in command for command in commands), word
    assert sum("account_server" in command for command in commands) == 2


def test_a_hub_that_is_told_to_end_leaves_no_process(begin):
    """Here all accounts share the Hub's user: the way out where no other works."""
    hub = begin(confinement="shared")
    open_everything(hub)
    processes = family(hub)
    hub.running.process.send_signal(signal.SIGINT)
    hub.running.process.wait(90)
    assert all_gone(processes)
    assert port_is_free(int(hub.address.rstrip("/").rpartition(":")[2]))


def test_a_killed_hub_leaves_no_process_and_starts_again_with_the_same_accounts(begin):
    first = begin()
    open_everything(first)
    processes = family(first)
    first.running.process.kill()
    first.running.process.wait()
    assert all_gone(processes)
    second = begin()
    assert second.passwords == first.passwords
    teacher = second.log_in("giaovien1")
    teacher.open_server()
    assert teacher.run("print('chạy')") == "chạy\n"


def test_a_killed_exchange_is_started_again_by_the_hub(hub):
    def exchanges():
        return {
            one.pid: one for one in family(hub) if "lopso_deployment.exchange.service" in words(one)
        }

    ((before, process),) = exchanges().items()
    process.kill()
    until = time.monotonic() + 90
    while not exchanges().keys() - {before}:
        assert time.monotonic() < until
        time.sleep(0.5)
    wait_until_answering(hub.running, read_plan(hub.home).exchange_url, until)


def test_asleep_formgraders_cost_nothing(hub):
    """Probes of the Hub (no X-Forwarded-For) wake nobody."""
    course = read_plan(hub.home).course("digital-en")
    with socket.create_connection(("127.0.0.1", course.port), timeout=30) as probe:
        probe.sendall(b"GET /services/digital-en/ HTTP/1.1\r\nHost: x\r\n\r\n")
        assert probe.recv(1000).endswith(b"asleep\n")
    folders = [one.environ().get("JUPYTERHUB_SERVICE_NAME") for one in family(hub)]
    assert "digital-en" not in folders


def test_free_ports_are_different_and_free():
    ports = free_ports(5)
    assert len(set(ports)) == 5
    assert all(map(port_is_free, ports))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ports[0]))
        taken.listen()
        assert not port_is_free(ports[0])
