"""Who may open what, with real logins and the real tokens of real servers."""

import pytest
import requests
from lopso_deployment.exchange.parcel import Item
from lopso_deployment.exchange.plugin.connection import Connection
from lopso_deployment.exchange.words import RefusalError
from lopso_deployment.hub.plan import read_plan

pytestmark = pytest.mark.slow
NOTEBOOK = [Item("01-bài-thử.ipynb", b"{}")]


@pytest.fixture(scope="module")
def exchange_url(hub):
    return read_plan(hub.home).exchange_url


@pytest.fixture(scope="module")
def other(released):
    person = released.log_in("giaovien2")
    person.open_server()
    return person


def test_a_trainer_opens_the_formgrader_and_a_teacher_does_not(released, trainer, teacher):
    assert "formgrader" in trainer.ask("GET", "services/digital-vi/formgrader").url
    answer = trainer.ask("GET", "services/digital-vi/formgrader/api/assignments")
    assert [one["name"] for one in answer.json()] == ["01-bài-thử"]
    assert teacher.ask("GET", "services/digital-vi/formgrader").status_code == 403
    assert teacher.ask("GET", "services/digital-vi/api/contents").status_code == 403


def test_a_teacher_opens_no_other_server(teacher, other):
    assert teacher.ask("GET", "user/giaovien2/api/contents").status_code in {403, 404}


def test_only_trainers_see_the_marking_links(teacher, trainer):
    assert "/services/digital-vi/formgrader" in trainer.ask("GET", "hub/home").text
    assert "formgrader" not in teacher.ask("GET", "hub/home").text


def test_a_server_token_lets_submit_as_oneself_and_nothing_more(
    released, teacher, other, exchange_url
):
    mine = Connection(exchange_url, released.server_token("giaovien1"))
    theirs = Connection(exchange_url, released.server_token("giaovien2"))
    mine.post(NOTEBOOK, "submissions", "digital-vi", "01-bài-thử")
    (own,) = mine.get("submissions")
    assert own["student"] == "giaovien1"
    for work in (
        lambda: theirs.get_parcel("submission", own["id"]),
        lambda: theirs.delete("submission", own["id"], scope="course"),
        lambda: mine.post([Item("01-bài-thử.html", b"10")], "feedback", own["id"]),
        lambda: mine.post(NOTEBOOK, "assignments", "digital-vi", "x"),
        lambda: mine.delete("assignments", "digital-vi", "01-bài-thử"),
        lambda: mine.get_parcel("assignments", "digital-vi", "../../hub/plan.json"),
        lambda: mine.post([Item("../../x.ipynb", b"")], "submissions", "digital-vi", "01-bài-thử"),
    ):
        with pytest.raises(RefusalError) as caught:
            work()
        assert caught.value.status in {400, 403, 404}
    assert theirs.get("submissions") == []


def test_a_server_token_does_not_reach_the_hubs_own_doors(released, teacher):
    headers = {"Authorization": f"token {released.server_token('giaovien1')}"}
    api = read_plan(released.home).hub_api_url
    for path in (
        "users",
        "users/giaovien2",
        "groups",
        "proxy",
        "services",
        "users/giaovien1/tokens",
    ):
        answer = requests.get(f"{api}/{path}", headers=headers, timeout=60)
        listed = answer.json() if answer.status_code == 200 else []
        names = [one.get("name") for one in listed] if isinstance(listed, list) else []
        assert answer.status_code in {403, 404} or names in ([], ["giaovien1"]), path


def test_the_web_addresses_of_the_exchange_need_a_token_too(released):
    for path in ("assignments", "submissions"):
        url = f"{released.address}services/exchange/api/{path}"
        assert requests.get(url, timeout=60).status_code == 401
        signed = requests.get(url, headers={"Authorization": "token nonsense"}, timeout=60)
        assert signed.status_code == 401


def test_a_wrong_password_lets_nobody_in(hub):
    session = requests.Session()
    session.get(f"{hub.address}hub/login", timeout=60)
    xsrf = next(one.value for one in session.cookies if one.name == "_xsrf")
    form = {"username": "giaovien1", "password": "wrong", "_xsrf": xsrf}
    answer = session.post(f"{hub.address}hub/login", data=form, timeout=60)
    assert answer.status_code == 403
    assert "chưa đúng" in answer.content.decode()


def test_nobody_logs_in_as_the_formgrader(hub):
    assert "cham-digital-vi" not in hub.passwords
