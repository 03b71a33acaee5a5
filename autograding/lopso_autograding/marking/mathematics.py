"""Formulas of marking pages and feedback, as MathML made here.

nbconvert's pages fetch MathJax from a public server. Every browser of today draws MathML by
itself, so a page with MathML needs no script and no network.

nbconvert takes the filter by its name and finds the empty MathJax macro by JUPYTER_PATH: see
`settings`.
"""

import html
from urllib.parse import unquote

from jinja2 import pass_context
from jinja2.runtime import Context
from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from lopso_autograding.grading import safe_text

MATHML = frozenset(
    """math maction menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts
    mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover
    none semantics""".split()  # noqa: SIM905 - a list of fifty quoted words reads worse
)
MATHML_ATTRIBUTES = frozenset(
    """accent accentunder columnalign columnlines columnspacing depth display displaystyle fence
    form height largeop linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant
    maxsize minsize movablelimits notation rowlines rowspacing rspace scriptlevel separator stretchy
    symmetric voffset width""".split()  # noqa: SIM905 - the same
)
# A picture in <img> runs no script, whatever stands in it.
_SVG = "data:image/svg+xml;base64,"


class MathMLRenderer(IPythonRenderer):
    """nbconvert's renderer of Markdown cells, with formulas as MathML."""

    def block_math(self, body: str) -> str:
        """A formula in a line of its own."""
        return mathml(body, display="block")

    def inline_math(self, body: str) -> str:
        """A formula within a sentence."""
        return mathml(body, display="inline")

    def safe_url(self, url: str) -> str:
        """An address that may stand in a page; a lesson's own SVG picture is one."""
        return url if url.startswith(_SVG) else super().safe_url(url)

    def _embed_image_or_attachment(self, src: str) -> str:
        """The address of a picture; one that is not attached is no reason to show nothing."""
        prefix, attached, name = src.partition("attachment:")
        if prefix or not attached:
            return super()._embed_image_or_attachment(src)
        found = next((one for one in (name, unquote(name)) if one in self.attachments), None)
        return "" if found is None else super()._embed_image_or_attachment(attached + found)

    def latex_environment(self, name: str, body: str) -> str:
        r"""A LaTeX environment such as \begin{align}."""
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", display="block")


def mathml(formula: str, display: str) -> str:
    """A LaTeX formula as MathML, or as code when it cannot be read."""
    try:
        made = convert(formula, display=display)
    except Exception:
        return f"<code>{html.escape(formula)}</code>"
    # Text and targets of links in a formula come out as they went in.
    return safe_text.cleaned(made, MATHML, dict.fromkeys(MATHML, MATHML_ATTRIBUTES))


@pass_context
def markdown_to_html(context: Context, source: str) -> str:
    """A Markdown cell as HTML: nbconvert's filter `markdown2html`, with formulas as MathML."""
    cell = context.get("cell") or {}
    renderer = MathMLRenderer(
        escape=False, attachments=cell.get("attachments", {}), exclude_anchor_links=True
    )
    return MarkdownWithMath(renderer=renderer).render(source)
