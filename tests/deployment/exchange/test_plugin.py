"""nbgrader's own calls, through the plugin, against a real service."""

import os
import shutil
import sysconfig
from datetime import datetime
from pathlib import Path

import pytest
from lopso_deployment.exchange.plugin.configuration import use_exchange
from lopso_deployment.hub.ports import free_ports
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from traitlets.config import Config

pytestmark = pytest.mark.slow
COURSE, BAI = "digital-vi", "bài-1"


@pytest.fixture
def use(exchange, tmp_path, monkeypatch):
    """One of nbgrader's eight actions as somebody: `use("lan", "Submit", strict=True)`."""

    def act(who, action, *, course=COURSE, assignment=BAI, student="*", **traits):
        home = tmp_path / who
        home.mkdir(exist_ok=True)
        monkeypatch.setenv("LOPSO_EXCHANGE_URL", exchange.url)
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", f"token-{who}")
        monkeypatch.setenv("JUPYTERHUB_USER", who)
        # nbgrader makes a gradebook with the command `alembic`.
        monkeypatch.setenv("PATH", sysconfig.get_path("scripts"), prepend=os.pathsep)
        monkeypatch.chdir(home)
        config = Config()
        use_exchange(config)
        directory = CourseDirectory(
            course_id=course, assignment_id=assignment, student_id=student, root=str(home)
        )
        done = getattr(ExchangeFactory(config=config), action)(
            coursedir=directory, config=config, **traits
        )
        return done.start()

    return act


@pytest.fixture
def trainer(tmp_path):
    folder = tmp_path / "hoa" / "release" / BAI
    (folder / "data").mkdir(parents=True)
    (folder / f"{BAI}.ipynb").write_text('{"cells": []}')
    (folder / "data" / "điểm.csv").write_text("7,8")
    return tmp_path / "hoa"


@pytest.fixture
def released(use, trainer):
    use("hoa", "ReleaseAssignment")
    return trainer


def notebook(home: Path) -> Path:
    return home / COURSE / BAI / f"{BAI}.ipynb"


def test_an_assignment_is_released_fetched_submitted_and_collected(use, released, tmp_path):
    (listed,) = use("lan", "List", assignment="")
    assert (listed["status"], listed["notebooks"][0]["notebook_id"]) == ("released", BAI)
    use("lan", "FetchAssignment")
    assert (tmp_path / "lan" / COURSE / BAI / "data" / "điểm.csv").read_text() == "7,8"
    notebook(tmp_path / "lan").write_text('{"cells": ["lan"]}')
    use("lan", "Submit")
    use("hoa", "Collect")
    collected = released / "submitted" / "lan" / BAI
    assert (collected / f"{BAI}.ipynb").read_text() == '{"cells": ["lan"]}'
    (own,) = use("lan", "List", cached=True)
    timestamp = (collected / "timestamp.txt").read_text()
    assert own["submissions"][0]["timestamp"] == timestamp
    assert datetime.strptime(timestamp, "%Y-%m-%d %H:%M:%S.%f %Z")  # noqa: DTZ007 (it says UTC)


def test_what_was_fetched_is_not_overwritten(use, released, tmp_path):
    use("lan", "FetchAssignment")
    notebook(tmp_path / "lan").write_text("mine")
    with pytest.raises(ExchangeError, match="already have"):
        use("lan", "FetchAssignment")
    shutil.rmtree(tmp_path / "lan" / COURSE / BAI / "data")
    use("lan", "FetchAssignment", replace_missing_files=True)
    assert notebook(tmp_path / "lan").read_text() == "mine"
    assert (tmp_path / "lan" / COURSE / BAI / "data" / "điểm.csv").exists()


def test_releasing_twice_needs_force(use, released):
    with pytest.raises(ExchangeError, match="already released"):
        use("hoa", "ReleaseAssignment")
    use("hoa", "ReleaseAssignment", force=True)


