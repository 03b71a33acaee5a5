"""Logging in with a name and a password of the Hub's own file."""

import asyncio
from pathlib import Path

from jupyterhub.auth import Authenticator
from traitlets import Unicode

from lopso_deployment.hub.accounts import check_password, hash_password, read_hashes

# An unknown name costs as long as a known one, so that names cannot be found by the clock.
_NOBODY = hash_password("")


class AccountAuthenticator(Authenticator):
    """Checks names and passwords against the 0600 file of hashes in the Hub's folder."""

    home = Unicode(help="The Hub's folder.").tag(config=True)

    async def authenticate(  # pyright: ignore[reportIncompatibleMethodOverride] (the base declares no result)
        self, handler: object, data: dict[str, str]
    ) -> str | None:
        """The account's name when the password is right, else None."""
        name, password = data["username"], data["password"]
        kept = read_hashes(Path(self.home)).get(name)
        right = await asyncio.to_thread(check_password, password, kept or _NOBODY)
        return name if right and kept is not None else None
