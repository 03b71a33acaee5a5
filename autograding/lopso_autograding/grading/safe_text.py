"""Learners' text, HTML and pictures made harmless for the browsers of those who read them."""

import base64
import binascii
import html
import re
from collections.abc import Container, Mapping, Set
from typing import Any
from urllib.parse import quote

import nh3

from lopso_autograding.grading.balanced import balanced
from lopso_autograding.stages import staged

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_SIMPLE = re.compile(
    r"</?(?:br|b|i|u|em|strong|sub|sup|p|ul|ol|li|table|thead|tbody|tr|td|th|hr)\s*/?>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"(?:java|vb|live)\s*script(?=\s*(?::|&))|data(?=\s*:\s*text)", re.IGNORECASE)
_TARGET = re.compile(r"(\]\s*[(:]\s*<?\s*)([^\s)>]*)")
_HARMLESS = re.compile(r"(?:https?:|mailto:|attachment:|#|/|\.|[^:]*$)", re.IGNORECASE)
_FORMULA = re.compile(r"\$|\\\\[\[(]|\\begin\{")
_WORD_JOINER = "\u2060"
LONGEST = 200_000
LONGEST_MARKDOWN = 50_000
MOST_FORMULAS = 1000
LARGEST_PICTURE = 4 << 20
MOST_PICTURES = 10
_SIGNATURES = {
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8",
    "image/gif": b"GIF8",
}
ELEMENTS = {
    "a",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "col",
    "colgroup",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"alt", "src"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "table": {"border"},
}


def shortened(text: str, most: int = LONGEST) -> str:
    """A text, cut where it is longer than anyone reads."""
    return text if len(text) <= most else text[:most] + "\n… (…)"


def legible(text: str) -> str:
    """Markdown that is read in a short time: cut, and shown as it is where it is all formulas.

    To read it takes time with the square of the formulas that begin and never end.
    """
    text = shortened(text, LONGEST_MARKDOWN)
    return as_code(text) if len(_FORMULA.findall(text)) > MOST_FORMULAS else text


def as_code(text: str) -> str:
    """A text as a block of code of Markdown."""
    return "\n".join(f"    {line}" for line in text.splitlines())


@staged("sanitise")
def markdown(text: str, attached: Container[str] | None = None) -> str:
    """Markdown in which no tag but the simplest, and no link that runs anything, is left.

    Args:
        text: Any Markdown.
        attached: Names of the pictures that the cell has, if that is known: nbconvert refuses a
            whole notebook in which one is named that is not there.
    """
    text = legible(_no_scripts(legible(text.replace("\x00", ""))))

    def checked(found: re.Match[str]) -> str:
        kept = _is_harmless(html.unescape(html.unescape(found[2])), attached)
        return found[0] if kept else f"{found[1]}#"

    text = _TARGET.sub(checked, text)
    pieces, at = [], 0
    for found in _TAG.finditer(text):
        start = found.start()
        pieces.append(text[at:start])
        pieces.append("<" if _SIMPLE.match(text, start) else "&lt;")
        at = start + 1
    return "".join([*pieces, text[at:]])


def _no_scripts(text: str) -> str:
    """Splits words that a browser would take for the name of a scripting protocol."""
    return _SCRIPT.sub(lambda found: found[0][:2] + _WORD_JOINER + found[0][2:], text)


def _is_harmless(target: str, attached: Container[str] | None) -> bool:
    """Whether the decoded target of a link is one of the usual kinds."""
    target = re.sub(r"[\x00-\x20\u200b-\u200f\u2060\ufeff]", "", target)
    # nbconvert takes this prefix away when it shows the text.
    target = re.sub(r"^(?:/?files/)+", "", target)
    picture = target.removeprefix("attachment:")
    if attached is not None and picture != target:
        return picture in attached
    return bool(_HARMLESS.match(target))


def markup(text: str) -> str:
    """HTML with only what formats text and tables."""
    return cleaned(shortened(text, 5 * LONGEST))


def cleaned(
    text: str,
    tags: Set[str] = ELEMENTS,
    attributes: Mapping[str, Set[str]] = ATTRIBUTES,
    pictures: str = "png|jpeg|gif",
    classes: str = "",
) -> str:
    """HTML in which only some elements are left, no picture from elsewhere, and no script.

    Args:
        text: Any HTML.
        tags: The elements that are kept.
        attributes: Their attributes.
        pictures: Kinds of pictures that may stand in the text itself, as a pattern.
        classes: The classes that are kept, as a pattern.
    """

    def kept(_: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return value if re.match(f"data:image/(?:{pictures});base64,", value) else None
        if attribute == "href":
            return None if re.sub(r"[\x00-\x20]", "", value).lower().startswith("data") else value
        if attribute == "class":
            return value if re.fullmatch(classes, value) else None
        return value

    return nh3.clean(
        balanced(text, tags),
        tags=set(tags),
        attributes={tag: set(names) for tag, names in attributes.items()},
        url_schemes={"data", "http", "https", "mailto"},
        attribute_filter=kept,
        link_rel="noopener noreferrer",
    )


def picture(kind: str, data: str) -> str | None:
    """The base64 text of a picture, or None where it is none or too large."""
    compact = "".join(data.split())
    if kind not in _SIGNATURES or len(compact) > LARGEST_PICTURE * 4 // 3:
        return None
    try:
        decoded = base64.b64decode(compact, validate=True)
    except (binascii.Error, ValueError):
        return None
    return compact if decoded.startswith(_SIGNATURES[kind]) else None


def attachments(found: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The pictures of a cell of text that are pictures, by names that can stand in a link."""
    kept: dict[str, dict[str, str]] = {}
    for name, kinds in list(found.items())[:MOST_PICTURES]:
        if not re.fullmatch(r"[\w .()-]{1,200}", str(name)) or not isinstance(kinds, dict):
            continue
        for kind, data in kinds.items():
            compact = picture(str(kind), data) if isinstance(data, str) else None
            if compact is not None:
                # nbconvert looks for the name as it stands in an address.
                kept[name] = kept[quote(name)] = {kind: compact}
    return kept
