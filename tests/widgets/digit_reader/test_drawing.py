import math

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lopso_widgets.digit_reader.drawing import picture
from lopso_widgets.digit_reader.model import Teaching, answer, teach
from lopso_widgets.digit_reader.pad import MOST_NUMBERS, MOST_STROKES, Pad
from lopso_widgets.words import Fault


def arc(x, y, wide, high, start, end):
    """Points of a part of an ellipse, angles in degrees, y downwards."""
    points = []
    for step in range(25):
        angle = math.radians(start + (end - start) * step / 24)
        points += [round(x + wide * math.cos(angle)), round(y + high * math.sin(angle))]
    return points


# Digits as people write them, in the middle of the paper.
WRITTEN = {
    0: [arc(500, 500, 200, 320, -90, 270)],
    1: [[400, 300, 520, 200, 520, 820]],
    2: [[*arc(500, 350, 180, 160, -170, 40), 300, 800, 720, 800]],
    3: [[*arc(470, 340, 180, 150, -150, 90), *arc(470, 650, 200, 160, -90, 150)]],
    4: [[560, 200, 280, 600, 720, 600], [600, 400, 600, 820]],
    5: [[700, 200, 380, 200, 350, 460, *arc(480, 620, 210, 190, -110, 140)]],
    6: [[620, 200, 440, 400, 340, 620, *arc(500, 650, 160, 160, 180, -180)]],
    7: [[300, 200, 720, 200, 460, 820]],
    9: [[*arc(490, 360, 170, 160, 0, 360), 660, 380, 620, 640, 560, 820]],
}
strokes = some.lists(some.lists(some.integers(-50, 1050), max_size=60), max_size=6)


@pytest.mark.parametrize("digit", WRITTEN)
def test_a_digit_as_people_write_it_is_read(digit):
    assert answer(teach(Teaching()), picture(WRITTEN[digit])).digit == digit


@pytest.mark.parametrize("digit", WRITTEN)
def test_the_same_digit_smaller_and_in_a_corner_is_the_same_picture(digit):
    small = [[number // 3 + 600 for number in stroke] for stroke in WRITTEN[digit]]
    assert abs(picture(WRITTEN[digit]) - picture(small)).mean() < 1
    assert answer(teach(Teaching()), picture(small)).digit == digit


@given(strokes)
def test_any_strokes_are_64_numbers_or_a_fault(drawn):
    try:
        image = picture(drawn)
    except Fault as fault:
        told = fault.key
    else:
        told = None
        assert image.shape == (8, 8)
        assert image.min() >= 0
        assert image.max() <= 16
    assert told in (None, "drawing_empty", "drawing_too_small")


def test_white_paper_and_a_dot_are_named():
    for drawn, key in (([], "drawing_empty"), ([[500, 500]], "drawing_too_small")):
        with pytest.raises(Fault) as caught:
            picture(drawn)
        assert caught.value.key == key


def test_paper_takes_no_more_than_a_hand_can_write():
    pad = Pad()
    pad.strokes = [[1, 2] * MOST_NUMBERS] * 3
    assert sum(map(len, pad.strokes)) == MOST_NUMBERS
    pad.strokes = [[1, 2]] * (MOST_STROKES + 9)
    assert len(pad.strokes) == MOST_STROKES


def test_what_is_no_number_on_the_paper_becomes_one():
    pad = Pad()
    pad.strokes = [["<b>", None, 1e300, float("nan"), -5, True]]
    assert pad.strokes == [[0, 0, 1000, 0, 0, 1]]
