"""The words of test cells, whose messages are in English.

``from lopso_autograding.en import returns, refuses`` stands at the top of a test cell. The same
names with Vietnamese messages are in :mod:`lopso_autograding.vi`; ``docs/vocabulary.md``
describes them all.
"""

from lopso_autograding.expectations.matchers import any_of, exactly, in_any_order, near, text
from lopso_autograding.expectations.vocabulary import Vocabulary
from lopso_autograding.expectations.words_en import ENGLISH
from lopso_autograding.friendly import load, unload

__all__ = [
    "any_of",
    "close_to",
    "draws",
    "equals",
    "exactly",
    "has",
    "in_any_order",
    "near",
    "one_of",
    "prints",
    "refuses",
    "returns",
    "same_set",
    "satisfies",
    "say",
    "table_like",
    "text",
    "unchanged",
]

_checks = Vocabulary(ENGLISH)

close_to = _checks.close_to
draws = _checks.draws
equals = _checks.equals
has = _checks.has
one_of = _checks.one_of
prints = _checks.prints
refuses = _checks.refuses
returns = _checks.returns
same_set = _checks.same_set
satisfies = _checks.satisfies
table_like = _checks.table_like
unchanged = _checks.unchanged


def say(vi: str, en: str) -> str:
    """The English one of two texts."""
    if not (isinstance(vi, str) and isinstance(en, str)):
        raise TypeError(f"say() takes a Vietnamese and an English text, not {vi!r} and {en!r}")
    return en


def load_ipython_extension(shell: object) -> None:
    """Explains errors in the learner's own cells, after ``%load_ext lopso_autograding.en``."""
    load(shell, ENGLISH)


def unload_ipython_extension(shell: object) -> None:
    """Ends the explanations."""
    unload(shell)
