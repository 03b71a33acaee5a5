"""The plain words for the exceptions that beginners meet."""

import re
from collections.abc import Mapping, Sequence
from decimal import DecimalException

from lopso_autograding.expectations.names import near_name
from lopso_autograding.expectations.nodes import Value
from lopso_autograding.expectations.syntax_reasons import Clause, line_clause, sign_clause

QUOTED = re.compile(r"'([^']*)'")
CONSTANTS = {one.lower(): one for one in ("None", "True", "False")}
NUMBERS = ("int", "float", "decimal.Decimal")


def reason(words: Mapping[str, str], error: BaseException, message: str) -> str:
    """A clause, without a full stop, that says what an exception means."""
    known = known_reason(words, error, message)
    if known is not None:
        return known
    said = message.strip().splitlines()[0].rstrip(" .:;,") if message.strip() else ""
    return said or words["error_unknown"]


def known_reason(words: Mapping[str, str], error: BaseException, message: str) -> str | None:
    """The clause for an exception that has words of its own, or None."""
    for kind, clause in CLAUSES:
        if isinstance(error, kind):
            key, values = clause(error, message)
            known = key != "other"
            return words[f"error_{key}"].format(**values) if known else None
    return None


def _name(error: Value, message: str) -> Clause:
    name = _first_quoted(message) or str(getattr(error, "name", "") or "")
    near = CONSTANTS.get(name) or (near_name(name) if name else None)
    if near:
        return "near_name", {"name": name, "near": near}
    return "name", {"name": name}


def _unbound(error: Value, message: str) -> Clause:
    return "unbound", {"name": _first_quoted(message)}


def _type(error: Value, message: str) -> Clause:
    quoted = QUOTED.findall(message)
    if "unsupported operand" in message and len(quoted) >= 2:
        return _operands(message, quoted[-2], quoted[-1])
    if "can only concatenate" in message or "not supported between" in message:
        found = _text_and_number(re.findall(r"[\w.]+", message))
        return ("text_and_number" if found else "mixed"), {"message": message}
    if "NoneType" in message:
        return "none", {"message": message}
    if "not callable" in message and quoted:
        return "not_callable", {"type": quoted[0]}
    return _wrong_kind(message, quoted)


def _wrong_kind(message: str, quoted: Sequence[str]) -> Clause:
    """The clause for a value of a kind that does not fit where it stands."""
    if quoted and any(words in message for words in ("not iterable", "no len()", "not subscript")):
        return "not_a_list", {"type": quoted[0]}
    found = re.match(r"conversion from (\S+) to Decimal", message)
    return ("decimal_wanted", {"type": found[1]}) if found else ("other", {"message": message})


def _operands(message: str, one: str, other: str) -> Clause:
    if "ellipsis" in (one, other):
        return "dots", {}
    if "for ^:" in message:
        return "caret", {}
    if {one, other} == {"float", "decimal.Decimal"}:
        return "decimal_and_float", {}
    if _text_and_number((one, other)):
        return "text_and_number", {}
    return "none_operand" if "NoneType" in (one, other) else "operands", {
        "one": one,
        "other": other,
    }


def _text_and_number(kinds: Sequence[str]) -> bool:
    return "str" in kinds and any(kind in kinds for kind in NUMBERS)


def _value(error: Value, message: str) -> Clause:
    found = re.match(
        r"(could not convert string to float|invalid literal for int\(\)).*: (.*)", message
    )
    if found is None:
        return ("other", {"message": message}) if message else ("unknown", {})
    text = found[2]
    return "number_comma" if re.search(r"\d,\d", text) else "number", {"text": text}


def _attribute(error: Value, message: str) -> Clause:
    quoted = QUOTED.findall(message)
    if len(quoted) < 2:
        return "other", {"message": message}
    key = "none_attribute" if quoted[0] == "NoneType" else "attribute"
    return key, {"type": quoted[0], "name": quoted[1]}


def _decimal(error: Value, message: str) -> Clause:
    # Python names the cause only by a class; text that is no number has one of its own.
    return ("decimal" if "ConversionSyntax" in message else "decimal_operation"), {}


def _key(error: Value, message: str) -> Clause:
    return "key", {"key": message}


def _file(error: Value, message: str) -> Clause:
    return "file", {"name": str(getattr(error, "filename", "") or message)}


def _module(error: Value, message: str) -> Clause:
    return "module", {"name": str(getattr(error, "name", "") or message)}


def _syntax(error: Value, message: str) -> Clause:
    said = str(getattr(error, "msg", "") or message)
    if "invalid character" in said:
        return sign_clause(_first_quoted(said))
    seen = line_clause(
        said, str(getattr(error, "text", "") or ""), getattr(error, "offset", 0) or 0
    )
    if seen is not None:
        return seen
    for fragment, key in SYNTAX:
        if fragment in said:
            return key, {"sign": _first_quoted(said)}
    return "syntax", {"message": said.splitlines()[0] if said else ""}


def _fixed(key: str) -> Value:
    def clause(error: Value, message: str) -> Clause:
        return key, {}

    return clause


def _first_quoted(message: str) -> str:
    found = QUOTED.search(message)
    return found[1] if found else ""


SYNTAX = (
    ("non-printable character", "syntax_invisible"),
    ("was never closed", "syntax_unclosed"),
    ("unmatched", "syntax_unmatched"),
    ("does not match opening", "syntax_unmatched"),
    ("unterminated", "syntax_text"),
    ("expected ':'", "syntax_colon"),
    ("'return' outside function", "syntax_outside"),
    ("forgot a comma", "syntax_comma"),
    ("Maybe you meant '=='", "syntax_equals"),
    ("Missing parentheses", "syntax_print"),
    ("expected an indented block", "indentation_missing"),
    ("unexpected indent", "indentation_extra"),
    ("unindent does not match", "indentation"),
    ("inconsistent use of tabs", "indentation"),
)
"""Parts of Python's messages on wrong syntax, and the clause for each; the first counts."""

CLAUSES: tuple[tuple[type[BaseException], Value], ...] = (
    (UnboundLocalError, _unbound),
    (NameError, _name),
    (ZeroDivisionError, _fixed("zero_division")),
    (DecimalException, _decimal),
    (IndexError, _fixed("index")),
    (KeyError, _key),
    (ModuleNotFoundError, _module),
    (AttributeError, _attribute),
    (RecursionError, _fixed("recursion")),
    (SyntaxError, _syntax),
    (FileNotFoundError, _file),
    (UnicodeError, _fixed("unicode")),
    (OverflowError, _fixed("overflow")),
    (MemoryError, _fixed("memory")),
    (StopIteration, _fixed("stop_iteration")),
    (AssertionError, _fixed("assertion")),
    (SystemExit, _fixed("exit")),
    (NotImplementedError, _fixed("stub")),
    (KeyboardInterrupt, _fixed("interrupted")),
    (TypeError, _type),
    (ValueError, _value),
)
"""Which clause an exception gets; the first class that fits counts."""
