"""What is in the way of `lopso up` is one sentence in each language, with the way out."""

import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from lopso_deployment.kit import checks, home_lock
from lopso_deployment.kit.errors import KitError

LANGUAGES = {"vi": ("Hãy",), "en": ("Change", "Delete", "Stop", "Open")}


def refusal(action: Callable[[], object], language: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LOPSO_LANGUAGE", language)
    with pytest.raises(KitError) as caught:
        action()
    said = str(caught.value)
    assert "\n" not in said
    assert any(word in said for word in LANGUAGES[language]), said
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk_is_named_with_what_is_left_and_needed(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=30 * 2**20))
    said = refusal(lambda: checks.ensure_space(tmp_path), language, monkeypatch)
    assert "30 MB" in said
    assert "500 MB" in said
    assert "LOPSO_HOME" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_taken_port_is_named_with_a_free_one(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refusal(lambda: checks.ensure_port(port, "--port"), language, monkeypatch)
    assert str(port) in said
    assert "--port " in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_that_cannot_be_made_is_named(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path("/proc/nowhere")
    assert "/proc/nowhere" in refusal(lambda: checks.ensure_home(home), language, monkeypatch)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_start_in_the_same_folder_is_told_of_the_first(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again() -> None:
        with home_lock.hold(tmp_path, "http://127.0.0.1:2/"):
            pass

    with home_lock.hold(tmp_path, "http://127.0.0.1:1/"):
        assert "http://127.0.0.1:1/" in refusal(again, language, monkeypatch)
