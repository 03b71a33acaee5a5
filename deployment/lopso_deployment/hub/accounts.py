"""Passwords of the accounts: made, kept as scrypt hashes, checked."""

import hashlib
import hmac
import json
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from lopso_deployment.hub.private_files import read_private, write_private
from lopso_deployment.hub.site import Account, Folders

# OWASP's least for scrypt with 16 MB: what a login may cost on a school computer.
_COST = {"n": 2**14, "r": 8, "p": 5}
_MEMORY = 64 * 1024 * 1024
# Letters and digits that nobody mistakes for one another when read from a screen.
_ALPHABET = "abcdefghkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Credential:
    """An account's name, kind and first password, to be shown to the person who runs the Hub."""

    name: str
    kind: str
    password: str


def make_password() -> str:
    """A password of twelve unmistakable letters in three groups (about 58 bits)."""
    letters = [secrets.choice(_ALPHABET) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def hash_password(password: str) -> str:
    """``salt$digest`` of a password, both in hexadecimal."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_digest(password, salt).hex()}"


def check_password(password: str, kept: str) -> bool:
    """Whether ``password`` is the one that ``kept`` was made from."""
    salt, _, digest = kept.partition("$")
    return hmac.compare_digest(_digest(password, bytes.fromhex(salt)).hex(), digest)


def hashes_path(home: Path) -> Path:
    """The file with the hashed passwords, read at every login."""
    return Folders(home).hub / "passwords.json"


def read_hashes(home: Path) -> dict[str, str]:
    """The hashed passwords by account name; empty before the first one is set."""
    path = hashes_path(home)
    return json.loads(read_private(path)) if path.exists() else {}


def set_password(home: Path, name: str, password: str) -> None:
    """Give the account ``name`` a password; the next login needs it."""
    hashes = read_hashes(home) | {name: hash_password(password)}
    write_private(hashes_path(home), json.dumps(hashes, indent=1))


def ensure_credentials(home: Path, accounts: tuple[Account, ...]) -> tuple[Credential, ...]:
    """The first passwords of ``accounts``, made the first time and the same ever after."""
    path = Folders(home).hub / "first-passwords.json"
    known: dict[str, str] = json.loads(read_private(path)) if path.exists() else {}
    missing = [account.name for account in accounts if account.name not in known]
    if missing:
        known |= {name: make_password() for name in missing}
        # Hashing is slow on purpose; it uses all cores.
        with ThreadPoolExecutor() as threads:
            made = threads.map(hash_password, [known[name] for name in missing])
            hashes = read_hashes(home) | dict(zip(missing, made, strict=True))
        write_private(path, json.dumps(known, indent=1))
        write_private(hashes_path(home), json.dumps(hashes, indent=1))
    return tuple(Credential(one.name, one.kind, known[one.name]) for one in accounts)


def _digest(password: str, salt: bytes) -> bytes:
    encoded = password.encode()
    return hashlib.scrypt(encoded, salt=salt, maxmem=_MEMORY, dklen=32, **_COST)
