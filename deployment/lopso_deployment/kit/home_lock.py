"""One kit at a time in one folder."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from lopso_deployment.kit.errors import KitError


@contextlib.contextmanager
def hold(home: Path, address: str) -> Iterator[None]:
    """Holds the folder for this process; the lock goes with the process, even a killed one.

    Raises:
        KitError: when another process holds it; the sentence says which, and its address.
    """
    path = home / "run.lock"
    with path.open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            process, _, where = stream.read().strip().partition(" ")
            raise KitError(
                f"Kit đang chạy sẵn trong {home} (tiến trình {process}) tại {where}. "
                f"Hãy mở địa chỉ đó, hoặc dừng nó: kill {process}",
                f"The kit already runs in {home} (process {process}) at {where}. "
                f"Open that address, or stop it: kill {process}",
            ) from error
        stream.truncate(0)
        stream.write(f"{os.getpid()} {address}\n")
        stream.flush()
        yield
        stream.truncate(0)
