"""The plan of a written Hub: the ports, tokens and ways of confining that its processes read."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from lopso_deployment.hub.private_files import read_private, write_private
from lopso_deployment.hub.site import Account, Folders

PLAN_NAME = "plan.json"


@dataclass(frozen=True)
class PlannedCourse:
    """A course with the port of its formgrader and the Hub token of its service."""

    course_id: str
    title: str
    port: int
    token: str


@dataclass(frozen=True)
class Plan:
    """Everything that the Hub's processes need to know, secrets included (kept 0600)."""

    home: str
    port: int
    language: str
    hub_port: int
    proxy_port: int
    exchange_port: int
    proxy_password: str
    gallery_address: str
    confinement: str
    prefix: tuple[str, ...]
    courses: tuple[PlannedCourse, ...]
    accounts: tuple[Account, ...]

    @property
    def folders(self) -> Folders:
        """The folders of this Hub."""
        return Folders(Path(self.home))

    @property
    def exchange_url(self) -> str:
        """Where servers on this machine reach the exchange service."""
        return f"http://127.0.0.1:{self.exchange_port}/services/exchange/"

    @property
    def hub_api_url(self) -> str:
        """Where processes on this machine reach the Hub's API."""
        return f"http://127.0.0.1:{self.hub_port}/hub/api"

    def course(self, course_id: str) -> PlannedCourse:
        """The planned course called ``course_id``; KeyError when there is none."""
        for course in self.courses:
            if course.course_id == course_id:
                return course
        raise KeyError(course_id)

    def names(self, kind: str) -> list[str]:
        """The names of the accounts of one kind."""
        return [account.name for account in self.accounts if account.kind == kind]


def write_plan(plan: Plan) -> Path:
    """Write ``plan`` for the Hub's processes alone and return its path."""
    path = plan.folders.hub / PLAN_NAME
    write_private(path, json.dumps(asdict(plan), ensure_ascii=False, indent=1))
    return path


def read_plan(home: Path) -> Plan:
    """Read the plan of the Hub whose folder is ``home``."""
    values = json.loads(read_private(Folders(home).hub / PLAN_NAME))
    values["prefix"] = tuple(values["prefix"])
    values["courses"] = tuple(PlannedCourse(**course) for course in values["courses"])
    values["accounts"] = tuple(Account(**account) for account in values["accounts"])
    return Plan(**values)
