"""What came of a cell when only visible tests took part, as a graded notebook notes it."""

from typing import Any

SEPARATOR = "\x1f"
"""Stands between the parts of what a failed `assert` says: mark, value's text, condition, value."""

type Came = dict[str, Any]
"""The error with which a cell ended, as in nbformat's outputs; empty if there was none."""
