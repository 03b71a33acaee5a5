"""The command line: help in both languages, one sentence for what is wrong."""

import os
import subprocess
import sys

import pytest
from lopso_deployment.cli import COMMANDS


def lopso(*arguments: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lopso_deployment.cli", *arguments],
        env={**os.environ, "LOPSO_LANGUAGE": language},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(command: str) -> None:
    vietnamese = lopso(command, "--help", language="vi")
    english = lopso(command, "--help", language="en")
    assert vietnamese.returncode == english.returncode == 0
    assert vietnamese.stdout != english.stdout
    assert COMMANDS[command][1][1].split()[0] in english.stdout


def test_the_locale_chooses_the_language() -> None:
    environment = {k: v for k, v in os.environ.items() if k not in {"LOPSO_LANGUAGE", "LC_ALL"}}
    done = subprocess.run(
        [sys.executable, "-m", "lopso_deployment.cli", "--help"],
        env={**environment, "LANG": "vi_VN.UTF-8"},
        capture_output=True,
        text=True,
    )
    assert "Mở cả kit" in done.stdout


def test_an_unknown_command_is_one_sentence_and_code_2() -> None:
    done = lopso("dance")
    assert done.returncode == 2
    assert "dance" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_does_not_build_the_grammar_that_jsonschema_tries() -> None:
    code = (
        "from lopso_deployment.own_process import settle; settle(); import jsonschema, sys; "
        "sys.exit('lark' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    assert subprocess.run([sys.executable, "-c", code.replace("settle();", "")]).returncode == 1
