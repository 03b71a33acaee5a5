"""Formulas of marking pages and feedback, as MathML made here.

nbconvert's pages fetch MathJax from a public server. Every browser of today draws MathML by
itself, so a page with MathML needs no script and no network.

nbconvert takes the filter by its name and finds the empty MathJax macro by JUPYTER_PATH: see
`settings`.
"""

import html

from jinja2 import pass_context
from jinja2.runtime import Context
from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

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

    def latex_environment(self, name: str, body: str) -> str:
        r"""A LaTeX environment such as \begin{align}."""
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", display="block")


def mathml(formula: str, display: str) -> str:
    """A LaTeX formula as MathML, or as code when it cannot be read."""
    try:
        return convert(formula, display=display)
    except Exception:
        return f"<code>{html.escape(formula)}</code>"


@pass_context
def markdown_to_html(context: Context, source: str) -> str:
    """A Markdown cell as HTML: nbconvert's filter `markdown2html`, with formulas as MathML."""
    cell = context.get("cell") or {}
    renderer = MathMLRenderer(
        escape=False, attachments=cell.get("attachments", {}), exclude_anchor_links=True
    )
    return MarkdownWithMath(renderer=renderer).render(source)
