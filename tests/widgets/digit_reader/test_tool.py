import pytest
from lopso_widgets.digit_reader.tool import DigitReaderTool

SEVEN = [[300, 200, 720, 200, 460, 820]]
FISH = [[200, 500, 400, 380, 600, 500, 800, 380, 800, 620, 600, 500, 400, 620, 200, 500]]


@pytest.fixture
def tool():
    return DigitReaderTool(seed=1)


def test_white_paper_gets_no_guess(tool, shown):
    assert "Viết một chữ số, máy sẽ đoán." in shown(tool.guess)
    assert tool.picture.svg == ""


def test_a_written_digit_is_read_with_its_probability(tool, shown):
    tool.pad.strokes = SEVEN
    assert "7" in shown(tool.guess)
    assert "chắc" in shown(tool.guess)
    assert "số 7" in tool.picture.sentence
    assert tool.picture.svg
    assert tool.picture.csv.count("\r\n") == 11


def test_the_tool_speaks_english(shown):
    tool = DigitReaderTool("en")
    tool.pad.strokes = SEVEN
    assert "% sure" in shown(tool.guess)
    assert "is not saved anywhere" in shown(tool)


def test_below_the_threshold_the_machine_says_that_it_is_not_sure(tool, shown):
    tool.pad.strokes = SEVEN
    tool.share.value = 0.5
    tool.threshold.value = 99
    assert "không chắc, có lẽ là" in shown(tool.guess)
    assert "?" in shown(tool.guess)


def test_a_fish_is_read_as_a_digit_too(tool, shown):
    tool.pad.strokes = FISH
    assert any(character.isdigit() for character in shown(tool.guess))


def test_the_machine_shows_the_numbers_it_sees_and_the_pictures_alike(tool):
    tool.pad.strokes = SEVEN
    assert tool.seen.value.count("<span") == 64
    assert tool.alike.value.count("<img") == 5


def test_wrong_labels_make_a_seven_a_one(tool, shown):
    tool.pad.strokes = SEVEN
    tool.share.value = 1.0
    assert "1" in shown(tool.guess)
    assert "bị dạy là 1" in shown(tool.alike)
    assert "Ảnh số 1 bị dạy là 7 và ngược lại" in shown(tool.taught)
    tool.share.value = 0.0
    assert "7" in shown(tool.guess)


def test_the_pair_is_asked_for_only_when_something_is_taught_wrong(tool):
    assert tool.pair.layout.display == "none"
    tool.share.value = 0.5
    assert tool.pair.layout.display is None


def test_the_result_of_the_test_is_said(tool, shown):
    assert "Thi với 450 ảnh lạ: đúng 4" in shown(tool.taught)
    tool.count.value = 50
    assert "Thi với 450 ảnh lạ: đúng 3" in shown(tool.taught)


def test_a_new_picture_needs_no_hand(tool, shown):
    tool.sample.click()
    assert "Máy chưa từng học ảnh này" in tool.status.text
    assert tool.seen.value.count("<span") == 64
    tool.pad.strokes = SEVEN
    assert tool.status.text == ""


def test_a_dot_is_a_sentence(tool):
    tool.pad.strokes = [[500, 500]]
    assert tool.status.text.startswith("Nét viết nhỏ quá")
    tool.pad.strokes = []
    assert "lopso-note" in tool.guess.value


def test_the_page_says_that_nothing_drawn_is_kept(tool, shown):
    assert "không được lưu ở đâu cả" in shown(tool)
