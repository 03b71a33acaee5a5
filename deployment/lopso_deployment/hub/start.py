"""Writing a Hub's files and saying how it is started."""

import shlex
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from lopso_deployment.hub.accounts import Credential, ensure_credentials
from lopso_deployment.hub.confinement import Confinement, choose_confinement, with_parent
from lopso_deployment.hub.course_folders import write_course
from lopso_deployment.hub.environments import base_environment, course_environment
from lopso_deployment.hub.jupyter_settings import write_settings
from lopso_deployment.hub.plan import Plan, PlannedCourse, read_plan, write_plan
from lopso_deployment.hub.ports import free_ports
from lopso_deployment.hub.private_files import ensure_folder, ensure_secret, write_private
from lopso_deployment.hub.site import Folders, HubSite

_CONFIGURATION = '''"""Written by lopso: JupyterHub reads the plan beside this file."""

from lopso_deployment.hub.configuration import configure

configure(get_config(), {home!r})  # noqa: F821 (JupyterHub puts it there)
'''


@dataclass(frozen=True)
class Command:
    """A process to start: what, with exactly which environment, and where."""

    arguments: tuple[str, ...]
    environment: dict[str, str]
    folder: Path


@dataclass(frozen=True)
class WrittenHub:
    """A Hub that is ready to start.

    ``command`` runs until it is told to end (SIGINT or SIGTERM) and then stops all that it
    started; it also ends when the thread that started it ends, so start it from the main one.
    ``warning`` says in both languages what the owner should know about this machine, or None.
    """

    command: Command
    address: str
    credentials: tuple[Credential, ...]
    warning: str | None


def write_site(site: HubSite) -> WrittenHub:
    """Write everything that the Hub of ``site`` needs below ``site.home``.

    Writing it again keeps accounts, passwords, courses, submissions and marks; ports other than
    ``site.port`` are chosen anew.

    Raises:
        OSError: when the folder cannot be written.
    """
    home = site.home.resolve()
    folders = Folders(home)
    ensure_folder(home, 0o711)
    for folder in (folders.hub, folders.logs):
        ensure_folder(folder, 0o700)
    for folder in (home / "courses", home / "users"):
        ensure_folder(folder, 0o711)
    confinement = choose_confinement(home, site.confinement)
    plan = _plan(site, home, confinement)
    write_settings(home, site.language)
    _give_folders(site, folders, confinement)
    write_plan(plan)
    write_private(folders.hub / "jupyterhub_config.py", _CONFIGURATION.format(home=str(home)))
    return WrittenHub(
        command=_hub_command(plan),
        address=f"http://127.0.0.1:{site.port}/",
        credentials=ensure_credentials(home, site.accounts),
        warning=confinement.warning,
    )


def course_command(home: Path, course_id: str, *arguments: str) -> Command:
    """A command (``nbgrader`` …) run in a course as its formgrader would run it.

    It has the course's folder, user and Hub token, so ``release_assignment`` and the like work.
    The Hub must be running for whatever needs the exchange.
    """
    plan = read_plan(home.resolve())
    folder = plan.folders.course(course_id)
    confinement = Confinement(Path(plan.home), plan.confinement)
    prefix = confinement.prefix(course_id, folder, keep=(plan.folders.settings,))
    environment = course_environment(plan, plan.course(course_id))
    return Command((*prefix, *arguments), environment, folder)


def _plan(site: HubSite, home: Path, confinement: Confinement) -> Plan:
    hub, proxy, exchange, *formgraders = free_ports(3 + len(site.courses))
    secrets = ensure_folder(Folders(home).hub / "secrets", 0o700)
    return Plan(
        home=str(home),
        port=site.port,
        language=site.language,
        hub_port=hub,
        proxy_port=proxy,
        exchange_port=exchange,
        proxy_password=ensure_secret(secrets / "proxy"),
        gallery_address=site.gallery_address,
        confinement=confinement.way,
        prefix=site.prefix,
        courses=tuple(
            PlannedCourse(
                one.course_id, one.title, port, ensure_secret(secrets / f"course-{one.course_id}")
            )
            for one, port in zip(site.courses, formgraders, strict=True)
        ),
        accounts=site.accounts,
    )


def _give_folders(site: HubSite, folders: Folders, confinement: Confinement) -> None:
    confinement.give("exchange", folders.exchange)
    for course in site.courses:
        write_course(confinement, course)
    for account in site.accounts:
        confinement.give(account.name, folders.account(account.name))


def _hub_command(plan: Plan) -> Command:
    hub = plan.folders.hub
    shims = _write_traefik(hub)
    environment = base_environment(hub)
    environment["PATH"] = f"{shims}:{environment['PATH']}"
    program = (sys.executable, "-m", "jupyterhub", "--config", str(hub / "jupyterhub_config.py"))
    return Command(with_parent(program), environment, hub)


def _write_traefik(hub: Path) -> Path:
    """A folder with a ``traefik`` that ends with the Hub even when the Hub is killed."""
    folder = ensure_folder(hub / "programs", 0o700)
    program = shutil.which("traefik", path=sysconfig.get_path("scripts")) or "traefik"
    words = shlex.join(with_parent((program,)))
    write_private(folder / "traefik", f'#!/bin/sh\nexec {words} "$@"\n')
    (folder / "traefik").chmod(0o700)
    return folder
