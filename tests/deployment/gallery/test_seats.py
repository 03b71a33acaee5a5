"""Seats: a tool answers, its pupils are independent, and those beyond the last seat wait."""

import asyncio
import base64

import pytest

pytestmark = pytest.mark.slow


def test_a_tool_answers_what_a_pupil_sets(gallery, visit):
    slider = gallery.find("label", "Chiều dài dây l")

    async def use():
        async with visit() as pupil:
            assert await pupil.take_a_seat()
            said = await pupil.say(slider, method="update", state={"value": 2.0}, buffer_paths=[])
            assert any("2,837" in str(message["data"]) for message in said)

    asyncio.run(use())


def test_a_file_reaches_its_tool_whole(gallery, visit):
    picker = gallery.find("most_bytes", page="vi-subject_average")
    text = "Mã,TX1,TX2,TX3,GK,CK\n001,8,8,9,6,7\n"

    async def use():
        async with visit("vi-subject_average") as pupil:
            await pupil.take_a_seat()
            data = {"method": "update", "state": {"content": None}, "buffer_paths": [["content"]]}
            part = base64.b64encode(text.encode()).decode()
            await pupil.send({"do": "say", "n": 1, "id": picker, "data": data, "buffers": [part]})
            said = []
            while (message := await pupil.hear())["do"] != "done":
                said.append(str(message))
            return said

    assert any("001" in message for message in asyncio.run(use()))


def test_pupils_draw_different_random_numbers(gallery, visit):
    button = gallery.find("description", "Đo 6 chiều dài")

    async def measure():
        async with visit() as pupil:
            await pupil.take_a_seat()
            said = await pupil.say(button, method="custom", content={"event": "click"})
            return str([message["data"] for message in said if "csv" in str(message["data"])])

    async def both():
        return await measure(), await measure()

    one, other = asyncio.run(both())
    assert one != other


def test_whoever_loses_the_connection_finds_the_same_seat(gallery, visit):
    slider = gallery.find("label", "Chiều dài dây l")

    async def use():
        async with visit(leave=False) as asleep, visit(leave=False) as pupil:
            seat = (await asleep.take_a_seat())["seat"]
            await asleep.say(slider, method="update", state={"value": 1.7}, buffer_paths=[])
            # The server has not noticed yet that the first connection is lost.
            assert (await pupil.sit(seat))["same"] is True
        await asyncio.sleep(0.3)
        async with visit() as pupil:
            again = await pupil.sit(seat)
            await pupil.send('{"do":"states"}')
            states = (await pupil.hear("states"))["states"]
            await pupil.send('{"do":"leave"}')
            assert (again["seat"], again["same"]) == (seat, True)
            assert states[slider]["state"]["value"] == 1.7
        async with visit() as pupil:
            assert (await pupil.sit(seat))["same"] is False

    asyncio.run(use())


def test_one_address_gets_no_more_than_a_class_and_others_find_a_seat(gallery, visit):
    async def crowd():
        async with visit() as one, visit() as two, visit() as three, visit() as fourth:
            for pupil in (one, two, three):
                assert await pupil.take_a_seat()
            await fourth.send({"do": "sit", "seat": None, "stage": ""})
            async with visit(address="10.0.0.2") as other, visit(address="10.0.0.3") as last:
                assert await other.take_a_seat()
                assert await last.take_a_seat()
                assert await fourth.hear("wait") == {"do": "wait", "place": 1}
                await two.send('{"do":"leave"}')
                assert (await fourth.hear("seated"))["same"] is False

    asyncio.run(crowd())


def test_those_in_line_move_up_when_one_gives_up(gallery, visit):
    async def crowd():
        async with (
            visit(address="10.0.1.1") as one,
            visit(address="10.0.1.2") as two,
            visit(address="10.0.1.3") as three,
            visit(address="10.0.1.4") as four,
            visit(address="10.0.1.5") as five,
            visit(address="10.0.1.6") as second,
        ):
            for pupil in (one, two, three, four, five):
                await pupil.take_a_seat()
            async with visit(address="10.0.1.7") as first:
                assert (await first.sit())["place"] == 1
                assert (await second.sit())["place"] == 2
                await first.send('{"do":"leave"}')
                assert (await second.hear("wait"))["place"] == 1
            await one.send('{"do":"leave"}')
            assert (await second.hear("seated", within=60))["do"] == "seated"

    asyncio.run(crowd())
