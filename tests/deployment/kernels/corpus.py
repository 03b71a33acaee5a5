"""Notebooks that no one here wrote: those inside of installed packages, and their docstrings.

A docstring with examples becomes a notebook with one cell for each example.
"""

import doctest
import importlib
import inspect
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

LONG_RUNS = ("infinite", "timeout", "long-output")
DOCUMENTED = {
    "numpy": "arange clip cumsum diff dot histogram linspace outer percentile polyfit sort where",
    "pandas": "cut date_range get_dummies melt merge crosstab concat to_datetime to_numeric",
    "sklearn.cluster": "DBSCAN KMeans AgglomerativeClustering",
    "sklearn.linear_model": "LinearRegression Ridge LogisticRegression Lasso",
    "sklearn.metrics": "confusion_matrix accuracy_score f1_score mean_squared_error",
    "sklearn.model_selection": "KFold train_test_split GridSearchCV",
    "sklearn.preprocessing": "LabelEncoder MinMaxScaler OneHotEncoder StandardScaler",
    "sklearn.tree": "DecisionTreeClassifier plot_tree export_text",
}


@dataclass(frozen=True)
class Notebook:
    """A name, the code cells, and the folder that belongs to it."""

    name: str
    cells: tuple[str, ...]
    folder: Path | None = None


def site_packages():
    return Path(nbformat.__file__).parents[1]


def from_packages():
    """Notebooks in installed packages that have code and can be read, each code once."""
    seen, found = set(), []
    for path in sorted(site_packages().rglob("*.ipynb")):
        if any(word in path.name for word in LONG_RUNS):
            continue
        try:
            book = nbformat.read(path, as_version=4)
            cells = tuple(c.source for c in book.cells if c.cell_type == "code")
        except Exception:
            continue
        if any(cell.strip() for cell in cells) and (cells, path.parent) not in seen:
            seen.add((cells, path.parent))
            found.append(Notebook(str(path.relative_to(site_packages())), cells, path.parent))
    return found


def from_docstrings():
    """The examples in the documentation of functions that the lessons use."""
    found = []
    for module_name, names in DOCUMENTED.items():
        module = importlib.import_module(module_name)
        for name in names.split():
            text = inspect.getdoc(getattr(module, name)) or ""
            examples = doctest.DocTestParser().get_examples(text)
            cells = tuple(re.sub(r"# doctest:.*", "", e.source) for e in examples)
            if cells:
                head = ("import numpy as np\nimport pandas as pd\n%matplotlib inline",)
                found.append(Notebook(f"{module_name}.{name}", (*head, *cells)))
    return found


_NORMAL = (
    (r"0x[0-9a-f]{6,}", "0xADDRESS"),
    (r"\b[0-9a-f]{32}\b", "HEX"),
    (r"ipykernel_\d+/\d+\.py", "CELL.py"),
    (r"(/tmp|/home/work|/var/tmp)[\w./\-]*", "PLACE"),
    (r"[\d.]+ ?(ns|µs|μs|ms|s)\b", "TIME"),
    (r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[\d.]*", "DATE"),
    (r"\r\n", "\n"),
    (r"\x1b\[[\d;]*m", ""),
)


def _normal_text(text):
    for pattern, stand_in in _NORMAL:
        text = re.sub(pattern, stand_in, text)
    return text


def normal(outputs):
    """Outputs to compare: streams joined, addresses, times, places and widget ids replaced."""
    found = []
    for output in outputs:
        kind = output["output_type"]
        if kind == "stream":
            if found and found[-1][:2] == ("stream", output["name"]):
                found[-1] = ("stream", output["name"], found[-1][2] + output["text"])
            else:
                found.append(("stream", output["name"], output["text"]))
        elif kind == "error":
            trace = "\n".join(output["traceback"])
            found.append(("error", output["ename"], output["evalue"] + trace))
        else:
            data = {mime: str(value) for mime, value in sorted(output["data"].items())}
            found.append((kind, str(sorted(data)), str(data)))
    return [(kind, name, _normal_text(text)) for kind, name, text in found]
