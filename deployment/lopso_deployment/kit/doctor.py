"""What this machine can do for the kit, one finding after another."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lopso_kernels import doctor as kernels

from lopso_deployment.hub.confinement import choose_confinement
from lopso_deployment.kit.checks import NEEDED_MEGABYTES, ensure_home
from lopso_deployment.kit.errors import KitError
from lopso_deployment.language import say


@dataclass(frozen=True)
class Finding:
    """One thing the kit needs: whether it is there, and a sentence with the remedy if not."""

    name: str
    good: bool
    sentence: str


def examine(home: Path) -> Iterator[Finding]:
    """Looks at Python, the folder, the disk, the proxy, accounts and the confinement of code."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", True, f"Python {version}")
    try:
        home = ensure_home(home)
    except KitError as problem:
        yield Finding("home", False, str(problem))
        return
    yield Finding("home", True, say(f"Ghi được vào {home}", f"{home} can be written to"))
    free = shutil.disk_usage(home).free // 2**20
    yield Finding(
        "disk",
        free >= NEEDED_MEGABYTES,
        say(
            f"Ổ đĩa còn {free} MB (cần {NEEDED_MEGABYTES})",
            f"{free} MB free (needs {NEEDED_MEGABYTES})",
        ),
    )
    scripts = str(Path(sys.executable).parent)
    traefik = shutil.which("traefik", path=scripts) or shutil.which("traefik")
    yield Finding(
        "proxy",
        traefik is not None,
        say(
            f"traefik: {traefik or 'thiếu, chạy lại ./lopso up'}",
            f"traefik: {traefik or 'missing, run ./lopso up again'}",
        ),
    )
    yield separation(home)
    yield from confined_kernels()


def confined_kernels() -> Iterator[Finding]:
    """What kernels can do here: confinement is tried, not guessed."""
    for one in kernels.examine():
        remedy = f" → {one.remedy}" if one.remedy else ""
        yield Finding(f"kernels_{one.key}", one.ok, say(one.vi, one.en) + remedy)


def separation(home: Path) -> Finding:
    """How the accounts of a Hub on this machine are kept apart."""
    (home / "hub").mkdir(mode=0o700, exist_ok=True)
    (home / "users").mkdir(mode=0o711, exist_ok=True)
    confinement = choose_confinement(home)
    words = {
        "uids": say("mỗi tài khoản một mã người dùng riêng", "a user number for each account"),
        "namespaces": say(
            "mỗi tài khoản một vùng đĩa riêng", "a view of the disk for each account"
        ),
        "shared": say(
            "không tách được: bật user namespaces (sysctl kernel.unprivileged_userns_clone=1) "
            "trước khi dùng cho điểm thật",
            "not kept apart: enable user namespaces (sysctl kernel.unprivileged_userns_clone=1) "
            "before real marks",
        ),
    }[confinement.way]
    return Finding(
        "accounts",
        confinement.way != "shared",
        say(f"Tách tài khoản: {words}", f"Accounts: {words}"),
    )
