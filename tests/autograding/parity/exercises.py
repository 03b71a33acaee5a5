"""A course with one exercise of each usual kind, and how learners answer it."""

import textwrap
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ASSIGNMENT, NOTEBOOK = "ps1", "bài_tập"


@dataclass(frozen=True)
class Exercise:
    """One exercise: its name, the author's solution, its tests, and a wrong answer."""

    name: str
    solution: str
    wrong: str
    tests: str
    points: float
    hidden: str = ""


SHARED = (
    "import numpy as np\nimport matplotlib.pyplot as plt\ndef gan(a, b): return abs(a - b) < 1e-9"
)
EXERCISES = (
    Exercise(
        "trung_binh",
        "def trung_binh(x):\n    return float(np.mean(x))",
        "def trung_binh(x):\n    return 2.0",
        "assert gan(trung_binh([1, 2, 3]), 2)",
        2,
        "assert gan(trung_binh(np.arange(101)), 50)",
    ),
    Exercise(
        "chuan_hoa",
        "def chuan_hoa(X):\n    X = np.asarray(X, float)\n    return (X - X.mean(0)) / X.std(0)",
        "def chuan_hoa(X):\n    return np.asarray(X)",
        "Z = chuan_hoa([[1., 2.], [3., 4.]])\nassert Z.shape == (2, 2)\n"
        "np.testing.assert_allclose(Z.mean(0), 0, atol=1e-9)",
        1.5,
    ),
    Exercise(
        "nguyen_to",
        "def nguyen_to(n):\n"
        "    return [p for p in range(2, n + 1) if all(p % q for q in range(2, p))]",
        "def nguyen_to(n):\n    return [2]",
        "def _diem():\n    d = 0\n    for n, k in [(10, [2, 3, 5, 7]), (2, [2]), (1, [])]:\n"
        "        try:\n            d += nguyen_to(n) == k\n        except Exception:\n"
        "            pass\n    return d\n_diem()",
        3,
    ),
    Exercise(
        "bang",
        "import pandas as pd\ndef bang(ten, diem):\n"
        "    return pd.DataFrame({'tên': ten, 'điểm': diem}).sort_values('điểm')",
        "def bang(ten, diem):\n    return dict(zip(ten, diem))",
        "import pandas as pd\nb = bang(['An', 'Bình'], [8, 7])\n"
        "pd.testing.assert_series_equal(b['điểm'].reset_index(drop=True),"
        " pd.Series([7, 8], name='điểm'))",
        1,
    ),
    Exercise(
        "Hop",
        "class Hop:\n    def __init__(self, canh):\n        self.canh = canh\n"
        "    def __add__(self, o):\n        return Hop(self.canh + o.canh)\n"
        "    def __eq__(self, o):\n        return self.canh == o.canh\n"
        "    @property\n    def the_tich(self):\n        return self.canh ** 3",
        "class Hop:\n    def __init__(self, canh):\n        self.canh = canh\n    the_tich = 3",
        "assert Hop(2).the_tich == 8\nassert Hop(1) + Hop(2) == Hop(3)",
        2,
    ),
    Exercise(
        "ve",
        "def ve(x):\n    fig, ax = plt.subplots()\n    ax.plot(x, np.sin(x), label='sin')\n"
        "    ax.set_xlabel('x')\n    ax.legend()\n    return ax",
        "def ve(x):\n    return plt.gca()",
        "x = np.linspace(0, 6, 50)\nax = ve(x)\nassert len(ax.lines) == 1\n"
        "np.testing.assert_allclose(ax.lines[0].get_ydata(), np.sin(x))\n"
        "assert ax.get_xlabel() == 'x' and ax.get_legend() is not None",
        2,
    ),
    Exercise(
        "can",
        "def can(x):\n    if x < 0:\n        raise ValueError('x âm')\n    return x ** 0.5",
        "def can(x):\n    return 2",
        "assert can(4) == 2\ntry:\n    can(-1)\nexcept ValueError as e:\n"
        "    assert 'âm' in str(e)\n"
        "else:\n    raise AssertionError('phải ném ValueError')",
        1,
    ),
    Exercise(
        "tep",
        "def tep():\n    with open('diem.csv', encoding='utf-8') as f:\n"
        "        return sum(int(d) for d in f.read().split()[1:])",
        "def tep():\n    return 0",
        "assert tep() == 24",
        1,
    ),
    Exercise("ket_qua", "ket_qua = 6 * 7", "ket_qua = 6 + 7", "assert ket_qua == 42", 0.5),
    Exercise(
        "in_ra",
        "def in_ra(ten):\n    print('Chào', ten)",
        "def in_ra(ten):\n    print(ten)",
        "import io, contextlib\n_b = io.StringIO()\nwith contextlib.redirect_stdout(_b):\n"
        "    in_ra('An')\nassert _b.getvalue() == 'Chào An\\n'",
        1,
    ),
)
SOLVED = {one.name: one.solution for one in EXERCISES} | {
    "tay": "tay = 'việc làm bằng tay'",
    "viet": "Vì sao? Vì thế.",
}
WRONG = {one.name: one.wrong for one in EXERCISES}


def marks(name: str, **about: object) -> dict:
    """What nbgrader notes of a cell."""
    made = {"grade": False, "locked": False, "solution": False, "task": False, "grade_id": name}
    return {"nbgrader": made | {"schema_version": 3} | about}


def source() -> NotebookNode:
    """The author's notebook."""
    cells = [
        new_markdown_cell("# Bài tập"),
        new_code_cell(SHARED, metadata=marks("chung", locked=True)),
        new_code_cell("vi_du = [3, 1, 2]\nsorted(vi_du)"),
    ]
    for one in EXERCISES:
        solved = f"### BEGIN SOLUTION\n{one.solution}\n### END SOLUTION"
        hidden = (
            f"\n### BEGIN HIDDEN TESTS\n{one.hidden}\n### END HIDDEN TESTS" if one.hidden else ""
        )
        about = {"grade": True, "locked": True, "points": one.points}
        cells.append(new_code_cell(solved, metadata=marks(one.name, solution=True)))
        cells.append(new_code_cell(one.tests + hidden, metadata=marks(f"t_{one.name}", **about)))
    by_hand = {"grade": True, "solution": True}
    cells += [
        new_code_cell(
            "### BEGIN SOLUTION\ntay = 1\n### END SOLUTION",
            metadata=marks("tay", points=3, **by_hand),
        ),
        new_markdown_cell("Viết ở đây", metadata=marks("viet", points=5, **by_hand)),
        new_markdown_cell("Đọc kĩ", metadata=marks("doc", locked=True)),
        new_markdown_cell("Làm một việc", metadata=marks("viec", points=4, task=True, locked=True)),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def indented(text: str) -> str:
    """A text one step further in."""
    return textwrap.indent(text, "    ")
