"""Python in colours, by Python's own tokenizer.

Learners' code is different for each of them, so nothing can be kept from one page for the next, and
Pygments, which tries some fifty patterns at each place, took most of a page's time. Where the code
is no Python any more, the rest stays without colours.
"""

import html
import io
import keyword
import tokenize
from collections.abc import Iterator
from itertools import accumulate

_CLASSES = {tokenize.COMMENT: "c1", tokenize.NUMBER: "mi", tokenize.STRING: "s1"}
_CLASSES |= {
    number: "s1"
    for number, name in tokenize.tok_name.items()
    if name in ("FSTRING_START", "FSTRING_MIDDLE", "FSTRING_END")
}


def coloured(text: str) -> str:
    """Code as HTML: the text itself, with spans of Pygments' short classes."""
    made, at = [], 0
    for start, end, kind in _spans(text):
        if start >= at:
            made += [html.escape(text[at:start]), _span(text[start:end], kind)]
            at = end
    return "".join([*made, html.escape(text[at:])])


def _span(text: str, kind: str) -> str:
    return f'<span class="{kind}">{html.escape(text)}</span>'


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and class of what has a colour."""
    starts = list(
        accumulate(map(len, text.split("\n")), lambda at, length: at + length + 1, initial=0)
    )
    before = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if kind := _class_of(token, before):
                (row, column), (last, end) = token.start, token.end
                yield starts[row - 1] + column, starts[last - 1] + end, kind
            before = token.string
    except (tokenize.TokenError, SyntaxError, ValueError):
        return


def _class_of(token: tokenize.TokenInfo, before: str) -> str:
    if token.type != tokenize.NAME:
        return _CLASSES.get(token.type, "")
    if keyword.iskeyword(token.string):
        return "k"
    return "nf" if before in ("def", "class") else ""
