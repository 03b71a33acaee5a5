"""The mark book of lesson A4: one invented class, one subject, two semesters.

Forty pupils of the invented Trường THCS Hướng Dương Số 1, class 8A1, Công nghệ (52 periods a
year, so three regular marks a semester). The file looks like a school program's export: semicolons
between columns, decimal commas, an empty cell where there is no mark yet, `M` for a missed test.
Run `python -m lopso_courses.synthetic.subject_average` to write it again.
"""

import csv
import io
from pathlib import Path

import numpy as np

from lopso_courses.places import lessons_root

SEED = 2026 + 4
PUPILS = 40
STAMP = "DỮ LIỆU GIẢ LẬP – Trường THCS Hướng Dương Số 1 (trường không có thật) – Công nghệ 8A1"
HEADER = ("Mã HS", *(f"{mark} HK{term}" for term in (1, 2) for mark in
                     ("TX1", "TX2", "TX3", "GK", "CK")))  # fmt: skip
FILE = Path("digital/04-subject-average/data/so_diem_cong_nghe_8a1.csv")

# First semesters whose average falls exactly half way between two tenths: (8 + 8 + 9 + 2 * 6 +
# 3 * 7) / 8 = 7.25 is the pupil of the story; the others end in 8.95 and 6.35.
HALF_WAY = {
    6: ("8", "8", "9", "6", "7"),
    18: ("9", "9", "8,6", "9", "9"),
    29: ("6", "7", "6,8", "6,5", "6"),
}
# Row and column of a mark that is not there, and what the export shows in its place.
GAPS = {(11, 5): "M", (22, 3): "", (33, 4): "M", (4, 8): "", (14, 10): "M", (37, 9): "M"}


def mark_book() -> str:
    """The text of the exported file, the same on every machine: stamp, header, 40 rows."""
    random = np.random.default_rng(SEED)
    text = io.StringIO()
    text.write(STAMP + "\n")
    rows = csv.writer(text, delimiter=";", lineterminator="\n")
    rows.writerow(HEADER)
    for number in range(1, PUPILS + 1):
        rows.writerow(_pupil(number, random))
    return text.getvalue()


def write(path: Path) -> None:
    """Write the mark book as UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(mark_book(), encoding="utf-8")


def _pupil(number: int, random: np.random.Generator) -> list[str]:
    """One row: a code that begins with 99, so that it is nobody's, and ten marks."""
    level = random.normal(7.2, 1.1)
    first, second = _semester(level, random), _semester(level + 0.2, random)
    row = [f"992608{number:04d}", *HALF_WAY.get(number, first), *second]
    for column in range(1, len(row)):
        row[column] = GAPS.get((number, column), row[column])
    return row


def _semester(level: float, random: np.random.Generator) -> list[str]:
    """Three regular marks, whole or half, and two tests marked to a tenth."""
    regular = np.round(random.normal(level + 0.4, 0.9, 3) * 2) / 2
    tests = np.round(random.normal(level, 0.7, 2), 1)
    return [_written(mark) for mark in np.clip(np.concatenate([regular, tests]), 3, 10)]


def _written(mark: float) -> str:
    """A mark as a Vietnamese program writes it: 8 or 8,5."""
    return f"{mark:.1f}".replace(".", ",").removesuffix(",0")


if __name__ == "__main__":
    write(lessons_root() / FILE)
