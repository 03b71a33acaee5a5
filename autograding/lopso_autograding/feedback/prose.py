"""Markdown and code as HTML that is safe in a learner's browser."""

import html
import re
from functools import lru_cache

from nbconvert.filters.markdown_mistune import MarkdownWithMath

from lopso_autograding.feedback.highlight import coloured
from lopso_autograding.grading import safe_text
from lopso_autograding.marking.mathematics import MATHML, MATHML_ATTRIBUTES, MathMLRenderer

_TAGS = safe_text.ELEMENTS | {"details", "summary"} | MATHML
_ATTRIBUTES = {
    **safe_text.ATTRIBUTES,
    **dict.fromkeys(MATHML, MATHML_ATTRIBUTES),
    "div": {"class"},
    "span": {"class"},
}
_CLASSES = r"highlight|[a-z][a-z0-9]?"
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
LONGEST_CODE = 20_000


@lru_cache(maxsize=512)
def prose(text: str) -> str:
    """Markdown as HTML: formulas as MathML, pictures only where they stand in the text itself."""
    text = safe_text.shortened(text)
    renderer = MathMLRenderer(escape=False, attachments={}, exclude_anchor_links=True)
    try:
        made = MarkdownWithMath(renderer=renderer).render(text)
    except Exception:
        # Nested beyond what can be read: it is shown as it is.
        made = f"<pre>{html.escape(text)}</pre>"
    return safe_text.cleaned(made, _TAGS, _ATTRIBUTES, r"png|jpeg|gif|svg\+xml", _CLASSES)


@lru_cache(maxsize=512)
def inline(text: str) -> str:
    """The Markdown of one line as HTML, as it stands in a heading."""
    made = prose("# " + " ".join(text.split())).strip()
    return made.removeprefix("<h1>").removesuffix("</h1>")


@lru_cache(maxsize=512)
def code(text: str) -> str:
    """Python with its words in colours."""
    return coloured(safe_text.shortened(text, LONGEST_CODE))


def plain(text: str) -> str:
    """A text as it is, its lines kept."""
    return html.escape(_ANSI.sub("", text))


def spoken(text: str) -> str:
    """A sentence as it is, with code where it has backquotes."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", plain(text))
