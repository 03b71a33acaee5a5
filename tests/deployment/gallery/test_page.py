"""A tool's page in a real browser: how little it loads, and what those in line see."""

import pytest
from lopso_deployment.bench.app_browsers import load

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LIVE = "html[data-seat=live]"


@pytest.fixture
def new_phone(chromium):
    """Opens pages of phones that know nothing of one another."""
    contexts = []

    def open_page():
        contexts.append(chromium.new_context(viewport={"width": 390, "height": 844}))
        page = contexts[-1].new_page()
        page.set_default_timeout(120_000)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", ["pendulum", "subject_average", "digit_reader"])
def test_a_first_visit_loads_little_and_a_later_one_next_to_nothing(gallery, new_phone, name):
    page = new_phone()
    first = load(page, f"{gallery.address}/vi/{name}", LIVE)
    assert first.kilobytes < 700
    assert first.requests <= 25
    later = load(page, f"{gallery.address}/vi/{name}", LIVE)
    assert later.kilobytes < 50
    page.goto("about:blank")


def test_who_comes_too_late_sees_the_place_and_gets_in_without_doing_anything(gallery, new_phone):
    phones = [new_phone() for _ in range(3)]
    for phone in phones:
        phone.goto(f"{gallery.address}/vi/pendulum")
        phone.wait_for_selector(LIVE, state="attached")
    late = new_phone()
    late.goto(f"{gallery.address}/vi/pendulum")
    late.get_by_text("Em đứng thứ 1 trong hàng").wait_for()
    phones[0].goto("about:blank")
    late.wait_for_selector(LIVE, state="attached")
    late.get_by_text("Em đứng thứ 1 trong hàng").wait_for(state="hidden")
    late.get_by_role("slider").first.press("End")
    late.get_by_text("2,837 s").wait_for()
