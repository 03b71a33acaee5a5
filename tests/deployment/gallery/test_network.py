"""`lopso apps --lan` as a whole command in a school's network: a phone comes in by the code."""

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import Future
from pathlib import Path

import pytest
from lopso_deployment.gallery.codes import draw_code
from lopso_deployment.hub.ports import free_ports
from tornado.websocket import websocket_connect

from tests.deployment.gallery.conftest import Pupil, RunningGallery
from tests.deployment.gallery.terminal import code_in

pytestmark = pytest.mark.slow

SCHOOL, PHONE, OTHER, OTHER_PHONE = "192.168.77.2", "192.168.77.3", "10.77.0.2", "10.77.0.3"


class Network:
    """Two machines on one cable: the school's, and a phone; each a network of its own."""

    def __init__(self):
        self.school, self.phone = f"lopso-school-{os.getpid()}", f"lopso-phone-{os.getpid()}"

    def make(self):
        for name in (self.school, self.phone):
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")

    def connect(self, card, ours, theirs, *, router=False):
        """Put a cable between the two, with these addresses at its ends."""
        ip("link", "add", "name", card, "netns", self.school,
           "type", "veth", "peer", "name", card, "netns", self.phone)  # fmt: skip
        for name, address in ((self.school, ours), (self.phone, theirs)):
            length, quick = ("64", ["nodad"]) if ":" in address else ("24", [])
            ip("-n", name, "address", "add", f"{address}/{length}", "dev", card, *quick)
            ip("-n", name, "link", "set", card, "up")
        if router:
            ip("-n", self.school, "route", "add", "default", "via", theirs)

    def on_phone(self, work):
        """What this function returns on the phone: a thread may have a network of its own."""
        return self._on(self.phone, work)

    def on_school(self, work):
        return self._on(self.school, work)

    def _on(self, name, work):
        told = Future()

        def run():
            try:
                with Path("/run/netns", name).open() as network:
                    os.setns(network.fileno(), os.CLONE_NEWNET)
                told.set_result(work())
            except BaseException as error:
                told.set_exception(error)

        threading.Thread(target=run).start()
        return told.result(120)

    def end(self):
        for name in (self.school, self.phone):
            subprocess.run(["ip", "netns", "delete", name], capture_output=True)


def ip(*arguments):
    done = subprocess.run(["ip", *arguments], capture_output=True, text=True)
    if done.returncode:
        raise OSError(done.stderr.strip() or "ip failed")


@pytest.fixture
def network():
    """A school and a phone with no cable between them yet."""
    if os.geteuid() or not shutil.which("ip"):
        pytest.skip("making a network needs root and the command ip (Debian: iproute2)")
    made = Network()
    try:
        made.make()
    except OSError as error:
        made.end()
        pytest.skip(f"networks of their own are not permitted here: {error}")
    yield made
    made.end()


@pytest.fixture
def open_apps(network, tmp_path):
    """The function that runs `lopso apps` on the school's machine until all has been printed."""
    started = []

    def open_apps(*options):
        (port,) = free_ports(1)
        log = tmp_path / "said"
        with log.open("w") as stream:
            process = subprocess.Popen(
                ["ip", "netns", "exec", network.school, sys.executable, "-m",
                 "lopso_deployment.cli", "apps", "--port", str(port), "--class-size", "2",
                 *options],
                stdout=stream, stderr=stream,
                env={**os.environ, "LOPSO_HOME": str(tmp_path / "home"), "LOPSO_LANGUAGE": "en"},
            )  # fmt: skip
        started.append(process)
        here = RunningGallery(process, port)
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline and process.poll() is None:
            try:
                network.on_school(lambda: here.get("/vi/pendulum"))
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)
            else:
                break
        return process, port, log.read_text()

    yield open_apps
    for process in started:
        process.send_signal(signal.SIGINT)
        process.wait(30)


