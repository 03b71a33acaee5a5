"""Accounts are kept apart, each way tried for real."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lopso_deployment.hub.confinement import Confinement, choose_confinement, with_parent
from lopso_deployment.hub.site import Folders
from lopso_deployment.hub.user_numbers import user_number

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kept apart by Linux alone")
LOOK = """
import os, sys
def can_read(path):
    try:
        return bool(open(path).read() or True)
    except OSError:
        return False
print(*(can_read(path) for path in sys.argv[1:]), os.getuid())
"""


@pytest.fixture
def home(tmp_path):
    """A Hub's folder with a secret and the files of two accounts."""
    folders = Folders(tmp_path)
    folders.hub.mkdir(mode=0o700)
    (tmp_path / "users").mkdir(mode=0o711)
    (folders.hub / "secret").write_text("secret")
    return tmp_path


def look(confinement, name, *paths):
    folder = Folders(confinement.home).account(name)
    command = (*confinement.prefix(name, folder), sys.executable, "-c", LOOK, *map(str, paths))
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    *seen, number = done.stdout.split()
    return [one == "True" for one in seen], int(number)


def own_file(confinement, name):
    path = confinement.give(name, Folders(confinement.home).account(name)) / "bài.txt"
    if not path.exists():
        folder = path.parent
        write = "open('bài.txt', 'w').write('của tôi')"
        command = (*confinement.prefix(name, folder), sys.executable, "-c", write)
        subprocess.run(command, check=True, timeout=60)
    return path


@pytest.mark.skipif(os.getuid() != 0, reason="user numbers are given by root")
def test_with_user_numbers_nobody_reads_anothers_files(home):
    confinement = Confinement(home, "uids")
    lan, minh = own_file(confinement, "lan"), own_file(confinement, "minh")
    secret = Folders(home).hub / "secret"
    assert look(confinement, "lan", lan, minh, secret) == (
        [True, False, False],
        user_number(home, "lan"),
    )
    assert lan.stat().st_mode & 0o077 == 0


ORDINARY = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import test_confinement as t
from lopso_deployment.hub.confinement import choose_confinement
home = Path(sys.argv[1])
confinement = choose_confinement(home)
assert confinement.way == "namespaces", confinement.way
assert confinement.warning is None
lan, minh = t.own_file(confinement, "lan"), t.own_file(confinement, "minh")
secret = home / "hub" / "secret"
seen, number = t.look(confinement, "lan", lan, minh, secret)
assert seen == [True, False, False], seen
assert secret.read_text() == "secret"
"""


def test_with_namespaces_nobody_sees_anothers_files(home, tmp_path_factory):
    """The owner of this Hub is an ordinary user: root starts the trial as a stranger."""
    command = (sys.executable, "-c", ORDINARY, str(home), str(Path(__file__).parent))
    if os.getuid() == 0:
        outer = tmp_path_factory.mktemp("outer")
        Folders(outer).hub.mkdir(mode=0o700)
        number = user_number(outer, "owner")
        for path in (home, *home.rglob("*")):
            os.chown(path, number, number)
        command = (*Confinement(outer, "uids").prefix("owner", home), *command)
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_the_best_way_that_works_is_chosen(home):
    chosen = choose_confinement(home)
    assert chosen.way in {"uids", "namespaces"}
    assert chosen.warning is None
    assert not Folders(home).account(".trial").exists()


def test_sharing_one_user_is_said_in_both_languages(home):
    warning = choose_confinement(home, "shared").warning
    assert warning is not None
    assert "chung một người dùng" in warning
    assert "one system user" in warning


def test_an_unknown_way_is_refused(home):
    with pytest.raises(ValueError, match="prison is not one of uids, namespaces, shared"):
        choose_confinement(home, "prison")


def test_user_numbers_are_kept_and_never_those_of_the_system(home):
    numbers = [user_number(home, name) for name in ("lan", "minh", "lan")]
    assert numbers[0] == numbers[2] != numbers[1]
    assert all(52000 <= number < 60000 for number in numbers)


def test_a_command_ends_with_its_parent():
    sleeper = with_parent((sys.executable, "-c", "import time; time.sleep(600)"))
    program = "import subprocess, sys, time; p = subprocess.Popen(sys.argv[1:]); "
    program += "print(p.pid, flush=True); time.sleep(600)"
    parent = subprocess.Popen(
        [sys.executable, "-c", program, *sleeper], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout
    with parent.stdout as said:
        child = int(said.readline())
        _wait(lambda: b"time.sleep(600)" in Path(f"/proc/{child}/cmdline").read_bytes())
        _wait(lambda: b"confined" not in Path(f"/proc/{child}/cmdline").read_bytes())
        parent.kill()
        parent.wait()
    _wait(lambda: not Path(f"/proc/{child}").exists() or _is_zombie(child))


def _is_zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _wait(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)
