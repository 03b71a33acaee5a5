"""What a Hub is asked to be: its folder, port, language, courses and accounts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

AccountKind = Literal["trainer", "teacher"]


@dataclass(frozen=True)
class Course:
    """One nbgrader course: a course of the kit in one language, such as ``digital-vi``.

    ``source`` is the built nbgrader ``source`` folder that is copied into the course; None
    leaves the course folder as it is.
    """

    course_id: str
    title: str
    source: Path | None = None


@dataclass(frozen=True)
class Account:
    """One person who may log in; the password is kept apart (see `accounts`)."""

    name: str
    kind: AccountKind


def demo_accounts() -> tuple[Account, ...]:
    """The invented people of a demonstration: two trainers and five teachers."""
    trainers = tuple(Account(f"huongdan{n}", "trainer") for n in (1, 2))
    teachers = tuple(Account(f"giaovien{n}", "teacher") for n in range(1, 6))
    return trainers + teachers


@dataclass(frozen=True)
class HubSite:
    """A Hub as its owner describes it; `write_site` turns it into files.

    ``home`` holds everything that the Hub keeps; ``port`` is the one that browsers use, on
    127.0.0.1; ``gallery_address`` is the link to the pupils' apps on the home page (none when
    empty); ``prefix`` is put before every account's server command (an outer wrapper);
    ``confinement`` is "auto" or one of the `confinement.Confinement` names.
    """

    home: Path
    port: int = 8000
    language: str = "vi"
    courses: tuple[Course, ...] = ()
    accounts: tuple[Account, ...] = demo_accounts()
    gallery_address: str = ""
    prefix: tuple[str, ...] = ()
    confinement: str = "auto"


@dataclass(frozen=True)
class Folders:
    """Where a Hub keeps what, under its ``home``."""

    home: Path

    @property
    def hub(self) -> Path:
        """Database, tokens, proxy files: for the Hub alone (0700)."""
        return self.home / "hub"

    @property
    def exchange(self) -> Path:
        """Database and files of the exchange service (0700)."""
        return self.home / "exchange"

    @property
    def settings(self) -> Path:
        """Jupyter settings that the Hub gives to every server; public, no secrets."""
        return self.home / "settings"

    @property
    def logs(self) -> Path:
        """Logs of the Hub's own processes (0700)."""
        return self.home / "logs"

    def course(self, course_id: str) -> Path:
        """The nbgrader course folder of ``course_id``."""
        return self.home / "courses" / course_id

    def account(self, name: str) -> Path:
        """The home folder of the account ``name``."""
        return self.home / "users" / name
