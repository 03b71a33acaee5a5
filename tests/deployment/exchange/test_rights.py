"""What each person may do, asked of a real service with each one's token."""

import http.client

import pytest
from lopso_deployment.exchange.parcel import Item
from lopso_deployment.exchange.plugin.connection import Connection
from lopso_deployment.exchange.rights import Person, person_from_hub
from lopso_deployment.exchange.words import RefusalError

pytestmark = pytest.mark.slow
NOTEBOOK = [Item("bai-1.ipynb", b"{}")]


@pytest.fixture
def released(exchange):
    exchange.as_("hoa").post(NOTEBOOK, "assignments", "digital-vi", "bai-1")
    return exchange


def refused(status, work, *arguments, **query):
    with pytest.raises(RefusalError) as caught:
        work(*arguments, **query)
    assert caught.value.status == status
    return str(caught.value)


def test_a_learner_cannot_release_or_withdraw(released):
    lan = released.as_("lan")
    refused(403, lan.post, NOTEBOOK, "assignments", "digital-vi", "bai-2")
    refused(403, lan.post, NOTEBOOK, "assignments", "digital-vi", "bai-1", force="1")
    refused(403, lan.delete, "assignments", "digital-vi", "bai-1")
    assert [one["assignment"] for one in lan.get("assignments")] == ["bai-1"]


def test_a_trainer_of_one_course_is_nobody_in_another(released):
    refused(403, released.as_("hoa").post, NOTEBOOK, "assignments", "ai-vi", "bai-1")
    refused(403, released.as_("hoa").get_parcel, "assignments", "ai-vi", "bai-1")


def test_a_stranger_sees_nothing(released):
    stranger = released.as_("stranger")
    assert stranger.get("assignments") == []
    assert stranger.get("submissions") == []
    assert stranger.get("submissions", scope="course") == []
    refused(403, stranger.get_parcel, "assignments", "digital-vi", "bai-1")
    refused(403, stranger.post, NOTEBOOK, "submissions", "digital-vi", "bai-1")


def test_a_learner_sees_only_their_own_submissions(released):
    released.as_("lan").post([Item("bai-1.ipynb", b"lan")], "submissions", "digital-vi", "bai-1")
    minh = released.as_("minh")
    minh.post([Item("bai-1.ipynb", b"minh")], "submissions", "digital-vi", "bai-1")
    assert [one["student"] for one in minh.get("submissions")] == ["minh"]
    assert minh.get("submissions", scope="course") == []
    for one in released.as_("hoa").get("submissions", scope="course"):
        if one["student"] == "lan":
            message = refused(404, minh.get_parcel, "submission", one["id"])
            assert "lan" not in message
            refused(404, minh.delete, "submission", one["id"])
            refused(404, minh.delete, "submission", one["id"], scope="course")
            refused(404, minh.get_parcel, "feedback", one["id"])
            refused(404, minh.post, NOTEBOOK, "feedback", one["id"])
            pages = [Item("bai-1.html", b"10")]
            refused(403, released.as_("lan").post, pages, "feedback", one["id"])


def test_a_learner_cannot_remove_their_submission_from_the_course(released):
    lan = released.as_("lan")
    lan.post(NOTEBOOK, "submissions", "digital-vi", "bai-1")
    (own,) = lan.get("submissions")
    refused(403, lan.delete, "submission", own["id"], scope="course")
    lan.delete("submission", own["id"], scope="own")
    assert lan.get("submissions") == []
    assert len(released.as_("hoa").get("submissions", scope="course")) == 1


def test_the_formgrader_service_of_a_course_marks_that_course_only(released):
    service = released.as_service("digital-vi")
    assert [one["assignment"] for one in service.get("assignments")] == ["bai-1"]
    refused(403, service.post, NOTEBOOK, "assignments", "ai-vi", "bai-1")


@pytest.mark.parametrize("token", ["", "nonsense", "token-nobody"])
def test_without_a_token_of_the_hub_nothing_is_answered(released, token):
    refused(401, Connection(released.url, token).get, "assignments")


def test_a_token_that_is_not_for_the_exchange_is_refused(released):
    refused(403, Connection(released.url, "narrow-lan").get, "assignments")


def test_a_name_in_the_request_changes_nothing(released):
    lan = released.as_("lan")
    lan.post(NOTEBOOK, "submissions", "digital-vi", "bai-1", student="minh", user="minh")
    assert [one["student"] for one in lan.get("submissions")] == ["lan"]
    assert released.as_("minh").get("submissions") == []


@pytest.mark.parametrize(
    "path",
    [
        "assignments/digital-vi/..%2f..%2fexchange.sqlite",
        "assignments/digital-vi/../../../etc/passwd",
        "assignments/..%2f..%2f/etc",
        "submission/..%2fexchange.sqlite",
        "submission/" + "0" * 32,
    ],
)
def test_no_address_leads_out_of_the_exchange(released, path):
    connection = http.client.HTTPConnection("127.0.0.1", released.port, timeout=30)
    headers = {"Authorization": "token token-hoa"}
    connection.request("GET", f"/services/exchange/api/{path}", headers=headers)
    assert connection.getresponse().status in {400, 403, 404}
    connection.close()


def test_a_submission_to_what_is_not_released_is_refused(released):
    message = refused(404, released.as_("lan").post, NOTEBOOK, "submissions", "digital-vi", "bai-9")
    assert "bai-9" in message


def test_groups_with_other_names_give_no_rights():
    model = {"kind": "user", "name": "x", "groups": ["admin", "xformgrade-a", "nbgrader-b-c"]}
    assert person_from_hub(model) == Person("x", frozenset(), frozenset({"b-c"}))
