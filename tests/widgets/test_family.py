import inspect

import ipywidgets
import pytest
from hypothesis import given
from hypothesis import strategies as some
from lopso_widgets import file_picker, picture
from lopso_widgets.controls import Fields, Slide
from lopso_widgets.digit_reader.tool import WORDS as DIGIT_WORDS
from lopso_widgets.digit_reader.tool import DigitReaderTool
from lopso_widgets.family import Tool
from lopso_widgets.file_picker import FilePicker
from lopso_widgets.pendulum.tool import WORDS as PENDULUM_WORDS
from lopso_widgets.pendulum.tool import PendulumTool
from lopso_widgets.subject_average.tool import WORDS as AVERAGE_WORDS
from lopso_widgets.subject_average.tool import SubjectAverageTool
from lopso_widgets.words import look_up

TOOLS = (SubjectAverageTool, DigitReaderTool, PendulumTool)
TABLES = {
    "picture": picture.WORDS,
    "file_picker": file_picker.WORDS,
    "subject_average": AVERAGE_WORDS,
    "digit_reader": DIGIT_WORDS,
    "pendulum": PENDULUM_WORDS,
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_both_languages_say_the_same_things_with_the_same_values(table):
    assert table["vi"].keys() == table["en"].keys()
    for key, text in table["vi"].items():
        values = {part.split("}")[0] for part in text.split("{")[1:]}
        assert {part.split("}")[0] for part in table["en"][key].split("{")[1:]} == values, key


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_tool_opens_in_both_languages(tool, language, shown):
    opened = tool(language=language)
    assert isinstance(opened, ipywidgets.VBox)
    assert "{" not in shown(opened)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_speaks_vietnamese_when_not_asked(tool):
    assert tool().words.language == "vi"


@pytest.mark.parametrize("tool", TOOLS)
def test_a_language_that_a_tool_does_not_speak_is_named(tool):
    with pytest.raises(ValueError, match="no language 'fr' in this tool; it has en, vi"):
        tool(language="fr")


def test_no_tool_uses_interact():
    for tool in (*TOOLS, Tool):
        assert "interact(" not in inspect.getsource(inspect.getmodule(tool))


@pytest.mark.parametrize(("language", "text"), [("vi", "−9,81"), ("en", "−9.81")])
def test_numbers_are_written_as_the_language_writes_them(language, text):
    assert look_up(TABLES["pendulum"], language).number(-9.81) == text


@given(some.floats(allow_nan=True, allow_infinity=True))
def test_a_slide_never_leaves_its_ends(number):
    slide = Slide(look_up(TABLES["pendulum"], "vi"), "l", "m", (0.1, 2.0), step=0.1, value=1)
    slide.value = number
    assert 0.1 <= slide.value <= 2.0


@given(some.lists(some.text(max_size=40), max_size=9))
def test_fields_keep_their_number_and_their_length_whatever_a_page_sends(texts):
    fields = Fields(labels=["a", "b"], longest=5)
    fields.value = texts
    assert len(fields.value) == 2
    assert all(len(text) <= 5 for text in fields.value)


def test_a_file_too_large_is_refused_with_its_limit():
    picker = FilePicker(look_up(TABLES["pendulum"], "en"), "Choose", ".csv", 2048)
    assert "2 KB" in picker.too_large
