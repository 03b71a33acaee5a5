"""What was acknowledged is there, what was not is not half there, even after a kill."""

import hashlib
import http.client
import os
import random
import signal
import socket
import threading
import time

import pytest
from lopso_deployment.exchange.parcel import Item, encode
from lopso_deployment.exchange.words import RefusalError

pytestmark = pytest.mark.slow


@pytest.fixture
def released(own_exchange):
    own_exchange.as_("hoa").post([Item("bai-1.ipynb", b"{}")], "assignments", "digital-vi", "bai-1")
    return own_exchange


def test_a_kill_in_the_middle_of_an_upload_leaves_nothing(released):
    message = encode([Item("bai-1.ipynb", os.urandom(2_000_000))])
    with socket.create_connection(("127.0.0.1", released.port)) as sender:
        head = "POST /services/exchange/api/submissions/digital-vi/bai-1 HTTP/1.1\r\nHost: x\r\n"
        head += f"Authorization: token token-lan\r\nContent-Length: {len(message)}\r\n\r\n"
        sender.sendall(head.encode() + message[:1_000_000])
        incoming = released.folder / "incoming"
        until = time.monotonic() + 30
        while not any(path.stat().st_size for path in incoming.iterdir()):
            assert time.monotonic() < until, "nothing arrived"
            time.sleep(0.02)
        released.kill()
    assert list(incoming.iterdir())
    released.start()
    assert not list(incoming.iterdir())
    assert released.as_("lan").get("submissions") == []


def test_a_sender_who_goes_away_leaves_nothing(released):
    message = encode([Item("bai-1.ipynb", os.urandom(300_000))])
    connection = http.client.HTTPConnection("127.0.0.1", released.port)
    connection.putrequest("POST", "/services/exchange/api/submissions/digital-vi/bai-1")
    connection.putheader("Authorization", "token token-lan")
    connection.putheader("Content-Length", str(len(message)))
    connection.endheaders(message[:200_000])
    connection.close()
    until = time.monotonic() + 30
    while list((released.folder / "incoming").iterdir()):
        assert time.monotonic() < until, "the rest was not removed"
        time.sleep(0.05)
    assert released.as_("lan").get("submissions") == []


@pytest.mark.parametrize("seed", range(4))
def test_after_a_kill_all_that_was_acknowledged_is_there_and_whole(released, seed):
    choose = random.Random(seed)
    acknowledged: dict[str, str] = {}
    attempted: set[str] = set()

    def submit_often(name: str) -> None:
        while True:
            content = os.urandom(choose.randrange(1, 200_000))
            checksum = hashlib.sha256(content).hexdigest()
            attempted.add(checksum)
            items = [Item("bai-1.ipynb", content), Item("data/x.csv", content[:10])]
            try:
                answer = released.as_(name).post(items, "submissions", "digital-vi", "bai-1")
            except RefusalError:
                return
            acknowledged[f"{name} {answer['timestamp']}"] = checksum

    threads = [threading.Thread(target=submit_often, args=(name,)) for name in ("lan", "minh")]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 60
    while len(acknowledged) < 3 + seed:
        assert time.monotonic() < until, "too little was acknowledged"
        time.sleep(0.01)
    time.sleep(choose.random() / 10)
    released.kill()
    for thread in threads:
        thread.join()
    released.start()
    hoa = released.as_("hoa")
    stored = {
        f"{one['student']} {one['timestamp']}": hoa.get_parcel("submission", one["id"])
        for one in hoa.get("submissions", scope="course")
    }
    for key, checksum in acknowledged.items():
        assert hashlib.sha256(stored[key][0].content).hexdigest() == checksum
    for items in stored.values():
        assert [item.path for item in items] == ["bai-1.ipynb", "data/x.csv"]
        assert hashlib.sha256(items[0].content).hexdigest() in attempted
        assert items[1].content == items[0].content[:10]


def test_the_service_ends_when_it_is_told_to(released):
    assert released.stop() == 0
    released.start()
    assert [one["assignment"] for one in released.as_("lan").get("assignments")] == ["bai-1"]
    released.process.send_signal(signal.SIGINT)
    assert released.process.wait(30) == 0


def test_a_full_disk_is_said_and_nothing_is_stored(released):
    blobs = released.folder / "blobs"
    blobs.rename(released.folder / "away")
    blobs.symlink_to("/dev/full")
    with pytest.raises(RefusalError, match="nothing was stored"):
        released.as_("lan").post([Item("bai-1.ipynb", b"[]")], "submissions", "digital-vi", "bai-1")
    blobs.unlink()
    (released.folder / "away").rename(blobs)
    assert released.as_("lan").get("submissions") == []


def test_what_nobody_needs_is_gone_after_the_next_start(released):
    hoa = released.as_("hoa")
    released.as_("lan").post([Item("bai-1.ipynb", b"unique")], "submissions", "digital-vi", "bai-1")
    (one,) = hoa.get("submissions", scope="course")
    hoa.delete("submission", one["id"], scope="course")
    checksum = hashlib.sha256(b"unique").hexdigest()
    assert list(released.folder.glob(f"blobs/*/{checksum}"))
    released.stop()
    released.start()
    assert not list(released.folder.glob(f"blobs/*/{checksum}"))
    assert hoa.get_parcel("assignments", "digital-vi", "bai-1") == [Item("bai-1.ipynb", b"{}")]


def test_a_release_is_replaced_only_when_asked(released):
    hoa = released.as_("hoa")
    with pytest.raises(RefusalError, match="already released"):
        hoa.post([Item("bai-1.ipynb", b"2")], "assignments", "digital-vi", "bai-1")
    assert hoa.get_parcel("assignments", "digital-vi", "bai-1")[0].content == b"{}"
    hoa.post([Item("bai-1.ipynb", b"2")], "assignments", "digital-vi", "bai-1", force="1")
    assert hoa.get_parcel("assignments", "digital-vi", "bai-1")[0].content == b"2"


def test_two_submissions_never_have_the_same_time(released):
    lan = released.as_("lan")
    for _ in range(5):
        lan.post([Item("bai-1.ipynb", b"x")], "submissions", "digital-vi", "bai-1")
    times = [one["timestamp"] for one in lan.get("submissions")]
    assert times == sorted(set(times))
    assert len(times) == 5


def test_too_big_a_parcel_is_refused_with_one_sentence(released):
    items = [Item("bai-1.ipynb", bytes(51_000_000))]
    with pytest.raises(RefusalError, match=r"tối đa là 50 MB.* / .*the most is 50 MB") as caught:
        released.as_("lan").post(items, "submissions", "digital-vi", "bai-1")
    assert caught.value.status == 413
    assert released.as_("lan").get("submissions") == []
