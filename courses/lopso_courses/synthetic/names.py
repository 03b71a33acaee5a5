"""Invented pupils: names put together from common parts, codes that nobody has.

A lesson's data is made by a module beside this one that has a constant `FILE`, the path of its
data under the folder of the courses, and writes it when run with `python -m`. `regenerate` runs
them all.
"""

from dataclasses import dataclass

import numpy as np

STAMP = "DỮ LIỆU GIẢ LẬP"
_FAMILY = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Đoàn", "Thạch", "Sơn", "Mai", "Tạ",
)  # fmt: skip
_FAMILY_WEIGHTS = np.array([30, 11, 9, 7, 5, 5, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 2, 1])
_GIRL_MIDDLE = ("Thị", "Ngọc", "Thị Ngọc", "Thanh", "Minh", "Thuỳ", "Khánh", "Bảo", "Hoài", "Mỹ")
_BOY_MIDDLE = ("Văn", "Minh", "Hữu", "Đức", "Quốc", "Gia", "Thành", "Anh", "Tuấn", "Hoàng")
_GIRL = (
    "Ánh", "Châu", "Diễm", "Dung", "Giang", "Hà", "Hằng", "Hoa", "Hương", "Huyền", "Lan", "Linh",
    "Mai", "My", "Ngân", "Nhi", "Như", "Quyên", "Thảo", "Trâm", "Trinh", "Uyên", "Vân", "Yến",
)  # fmt: skip
_BOY = (
    "An", "Bình", "Cường", "Danh", "Duy", "Đạt", "Hải", "Hiếu", "Hùng", "Huy", "Khang", "Khoa",
    "Kiên", "Lâm", "Long", "Nam", "Nghĩa", "Nhân", "Phong", "Phúc", "Quân", "Sang", "Thịnh", "Tú",
)  # fmt: skip


@dataclass(frozen=True)
class Pupil:
    """An invented pupil.

    Attributes:
        code: ten digits that begin with 99, which no province has.
        family: the family name.
        middle: the middle name, of one or two words.
        given: the given name, by which Vietnamese lists are sorted.
        girl: whether the name is a girl's.
    """

    code: str
    family: str
    middle: str
    given: str
    girl: bool

    @property
    def name(self) -> str:
        """The whole name, as it is written."""
        return f"{self.family} {self.middle} {self.given}"


def pupils(count: int, seed: int) -> tuple[Pupil, ...]:
    """So many invented pupils; the same seed gives the same ones on every machine.

    Two may have the same name, as in a real class; never the same code.
    """
    random = np.random.default_rng(seed)
    return tuple(_pupil(number, random) for number in range(1, count + 1))


def pupil_code(number: int, year: int = 26) -> str:
    """The code of the pupil with this number: 99, the year, then six digits."""
    return f"99{year:02d}{number:06d}"


def _pupil(number: int, random: np.random.Generator) -> Pupil:
    girl = bool(random.random() < 1 / 2)
    family = random.choice(_FAMILY, p=_FAMILY_WEIGHTS / _FAMILY_WEIGHTS.sum())
    middle = random.choice(_GIRL_MIDDLE if girl else _BOY_MIDDLE)
    given = random.choice(_GIRL if girl else _BOY)
    return Pupil(pupil_code(number), str(family), str(middle), str(given), girl)
