"""`lopso doctor` says in plain words what this machine can do, and how to mend what it cannot."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lopso_deployment.cli.kit import doctor
from lopso_deployment.kit import doctor as looking
from lopso_kernels import doctor as kernels
from lopso_kernels.doctor import Finding


def test_it_prints_a_line_for_each_finding_and_writes_the_same_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOPSO_HOME", str(tmp_path / "kit"))
    done = CliRunner().invoke(doctor, ["--json", str(tmp_path / "found.json")])
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert [one["sentence"] for one in found] == [line[2:] for line in done.output.splitlines()]
    assert {"python", "home", "disk", "proxy", "accounts"} <= {one["name"] for one in found}
    (confined,) = [one for one in found if one["name"] == "kernels_confinement"]
    assert confined["good"]


def test_a_machine_that_cannot_confine_is_told_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor = Finding("confinement", False, "không nhốt được", "cannot confine", "sysctl -w x=1")
    monkeypatch.setattr(kernels, "examine", lambda: (poor,))
    (found,) = looking.confined_kernels()
    assert not found.good
    assert found.sentence.endswith("→ sysctl -w x=1")


def test_a_home_that_cannot_be_written_ends_it_with_exit_code_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOPSO_HOME", "/proc/nowhere")
    done = CliRunner().invoke(doctor, [])
    assert done.exit_code == 1
    assert "✗" in done.output
