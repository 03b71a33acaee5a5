"""Invented pendulum readings of eight groups of pupils, for the lesson `02-pendulum`.

Each group hangs six lengths and times ten swings three times for each. One group counts "one" when
it lets go instead of "nought", so its ten swings are nine: the gross mistake of the lesson.
"""

import csv
import io
from pathlib import Path

import numpy as np

from lopso_courses.places import lessons_root

SEED = 2026 + 2
FILE = Path("stem/02-pendulum/data/con_lac.csv")
STAMP = (
    "# DỮ LIỆU GIẢ LẬP – 11A2, Trường THPT Hướng Dương Số 2 (trường không có thật)"
    " – 10 dao động, mỗi độ dài bấm giờ 3 lần"
)
COLUMNS = ("nhom", "chieu_dai_cm", "lan_1_s", "lan_2_s", "lan_3_s")
GROUPS = 8
LENGTHS_CM = (40, 50, 60, 70, 80, 90)
READINGS = 3
SWINGS = 10
GRAVITY = 9.79  # m/s², between the south end and the north end of Vietnam
MISCOUNTING_GROUP = 5
RULER_M = 0.002  # standard deviation of a length
THUMB_S = 0.08  # standard deviation of one reading: a thumb that starts and stops a stopwatch


def pendulum_readings(seed: int = SEED) -> list[tuple[float, ...]]:
    """The rows of the file: group, length in cm, then the readings in s, to 0.01 s."""
    rng = np.random.default_rng(seed)
    return [row for group in range(1, GROUPS + 1) for row in _readings_of_group(group, rng)]


def pendulum_csv(seed: int = SEED) -> str:
    """The file as text: the stamp, the names of the columns, one line for each length."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    text.write(STAMP + "\n")
    writer.writerow(COLUMNS)
    for group, length, *times in pendulum_readings(seed):
        writer.writerow([group, length, *(f"{time:.2f}" for time in times)])
    return text.getvalue()


def _readings_of_group(group: int, rng: np.random.Generator) -> list[tuple[float, ...]]:
    swings = SWINGS - 1 if group == MISCOUNTING_GROUP else SWINGS
    metres = np.array(LENGTHS_CM) / 100 + rng.normal(0, RULER_M, len(LENGTHS_CM))
    exact = swings * 2 * np.pi * np.sqrt(metres / GRAVITY)
    times = exact[:, None] + rng.normal(0, THUMB_S, (len(LENGTHS_CM), READINGS))
    return [
        (group, length, *(round(float(time), 2) for time in row))
        for length, row in zip(LENGTHS_CM, times, strict=True)
    ]


if __name__ == "__main__":
    (lessons_root() / FILE).write_text(pendulum_csv(), encoding="utf-8")
