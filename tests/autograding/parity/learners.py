"""Submissions of every usual kind, none of them hostile, to the course in `exercises`."""

import copy
import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from .exercises import SOLVED, WRONG, indented

type Change = Callable[[NotebookNode], None]


@dataclass(frozen=True)
class Learner:
    """A submission: the answers, what else was done to the notebook, and files beside it."""

    answers: dict[str, str]
    change: Change = lambda notebook: None
    files: dict[str, str] = field(default_factory=dict)
    when: str = "2026-11-20 10:00:00 UTC"


def _cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


def _before(name: str, *texts: str) -> Change:
    def change(notebook: NotebookNode) -> None:
        place = notebook.cells.index(_cell(notebook, name))
        notebook.cells[place:place] = [new_code_cell(text) for text in texts]

    return change


def _without(*names: str) -> Change:
    return lambda notebook: (
        [notebook.cells.remove(_cell(notebook, name)) for name in names] and None
    )


def _moved(notebook: NotebookNode) -> None:
    helper = new_code_cell("def giup(x):\n    return sum(x) / len(x)")
    notebook.cells.insert(3, helper)
    notebook.cells.append(new_markdown_cell("Ghi chú của em"))
    notebook.cells.append(new_code_cell("1 / 0"))


def _edited(notebook: NotebookNode) -> None:
    _cell(notebook, "t_can").source = "pass"
    _cell(notebook, "chung").source = "import numpy as np"
    _cell(notebook, "doc").source = "đã sửa"


