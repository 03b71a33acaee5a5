"""The file system that a confined process sees: what is named here and nothing else."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lopso_kernels import linux

WORK = Path("/home/work")
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store")
_FROM_ETC = (
    "alternatives",
    "debian_version",
    "fonts",
    "ld.so.cache",
    "locale.alias",
    "localtime",
    "mime.types",
    "os-release",
    "timezone",
)
_WRITTEN_IN_ETC = {
    "group": "root:x:0:\nnogroup:x:65534:\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    "passwd": "root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n",
}
_DEVICES = ("full", "null", "random", "tty", "urandom", "zero")
_DEVICE_LINKS = {
    "fd": "/proc/self/fd",
    "ptmx": "pts/ptmx",
    "stderr": "/proc/self/fd/2",
    "stdin": "/proc/self/fd/0",
    "stdout": "/proc/self/fd/1",
}
_SETTINGS_IN_PROC = ("acpi", "bus", "fs", "irq", "sys", "sysrq-trigger")
_SECRETS_IN_PROC = ("kallsyms", "kcore", "keys", "kmsg", "sched_debug", "timer_list")
_SCRATCH = {"work": WORK, "tmp": Path("/tmp"), "shm": Path("/dev/shm")}  # noqa: S108
_NO_DEVICES = linux.MS_NOSUID | linux.MS_NODEV


@dataclass(frozen=True)
class View:
    """What is seen: `readable` files and folders, less the `hidden` ones."""

    readable: tuple[Path, ...]
    hidden: tuple[Path, ...] = ()


def _without_nested(paths: Iterable[Path]) -> tuple[Path, ...]:
    named = {path.absolute() for path in paths if path.exists()}
    kept: list[Path] = []
    for path in sorted(named | {path.resolve() for path in named}):
        if not any(path.is_relative_to(other) for other in kept):
            kept.append(path)
    return tuple(kept)


def interpreter_folders() -> tuple[Path, ...]:
    """The folders of this Python and its environment: executables, libraries, packages."""
    prefixes = {sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    return tuple(sorted(Path(prefix) for prefix in prefixes))


def view_of_this_machine(readable: Iterable[Path] = (), hidden: Iterable[Path] = ()) -> View:
    """The system's programs, this Python, and what else is named."""
    seen = [*map(Path, SYSTEM), *interpreter_folders(), *readable]
    concealed = tuple(path.resolve() for path in hidden if path.exists())
    return View(_without_nested(path for path in seen if not path.is_symlink()), concealed)


def _show(source: Path, root: Path) -> None:
    target = root / source.relative_to("/")
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    linux.bind(source, target)


def _hide(path: Path, root: Path) -> None:
    target = root / path.relative_to("/")
    if not target.exists():
        return
    if target.is_dir():
        linux.mount("tmpfs", target, "tmpfs", _NO_DEVICES | linux.MS_RDONLY, "size=4k,mode=0555")
    else:
        linux.mount("/dev/null", target, flags=linux.MS_BIND)


def _make_etc(root: Path) -> None:
    (root / "etc").mkdir()
    for name in _FROM_ETC:
        source = Path("/etc") / name
        if source.is_symlink():
            (root / "etc" / name).symlink_to(source.readlink())
        elif source.exists():
            _show(source, root)
    for name, text in _WRITTEN_IN_ETC.items():
        (root / "etc" / name).write_text(text, encoding="utf-8")


def _make_devices(root: Path) -> None:
    dev = root / "dev"
    dev.mkdir()
    for name in _DEVICES:
        if not Path("/dev", name).exists():
            continue
        (dev / name).touch()
        linux.mount(f"/dev/{name}", dev / name, flags=linux.MS_BIND)
    for name, target in _DEVICE_LINKS.items():
        (dev / name).symlink_to(target)
    (dev / "pts").mkdir()
    options = "newinstance,ptmxmode=0666,mode=0620"
    linux.mount("devpts", dev / "pts", "devpts", linux.MS_NOSUID | linux.MS_NOEXEC, options)


def _make_scratch(root: Path) -> None:
    scratch = root / ".scratch"
    scratch.mkdir()
    linux.mount("tmpfs", scratch, "tmpfs", _NO_DEVICES, "size=1m,mode=0755")
    for name, target in _SCRATCH.items():
        (scratch / name).mkdir(mode=0o755)
        place = root / target.relative_to("/")
        place.mkdir(parents=True, exist_ok=True)
        linux.mount(str(scratch / name), place, flags=linux.MS_BIND)
    for name in ("tmp", "shm"):
        (scratch / name).chmod(0o1777)


def _make_proc(proc: Path) -> None:
    proc.mkdir()
    flags = linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC
    linux.mount("proc", proc, "proc", flags)
    # The machine's settings belong to its root, whose user id a fork has in a user namespace that
    # root itself made.
    for name in _SETTINGS_IN_PROC:
        if (proc / name).exists():
            linux.bind(proc / name, proc / name)
    for name in _SECRETS_IN_PROC:
        if (proc / name).exists():
            linux.mount("/dev/null", proc / name, flags=linux.MS_BIND)


def build(root: Path, view: View) -> None:
    """Put the view together at the empty folder `root`, in this mount namespace only.

    The process must be the first of its own pid namespace, so that /proc shows only that. The
    top folder itself stays writable until `seal`, so that a fork can add its own folders.
    """
    linux.mount("tmpfs", root, "tmpfs", _NO_DEVICES, "size=1m,mode=0755")
    for name in SYSTEM:
        if Path(name).is_symlink():
            (root / name[1:]).symlink_to(Path(name).readlink())
    _make_devices(root)
    _make_scratch(root)  # before what is shown, which may lie in /tmp
    for path in view.readable:
        _show(path, root)
    for path in view.hidden:
        _hide(path, root)
    _make_etc(root)
    _make_proc(root / "proc")


def set_scratch(size: int, owner: tuple[int, int]) -> None:
    """Give the writable folders their size in bytes and their owner (uid, gid)."""
    options = f"size={size},nr_inodes={size // 4096 + 1024},mode=0755"
    linux.mount("tmpfs", "/.scratch", "tmpfs", linux.MS_REMOUNT | _NO_DEVICES, options)
    os.chown("/.scratch/work", *owner)


def seal() -> None:
    """Make what is left of the top folder read only, and take away the way around /work."""
    linux.unmount("/.scratch")
    linux.make_read_only("/", recursive=False)
