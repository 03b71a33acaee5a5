"""docs/vocabulary.md says what is there, and shows messages that are really said."""

import inspect
import re
from decimal import Decimal
from pathlib import Path

import pytest
from lopso_autograding import vi

DOCS = Path(__file__).parents[3] / "docs" / "vocabulary.md"
TEXT = DOCS.read_text(encoding="utf-8")
NEAR = re.findall(r"^\| `(.+?)` for (.+?) \| (.+?) \|$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("name", vi.__all__)
def test_every_word_is_documented_with_all_its_parameters(name):
    row = re.search(rf"^\| `{name}\((.*?)\)` \|", TEXT, re.MULTILINE)
    assert row, f"docs/vocabulary.md has no row for {name}"
    for parameter in inspect.signature(getattr(vi, name)).parameters:
        assert re.search(rf"\b{parameter}\b", row[1]), f"{name}: {parameter} is not documented"


def test_there_are_near_misses_to_look_at():
    assert len(NEAR) == 22


@pytest.mark.parametrize(("answer", "expected", "remark"), NEAR)
def test_a_near_miss_is_remarked_on_as_shown(answer, expected, remark, verdict):
    names = {"Decimal": Decimal}
    value, wanted = eval(answer, names), eval(expected.strip("`"), names)
    assert verdict(value, wanted).endswith(". " + remark)


def test_the_sentences_shown_are_said(cell):
    shown = re.findall(r"^> (.+)$", TEXT, re.MULTILINE)
    others = TEXT.split("Others have a sentence of their own:")[1].split("\n## ")[0]
    shown += re.findall(r"^\| [a-z][^|]+ \| ([^|]+) \|$", others, re.MULTILINE)[1:]
    assert len(shown) == 11
    cell(CELL)
    cell(DTB)
    said = {cell(line) for line in CHECKS.splitlines() if line}
    # The text of a line is known in a notebook, not in this test.
    assert {one.replace(" (`return tong / len(diem)`)", "") for one in shown} == said


CELL = """
import pandas as pd
from matplotlib.figure import Figure
Si_So = 40
def dtb_mon_hoc_ki(tx, gk, ck): return 7.2
def lap_bang(): return pd.DataFrame({"diem": [8, 9, "9,0"]})
def ve_hinh():
    hinh = Figure(); hinh.subplots().set_ylabel("T²"); return hinh
def so_diem_tx(n): raise NotImplementedError
def f(a, b): return a
def chu_ki(dai, g): return (dai / g) ** 0.5
slips = {0.319: "thiếu 2π, xem mục 2"}
def doc_diem(chu): return 10.5
hint = "làm tròn nửa lên, xem mục 3"
"""
DTB = "def dtb(diem):\n    tong = sum(diem)\n    return tong / len(diem)"
CHECKS = """
vi.returns(dtb_mon_hoc_ki, [8, 8, 9], 6, 7, expected=7.3, hint=hint)
vi.table_like(lap_bang, expected={"diem": [8, 9, 9.0]})
vi.draws(ve_hinh, y_unit="s²")
vi.returns(so_diem_tx, 35, expected=2)
so_diem_tx = lambda n: None; vi.returns(so_diem_tx, 35, expected=2)
so_diem_tx = lambda n: print(2); vi.returns(so_diem_tx, 35, expected=2)
vi.returns(dtb, [], expected=0)
vi.returns(f, 1, expected=2)
vi.equals("si_so", 40)
vi.returns(chu_ki, 1, 9.81, expected=2.006, tolerance=0.005, hint=hint, slips=slips)
vi.refuses(doc_diem, "10,5")
"""