def _with_outputs(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = 7
            cell.outputs = [nbformat.v4.new_output("stream", text="cũ\n")]
    notebook.metadata["kernelspec"]["name"] = "conda-env-cua-em"
    notebook.metadata["language_info"] = {"name": "python", "version": "3.6"}


def _alike(notebook: NotebookNode) -> None:
    notebook.cells[3]["id"] = notebook.cells[2]["id"]


HALF = {**SOLVED, **{name: WRONG[name] for name in ("chuan_hoa", "nguyen_to", "ve", "can")}}
STYLES = {
    **SOLVED,
    "trung_binh": "from statistics import mean\ntrung_binh = lambda x: mean(map(float, x))",
    "nguyen_to": "def nguyen_to(n):\n    kq = []\n    for p in range(2, n + 1):\n"
    "        if all(p % q != 0 for q in kq):\n            kq.append(p)\n    return kq",
    "bang": "def bang(ten, diem):\n    d = pd.DataFrame(list(zip(ten, diem)))\n"
    "    d.columns = ['tên', 'điểm']\n"
    "    return d.sort_values('điểm', ignore_index=True)\nimport pandas as pd",
    "Hop": "from dataclasses import dataclass\n@dataclass\nclass Hop:\n    canh: float\n"
    "    def __add__(self, khac):\n        return type(self)(self.canh + khac.canh)\n"
    "    def __getattr__(self, ten):\n        if ten == 'the_tich':\n"
    "            return self.canh ** 3\n"
    "        raise AttributeError(ten)",
    "ve": "def ve(x):\n    plt.figure()\n    plt.plot(x, [np.sin(v) for v in x], 'r--')\n"
    "    plt.xlabel('x')\n    plt.legend(['sin'])\n    return plt.gca()\nve([0, 1])\nplt.show()",
    "can": "import math\nclass SoAm(ValueError):\n    pass\ndef can(x):\n    if x < 0:\n"
    "        raise SoAm(f'{x} âm')\n    return math.sqrt(x)",
    "tep": "import csv\ndef tep(ten='diem.csv'):\n    with open(ten) as f:\n"
    "        return sum(int(h['diem']) for h in csv.DictReader(f))",
    "ket_qua": "%%time\nket_qua = sum(range(13)) - 36",
    "in_ra": "import sys\ndef in_ra(ten):\n    sys.stdout.write('Chào ' + ten + '\\n')",
}
ODD = {
    **SOLVED,
    "trung_binh": "import warnings\ndef trung_binh(x):\n    warnings.warn('cũ')\n"
    "    return float(np.mean(x))",
    "chuan_hoa": "from thu_vien import chuan_hoa",
    "nguyen_to": "def nguyen_to(n):\n    if n == 2:\n        raise RuntimeError('hỏng')\n"
    + indented(SOLVED["nguyen_to"].partition("\n")[2].strip()),
    "bang": "def bang(ten, diem):\n    import pandas as pd\n"
    "    return pd.DataFrame({'tên': ten, 'điểm': [7.0, 8.0]})",
    "Hop": "class Hop:\n    def __init__(s, canh):\n        s.the_tich = canh * canh * canh\n"
    "    __add__ = lambda s, o: Hop(0)",
    "ve": "def ve(x):\n    _, (a, b) = plt.subplots(1, 2)\n    a.plot(x, np.cos(x))\n    return a",
    "can": "def can(x):\n    assert x >= 0, 'x âm'\n    return x ** .5",
    "ket_qua": "ket_qua = '42'",
    "in_ra": "import sys\ndef in_ra(ten):\n    print('Chào', ten, flush=True)\n"
    "    print('lỗi', file=sys.stderr)",
}
LIBRARY = (
    "import numpy as np\ndef chuan_hoa(X):\n    X = np.array(X)\n"
    "    return (X - X.mean(axis=0)) / X.std(axis=0)\n"
)
CHOSEN: dict[str, Learner] = {
    "đúng_và_thêm": Learner(STYLES, _moved),
    "một_nửa": Learner(HALF, _edited),
    "lạ": Learner(ODD, _with_outputs, {"thu_vien.py": LIBRARY}),
    "chưa_làm": Learner({}, when="2026-11-20 12:00:00 UTC"),
    "sai_và_thiếu": Learner(
        WRONG | {"can": "def can(x)\n    return 1"},
        _without("tep"),
        when="2026-11-20 12:00:00 UTC",
    ),
}
"""The telling ones."""
MORE: dict[str, Learner] = {
    "đúng": Learner(SOLVED),
    "sai": Learner(WRONG),
    **{f"chỉ_sai_{name}": Learner({**SOLVED, name: text}) for name, text in WRONG.items()},
    "lỗi_cú_pháp": Learner({**SOLVED, "trung_binh": "def trung_binh(x)\n    return 1"}),
    "ô_lỗi_trước": Learner(
        SOLVED, _before("trung_binh", "1 / 0", "raise SystemExit", "import khong_co")
    ),
    "sửa_ô_khoá": Learner(SOLVED, _edited),
    "trùng_id": Learner(SOLVED, _alike),
    "trống": Learner({}, lambda notebook: notebook.update(cells=[])),
    "thiếu_ô": Learner(SOLVED, _without("trung_binh", "chung", "ve", "doc")),
    "không_giờ": Learner(SOLVED, when=""),
    "rất_muộn": Learner(STYLES, when="2026-11-25 00:00:00 UTC"),
    "in_nhiều": Learner(
        {**SOLVED, "ket_qua": "ket_qua = 42\nfor i in range(3000): print('dòng', i, 'x' * 40)"}
    ),
    "hỏi": Learner(SOLVED, _before("ket_qua", "ten = input('Tên? ')")),
    "phép": Learner(
        SOLVED, _before("ket_qua", "%matplotlib inline", "%timeit -n1 -r1 1", "!echo a")
    ),
    "vẽ_hiện": Learner(SOLVED, _before("ve", "plt.plot([1, 2])\nplt.show()", "plt.figure()")),
    "ghi_tệp": Learner(
        {**SOLVED, "tep": "def tep():\n    return int(open('kq.txt').read())"},
        _before("tep", "%%writefile kq.txt\n24"),
    ),
    "toàn_cục": Learner(
        {
            **SOLVED,
            "trung_binh": "dem = 0\ndef trung_binh(x):\n    global dem\n    dem += 1\n"
            "    return sum(x) / len(x)",
        }
    ),
    "số_numpy": Learner(
        {
            **SOLVED,
            "trung_binh": "def trung_binh(x):\n    return np.mean(x)",
            "ket_qua": "ket_qua = np.int64(42)",
        }
    ),
    "bộ": Learner({**SOLVED, "nguyen_to": "def nguyen_to(n):\n    return tuple(range(2, 3))"}),
    "sinh": Learner({**SOLVED, "nguyen_to": "def nguyen_to(n):\n    yield 2"}),
    "none": Learner({**SOLVED, **dict.fromkeys(("trung_binh",), "def trung_binh(x): pass")}),
    "thoát": Learner({**SOLVED, "can": "def can(x):\n    exit()"}),
    "sleep": Learner(
        {
            **SOLVED,
            "can": "import time\n" + SOLVED["can"].replace(":\n", ":\n    time.sleep(.2)\n", 1),
        }
    ),
}


def name_of(learner: str) -> str:
    """Every third name is written with its marks apart, as some systems do."""
    return unicodedata.normalize("NFD" if len(learner) % 3 == 0 else "NFC", learner)


def submission(release: NotebookNode, learner: Learner) -> str:
    """The text of the submitted notebook."""
    notebook = nbformat.from_dict(copy.deepcopy(release))
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = learner.answers.get(name, cell.source)
    learner.change(notebook)
    return json.dumps(notebook, ensure_ascii=False)


def submit(place: Path, notebook: str, text: str, learner: Learner) -> None:
    """Puts a submission into its folder."""
    place.mkdir(parents=True)
    (place / f"{notebook}.ipynb").write_text(text, encoding="utf-8")
    for name, content in learner.files.items():
        (place / name).write_text(content, encoding="utf-8")
    if learner.when:
        (place / "timestamp.txt").write_text(learner.when)
