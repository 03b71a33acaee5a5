"""The `lopso` script on machines that lack something: one sentence, the way out, nothing half-made.

Each test runs the real script in a small copy of the checkout, with programs of our own on PATH in
place of those that a bad machine lacks.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SYSTEM_TOOLS = (
    "sh",
    "dirname",
    "cksum",
    "cat",
    "cp",
    "mv",
    "rm",
    "mkdir",
    "awk",
    "df",
    "tail",
    "sleep",
)
GOOD_PYTHON = "#!/bin/sh\nexit 0\n"
OLD_PYTHON = "#!/bin/sh\nexit 1\n"
# A uv that makes an environment whose python says what it was asked to run.
GOOD_UV = r"""#!/bin/sh
[ "$1" = --version ] && exit 0
mkdir -p "$UV_PROJECT_ENVIRONMENT/bin"
printf '#!/bin/sh\necho "ran: $*"\n' >"$UV_PROJECT_ENVIRONMENT/bin/python"
/bin/chmod +x "$UV_PROJECT_ENVIRONMENT/bin/python"
"""
OFFLINE_UV = (
    '#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "error: no route to host" >&2\nexit 2\n'
)
SLOW_UV = (
    '#!/bin/sh\n[ "$1" = --version ] && exit 0\nmkdir -p "$UV_PROJECT_ENVIRONMENT"\nsleep 30\n'
)


@dataclass(frozen=True)
class Machine:
    """A checkout and the programs that its script finds."""

    checkout: Path
    programs: Path

    def has(self, **programs: str) -> "Machine":
        for name, text in programs.items():
            path = self.programs / name
            path.unlink(missing_ok=True)
            path.write_text(text, encoding="utf-8")
            path.chmod(0o755)
        return self

    def environment(self, language: str) -> dict[str, str]:
        home = str(self.checkout.parent)
        return {"PATH": str(self.programs), "HOME": home, "LANG": f"{language}_VN.UTF-8"}

    def run(
        self, *arguments: str, language: str = "en", **settings: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.checkout / "lopso"), *arguments],
            env=self.environment(language) | settings,
            capture_output=True,
            text=True,
            timeout=60,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with the usual small tools, in a folder with spaces and Vietnamese letters."""
    checkout = tmp_path / "Lớp số của em"
    programs = tmp_path / "programs"
    checkout.mkdir()
    programs.mkdir()
    for name in ("lopso", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, checkout / name)
    for tool in SYSTEM_TOOLS:
        (programs / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    return Machine(checkout, programs)


def sentences(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode != 0
    assert done.stdout == ""
    return done.stderr


def test_a_good_machine_hands_over_to_the_command(machine: Machine) -> None:
    done = machine.has(python3=GOOD_PYTHON, uv=GOOD_UV).run("up", "--port", "8010")
    assert done.returncode == 0
    assert done.stdout == "ran: -m lopso_deployment.cli up --port 8010\n"


def test_the_second_start_needs_neither_uv_nor_network(machine: Machine) -> None:
    machine.has(python3=GOOD_PYTHON, uv=GOOD_UV).run("up")
    done = machine.has(python3=OLD_PYTHON, uv=OFFLINE_UV).run("up")
    assert done.returncode == 0
    assert done.stderr == ""


def test_a_changed_lock_makes_the_environment_anew(machine: Machine) -> None:
    machine.has(python3=GOOD_PYTHON, uv=GOOD_UV).run("up")
    with (machine.checkout / "uv.lock").open("a") as lock:
        lock.write("# newer\n")
    assert "Making the environment" in machine.run("up").stderr


def test_a_machine_without_python_is_told_what_to_install(machine: Machine) -> None:
    said = sentences(machine.run("up"))
    assert "No Python 3.8 or newer with venv was found" in said
    assert "apt install python3 python3-venv" in said


def test_an_old_python_is_told_so_in_vietnamese(machine: Machine) -> None:
    said = sentences(machine.has(python3=OLD_PYTHON).run("up", language="vi"))
    assert "chưa có Python 3.8 trở lên" in said


def test_without_a_suitable_python_and_without_network_the_way_out_is_named(
    machine: Machine,
) -> None:
    said = sentences(machine.has(python3=OLD_PYTHON, uv=OFFLINE_UV).run("up"))
    assert "no route to host" in said
    assert "LOPSO_PYTHON=/path/to/python3.13 ./lopso up" in said


def test_a_python_that_was_pointed_to_and_does_not_suit_is_named(machine: Machine) -> None:
    machine.has(python3=GOOD_PYTHON, old=OLD_PYTHON, uv=GOOD_UV)
    said = sentences(machine.run("up", LOPSO_PYTHON="old"))
    assert "LOPSO_PYTHON=old is no Python 3.12 or 3.13 with venv" in said
    assert not (machine.checkout / ".venv").exists()


def test_an_environment_for_another_python_stands_beside_the_first(machine: Machine) -> None:
    machine.has(python3=GOOD_PYTHON, other=GOOD_PYTHON, uv=GOOD_UV)
    second = machine.checkout / "second"
    machine.run("up", LOPSO_PYTHON="other", LOPSO_VENV=str(second))
    assert (second / ".lopso-run").exists()
    assert not (machine.checkout / ".venv").exists()


def test_no_network_at_the_first_start_is_said_and_nothing_is_left(machine: Machine) -> None:
    failing = '#!/bin/sh\ncase "$1" in -c) exit 0 ;; *) echo offline; exit 1 ;; esac\n'
    said = sentences(machine.has(python3=failing).run("up"))
    assert "The first start needs the network" in said
    assert not list((machine.checkout / ".lopso").glob("uv*[!g]"))


def test_a_broken_off_download_is_said_and_can_be_repeated(machine: Machine) -> None:
    said = sentences(machine.has(python3=GOOD_PYTHON, uv=OFFLINE_UV).run("up"))
    assert "what was fetched is kept" in said
    assert machine.has(uv=GOOD_UV).run("up").returncode == 0


def test_an_interrupted_first_start_is_repeated_from_the_beginning(machine: Machine) -> None:
    machine.has(python3=GOOD_PYTHON, uv=SLOW_UV)
    process = subprocess.Popen(
        [str(machine.checkout / "lopso"), "up"],
        env=machine.environment("en"),
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not (machine.checkout / ".venv").exists():
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=20)
    assert not (machine.checkout / ".venv" / ".lopso-run").exists()
    assert machine.has(uv=GOOD_UV).run("up").stdout.startswith("ran:")


def test_a_full_disk_is_named_with_what_is_needed(machine: Machine) -> None:
    full = "#!/bin/sh\nprintf 'Filesystem 1K Used Available\\n/dev/x 1 1 204800 1 /\\n'\n"
    said = sentences(machine.has(python3=GOOD_PYTHON, uv=GOOD_UV, df=full).run("up"))
    assert "200 MB left; the first start needs 2500 MB" in said
    assert not (machine.checkout / ".venv").exists()


def test_a_home_that_cannot_be_made_is_named(machine: Machine) -> None:
    machine.has(python3=GOOD_PYTHON, uv=GOOD_UV)
    said = sentences(machine.run("up", LOPSO_HOME="/proc/nowhere"))
    assert "/proc/nowhere cannot be made: choose another with LOPSO_HOME" in said


def test_half_a_checkout_is_named(machine: Machine) -> None:
    (machine.checkout / "uv.lock").unlink()
    assert "run ./lopso inside a complete checkout" in sentences(machine.run("up"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody who may not write")
def test_a_folder_that_cannot_be_written_is_named(machine: Machine) -> None:
    machine.has(python3=GOOD_PYTHON, uv=GOOD_UV)
    temporary = Path(tempfile.gettempdir())
    for folder in (machine.checkout, *machine.checkout.parents):
        if temporary in folder.parents:
            folder.chmod(0o755)
    setpriv = shutil.which("setpriv")
    assert setpriv, "setpriv is part of util-linux: apt install util-linux"
    done = subprocess.run(
        [setpriv, "--reuid=65534", "--clear-groups", str(machine.checkout / "lopso"), "up"],
        env=machine.environment("en"),
        capture_output=True,
        text=True,
    )
    assert f"{machine.checkout} cannot be written to" in sentences(done)


def test_every_sentence_of_the_script_stands_in_both_languages() -> None:
    script = (ROOT / "lopso").read_text(encoding="utf-8")
    pairs = re.findall(r'^ *(?:say|.*\bfail) \\?\n? *"([^"]+)" \\?\n? *"([^"]+)"', script, re.M)
    assert len(pairs) == len(re.findall(r"\b(?:say|fail) (?:\\$|\")", script, re.M)) > 10
    for vietnamese, english in pairs:
        if vietnamese == "$1":  # `fail` hands on its own two
            continue
        assert re.search("[ăâđêôơưạảấầẩậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữự]", vietnamese), vietnamese
        assert english.split("$")[0].isascii() or "…" in english, english
        assert vietnamese.count("$") == english.count("$"), english
