"""The failure of a check, which speaks in sentences."""

import os
import textwrap

COLUMNS = 83
"""Width of a line on a terminal: ``nbgrader validate`` cuts it at 87, of which 4 are indent."""


class CheckFailed(AssertionError):  # noqa: N818 - it is what learners read
    """A check that did not pass; its text is one or two sentences for the learner."""

    def __init__(self, *sentences: str) -> None:
        """Keeps the sentences apart: each begins a line."""
        super().__init__(" ".join(sentences))
        self.sentences = sentences

    def _render_traceback_(self) -> list[str]:
        """Lines that IPython shows in place of a traceback: the sentences and nothing else.

        A page wraps long lines to its own width, be it a phone's; nbgrader's validation prints
        them on a terminal, so there they are wrapped here.
        """
        lines = "\n".join(self.sentences).splitlines()
        if os.environ.get("NBGRADER_VALIDATING"):
            lines = [part for line in lines for part in wrapped(line)]
        return lines or [""]


def wrapped(line: str) -> list[str]:
    """A line in pieces that a terminal shows whole, broken between words."""
    return textwrap.wrap(
        line, COLUMNS, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )
