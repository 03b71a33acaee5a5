"""What this machine allows: whether code can be confined, and which setting stands in the way."""

import os
import platform
from pathlib import Path

from lopso_kernels import linux, seccomp

CAP_SYS_ADMIN = 21
_OLDEST_KERNEL = (5, 12)


def _setting(name: str) -> int | None:
    try:
        return int(Path("/proc/sys", *name.split(".")).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def is_linux() -> bool:
    """Whether this is Linux, the only system whose namespaces the kit knows."""
    return platform.system() == "Linux"


def may_use_root_mode() -> bool:
    """Whether this process has the rights that root mode needs."""
    return os.geteuid() == 0 and bool(linux.effective_capabilities() >> CAP_SYS_ADMIN & 1)


def obstacles() -> list[str]:
    """Sentences on the settings of this machine that keep code from being confined."""
    if not is_linux():
        return [
            f"{platform.system()} has no namespaces; run the kit in a Linux machine or container."
        ]
    found = []
    version = tuple(int(part) for part in platform.release().split("-")[0].split(".")[:2])
    if version < _OLDEST_KERNEL:
        found.append(f"Linux {platform.release()} is too old; 5.12 or newer is needed.")
    if not seccomp.knows():
        found.append(
            f"The processor type {platform.machine()} is not known; x86_64 and aarch64 are."
        )
    if _setting("user.max_user_namespaces") == 0:
        found.append("User namespaces are off; as root: sysctl -w user.max_user_namespaces=15000")
    if _setting("kernel.unprivileged_userns_clone") == 0:
        found.append(
            "User namespaces are off; as root: sysctl -w kernel.unprivileged_userns_clone=1"
        )
    if _setting("kernel.apparmor_restrict_unprivileged_userns") == 1:
        found.append(
            "AppArmor restricts user namespaces; as root: "
            "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
        )
    if Path("/.dockerenv").exists() or Path("/run/.containerenv").exists():
        found.append(
            "This is a container; start it with --security-opt seccomp=unconfined "
            "--security-opt systempaths=unconfined, or with --cap-add SYS_ADMIN."
        )
    return found


def refusal(error: str) -> str:
    """The sentence that says why untrusted code is not run, and what would allow it."""
    reasons = obstacles() or ["No setting known to the kit explains it."]
    return " ".join(
        [f"Code cannot be confined on this machine ({error}), so it is not run.", *reasons]
    )
