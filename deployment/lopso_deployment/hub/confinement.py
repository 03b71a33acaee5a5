"""How the accounts of one Hub are kept apart on a machine where none of them is a system user.

Three ways, tried in this order, each by doing it:

- ``uids``: the Hub runs as root and gives every account a user number of its own;
- ``namespaces``: the Hub runs as one ordinary user, and the kernel lets every server have its own
  view of the disk, in which the Hub's folder holds nothing but the account's own;
- ``shared``: neither works. Every account runs as the Hub's user and could read the others'
  files: good for a demonstration, not for real marks. `Confinement.warning` says so.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from lopso_deployment.hub import confined
from lopso_deployment.hub.private_files import write_private
from lopso_deployment.hub.site import Folders
from lopso_deployment.hub.user_numbers import user_number

WAYS = ("uids", "namespaces", "shared")
_WRAPPER = (sys.executable, "-I", confined.__file__)


@dataclass(frozen=True)
class Confinement:
    """The way the accounts of the Hub in ``home`` are kept apart."""

    home: Path
    way: str

    @property
    def warning(self) -> str | None:
        """One sentence in both languages when accounts are not kept apart, else None."""
        if self.way != "shared":
            return None
        return (
            "Mọi tài khoản chạy chung một người dùng hệ thống: chỉ dùng để xem thử. / "
            "All accounts share one system user: for a demonstration only."
        )

    def prefix(self, name: str, folder: Path, *, keep: tuple[Path, ...] = ()) -> tuple[str, ...]:
        """The words that go before a command of ``name``, which works in ``folder``.

        It ends with its parent, sees ``folder`` and ``keep`` of the Hub's folder, and nothing
        else of it where the way allows.
        """
        options = ["--die-with-parent", "--folder", str(folder)]
        seen = (folder, *keep)
        if self.way == "uids":
            options += ["--uid", str(user_number(self.home, name))]
            options += _view(
                _closed_folders((*_needed_to_run(), *seen)), (*_needed_to_run(), *seen)
            )
        elif self.way == "namespaces":
            options += _view([self.home], seen)
        return (*_WRAPPER, *options, "--")

    def give(self, name: str, folder: Path) -> Path:
        """Make ``folder`` if it is not there, private to ``name``, and return it.

        Only the folder itself is given, never what is in it: as soon as it is somebody's, root
        must not walk through it.
        """
        folder.mkdir(exist_ok=True)
        if self.way == "uids":
            number = user_number(self.home, name)
            os.chown(folder, number, number, follow_symlinks=False)
        folder.chmod(0o700)
        return folder


def with_parent(command: tuple[str, ...]) -> tuple[str, ...]:
    """``command``, ending when the process that starts it ends."""
    return (*_WRAPPER, "--die-with-parent", "--", *command)


def choose_confinement(home: Path, wanted: str = "auto") -> Confinement:
    """The best way that works here, or the ``wanted`` one without a trial.

    Raises:
        ValueError: when ``wanted`` is not a way.
    """
    if wanted != "auto":
        if wanted not in WAYS:
            raise ValueError(f"{wanted} is not one of {', '.join(WAYS)}")
        return Confinement(home, wanted)
    for way in WAYS[:2]:
        if _works(Confinement(home, way)):
            return Confinement(home, way)
    return Confinement(home, "shared")


_TRIAL = """
import importlib.util, pathlib, sys
pathlib.Path("trial").write_text("written")
if not importlib.util.find_spec("jupyterhub") or not importlib.util.find_spec("lopso_deployment"):
    sys.exit("the kit cannot be read")
try:
    open(sys.argv[1]).read()
except OSError:
    print("confined")
"""


def _works(confinement: Confinement) -> bool:
    """Whether a process of a trial account runs, writes at home and cannot read the Hub's files."""
    if sys.platform != "linux" or (confinement.way == "uids") != (os.getuid() == 0):
        return False
    secret = Folders(confinement.home).hub / "trial-secret"
    folder = Folders(confinement.home).account(".trial")
    write_private(secret, "secret")
    confinement.give(".trial", folder)
    command = (*confinement.prefix(".trial", folder), sys.executable, "-c", _TRIAL, str(secret))
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout.strip() == "confined"
    finally:
        secret.unlink()
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()


def _view(hide: list[Path], keep: tuple[Path, ...]) -> list[str]:
    options = []
    for folder in hide:
        options += ["--hide", str(folder)]
    for path in dict.fromkeys(keep):
        if any(path.is_relative_to(folder) for folder in hide):
            options += ["--keep", str(path)]
    return options


def _needed_to_run() -> tuple[Path, ...]:
    """The folders of the interpreter and of the kit, along every link that leads to them."""
    folders = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_prefix).resolve()]
    hop = Path(sys.executable)
    while hop.is_symlink():
        folders.append(hop.parent.parent)
        hop = hop.parent / hop.readlink()
    folders.append(hop.parent.parent)
    folders += [Path(one) for one in sys.path if one and Path(one).is_dir()]
    return tuple(dict.fromkeys(folders))


def _closed_folders(paths: tuple[Path, ...]) -> list[Path]:
    """The topmost folders above ``paths`` that a stranger may not pass, such as /root."""
    closed: dict[Path, None] = {}
    for path in paths:
        for folder in reversed(path.parents):
            if not folder.stat().st_mode & 0o001:
                closed[folder] = None
                break
    return list(closed)
