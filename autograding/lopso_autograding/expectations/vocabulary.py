"""All the words of a test cell, in one language."""

from dataclasses import dataclass

from lopso_autograding.expectations.call_checks import CallChecks
from lopso_autograding.expectations.figure_checks import FigureChecks


@dataclass(frozen=True)
class Vocabulary(CallChecks, FigureChecks):
    """The checks, speaking the language of ``words``."""
