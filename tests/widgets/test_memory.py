"""A tool that lost its kernel comes back from what its page held, and from nothing else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lopso_widgets.digit_reader.tool import DigitReaderTool
from lopso_widgets.pendulum.model import MOST_READINGS, from_data
from lopso_widgets.pendulum.tool import PendulumTool
from lopso_widgets.subject_average.tool import SubjectAverageTool

TOOLS = (PendulumTool, DigitReaderTool, SubjectAverageTool)


def what_its_page_hands_over(tool):
    """As memory.js does it: what was kept, and what each control's model is set to."""
    models = {each.model_id: each for each in inside(tool)}
    controls = {
        name: getattr(models[place], trait) for name, (place, trait) in tool.memory.controls.items()
    }
    return json.loads(json.dumps({**tool.memory.kept, "controls": controls, "at": 1}))


def inside(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def test_a_pendulum_comes_back_with_its_readings():
    lost, found = PendulumTool("vi", seed=1), PendulumTool("vi", seed=2)
    lost.length.value, lost.place.value = 1.5, 1.62
    lost.six.click()
    found.memory.returned = what_its_page_hands_over(lost)
    assert found.experiment == lost.experiment
    assert found.picture.sentence == lost.picture.sentence
    assert found.length.value == 1.5


def test_a_digit_or_a_new_picture_comes_back():
    lost, found = DigitReaderTool("vi", seed=1), DigitReaderTool("vi", seed=2)
    lost.share.value = 0.5
    lost.pad.strokes = [[300, 200, 720, 200, 460, 820]]
    found.memory.returned = what_its_page_hands_over(lost)
    assert (found.guess.value, found.seen.value) == (lost.guess.value, lost.seen.value)
    lost.sample.click()
    other = DigitReaderTool("vi", seed=3)
    other.memory.returned = what_its_page_hands_over(lost)
    assert (other.guess.value, other.status.text) == (lost.guess.value, lost.status.text)
    assert other.pad.strokes == []


def test_marks_come_back_also_with_another_number_of_fields():
    lost, found = SubjectAverageTool("vi"), SubjectAverageTool("vi")
    lost.periods.value = lost.rule.counts[2]
    lost.terms[0].value = ["8", "8", "9", "7", "6", "x"]
    found.memory.returned = what_its_page_hands_over(lost)
    assert found.results.value == lost.results.value
    assert found.terms[0].value == lost.terms[0].value
    assert found.terms[0].faults == lost.terms[0].faults


def test_the_same_kernel_takes_nothing_back():
    tool = PendulumTool("vi", seed=1)
    tool.six.click()
    before = what_its_page_hands_over(tool)
    tool.clear.click()
    tool.memory.returned = before
    assert tool.experiment.readings == ()


def test_a_tool_that_nobody_touched_asks_its_page_to_hold_nothing():
    for tool in TOOLS:
        assert tool("vi").memory.kept == {}


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=8),
    lambda some_more: (
        some.lists(some_more, max_size=8)
        | some.dictionaries(some.text(max_size=8), some_more, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("tool", TOOLS)
@settings(max_examples=12)
@given(data=some.data())
def test_a_page_that_is_not_ours_breaks_nothing(tool, data):
    made = tool("en")
    names = [*made.memory.controls, "readings", "sample"]
    held = data.draw(some.fixed_dictionaries({}, optional=dict.fromkeys(names, ANYTHING)))
    made.memory.returned = {"kernel": "other", **held, "controls": held}
    made.memory.returned = {"kernel": "another", "controls": data.draw(ANYTHING)}


def test_readings_are_as_many_and_as_large_as_the_tool_itself_makes():
    assert len(from_data([[1, 9.81, 10, 10, 0, 20, 0]] * 1000)) == MOST_READINGS
    (reading,) = from_data([[1e9, -5, 1e300, 10**30, 7, -3, 2], "x", [1] * 6, [float("nan")] * 7])
    assert reading.setup.length <= 2
    assert reading.setup.swings <= 20
    assert reading.time > 0