async def move_the_slider(gallery):
    """What the pendulum answers on a string of 2 m."""
    slider = gallery.find("label", "Chiều dài dây l")
    connection = await websocket_connect(
        f"ws://{gallery.host}:{gallery.port}/seat/vi-pendulum", max_message_size=64 << 20
    )
    pupil = Pupil(connection)
    await pupil.take_a_seat()
    said = await pupil.say(slider, method="update", state={"value": 2.0})
    connection.close()
    while await connection.read_message() is not None:
        pass  # the other side takes leave as well, and the socket is closed
    return str(said)


def test_a_phone_scans_the_code_and_uses_a_tool(network, open_apps):
    network.connect("wlan0", SCHOOL, PHONE, router=True)
    process, port, printed = open_apps("--lan")
    address = f"http://{SCHOOL}:{port}/"
    assert f": {address}\n" in printed
    assert code_in(printed) == address
    assert f"{address}class" in printed
    gallery = RunningGallery(process, port, SCHOOL)

    def visit():
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.url == f"{address}vi/"
            assert 'href="/vi/pendulum"' in answer.read().decode()
        for page in ("", "pendulum", "digit_reader", "subject_average"):
            _, headers, code = gallery.get(f"/code/vi/{page}")
            assert headers["X-Address"] == f"{address}vi/{page}"
            assert code == draw_code(f"{address}vi/{page}")
        return asyncio.run(move_the_slider(gallery))

    assert "2,837" in network.on_phone(visit)
    # Who opened it at this machine's own address shows the class the school's, too.
    _, headers, _ = network.on_school(lambda: RunningGallery(process, port).get("/code/vi/"))
    assert headers["X-Address"] == f"{address}vi/"


def test_without_lan_no_phone_comes_in(network, open_apps):
    network.connect("wlan0", SCHOOL, PHONE, router=True)
    process, port, printed = open_apps()
    assert re.findall(r"http://\S+", printed) == [f"http://127.0.0.1:{port}/"]
    assert network.on_school(lambda: RunningGallery(process, port).get("/vi/")[0]) == 200
    for host in (SCHOOL, "127.0.0.1"):
        with pytest.raises(urllib.error.URLError, match="refused"):
            network.on_phone(lambda host=host: RunningGallery(process, port, host).get("/vi/"))


def test_a_machine_in_two_networks_is_open_in_both_and_names_both(network, open_apps):
    network.connect("wlan0", SCHOOL, PHONE)
    network.connect("eth0", OTHER, OTHER_PHONE, router=True)
    process, port, printed = open_apps("--lan")
    assert code_in(printed) == f"http://{OTHER}:{port}/"
    assert f"http://{SCHOOL}:{port}/\n" in printed
    for host in (SCHOOL, OTHER):
        gallery = RunningGallery(process, port, host)
        assert network.on_phone(lambda one=gallery: one.get("/vi/")[0]) == 200
        _, headers, _ = network.on_phone(lambda one=gallery: one.get("/code/vi/"))
        assert headers["X-Address"] == f"http://{host}:{port}/vi/"


@pytest.mark.parametrize(
    ("addresses", "said"),
    [
        (None, "--lan needs a network and this machine is connected to none"),
        (("2001:db8::2", "2001:db8::3"), "this machine has only IPv6 (2001:db8::2)"),
    ],
)
def test_a_machine_without_an_address_for_phones_says_so_in_a_sentence(
    network, open_apps, addresses, said
):
    if addresses:
        network.connect("wlan0", *addresses)
    process, _, printed = open_apps("--lan")
    assert process.returncode not in (0, None)
    assert said in printed
    assert len(printed.splitlines()) == 1


def test_a_port_that_is_taken_in_the_schools_network_is_told_before_anything_opens(
    network, open_apps, monkeypatch
):
    network.connect("wlan0", SCHOOL, PHONE)

    def listen():
        listener = socket.socket()
        listener.bind((SCHOOL, 0))
        listener.listen()
        return listener

    with network.on_school(listen) as listener:
        taken = listener.getsockname()[1]
        monkeypatch.setattr("tests.deployment.gallery.test_network.free_ports", lambda _: [taken])
        process, _, printed = open_apps("--lan")
    assert process.returncode not in (0, None)
    assert f"Port {taken} is in use" in printed
    assert len(printed.splitlines()) == 1
