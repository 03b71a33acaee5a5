"""The gallery is open to a class: nothing is reachable but pages, and nothing but widgets."""

import asyncio
import json
import os
import random
from contextlib import suppress

import psutil
import pytest
from lopso_deployment.gallery.channel import NONSENSE
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketClosedError

pytestmark = pytest.mark.slow

MANY = 20_000 if os.environ.get("LOPSO_SOAK") else 400
JUPYTER = (
    "/api", "/api/kernels", "/api/contents", "/api/sessions", "/api/terminals", "/lab", "/tree",
    "/voila/tree", "/voila/render/vi/pendulum.ipynb", "/api/kernelspecs", "/files/apps.json",
    "/apps.json", "/vi/pendulum.ipynb", "/vi/../apps.json", "/metrics", "/login",
)  # fmt: skip


@pytest.mark.parametrize("path", JUPYTER)
def test_nothing_of_a_jupyter_server_is_open(gallery, path):
    assert gallery.get(path)[0] == 404


def test_no_page_sets_a_cookie_or_lets_scripts_from_elsewhere_in(gallery):
    for path in ("/vi/", "/en/", "/vi/pendulum", "/en/digit_reader", "/nothing"):
        _, headers, _ = gallery.get(path)
        assert "Set-Cookie" not in headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_another_site_cannot_speak_to_a_seat(visit):
    async def come():
        async with visit(origin="http://elsewhere.example"):
            pass

    with pytest.raises(HTTPClientError) as refused:
        asyncio.run(come())
    assert refused.value.code == 403


def test_seats_know_nothing_of_the_server(gallery):
    below = psutil.Process(gallery.process.pid).children(recursive=True)
    assert len(below) > 5
    for process in below:
        try:
            names = set(process.environ())
        except psutil.NoSuchProcess:
            continue
        assert not [name for name in names if "TOKEN" in name or "SECRET" in name]


def jupyter_message(kind, **content):
    header = {"msg_id": "1", "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
    return {"header": header, "parent_header": {}, "metadata": {}, "content": content,
            "channel": "shell", "buffers": []}  # fmt: skip


def hostile(slider, other_page):
    """Messages that must do nothing, each of another kind."""
    update = {"method": "update", "state": {"value": 1.0}, "buffer_paths": []}
    code = "open('/tmp/lopso-was-here', 'w')"
    return [
        jupyter_message("execute_request", code=code, silent=False),
        jupyter_message("comm_open", comm_id="x", target_name="jupyter.widget", data={}),
        jupyter_message("complete_request", code="op", cursor_pos=2),
        jupyter_message("shutdown_request", restart=False),
        {"do": "execute", "code": code},
        {"do": "take", "page": "../../etc"},
        {"do": "states", "page": "vi-subject_average"},
        {"do": "say"},
        {"do": "say", "n": "1", "id": slider, "data": update},
        {"do": "say", "n": 1, "id": 7, "data": update},
        {"do": "say", "n": 1, "id": other_page, "data": update},
        {"do": "say", "n": 1, "id": slider + "\n", "data": update},
        {"do": "say", "n": 1, "id": slider, "data": {"method": "request_states"}},
        {"do": "say", "n": 1, "id": slider, "data": {"method": "update", "state": [1]}},
        {"do": "say", "n": 1, "id": slider, "data": "update"},
        {"do": "say", "n": 1, "id": slider, "data": update, "buffers": [1]},
        "[" * 100_000,
        "null", "3", '"x"', "{", "\x00",
        b"\x00\x00\x00\x01binary",
    ]  # fmt: skip


def test_what_is_no_widgets_message_does_nothing_and_ends_soon(gallery, visit):
    slider = gallery.find("label", "Chiều dài dây l")
    other_page = gallery.find("faults", page="vi-subject_average")
    messages = hostile(slider, other_page)

    async def attack():
        answers = []
        async with visit() as pupil:
            await pupil.take_a_seat()
            for message in messages[: NONSENSE - 1]:
                await pupil.send(message)
            answers += await pupil.say(slider, method="update", state={"value": 2.0})
            with suppress(WebSocketClosedError):
                for message in messages[NONSENSE - 1 :]:
                    await pupil.send(message)
            assert await pupil.hear() is None
            assert pupil.connection.close_code == 1008
        return answers

    answers = asyncio.run(attack())
    assert {message["do"] for message in answers} == {"comm_msg"}
    assert any("2,837" in str(message) for message in answers)


def test_values_of_no_sense_leave_the_tool_alive(gallery, visit):
    held = gallery.held("vi-subject_average")["widgets"]
    chance = random.Random(5)
    nonsense = [None, "", "x" * 5000, -1, 1e308, True, [], {}, [[]], {"a": 1}, ["8"] * 2000]

    async def attack():
        async with visit("vi-subject_average", address="10.1.0.1") as pupil:
            await pupil.take_a_seat()
            names = [name for name in held if "-" in name]
            for _ in range(MANY):
                name = chance.choice(names)
                trait = chance.choice([*held[name]["state"], "_nothing", "__class__", "comm"])
                state = {trait: chance.choice(nonsense)}
                data = {"method": "update", "state": state}
                if chance.random() < 0.2:
                    data = {"method": "custom", "content": chance.choice(nonsense)}
                await pupil.say(name, **data)
            await pupil.send('{"do":"states"}')
            return await pupil.hear("states")

    assert len(asyncio.run(attack())["states"]) >= len(held)


def test_bytes_that_are_none_leave_the_tool_alive(gallery, visit):
    slider = gallery.find("label", "Chiều dài dây l")
    update = {"method": "update", "state": {}, "buffer_paths": [["value"]]}

    async def attack():
        async with visit(address="10.1.0.2") as pupil:
            await pupil.take_a_seat()
            for buffer in ("A", "é", "=" * 3):
                await pupil.send({"do": "say", "n": 0, "id": slider, "data": update,
                                  "buffers": [buffer]})  # fmt: skip
                assert await pupil.hear() == {"do": "done", "n": 0}
            return await pupil.say(slider, method="update", state={"value": 2.0})

    assert "2,837" in str(asyncio.run(attack()))


def test_a_flood_is_slowed_and_the_others_do_not_feel_it(gallery, visit):
    slider = gallery.find("label", "Chiều dài dây l")
    update = {"method": "update", "state": {"value": 1.0}}
    flood = json.dumps({"do": "say", "n": 1, "id": slider, "data": update})

    async def attack():
        async with visit(address="10.2.0.1") as bad, visit(address="10.2.0.2") as good:
            await bad.take_a_seat()
            await good.take_a_seat()
            for _ in range(900):
                await bad.send(flood)
            began = asyncio.get_running_loop().time()
            await good.say(slider, method="update", state={"value": 2.0})
            took = asyncio.get_running_loop().time() - began
            assert await bad.hear("over", within=60) == {"do": "over", "why": "busy"}
            return took

    # The flood takes ten seconds of the rate it is allowed; nobody waits for its end.
    assert asyncio.run(attack()) < 5


def test_a_message_of_a_hundred_megabytes_ends_the_page_and_nothing_else(gallery, visit):
    async def attack():
        async with visit(address="10.3.0.1") as pupil:
            await pupil.take_a_seat()
            try:
                await pupil.send("x" * 100_000_000)
                heard = await pupil.hear()
            except Exception:
                heard = None
            assert heard is None
        async with visit(address="10.3.0.2") as pupil:
            assert await pupil.take_a_seat()

    asyncio.run(attack())
    assert psutil.Process(gallery.process.pid).memory_info().rss < 400 << 20
