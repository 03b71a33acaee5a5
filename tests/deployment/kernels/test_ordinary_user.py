"""The same confinement for an ordinary user, also where these tests are run by root."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from lopso_kernels import linux, view

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SOMEBODY = 61234  # a user id that nobody has
CHOSEN = ("test_confinement.py", "test_independence.py")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="all these tests are run by an ordinary user"),
]


def closed_folders(paths):
    """The topmost folders that others may not enter, on the way to these paths."""
    found = {}
    for path in paths:
        for parent in reversed(path.parents):
            if not parent.stat().st_mode & 0o001:
                found.setdefault(parent, []).append(path)
                break
    return found


def become_somebody():
    """In a mount namespace of its own: open the way to Python and these tests, drop root."""
    os.unshare(os.CLONE_NEWNS)
    linux.mount("none", "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    for folder, paths in closed_folders([*view.interpreter_folders(), ROOT]).items():
        trees = [(path, linux.detached_copy_of_tree(path)) for path in paths]
        linux.mount("tmpfs", folder, "tmpfs", data="mode=0755")
        for path, tree in trees:
            path.mkdir(parents=True, exist_ok=True)
            linux.attach_tree(tree, path)
    os.setgroups([])
    os.setgid(SOMEBODY)
    os.setuid(SOMEBODY)


def test_an_ordinary_user_is_confined_likewise():
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, SOMEBODY, SOMEBODY)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        command += [f"--basetemp={folder}/tests", *(str(HERE / name) for name in CHOSEN)]
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            cwd=ROOT,
            env={**os.environ, "HOME": folder, "PYTHONDONTWRITEBYTECODE": "1"},
            preexec_fn=become_somebody,
            text=True,
        )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
