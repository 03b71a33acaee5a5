"""Starts an account's server: own home, own user number or view of the disk, short environment."""

import sys
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Unicode

from lopso_deployment.hub.confinement import Confinement
from lopso_deployment.hub.environments import server_environment
from lopso_deployment.hub.jupyter_settings import (
    LANGUAGE_COOKIE,
    known_language,
    settings_folder,
)
from lopso_deployment.hub.plan import Plan, read_plan


class AccountSpawner(LocalProcessSpawner):
    """One server for one account, confined as the Hub's plan says.

    No account needs to exist on the system.
    """

    site_home = Unicode(help="The Hub's folder.").tag(config=True)

    @property
    def plan(self) -> Plan:
        """The Hub's plan, read anew so that new accounts need no restart."""
        return read_plan(Path(self.site_home))

    @property
    def folder(self) -> Path:
        """The account's home folder."""
        return self.plan.folders.account(self.user.name)

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Do nothing in the fork: the wrapper before the command does it, after exec."""
        return _nothing

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Add what the account's server needs to the Hub's variables.

        The Lab speaks the language that its owner chose on the Hub's pages.
        """
        kind = "trainer" if self.user.name in self.plan.names("trainer") else "teacher"
        plan, asked = self.plan, self.handler and self.handler.get_cookie(LANGUAGE_COOKIE)
        language = known_language(asked, plan.language)
        return env | server_environment(plan, kind, self.user.name, self.folder, language)

    async def start(self) -> tuple[str, int]:
        """Make the home folder, then start the server in it."""
        plan = self.plan
        confinement = Confinement(Path(plan.home), plan.confinement)
        confinement.give(self.user.name, self.folder)
        settings = settings_folder(Path(plan.home), "teacher").parent
        self.cmd = [
            *confinement.prefix(self.user.name, self.folder, keep=(settings,)),
            *plan.prefix,
            sys.executable,
            "-m",
            "lopso_deployment.hub.account_server",
        ]
        return await super().start()

    async def progress(self) -> AsyncGenerator[dict[str, Any], None]:
        """One step for the waiting page, which has its own words."""
        yield {"progress": 50, "message": "…"}


def _nothing() -> None:
    pass
