import pytest
from lopso_courses.synthetic.subject_average import mark_book
from lopso_widgets.subject_average.tool import SubjectAverageTool

EXAMPLE = ["8", "8", "9", "6", "7"]
HEADER = "Mã HS;TX1 HK1;TX2 HK1;GK HK1;CK HK1;TX1 HK2;TX2 HK2;GK HK2;CK HK2"


@pytest.fixture
def tool():
    return SubjectAverageTool()


def test_the_example_of_the_lesson_shows_every_step(tool, shown):
    tool.terms[0].value = EXAMPLE
    text = " ".join(shown(tool).split())
    for step in ("8 + 8 + 9 = 25", "2 × 6 = 12", "3 × 7 = 21", "25 + 12 + 21 = 58"):
        assert step in text
    assert "Chia cho 3 + 5 = 8 58 : 8 = 7,25" in text
    assert "7,25 → 7,3 bỏ chữ số 5, từ 5 trở lên: tăng 1" in text


def test_the_steps_are_english_with_points_in_english(shown):
    tool = SubjectAverageTool("en")
    tool.terms[0].value = EXAMPLE
    assert "58 ÷ 8 = 7.25" in " ".join(shown(tool).split())


def test_the_year_follows_from_the_rounded_terms(tool, shown):
    tool.terms[0].value = EXAMPLE
    tool.terms[1].value = ["7,5", "8", "8", "7", "8"]
    text = " ".join(shown(tool).split())
    assert "7,3 + 15,4 = 22,7" in text
    assert "22,7 : 3 = 7,5666… Làm tròn 7,5666… → 7,6" in text


def test_a_missing_mark_is_named(tool, shown):
    tool.terms[0].value = ["8", "M", "9", "6", ""]
    assert "Học kì I còn thiếu: TX 2, Cuối kì." in shown(tool.results)


def test_a_mark_that_makes_no_sense_is_named_where_it_stands(tool):
    tool.terms[0].value = ["8", "abc", "85", "6", "110"]
    assert tool.terms[0].faults[1] == "“abc” không phải là điểm. Ví dụ đúng: 8,5."
    assert tool.terms[0].faults[2] == "“85” ngoài thang điểm từ 0 đến 10; có phải 8,5 không?"
    assert tool.terms[0].faults[4] == "“110” ngoài thang điểm từ 0 đến 10."
    tool.terms[0].value = EXAMPLE
    assert not any(tool.terms[0].faults)


def test_the_final_mark_it_takes_is_said_and_drawn(tool, shown):
    tool.terms[0].value = ["8", "8", "9", "6", ""]
    assert "Cần ít nhất 4,9 điểm cuối kì" in shown(tool.need)
    assert tool.picture.svg
    assert "từ 4,6 đến 8,4" in tool.picture.sentence


def test_a_goal_out_of_reach_and_a_goal_already_sure_are_said(tool, shown):
    tool.terms[0].value = ["8", "8", "9", "6", ""]
    tool.goal.value = ["9"]
    assert "Không thể: cuối kì được 10 điểm" in shown(tool.need)
    tool.goal.value = ["3,5"]
    assert "Đã chắc chắn: cuối kì được 0 điểm" in shown(tool.need)


def test_the_year_asks_for_the_first_term_first(tool, shown):
    tool.target.value = "year"
    assert "học kì I trước" in shown(tool.need)
    tool.terms[0].value = EXAMPLE
    tool.terms[1].value = ["6", "6", "6", "6", ""]
    assert "Cần ít nhất" in shown(tool.need)


@pytest.mark.parametrize("goal", ["", "abc", "11"])
def test_a_goal_that_makes_no_sense_is_a_sentence(tool, shown, goal):
    tool.goal.value = [goal]
    assert "Ghi điểm muốn đạt" in shown(tool.need)


def test_the_periods_decide_how_many_regular_marks_there_are(tool):
    tool.terms[0].value = EXAMPLE
    tool.periods.value = 4
    assert tool.terms[0].labels == ["TX 1", "TX 2", "TX 3", "TX 4", "Giữa kì", "Cuối kì"]
    assert tool.terms[0].value == ["8", "8", "9", "", "6", "7"]


def test_clearing_leaves_nothing(tool, shown):
    tool.terms[0].value = EXAMPLE
    tool.clear.click()
    assert tool.terms[0].value == [""] * 5
    assert "Nhập đủ điểm" in shown(tool.steps)


def test_a_class_is_gone_through_one_pupil_at_a_time(tool, shown):
    tool.class_card.file.content = mark_book().encode()
    assert tool.class_card.status.text == "Đã đọc 40 học sinh."
    assert tool.class_card.previous.disabled
    tool.class_card.next.click()
    assert tool.class_card.code.value == "9926080002"
    assert tool.terms[0].value == ["9,5", "10", "8,5", "9,8", "9,6"]
    tool.class_card.code.value = "9926080040"
    assert tool.class_card.next.disabled
    assert "Em thứ 40 trong 40 em" in shown(tool.class_card)
    assert bytes(tool.class_card.file.content) == b""


def test_a_bad_file_is_a_sentence_and_leaves_the_class_before_it(tool):
    tool.class_card.file.content = mark_book().encode()
    tool.class_card.file.content = b"PK\x03\x04 workbook"
    assert tool.class_card.status.text.startswith("Tệp Excel này hỏng")
    assert len(tool.class_card.code.options) == 40


def test_lines_that_make_no_sense_are_listed_and_harmless(tool, shown):
    lines = ["<b>1</b>;1;2;3;<script>;;;;", "=1+1;9;9;9;9;9;9;9;9"]
    tool.class_card.file.content = "\n".join([HEADER, *lines]).encode()
    assert "<script>" not in tool.class_card.faults.value
    assert "Dòng 2, cột CK HK1: “<script>” không phải là điểm" in shown(tool.class_card.faults)
    assert "'%3D1%2B1" not in tool.class_card.save.value
    assert "%27%3D1%2B1" in tool.class_card.save.value


def test_too_many_regular_marks_are_a_sentence(tool):
    header = "Mã;" + ";".join(f"TX{number}" for number in range(1, 8)) + ";GK;CK"
    tool.class_card.file.content = f"{header}\n1{';5' * 9}".encode()
    assert "7 cột TX" in tool.class_card.status.text


def test_the_whole_class_is_never_shown_as_a_list(tool, shown):
    tool.class_card.file.content = mark_book().encode()
    text = shown(tool)
    assert "9926080001" in text
    assert "9926080002" not in text


def test_the_averages_of_the_class_are_saved_in_the_files_own_order(tool):
    tool.class_card.file.content = mark_book().encode()
    link = tool.class_card.save.value
    assert link.index("9926080001") < link.index("9926080002") < link.index("9926080040")
