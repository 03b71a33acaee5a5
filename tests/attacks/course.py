"""A small course in nbgrader's form: five graded functions, hidden tests, one honest learner."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ASSIGNMENT, NOTEBOOK = "ps1", "bai"
HIDDEN, SOLVED, VICTIM, SECRET = "HIDDEN-5d1c", "SOLUTION-a81f", "VICTIM-33e9", "ENV-c2d0"

SHARED = """import numpy as np
class Diem:
    def __init__(s, x, y):
        s.x, s.y = x, y
    def __eq__(s, o):
        return isinstance(o, Diem) and (s.x, s.y) == (o.x, o.y)
def kiem(ham, vao, ra):
    assert ham(*vao) == ra"""
SOLUTIONS = {
    "q1": "def binh_phuong(n):\n    return n * n",
    "q2": "def chuan(v):\n    v = np.asarray(v, float)\n    return v / np.linalg.norm(v)",
    "q3": "def so_chan(xs):\n    return [x for x in xs if x % 2 == 0]",
    "q4": "def dem(chu):\n    return {c: chu.count(c) for c in chu}",
    "q5": "def sap(xs):\n    return sorted(xs)",
    "q6": "class Hop:\n    def __init__(s, c):\n        s.c = c\n    def __add__(s, o):\n"
    "        return Hop(s.c + o.c)\n    def __eq__(s, o):\n        return s.c == o.c",
    "q7": "def giua(a, b):\n    return Diem((a.x + b.x) / 2, (a.y + b.y) / 2)",
    "q8": "def luu(ten):\n    import pickle\n    with open(ten, 'wb') as f:\n"
    "        pickle.dump({'a': np.arange(3)}, f)",
    "q9": "dung = False\ndef ti_le(n):\n    return n / 4",
}
WRONG = {
    "q1": "def binh_phuong(n): return -1",
    "q2": "def chuan(v): return None",
    "q3": "def so_chan(xs): return None",
    "q4": "def dem(chu): return None",
    "q5": "def sap(xs): return None",
    "q6": "class Hop: pass",
    "q7": "def giua(a, b): return a",
    "q8": "def luu(ten): pass",
    "q9": "def ti_le(n): return None",
}
TESTS = {
    "q1": f"assert binh_phuong(3) == 9\n### BEGIN HIDDEN TESTS\n# {HIDDEN}\n"
    "assert abs(binh_phuong(7) - 49) < 1e-9\nassert binh_phuong(2) in (4, 4.0)\n"
    "assert all(map(lambda k: binh_phuong(k) == k * k, range(5)))\n### END HIDDEN TESTS",
    "q2": "np.testing.assert_allclose(chuan([3, 4]), [.6, .8])\n### BEGIN HIDDEN TESTS\n"
    f"assert chuan([0, 5]).shape == (2,)  # {HIDDEN}\n"
    "assert np.isclose(chuan([0, 5]).sum(), 1)\n### END HIDDEN TESTS",
    "q3": "def _diem():\n    d = 0\n    for xs, k in [([1, 2], [2]), ([2, 4], [2, 4])]:\n"
    "        try:\n            d += so_chan(xs) == k\n        except Exception:\n            pass\n"
    "    return d\n_diem()",
    "q4": "assert isinstance(dem('aab'), dict)\nassert dem('aab') == {'a': 2, 'b': 1}\n"
    "assert set(dem('xy')) == {'x', 'y'} and len(dem('xyz')) == 3",
    "q5": "xs = [3, 1, 2]\nassert sap(xs) == sorted(xs)\nimport unittest\n"
    "class T(unittest.TestCase):\n    def test_it(self):\n"
    "        self.assertAlmostEqual(sap([2, 1])[0], 1)\nimport io\n"
    "done = unittest.TextTestRunner(stream=io.StringIO()).run(\n"
    "    unittest.defaultTestLoader.loadTestsFromTestCase(T))\nassert done.wasSuccessful()",
    "q6": "assert Hop(1) + Hop(2) == Hop(3)\nassert Hop(5) == Hop(5)",
    "q7": "assert giua(Diem(0, 0), Diem(2, 4)) == Diem(1, 2)\n"
    "kiem(giua, (Diem(1, 1), Diem(3, 3)), Diem(2, 2))",
    "q8": "import pickle\nluu('ra.bin')\nwith open('ra.bin', 'rb') as f:\n"
    "    doc = pickle.load(f)\n"
    "assert list(doc) == ['a'] and doc['a'].tolist() == [0, 1, 2]",
    "q9": "dung = kiem_ti_le(3)\nassert dung\nround(2 - 8 * abs(ti_le(2) - 0.5), 2)",
}
HELPER = "def kiem_ti_le(n):\n    return ti_le(n) == n / 4"
POINTS = 2


def _marks(name: str, **about: object) -> dict:
    marks = {"grade": False, "locked": False, "solution": False, "task": False}
    marks |= {"grade_id": name, "schema_version": 3, **about}
    return {"nbgrader": marks}


def source() -> NotebookNode:
    """The author's notebook."""
    cells = [new_code_cell(SHARED, metadata=_marks("imports", locked=True))]
    for name, text in SOLUTIONS.items():
        head, _, body = text.partition("\n")
        solved = f"{head}\n    ### BEGIN SOLUTION\n    # {SOLVED}\n{body}\n    ### END SOLUTION"
        cells.append(new_code_cell(solved, metadata=_marks(name, solution=True)))
        marks = _marks(f"test_{name}", grade=True, locked=True, points=POINTS)
        cells.append(new_code_cell(TESTS[name], metadata=marks))
    cells.insert(-1, new_code_cell(HELPER))
    written = _marks("viet", grade=True, solution=True, points=5)
    cells.append(new_markdown_cell("Viết ở đây", metadata=written))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def make_course(folder: Path) -> NotebookNode:
    """Makes the course with nbgrader's own command; returns what learners get."""
    place = folder / "source" / ASSIGNMENT
    place.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'thu'\nc.Execute.timeout = 3\n"
    )
    nbformat.write(source(), place / f"{NOTEBOOK}.ipynb")
    (place / "du_lieu.csv").write_text("x\n1\n")
    (place / "bang").mkdir()
    (place / "bang" / "a.csv").write_text("x\n1\n")
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", ASSIGNMENT]
    # nbgrader calls alembic by its name when it makes a gradebook.
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = {**os.environ, "PATH": path}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    return nbformat.read(folder / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", 4)


def answered(release: NotebookNode, answers: dict[str, str], extra: str = "") -> NotebookNode:
    """A submission with these answers, and wrong ones where there are none."""
    notebook = nbformat.from_dict(release)
    texts = {**WRONG, **answers}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = texts.get(name, cell.source)
    if extra:
        notebook.cells.insert(0, new_code_cell(extra))
    return notebook


def submit(folder: Path, student: str, notebook: NotebookNode | bytes) -> Path:
    """Puts a submission where nbgrader collects them."""
    place = folder / "submitted" / student / ASSIGNMENT
    place.mkdir(parents=True)
    path = place / f"{NOTEBOOK}.ipynb"
    if isinstance(notebook, bytes):
        path.write_bytes(notebook)
    else:
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
    (place / "timestamp.txt").write_text("2026-11-20 10:00:00 UTC")
    return place
