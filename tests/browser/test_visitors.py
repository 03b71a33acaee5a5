"""What visitors of the gallery do: they search, bring files, go back and open pages again."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_for_seat

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_tools_are_found_without_diacritics_and_by_course_grade_and_subject(open_page):
    page = open_page()
    shown = page.locator(".card:visible h3")
    page.get_by_label("Tìm công cụ").fill("con lac")
    expect(shown).to_have_text(["Phòng thí nghiệm con lắc"])
    expect(page.locator("#count")).to_have_text("1 công cụ")
    page.get_by_label("Tìm công cụ").fill("")
    page.locator("select[name=grade]").select_option(label="Lớp 7")
    expect(shown).to_have_text(["Máy tính điểm trung bình môn", "Máy nhìn chữ số"])
    page.locator("select[name=subject]").select_option(label="Vật lí")
    expect(page.get_by_text("Không có công cụ nào như vậy")).to_be_visible()
    page.get_by_role("button", name="Xem tất cả").click()
    page.locator("select[name=subject]").select_option(label="Vật lí")
    page.reload()
    expect(shown).to_have_text(["Phòng thí nghiệm con lắc"])
    page.get_by_role("link", name="English").click()
    expect(page.locator(".card:visible h3")).to_have_text(["The pendulum laboratory"])


@pytest.mark.parametrize(
    ("typed", "tool"),
    [
        ("CON LẮC", "Phòng thí nghiệm con lắc"),
        ("ĐIỂM", "Máy tính điểm trung bình môn"),
        ("vật lý", "Phòng thí nghiệm con lắc"),
        ("con lawcs", "Phòng thí nghiệm con lắc"),
        ("nhinf chuwx", "Máy nhìn chữ số"),
        ("d9ie6m3 trung", "Máy tính điểm trung bình môn"),
        ("pendulum", "Phòng thí nghiệm con lắc"),
    ],
)
def test_words_in_any_spelling_or_keyboard_find_the_tool(open_page, typed, tool):
    page = open_page()
    page.get_by_label("Tìm công cụ").fill(typed)
    expect(page.locator(".card:visible h3")).to_have_text([tool])
    expect(page.locator("#count")).to_have_text("1 công cụ")


def test_one_wrong_letter_finds_what_is_close_and_says_so(open_page):
    page = open_page()
    page.get_by_label("Tìm công cụ").fill("trugn binh")
    expect(page.locator(".card:visible h3")).to_have_text(["Máy tính điểm trung bình môn"])
    expect(page.locator("#count")).to_contain_text("Gần giống: 1 công cụ")
    page.get_by_label("Tìm công cụ").fill("bóng đá")
    expect(page.get_by_text("Không có công cụ nào như vậy")).to_be_visible()
    expect(page.locator("#count")).to_have_text("0 công cụ")


def test_an_empty_file_and_one_without_marks_are_sentences(open_page):
    page = open_page("vi", "subject_average")
    picker = page.locator("input[type=file]")
    picker.set_input_files({"name": "trong.csv", "mimeType": "text/csv", "buffer": b""})
    expect(page.get_by_text("Tệp này trống")).to_be_visible()
    picker.set_input_files({"name": "thu.csv", "mimeType": "text/csv", "buffer": b"xin chao"})
    expect(page.get_by_text("Không thấy dòng tiêu đề")).to_be_visible()
    expect(page.get_by_text("Tệp này trống")).to_be_hidden()


def test_a_page_that_is_opened_again_shows_its_tool_as_it_is(open_page):
    page = open_page("vi", "subject_average")
    for again in (page.reload, page.go_back):
        page.get_by_label("đến 35").check()
        expect(page.locator(".lopso-fields").first.locator("input")).to_have_count(4)
        if again == page.go_back:
            page.get_by_role("link", name="Lớp Số").click()
            expect(page.get_by_label("Tìm công cụ")).to_be_visible()
        again()
        wait_for_seat(page)
        expect(page.get_by_label("36–70")).to_be_checked()
        expect(page.locator(".lopso-fields").first.locator("input")).to_have_count(5)
