"""The assignment that the bench grades: eight small exercises of a class on data, with answers.

They are of the kinds that lessons have: numbers, arrays, text, points for parts, a figure, a fitted
model, a written answer, an error to be raised.
"""

from dataclasses import dataclass

IMPORTS = """\
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split"""


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    Attributes:
        name: Its grade id.
        asked: What learners read.
        right: The author's solution.
        wrong: An answer that fails.
        visible: The tests that learners see.
        hidden: Those that they do not.
        points: What it is worth.
    """

    name: str
    asked: str
    right: str
    wrong: str
    visible: str = ""
    hidden: str = ""
    points: int = 2

    @property
    def solution(self) -> str:
        """The author's cell: all but its first line is taken out of the release."""
        first, _, body = self.right.partition("\n")
        return f"{first}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"

    @property
    def tests(self) -> str:
        """The test cell."""
        if not self.hidden:
            return self.visible
        return f"{self.visible}\n### BEGIN HIDDEN TESTS\n{self.hidden}\n### END HIDDEN TESTS"


EXERCISES = (
    Exercise(
        "median",
        "Trung vị của một dãy số.",
        "def median(numbers):\n    return float(np.median(numbers))",
        "def median(numbers):\n    return numbers[0]",
        "assert median([1, 2, 9]) == 2",
        "assert median([4, 1, 3, 2]) == 2.5\nassert median(np.arange(101)) == 50",
    ),
    Exercise(
        "scaled",
        "Đưa mỗi cột của bảng về đoạn từ 0 đến 1.",
        "def scaled(table):\n    table = np.asarray(table, float)\n"
        "    low, high = table.min(axis=0), table.max(axis=0)\n"
        "    return (table - low) / (high - low)",
        "def scaled(table):\n    return np.asarray(table, float)",
        "found = scaled([[1, 20], [2, 60], [3, 100]])\nassert found.shape == (3, 2)",
        "np.testing.assert_allclose(found[1], 0.5)\n"
        "np.testing.assert_allclose(found.max(axis=0), 1)",
        3,
    ),
    Exercise(
        "count_words",
        "Đếm số lần gặp mỗi từ, không kể chữ hoa.",
        "def count_words(text):\n    found = {}\n    for word in text.lower().split():\n"
        "        found[word] = found.get(word, 0) + 1\n    return found",
        "def count_words(text):\n    return {}",
        'assert count_words("Một hai một") == {"một": 2, "hai": 1}',
        'assert count_words("") == {}\nassert count_words("Lớp lớp LỚP")["lớp"] == 3',
    ),
    Exercise(
        "divisors",
        "Các ước của một số nguyên dương (điểm từng phần).",
        "def divisors(number):\n"
        "    return [one for one in range(1, number + 1) if number % one == 0]",
        "def divisors(number):\n    return [1, number]",
        "points = 0\nfor number, known in [(1, [1]), (7, [1, 7]), (12, [1, 2, 3, 4, 6, 12]), "
        "(49, [1, 7, 49])]:\n    try:\n        points += divisors(number) == known\n"
        "    except Exception:\n        pass\npoints",
        points=4,
    ),
    Exercise(
        "draw_parabola",
        "Vẽ y = x² trên đoạn từ -2 đến 2, trục ngang tên là x.",
        "def draw_parabola():\n    x = np.linspace(-2, 2, 101)\n    figure, axes = plt.subplots()\n"
        '    axes.plot(x, x**2)\n    axes.set_xlabel("x")\n    return axes',
        "def draw_parabola():\n    return plt.gca()",
        "axes = draw_parabola()\nassert len(axes.lines) == 1",
        "x, y = axes.lines[0].get_data()\nnp.testing.assert_allclose(y, np.square(x), atol=1e-9)\n"
        'assert axes.get_xlabel() == "x"',
    ),
    Exercise(
        "fit_model",
        "Huấn luyện một mô hình phân loại hoa.",
        "def fit_model(table, kinds):\n"
        "    return LogisticRegression(max_iter=1000).fit(table, kinds)",
        "def fit_model(table, kinds):\n    return None",
        "table, kinds = load_iris(return_X_y=True)\n"
        "known, new, kinds_known, kinds_new = train_test_split(table, kinds, random_state=1)\n"
        "model = fit_model(known, kinds_known)\nassert hasattr(model, 'predict')",
        "assert (model.predict(new) == kinds_new).mean() > 0.9",
        3,
    ),
    Exercise(
        "explain",
        "Vì sao phải giữ lại dữ liệu mà mô hình chưa thấy?",
        "Để biết mô hình đoán đúng tới đâu trên dữ liệu mới.",
        "Không biết.",
        points=5,
    ),
    Exercise(
        "root",
        "Căn bậc hai; số âm thì báo ValueError.",
        "def root(number):\n    if number < 0:\n        raise ValueError('số âm')\n"
        "    return number**0.5",
        "def root(number):\n    return 2",
        "assert root(4) == 2",
        "try:\n    root(-1)\nexcept ValueError:\n    pass\nelse:\n"
        '    raise AssertionError("phải báo ValueError")',
    ),
)
"""Eight exercises; the one without tests is marked by a person."""
