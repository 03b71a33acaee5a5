"""One user number for every account: given once, kept for ever."""

import json
import pwd
from pathlib import Path

from lopso_deployment.hub.private_files import read_private, write_private
from lopso_deployment.hub.site import Folders

# Between the ordinary users (1000 …) and systemd's dynamic ones (61184 …), and below 65536 so
# that it also exists in a container without all numbers.
_FIRST, _LAST = 52000, 59999


def user_number(home: Path, name: str) -> int:
    """The number of ``name`` in the Hub of ``home``, never one of a system user.

    Raises:
        RuntimeError: when all numbers are given away.
    """
    path = Folders(home).hub / "user-numbers.json"
    numbers: dict[str, int] = json.loads(read_private(path)) if path.exists() else {}
    if name not in numbers:
        taken = set(numbers.values()) | {entry.pw_uid for entry in pwd.getpwall()}
        free = (number for number in range(_FIRST, _LAST + 1) if number not in taken)
        numbers[name] = next(free, 0)
        if not numbers[name]:
            raise RuntimeError(f"no user number is left for {name}")
        write_private(path, json.dumps(numbers, indent=1))
    return numbers[name]
