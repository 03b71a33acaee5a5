"""The whole kit on one machine: courses, Hub, exchange, formgraders and gallery."""

import contextlib
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lopso_courses.build import Built, build
from lopso_courses.cells import LANGUAGES
from lopso_courses.lessons import find_courses

from lopso_deployment.hub.confinement import Confinement
from lopso_deployment.hub.environments import base_environment
from lopso_deployment.hub.plan import read_plan
from lopso_deployment.hub.site import Course, Folders, HubSite
from lopso_deployment.hub.start import WrittenHub, write_site
from lopso_deployment.kit import checks, home_lock, processes
from lopso_deployment.kit.errors import KitError
from lopso_deployment.kit.releasing import release_lessons
from lopso_deployment.language import Language, say

Say = Callable[[str], None]
READY_BESIDE_HUB = 4


@dataclass(frozen=True)
class Kit:
    """What `lopso up` was asked for."""

    home: Path
    port: int
    apps_port: int
    language: Language
    release: bool = True
    class_size: int = 40

    @property
    def address(self) -> str:
        """Where teachers and trainers log in."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def gallery(self) -> str:
        """Where a class opens the tools."""
        return f"http://127.0.0.1:{self.apps_port}/"


def bring_up(kit: Kit, tell: Say) -> None:
    """Runs the kit until Ctrl-C or SIGTERM; leaves no process behind.

    Raises:
        KitError: when something stands in the way, or a part of the kit ended by itself.
    """
    home = checks.ensure_home(kit.home)
    with home_lock.hold(home, kit.address), told_to_stop() as stopping:
        sweep(home, tell)
        checks.ensure_space(home)
        checks.ensure_port(kit.port, "--port")
        checks.ensure_port(kit.apps_port, "--apps-port")
        tell(say("Đang dựng các khoá học…", "Building the courses…"))
        built = build(out=home / "build")
        hub = write_hub(kit, home, built)
        if hub.warning:
            tell(hub.warning)
        try:
            with contextlib.ExitStack() as started:
                parts = start_parts(kit, home, hub, built, started, tell, stopping)
                if kit.release and not stopping.is_set():
                    release_lessons(home, built, tell)
                if not stopping.is_set():
                    announce(kit, hub, tell)
                watch(parts, stopping)
                tell(say("Đang đóng kit…", "Stopping the kit…"))
        except KitError:
            # What was told to stop while it started broke off for no other reason.
            if not stopping.is_set():
                raise
        finally:
            processes.end(processes.leftovers(home))


@contextlib.contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """An event that is set by Ctrl-C, SIGTERM or a closed terminal."""
    event = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_: event.set()) for number in numbers}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def sweep(home: Path, tell: Say) -> None:
    """Ends what a killed kit left in this folder."""
    left = processes.leftovers(home)
    if left:
        tell(
            say(
                f"Lần chạy trước bị ngắt: dọn {len(left)} tiến trình còn sót.",
                f"The last run was cut off: ending {len(left)} processes it left.",
            )
        )
        processes.end(left)


def write_hub(kit: Kit, home: Path, built: Built) -> WrittenHub:
    """Writes the Hub's files for the courses that were built."""
    folders = {folder.name: folder for folder in built.courses}
    languages = sorted(LANGUAGES, key=lambda language: language != kit.language)
    courses = tuple(
        Course(name, course.title[language], folders[name] / "source")
        for language in languages
        for course in find_courses()
        if (name := f"{course.name}-{language}") in folders
    )
    site = HubSite(
        home=home,
        port=kit.port,
        language=kit.language,
        courses=courses,
        gallery_address=kit.gallery,
    )
    return write_site(site)


def start_parts(
    kit: Kit,
    home: Path,
    hub: WrittenHub,
    built: Built,
    started: contextlib.ExitStack,
    tell: Say,
    stopping: threading.Event,
) -> dict[str, subprocess.Popen[bytes]]:
    """Starts Hub and gallery and waits until both answer."""
    logs = Folders(home).logs
    mark = {processes.MARK: str(home)}
    tell(say("Đang mở Hub và phòng công cụ…", "Starting the Hub and the gallery…"))
    environment = hub.command.environment | mark
    parts = {}
    for name, arguments, settings, folder in (
        ("hub", hub.command.arguments, environment, hub.command.folder),
        ("gallery", *gallery_command(kit, home, built, mark)),
    ):
        parts[name] = processes.start(arguments, settings, folder, logs / f"{name}.log")
        started.callback(processes.stop, parts[name])
    wait_for(f"{kit.address}hub/api", parts["hub"], logs / "hub.log", stopping)
    wait_for(kit.gallery, parts["gallery"], logs / "gallery.log", stopping)
    return parts


def gallery_command(
    kit: Kit, home: Path, built: Built, mark: dict[str, str]
) -> tuple[tuple[str, ...], dict[str, str], Path]:
    """The gallery's command, environment (none of the Hub's variables) and folder."""
    confinement = Confinement(home, read_plan(home).confinement)
    folder = confinement.give("gallery", home / "gallery")
    arguments = (
        *confinement.prefix("gallery", folder, keep=(built.apps,)),
        *(sys.executable, "-m", "lopso_deployment.gallery"),
        *(str(built.apps), "--port", str(kit.apps_port), "--language", kit.language),
        # Beside the Hub few seats stand ready; as a class comes in there are more.
        *("--class-size", str(kit.class_size), "--ready", str(READY_BESIDE_HUB)),
        # The process has its own user or view of the disk, and `announce` warns where it has not.
        "--allow-unconfined",
    )
    return arguments, base_environment(folder) | mark, folder


def wait_for(
    address: str,
    process: subprocess.Popen[bytes],
    log: Path,
    stopping: threading.Event,
    seconds: float = 180,
) -> None:
    """Waits until an address answers.

    Raises:
        KitError: when its process ends, the time is over or the kit is told to stop; the sentence
            names the log.
    """
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline and not stopping.wait(0.2):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 (our own address)
                return
        except (urllib.error.URLError, OSError):
            continue
    raise KitError(
        f"{address} không mở được; dòng cuối trong {log}: {last_line(log)}",
        f"{address} did not open; the last line of {log}: {last_line(log)}",
    )


def last_line(log: Path) -> str:
    """The last line of a log that says something."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "-")


def announce(kit: Kit, hub: WrittenHub, tell: Say) -> None:
    """Prints the addresses and the demo accounts."""
    tell("")
    tell(say(f"Lớp Số đã mở: {kit.address}", f"Lớp Số is open: {kit.address}"))
    tell(say(f"Phòng công cụ của lớp: {kit.gallery}", f"The classroom gallery: {kit.gallery}"))
    tell(say("Tài khoản dùng thử (tên / mật khẩu):", "Demo accounts (name / password):"))
    kinds = {"trainer": say("người hướng dẫn", "trainer"), "teacher": say("giáo viên", "teacher")}
    for one in hub.credentials:
        tell(f"  {one.name:<11} {one.password}   {kinds[one.kind]}")
    tell(say("Bấm Ctrl-C để đóng.", "Press Ctrl-C to stop."))


def watch(parts: dict[str, subprocess.Popen[bytes]], stopping: threading.Event) -> None:
    """Waits for the word to stop.

    Raises:
        KitError: when a part ends by itself.
    """
    while not stopping.wait(0.5):
        for name, process in parts.items():
            if process.poll() is not None:
                raise KitError(
                    f"{name} đã dừng đột ngột (mã {process.returncode}); xem nhật kí {name}.log.",
                    f"{name} stopped by itself (code {process.returncode}); see {name}.log.",
                )
