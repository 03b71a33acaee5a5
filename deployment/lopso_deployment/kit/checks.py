"""What must be true of the machine before the kit starts; each doubt is one sentence."""

import shutil
import tempfile
from pathlib import Path

from lopso_deployment.hub.ports import ADDRESS, free_ports, port_is_free
from lopso_deployment.kit.errors import KitError

NEEDED_MEGABYTES = 500


def ensure_home(home: Path) -> Path:
    """Makes the folder that holds everything the kit keeps, and tries to write there.

    Raises:
        KitError: when it cannot be made or written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise KitError(
            f"Không ghi được vào {home} ({error.strerror}). Hãy đổi quyền của thư mục này, "
            "hoặc chọn nơi khác: LOPSO_HOME=/nơi/khác ./lopso up",
            f"{home} cannot be written to ({error.strerror}). Change the folder's permissions, "
            "or choose another place: LOPSO_HOME=/another/place ./lopso up",
        ) from error
    return home.resolve()


def ensure_space(home: Path, megabytes: int = NEEDED_MEGABYTES) -> None:
    """Refuses to start on a full disk, where a submission could be lost.

    Raises:
        KitError: when fewer than that many megabytes are free.
    """
    free = shutil.disk_usage(home).free // 2**20
    if free < megabytes:
        raise KitError(
            f"Ổ đĩa của {home} chỉ còn {free} MB, kit cần {megabytes} MB. "
            "Hãy xoá bớt tệp rồi chạy lại, hoặc đặt LOPSO_HOME sang ổ khác.",
            f"The disk of {home} has {free} MB left and the kit needs {megabytes} MB. "
            "Delete some files and run this again, or set LOPSO_HOME to another disk.",
        )


def ensure_port(port: int, option: str, address: str = ADDRESS) -> None:
    """Refuses a port that another program listens on, and proposes a free one.

    Raises:
        KitError: when the port is taken or not allowed.
    """
    if port_is_free(port, address):
        return
    (other,) = free_ports(1)
    raise KitError(
        f"Cổng {port} đang có chương trình khác dùng (hoặc không được phép mở). "
        f"Hãy tắt chương trình đó, hoặc chọn cổng khác, ví dụ: {option} {other}",
        f"Port {port} is in use by another program (or not allowed). "
        f"Stop that program, or choose another port, for example: {option} {other}",
    )