def test_a_version_that_was_not_generated_is_not_released(use):
    with pytest.raises(ExchangeError, match="generate the assignment first"):
        use("hoa", "ReleaseAssignment")


def test_nobody_submits_for_somebody_else(use, released):
    use("lan", "FetchAssignment")
    with pytest.raises(ExchangeError, match="only submit as yourself"):
        use("lan", "Submit", student="minh")


def test_a_learner_does_not_release(use, trainer, tmp_path):
    shutil.copytree(trainer / "release", tmp_path / "lan" / "release")
    with pytest.raises(ExchangeError, match="Only trainers of digital-vi"):
        use("lan", "ReleaseAssignment")


def test_a_submission_without_its_notebook_is_not_sent(use, released, tmp_path):
    use("lan", "FetchAssignment")
    notebook(tmp_path / "lan").rename(notebook(tmp_path / "lan").with_name("khác.ipynb"))
    with pytest.raises(ExchangeError, match="is missing"):
        use("lan", "Submit")
    assert use("lan", "List", cached=True) == []


def test_an_extra_notebook_is_no_hindrance(use, released, tmp_path):
    use("lan", "FetchAssignment")
    notebook(tmp_path / "lan").with_name("nháp.ipynb").write_text("{}")
    use("lan", "Submit", strict=True)
    (own,) = use("lan", "List", cached=True)
    assert [one["notebook_id"] for one in own["submissions"][0]["notebooks"]] == [BAI, "nháp"]


def test_only_newer_submissions_are_collected_and_only_when_asked(use, released, tmp_path):
    use("lan", "FetchAssignment")
    collected = released / "submitted" / "lan" / BAI / f"{BAI}.ipynb"
    for text in ("first", "second"):
        notebook(tmp_path / "lan").write_text(text)
        use("lan", "Submit")
        use("hoa", "Collect")
        assert collected.read_text() == "first"
    use("hoa", "Collect", update=True)
    assert collected.read_text() == "second"


def test_before_the_due_date_the_last_one_in_time_is_collected(use, released, tmp_path):
    use("lan", "FetchAssignment")
    for text in ("in time", "late"):
        notebook(tmp_path / "lan").write_text(text)
        use("lan", "Submit")
    first, second = use("lan", "List", cached=True)[0]["submissions"]
    assert first["timestamp"] < second["timestamp"]
    due = first["timestamp"].replace(" UTC", "")
    with Gradebook(f"sqlite:///{released}/gradebook.db", COURSE) as gradebook:
        gradebook.add_assignment(BAI, duedate=due)
    collected = released / "submitted" / "lan" / BAI / f"{BAI}.ipynb"
    use("hoa", "Collect")
    assert collected.read_text() == "late"
    use("hoa", "Collect", before_duedate=True)
    assert collected.read_text() == "in time"


def give_feedback(released, student, text):
    submitted = released / "submitted" / student / BAI
    folder = released / "feedback" / student / BAI
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(submitted / "timestamp.txt", folder)
    (folder / f"{BAI}.html").write_text(text)


def test_feedback_reaches_its_learner_and_nobody_else(use, released, tmp_path):
    for who in ("lan", "minh"):
        use(who, "FetchAssignment")
        use(who, "Submit")
    use("hoa", "Collect")
    give_feedback(released, "lan", "tốt")
    use("hoa", "ReleaseFeedback")
    use("minh", "FetchFeedback")
    assert not list((tmp_path / "minh").rglob("*.html"))
    (entry,) = use("lan", "List", cached=True)
    assert entry["submissions"][0]["has_exchange_feedback"]
    assert not entry["submissions"][0]["has_local_feedback"]
    use("lan", "FetchFeedback")
    (one,) = use("lan", "List", cached=True)[0]["submissions"]
    page = Path(one["local_feedback_path"]) / f"{BAI}.html"
    assert page.read_text() == "tốt"
    assert page.parent == tmp_path / "lan" / COURSE / BAI / "feedback" / one["timestamp"]
    give_feedback(released, "lan", "rất tốt")
    use("hoa", "ReleaseFeedback")
    (one,) = use("lan", "List", cached=True)[0]["submissions"]
    assert one["feedback_updated"]


