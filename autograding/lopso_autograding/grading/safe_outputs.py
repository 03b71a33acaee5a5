"""Outputs of a learner's process as a notebook may keep them: of known form, bounded, harmless."""

from collections.abc import Callable, Sequence
from typing import Any

from lopso_autograding.grading import safe_text
from lopso_autograding.stages import staged

MOST_OUTPUTS = 200
LARGEST = 8 << 20

_TEXTS: dict[str, Callable[[str], str]] = {
    "text/plain": safe_text.shortened,
    "text/html": safe_text.markup,
    "text/markdown": safe_text.markdown,
    "text/latex": safe_text.markdown,
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
    """The outputs that may stay, in nbformat's form; what decides about points always may."""
    kept = []
    for place, output in enumerate(outputs):
        kind = str(output.get("output_type"))
        made = _FORMS[kind](output) if kind in _FORMS else None
        if made is None:
            continue
        fits = place < MOST_OUTPUTS and budget.take(_size(made))
        if fits or kind in ("error", "execute_result") or made.get("name") == "stderr":
            kept.append(made)
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


_FORMS: dict[str, Callable[[dict[str, Any]], dict[str, Any] | None]] = {
    "stream": _stream,
    "error": _error,
    "display_data": _display,
    "execute_result": _result,
}
