"""The room's rules, at times that a test chooses: who is seated, who must leave, and when."""

import asyncio
import re
from dataclasses import dataclass, field

import pytest
from lopso_deployment.gallery.channel import Allowance, read_say
from lopso_deployment.gallery.room import Room, Rules
from lopso_deployment.gallery.seats import PATIENCE, Seat

RULES = Rules(class_size=2, seats=3, ready=3, most_waiting=2)


class Chair:
    """What stands for a seat's process and the socket to it: the rules ask only for its end."""

    gone = False

    def close(self):
        self.gone = True


@dataclass
class Guest:
    address: str = "10.0.0.1"
    page: str = "vi-pendulum"
    seat: Seat | None = None
    told: list = field(default_factory=list)

    def sit(self, seat, *, same):
        self.seat = seat
        self.told.append(("sit", same))

    def wait(self, place):
        self.told.append(("wait", place))

    def leave(self, why):
        self.told.append(("leave", why))


@pytest.fixture
def room():
    async def make():
        return Room(None, RULES)

    made = asyncio.run(make())
    made.ready = [Seat(Chair(), None, Chair()) for _ in range(3)]
    return made


def seated(room, *guests):
    for guest in guests:
        room.enter(guest, None)
        assert guest.told[-1] == ("sit", False)
    return guests


def test_an_unused_seat_is_given_up_after_twenty_minutes(room):
    (guest,) = seated(room, Guest())
    room.tidy(guest.seat.used + RULES.idle - 1)
    assert guest.told == [("sit", False)]
    room.tidy(guest.seat.used + RULES.idle + 1)
    assert guest.told[-1] == ("leave", "idle")
    assert guest.seat.child.gone
    assert not room.taken


def test_while_somebody_waits_it_is_given_up_after_two(room):
    first, *_ = seated(room, Guest(), Guest("10.0.0.2"), Guest("10.0.0.3"))
    late = Guest("10.0.0.4")
    room.enter(late, None)
    assert late.told == [("wait", 1)]
    for seat, _ in room.taken.values():
        seat.used += 60 if seat is not first.seat else 0
    room.tidy(first.seat.used + RULES.idle_in_demand + 1)
    assert first.told[-1] == ("leave", "room")
    assert len(room.taken) == 2


def test_a_lost_page_keeps_its_seat_for_two_minutes_and_ten_seconds_in_demand(room):
    first, second, _ = seated(room, Guest(), Guest("10.0.0.2"), Guest("10.0.0.3"))
    for guest in (first, second):
        room.go(guest, for_good=False)
    room.tidy(first.seat.left + RULES.grace - 1)
    assert len(room.taken) == 3
    room.enter(Guest("10.0.0.4"), None)
    room.tidy(first.seat.left + RULES.grace_in_demand + 1)
    assert len(room.taken) == 1


def test_a_seat_that_does_not_answer_is_given_up(room):
    (guest,) = seated(room, Guest())
    guest.seat.unanswered.append(guest.seat.used)
    room.tidy(guest.seat.used + PATIENCE - 1)
    assert guest.told == [("sit", False)]
    room.tidy(guest.seat.used + PATIENCE + 1)
    assert guest.told[-1] == ("leave", "fault")


def test_a_token_of_another_page_finds_nothing(room):
    (guest,) = seated(room, Guest())
    other = Guest("10.0.0.2", "en-pendulum")
    room.enter(other, guest.seat.token)
    assert other.told == [("sit", False)]
    assert other.seat is not guest.seat


def test_the_line_has_an_end(room):
    seated(room, Guest(), Guest("10.0.0.2"), Guest("10.0.0.3"))
    for place in (1, 2):
        guest = Guest("10.0.0.4")
        room.enter(guest, None)
        assert guest.told == [("wait", place)]
    last = Guest("10.0.0.4")
    room.enter(last, None)
    assert last.told == [("leave", "full")]


def test_an_allowance_lets_a_reserve_through_and_then_slows():
    allowance = Allowance(rate=10, reserve=5)
    assert [allowance.take(1) > 0 for _ in range(5)] == [False] * 5
    assert 0 < allowance.take(10) <= 1.1


def test_a_message_is_rebuilt_from_what_is_allowed_in_it():
    ids = re.compile(r"vi-pendulum-\d+")
    text = (
        '{"n": 1, "id": "vi-pendulum-3", "do": "x", "more": 1, '
        '"data": {"method": "update", "state": {"value": 1}, "code": "1"}}'
    )
    assert read_say(text, ids) == {
        "do": "say",
        "n": 1,
        "id": "vi-pendulum-3",
        "data": {"method": "update", "state": {"value": 1}, "buffer_paths": []},
        "buffers": [],
    }
