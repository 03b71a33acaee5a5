"""Which cells have to run beside the tests, told from their text."""

import pytest
from lopso_autograding.sealed.effects import needed

TESTED = frozenset({"np", "anh", "f", "random"})


@pytest.mark.parametrize(
    "cell",
    [
        "anh = load()",
        "import numpy as np",
        "anh.sort()",
        "anh.dropna(inplace=True)",
        "anh['x'] = 3",
        "anh.ten = 'x'",
        "del anh[0]",
        "anh += 1",
        "for k in range(3):\n    anh.append(k)",
        "random.shuffle(anh)",
        "x = anh.pop()",
        "np.random.seed(0)",
        "x = np.random.rand()",
        "import warnings\nwarnings.simplefilter('ignore')",
        "def f(x):\n    return x",
        "%matplotlib inline\nanh = 3",
    ],
)
def test_a_cell_that_makes_or_changes_what_tests_use_is_needed(cell):
    assert needed(["import random, numpy as np", cell], TESTED) == {0, 1}


@pytest.mark.parametrize(
    "cell",
    [
        "anh.max()",
        "print(anh, anh.shape)",
        "x = anh.mean()\nprint(x)",
        "fig, ax = plt.subplots()\nx = anh.max()\nax.plot(x)\nplt.show()",
        "def draw(x):\n    x.sort()",
        "f(anh[0])",
        "not Python",
        "# a remark",
    ],
)
def test_a_cell_that_only_shows_is_not(cell):
    assert needed(["import random, numpy as np", cell], TESTED) == {0}


def test_what_a_needed_cell_uses_is_needed_as_well():
    cells = ["a = 1", "b = 2", "def g(x):\n    return a + x", "anh = g(3)", "c = anh.max()"]
    assert needed(cells, TESTED) == {0, 2, 3}
