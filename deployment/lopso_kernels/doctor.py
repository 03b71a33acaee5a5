"""What this machine can do for warm, confined kernels, in plain words."""

import importlib.util
import platform
import resource
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from lopso_kernels import immortality, machine, measuring
from lopso_kernels.errors import CannotConfineError, TemplateError
from lopso_kernels.template import Template

_MEGABYTES_OF_A_KERNEL = 25
_MEGABYTES_OF_A_TEMPLATE = 250
_DESCRIPTORS_OF_A_KERNEL = 20
_CLASS = 40


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes:
        key: A stable name.
        ok: Whether it is as it should be.
        vi: What was found, in Vietnamese.
        en: The same in English.
        remedy: What to do, as a command or a setting; empty if nothing is to be done.
    """

    key: str
    ok: bool
    vi: str
    en: str
    remedy: str = ""


def examine() -> tuple[Finding, ...]:
    """Look at everything; confinement is tried, not guessed."""
    return (_confinement(), _python(), _bytecode(), _memory(), _descriptors(), _fallback())


def _confinement() -> Finding:
    try:
        with Template() as template, template.fork("lopso_kernels.doctor:say_nothing") as child:
            ended = child.wait(30)
    except CannotConfineError:
        return Finding(
            "confinement",
            ok=False,
            vi="Máy này không nhốt được chương trình lạ, nên bộ công cụ sẽ không chạy chúng.",
            en="This machine cannot confine foreign code, so the kit will not run it.",
            remedy=" ".join(machine.obstacles()) or "Run the kit as root or on another machine.",
        )
    except TemplateError as error:
        return _failed(str(error))
    if ended is None or ended.wrong:
        return _failed("no answer" if ended is None else ended.wrong.splitlines()[-1])
    if machine.may_use_root_mode():
        return Finding(
            "confinement",
            ok=True,
            vi="Máy nhốt được chương trình lạ, mỗi chương trình là một người dùng riêng.",
            en="Foreign code is confined, each program as a user of its own (root mode).",
        )
    return Finding(
        "confinement",
        ok=True,
        vi="Máy nhốt được chương trình lạ bằng không gian người dùng.",
        en="Foreign code is confined by user namespaces.",
    )


def _failed(reason: str) -> Finding:
    return Finding(
        "confinement",
        ok=False,
        vi=f"Thử nhốt một chương trình nhưng không được: {reason}",
        en=f"Confining a program was tried and failed: {reason}",
        remedy=" ".join(machine.obstacles()),
    )


def say_nothing(descriptors: tuple[int, ...]) -> None:
    """What the program tried in the sandbox does."""


def _python() -> Finding:
    version = platform.python_version()
    possible = immortality.is_possible()
    return Finding(
        "python",
        ok=possible,
        vi=f"Python {version}: " + ("chia sẻ tối đa bộ nhớ." if possible else "chia sẻ ít bộ nhớ."),
        en=f"Python {version}: kernels share {'most' if possible else 'less'} of their memory.",
        remedy="" if possible else "Use CPython 3.12 or 3.13 for kernels that share more memory.",
    )


def _bytecode() -> Finding:
    found = importlib.util.find_spec("IPython.core.interactiveshell")
    file = None if found is None else found.origin
    compiled = file is not None and Path(importlib.util.cache_from_source(file)).exists()
    return Finding(
        "bytecode",
        ok=compiled,
        vi="Các thư viện đã được biên dịch sẵn." if compiled else "Thư viện chưa biên dịch sẵn.",
        en=f"The libraries' bytecode is {'' if compiled else 'not '}compiled.",
        remedy="" if compiled else f"{sys.executable} -m compileall -q {sys.prefix}/lib",
    )


def _memory() -> Finding:
    if not machine.is_linux():
        return Finding("memory", ok=True, vi="Không xem được bộ nhớ.", en="Memory is not known.")
    room = measuring.memory_available() - _MEGABYTES_OF_A_TEMPLATE
    kernels = max(0, int(room / _MEGABYTES_OF_A_KERNEL))
    return Finding(
        "memory",
        ok=kernels >= _CLASS,
        vi=f"Bộ nhớ còn trống đủ cho khoảng {kernels} người cùng mở công cụ.",
        en=f"The free memory is enough for about {kernels} kernels with a plot each.",
        remedy="" if kernels >= _CLASS else "Close other programs or add memory.",
    )


def _descriptors() -> Finding:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    kernels = most // _DESCRIPTORS_OF_A_KERNEL
    return Finding(
        "descriptors",
        ok=kernels >= _CLASS,
        vi=f"Số tệp được mở cùng lúc ({most}) đủ cho khoảng {kernels} người.",
        en=f"The limit of open files ({most}) is enough for about {kernels} kernels.",
        remedy="" if kernels >= _CLASS else "ulimit -Hn 16384",
    )


def _fallback() -> Finding:
    path = shutil.which("bwrap")
    return Finding(
        "bubblewrap",
        ok=True,
        vi=f"{'Có' if path else 'Không có'} Bubblewrap (chỉ để dự phòng, chạy chậm).",
        en=f"Bubblewrap is {'' if path else 'not '}installed; it is only a slow fallback.",
    )
