"""Outputs of a learner's process as a notebook may keep them: of known form, bounded, harmless."""

from collections.abc import Callable, Sequence
from typing import Any

from lopso_autograding.grading import safe_text
from lopso_autograding.stages import staged

MOST_OUTPUTS = 200
LARGEST = 8 << 20
_DECIDING = frozenset({"error", "execute_result", "stderr"})
"""Of these nbgrader's rule looks for the first one."""

_TEXTS: dict[str, Callable[[str], str]] = {
    "text/plain": safe_text.shortened,
    "text/html": safe_text.markup,
    "text/markdown": lambda text: safe_text.markdown(text, ()),
    "text/latex": lambda text: safe_text.markdown(text, ()),
}


class Budget:
    """How many characters of output a notebook still takes."""

    def __init__(self, most: int = LARGEST) -> None:
        """All of it is left."""
        self.left = most

    def take(self, size: int) -> bool:
        """Whether so many characters still fit; if so they are taken."""
        if size > self.left:
            return False
        self.left -= size
        return True


@staged("sanitise")
def harmless(outputs: Sequence[dict[str, Any]], budget: Budget) -> list[dict[str, Any]]:
    """The outputs that may stay, in nbformat's form; what decides about points always may.

    That is the first error, the first result and the first text on stderr, however many there are.
    """
    kept: list[dict[str, Any]] = []
    decided: set[str] = set()
    for place, output in enumerate(outputs):
        kind = str(output.get("output_type"))
        decides = "stderr" if output.get("name") == "stderr" else kind
        first = decides in _DECIDING and decides not in decided
        if kind not in _FORMS or not (first or place < MOST_OUTPUTS):
            continue
        # What came counts, not what stays of it: to make it harmless takes its time.
        if budget.take(_size(output)) or first:
            kept.append(_FORMS[kind](output))
            decided.add(decides)
    return kept


def _size(output: dict[str, Any]) -> int:
    return len(str(output.get("data") or output.get("text") or output.get("traceback")))


def _text(value: Any) -> str:  # noqa: ANN401 - whatever came
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _stream(output: dict[str, Any]) -> dict[str, Any]:
    name = "stderr" if output.get("name") == "stderr" else "stdout"
    text = safe_text.shortened(_text(output.get("text")))
    return {"output_type": "stream", "name": name, "text": text}


def _error(output: dict[str, Any]) -> dict[str, Any]:
    lines = output.get("traceback")
    kept = [_text(line)[:10_000] for line in lines[:200]] if isinstance(lines, list) else []
    return {
        "output_type": "error",
        "ename": _text(output.get("ename"))[:200],
        "evalue": _text(output.get("evalue"))[:10_000],
        "traceback": kept,
    }


def _data(output: dict[str, Any]) -> dict[str, Any]:
    found = output.get("data")
    made: dict[str, str] = {}
    for kind, value in (found if isinstance(found, dict) else {}).items():
        if kind in _TEXTS:
            made[kind] = _TEXTS[kind](_text(value))
        elif isinstance(kind, str) and kind.startswith("image/"):
            picture = safe_text.picture(kind, _text(value))
            if picture is not None:
                made[kind] = picture
    return {"data": made or {"text/plain": ""}, "metadata": {}}


def _display(output: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", **_data(output)}


def _result(output: dict[str, Any]) -> dict[str, Any]:
    count = output.get("execution_count")
    count = count if type(count) is int else None
    return {"output_type": "execute_result", "execution_count": count, **_data(output)}


_FORMS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "stream": _stream,
    "error": _error,
    "display_data": _display,
    "execute_result": _result,
}