def test_feedback_for_what_was_never_submitted_is_not_said_to_be_released(use, released):
    folder = released / "feedback" / "lan" / BAI
    folder.mkdir(parents=True)
    (folder / f"{BAI}.html").write_text("x")
    (folder / "timestamp.txt").write_text("2026-01-01 00:00:00.000000 UTC")
    with pytest.raises(ExchangeError, match="No feedback was released for lan"):
        use("hoa", "ReleaseFeedback")


def test_lists_can_be_narrowed_and_removed(use, released, tmp_path):
    for who in ("lan", "minh"):
        use(who, "FetchAssignment")
        use(who, "Submit")
    (one,) = use("hoa", "List", inbound=True, student="minh")
    assert one["student_id"] == "minh"
    use("hoa", "List", inbound=True, student="minh", remove=True)
    assert [one["student_id"] for one in use("hoa", "List", inbound=True)] == ["lan"]
    assert [one["status"] for one in use("lan", "List", cached=True, remove=True)] == ["removed"]
    assert use("lan", "List", cached=True) == []
    assert [one["student_id"] for one in use("hoa", "List", inbound=True)] == ["lan"]
    with pytest.raises(ExchangeError, match="Only trainers"):
        use("lan", "List", remove=True)
    use("hoa", "List", remove=True)
    assert use("hoa", "List") == []


def test_when_the_exchange_is_away_nothing_is_said_to_have_happened(
    use, released, exchange, monkeypatch
):
    use("lan", "FetchAssignment")
    monkeypatch.setattr(exchange, "port", free_ports(1)[0])
    for action in ("Submit", "FetchFeedback", "List"):
        with pytest.raises(ExchangeError, match="nothing is confirmed"):
            use("lan", action)


def test_lists_have_the_shape_of_nbgraders_own(use, released, tmp_path, monkeypatch):
    """The file exchange of nbgrader, used in the same way, gives the keys that the pages read."""
    use("lan", "FetchAssignment")
    use("lan", "Submit")
    ours = {
        "released": use("minh", "List")[0],
        "cached": use("lan", "List", cached=True)[0],
        "inbound": use("hoa", "List", inbound=True)[0],
    }
    theirs = _nbgraders_own_lists(tmp_path / "own", released, monkeypatch)
    for kind, entry in theirs.items():
        assert set(entry) - {"path"} <= set(ours[kind])
        for key in ("submissions", "notebooks"):
            if key in entry:
                assert set(entry[key][0]) - {"random_string"} <= set(ours[kind][key][0])
        if "submissions" in entry:
            own, other = ours[kind]["submissions"][0], entry["submissions"][0]
            assert set(other["notebooks"][0]) <= set(own["notebooks"][0])


def _nbgraders_own_lists(folder, course_root, monkeypatch):
    from jupyter_core.paths import jupyter_data_dir

    monkeypatch.setenv("JUPYTER_DATA_DIR", str(folder / "data"))
    assert jupyter_data_dir() == str(folder / "data")
    (folder / "exchange").mkdir(parents=True)
    monkeypatch.chdir(folder)
    config = Config()
    config.Exchange.root = str(folder / "exchange")
    config.CourseDirectory.groupshared = True

    def act(action, **traits):
        directory = CourseDirectory(
            course_id=COURSE, assignment_id=BAI, root=str(course_root), groupshared=True
        )
        from nbgrader.auth import Authenticator

        factory = ExchangeFactory(config=config)
        made = getattr(factory, action)(
            coursedir=directory, authenticator=Authenticator(), config=config, **traits
        )
        return made.start()

    act("ReleaseAssignment")
    lists = {"released": act("List")[0]}
    act("FetchAssignment")
    act("Submit")
    return lists | {"cached": act("List", cached=True)[0], "inbound": act("List", inbound=True)[0]}
