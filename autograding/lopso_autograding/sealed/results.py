"""The number in the last line of a test cell, which nbgrader takes for the points of the cell."""

import math
import re

from lopso_autograding.sealed import tracebacks
from lopso_autograding.sealed.bounds import Tree

NOTHING = math.inf
"""Stands for no number: with nbgrader's rule a cell then has all its points."""
_LIBRARY_NUMBER = re.compile(r"(?:np\.(?:u?int|float)\d+|Decimal|Fraction)\('?([^()']+)'?\)")
_NO_NUMBER = "The last line of this test gives points, but with this answer it gives no number."
_NO_POINTS = "The last line of this test gives points, but with this answer it gives {}."


def number_in(run: Tree) -> float:
    """The number that a cell's last line gave, or NOTHING.

    A number below zero, or none such as NaN, counts as nothing: nbgrader gives all points for it.
    """
    text = _text(run)
    try:
        number = float(text)
    except ValueError:
        return NOTHING
    return number if number >= 0 else NOTHING


def insist_on_number(run: Tree) -> None:
    """Has a cell fail whose last line gives points by the author's solution and here does not.

    A number of numpy's, which nbgrader would not know for one, is written as Python's.
    """
    text = _text(run)
    found = _LIBRARY_NUMBER.fullmatch(text)
    if found is not None:
        text = _plain(found[1])
        _output(run)["data"] = {"text/plain": text}
    if number_in(run) == NOTHING:
        said = _NO_POINTS.format(text) if _is_number(text) else _NO_NUMBER
        run["outputs"].append(tracebacks.output(TypeError(said)))
        run["ok"] = False


def _plain(inside: str) -> str:
    """The number within numpy's, a Decimal's or a Fraction's own notation."""
    above, _, below = inside.partition(",")
    try:
        return repr(float(above) / float(below)) if below else repr(float(inside))
    except (ValueError, ZeroDivisionError):
        return inside


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _output(run: Tree) -> Tree:
    return next((one for one in run["outputs"] if one["output_type"] == "execute_result"), {})


def _text(run: Tree) -> str:
    return str(_output(run).get("data", {}).get("text/plain", ""))
