"""What a line that Python cannot read most likely lacks, judged by the line itself.

Python's own word for most of them is "invalid syntax". The slips here are those of people who write
mathematics on paper or text in a word processor.
"""

import keyword
import re
from difflib import get_close_matches

Clause = tuple[str, dict[str, str]]
"""The key of a clause, without ``error_``, and what is filled into it."""

SIGNS = {
    "×": "*",
    "·": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "²": "** 2",
    "³": "** 3",
    "√": "sqrt(...)",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
}
"""Signs of paper and word processors, and how Python writes them."""
COMMANDS = ("return", "if", "elif", "else", "for", "while", "def", "raise", "import", "from")
NAME = r"[^\W\d]\w*"
FIRST_WORD = re.compile(rf"\s*({NAME})\s*(\S?)")
PRODUCT = re.compile(r"(?<![\w.])\d+(?:\.\d+)?[^\W\d_]\w*")
LITERAL = re.compile(r"\d+(\.\d+)?[eEjJ]\d*|0[xXoObB]\w+")
NAMED_RETURN = re.compile(rf"\s*return\s+{NAME}\s*=(?!=)")
SPACED_NAME = re.compile(rf"\s*{NAME}(?: +{NAME})+\s*=(?!=)")
GIVEN = re.compile(rf"{NAME}\s*=(?!=)")
TARGETS = ("cannot assign to", "cannot delete")


def sign_clause(sign: str) -> Clause:
    """The clause for a character that Python does not know."""
    if sign == "…":
        return "syntax_gap", {}
    if sign in SIGNS:
        return "syntax_sign", {"sign": sign, "better": SIGNS[sign]}
    return "syntax_character", {"sign": sign}


def line_clause(said: str, line: str, offset: int) -> Clause | None:
    """The clause for a line and the place in it where Python stopped reading, or None.

    Args:
        said: Python's own message.
        line: the line's text.
        offset: the column, counted from 1.
    """
    if "incomplete input" in said:
        return "syntax_incomplete", {}
    if not said.startswith(("invalid syntax", "invalid decimal literal", *TARGETS)):
        return None
    rest = line[max(offset - 1, 0) :]
    return _of_whole_line(said, line) or _of_place(said, line, rest)


def _of_whole_line(said: str, line: str) -> Clause | None:
    if NAMED_RETURN.match(line):
        return "syntax_return", {}
    found = FIRST_WORD.match(line)
    asks = found is not None and found[1] in ("if", "elif", "while")
    if len(GIVEN.findall(line)) > 1 and "(" not in line and not asks:
        return "syntax_lines", {}
    if said.startswith(TARGETS):
        return "syntax_target", {}
    if found is None or keyword.iskeyword(found[1]) or found[2] == "=":
        return None
    near = get_close_matches(found[1].lower(), COMMANDS, 1, 0.8)
    return ("syntax_word", {"name": found[1], "near": near[0]}) if near else None


def _of_place(said: str, line: str, rest: str) -> Clause | None:
    if said == "invalid syntax" and re.match(r"[xX]\b", rest):
        return "syntax_times", {"sign": rest[0]}
    if rest.startswith("<>"):
        return "syntax_sign", {"sign": "<>", "better": "!="}
    if rest.startswith(":") and rest.strip() != ":":
        return "syntax_divide", {}
    product = PRODUCT.search(line)
    if product and not LITERAL.fullmatch(product[0]):
        return "syntax_product", {"text": product[0]}
    first = FIRST_WORD.match(line)
    spaced = SPACED_NAME.match(line) and first and not keyword.iskeyword(first[1])
    return ("syntax_space", {}) if spaced else None
