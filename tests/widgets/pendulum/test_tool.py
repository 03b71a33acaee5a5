import pytest
from lopso_widgets.pendulum.model import MOST_READINGS
from lopso_widgets.pendulum.tool import PendulumTool


@pytest.fixture
def tool():
    return PendulumTool(seed=1)


def test_without_readings_the_tool_says_what_to_do(tool):
    assert tool.picture.sentence.startswith("Chưa có số đo nào.")
    assert tool.table_card.layout.display == "none"


def test_moving_the_length_moves_the_pendulum_and_the_period(tool, shown):
    tool.length.value = 1.0
    assert tool.swing.length == 1.0
    assert "2,006 s" in shown(tool.periods)


def test_a_wide_angle_lengthens_the_period(tool, shown):
    tool.angle.value = 60
    assert "Góc 60° làm chu kì dài thêm 7,32%." in shown(tool.periods)


def test_one_measurement_is_one_line_of_the_table(tool, shown):
    tool.measure.click()
    assert "cho 10 dao động, T = 1," in tool.status.text
    assert tool.table.value.count("<tr>") == 2
    assert "Cần ít nhất 3 số đo để tìm g; mới có 1." in tool.picture.sentence


def test_six_lengths_give_g_with_its_error(tool, shown):
    tool.six.click()
    assert "g = 9," in shown(tool.found)
    assert "±" in tool.picture.sentence
    assert tool.picture.csv.startswith("\ufeffLần;l (m);n;t (s)")
    assert "0,3" in tool.picture.csv


def test_the_tool_speaks_english_with_points(shown):
    tool = PendulumTool("en", seed=1)
    tool.six.click()
    assert "g = 9." in shown(tool.found)
    assert "0.3" in tool.picture.csv


def test_the_same_seed_gives_the_same_lesson():
    one, other = PendulumTool(seed=5), PendulumTool(seed=5)
    one.six.click()
    other.six.click()
    assert one.picture.csv == other.picture.csv


def test_the_visitors_own_stopwatch_adds_a_reading(tool, shown):
    tool.swing.timed = (1, 17.93)
    assert "Em bấm được 17,93 s" in tool.status.text
    assert "✋" in tool.table.value
    tool.swing.timed = (2, 17.93)
    assert len(tool.experiment.readings) == 2


def test_a_stopwatch_stopped_at_once_is_a_sentence(tool):
    tool.swing.timed = (1, 0.0)
    assert "hãy bấm lại" in tool.status.text
    assert tool.experiment.readings == ()


def test_another_place_has_a_table_of_its_own_and_nothing_is_lost(tool):
    tool.six.click()
    tool.place.value = 1.62
    assert tool.picture.sentence.startswith("Chưa có số đo nào.")
    assert tool.swing.gravity == 1.62
    tool.place.value = 9.81
    assert tool.picture.sentence.startswith("6 số đo")


def test_an_own_g_is_asked_for_only_elsewhere(tool):
    assert tool.own.layout.display == "none"
    tool.place.value = 0.0
    assert tool.own.layout.display is None
    assert tool.experiment.setup.gravity == 9.79
    tool.own.value = ["abc"]
    assert tool.own.faults == ["“abc” không phải là một số. Ví dụ đúng: 9,79."]
    assert tool.experiment.setup.gravity == 9.79
    tool.own.value = ["24,8"]
    assert tool.own.faults == [""]
    assert tool.experiment.setup.gravity == 24.8


def test_the_last_reading_and_all_readings_can_be_removed(tool):
    tool.six.click()
    tool.remove.click()
    assert len(tool.experiment.here) == 5
    tool.clear.click()
    assert tool.experiment.here == ()
    tool.remove.click()
    assert tool.experiment.here == ()


def test_of_two_equal_readings_only_the_last_is_removed(tool):
    tool.noise.value = 0
    tool.measure.click()
    tool.measure.click()
    assert len(set(tool.experiment.here)) == 1
    tool.remove.click()
    assert len(tool.experiment.here) == 1


def test_the_last_reading_of_this_place_is_removed_not_that_of_another(tool):
    tool.measure.click()
    tool.place.value = 1.62
    tool.measure.click()
    tool.place.value = 9.81
    tool.remove.click()
    assert [each.setup.gravity for each in tool.experiment.readings] == [1.62]


def test_a_full_table_is_a_sentence(tool):
    for _ in range(MOST_READINGS // 6):
        tool.six.click()
    tool.measure.click()
    assert f"đã đủ {MOST_READINGS} số đo" in tool.status.text
    assert len(tool.experiment.readings) == MOST_READINGS
