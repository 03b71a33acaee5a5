"""How values are shown in a sentence: as Python writes them, shortened around a place."""

from lopso_autograding.expectations.comparison import Matcher
from lopso_autograding.expectations.nodes import Group, Items, Mapping, Opaque, Table, Value

LIMIT = 72
"""Number of characters that a shown value may take."""
CUT = "…"
BRACKETS = {"list": "[]", "tuple": "()", "set": "{}", "array": "[]", "series": "[]", "deque": "[]"}


def shown(node: Value, limit: int = LIMIT, focus: tuple[tuple[str, object], ...] = ()) -> str:
    """A node as Python writes it, at most about ``limit`` characters around the focus."""
    if isinstance(node, Matcher):
        return shown(node.example(), limit, focus)
    if isinstance(node, Opaque):
        return _opaque(node)
    if isinstance(node, Table):
        return f"DataFrame({len(node.rows)}×{len(node.columns)})"
    if isinstance(node, Items | Group | Mapping):
        return _collection(node, limit, focus)
    if isinstance(node, str):
        return _text(node, limit, _position(focus))
    written = repr(node)
    return written if len(written) <= limit else written[: limit // 2] + CUT + written[-3:]


def _opaque(node: Opaque) -> str:
    if node.kind == "ellipsis":
        return "..."
    if node.kind in ("function", "class") and node.name:
        return f"<{node.kind} {node.name}>"
    return f"<{node.type_name}>"


def _position(focus: tuple[tuple[str, object], ...]) -> int:
    """The place in a text or list that the focus names, 0 where it names none."""
    if focus and type(focus[0][1]) is int and focus[0][0] in ("index", "letter"):
        return focus[0][1]
    return 0


def _text(text: str, limit: int, place: int) -> str:
    written = repr(text)
    if len(text) + 2 <= limit and len(written) <= limit + 4:
        return written
    # What cannot be printed is written with up to ten characters each.
    for width in range(limit, 3, -1):
        start = max(0, min(place - width // 2, len(text) - width))
        part = text[start : start + width]
        before, after = CUT if start else "", CUT if start + width < len(text) else ""
        written = repr(before + part + after)
        if len(written) <= limit + 4:
            break
    return written


def _collection(node: Items | Group | Mapping, limit: int, focus: Value) -> str:
    opening, closing = _brackets(node)
    parts = _parts(node)
    if not parts:
        return "set()" if isinstance(node, Group) else opening + closing
    centre = _centre(node, focus)
    inner = focus[1:] if focus else ()
    texts = {centre: _part(parts[centre], limit, inner)}
    room = limit - len(texts[centre]) - 4
    for place in _outwards(centre, len(parts)):
        written = _part(parts[place], max(20, limit // 3), ())
        if len(written) + 2 > room:
            break
        texts[place] = written
        room -= len(written) + 2
    return _joined(texts, len(parts), opening, closing, single=_is_single(node))


def _joined(texts: dict[int, str], count: int, opening: str, closing: str, *, single: bool) -> str:
    before = [CUT] if min(texts) else []
    after = [CUT] if max(texts) < count - 1 else []
    body = ", ".join([*before, *(texts[place] for place in sorted(texts)), *after])
    return opening + body + ("," if single else "") + closing


def _outwards(centre: int, count: int) -> list[int]:
    """The other places of a list, in turn after and before the centre, without a gap."""
    order = []
    for step in range(1, min(count, 60)):
        order += [place for place in (centre - step, centre + step) if 0 <= place < count]
    return order


def _is_single(node: Value) -> bool:
    return isinstance(node, Items) and node.kind == "tuple" and len(node.values) == 1


def _brackets(node: Items | Group | Mapping) -> tuple[str, str]:
    if isinstance(node, Items):
        opening, closing = BRACKETS.get(node.kind, "[]")
        name = {"array": "array(", "series": "Series(", "deque": "deque("}.get(node.kind, "")
        return name + opening, closing + (")" if name else "")
    return "{", "}"


def _parts(node: Items | Group | Mapping) -> list[Value]:
    if isinstance(node, Mapping):
        return list(node.pairs)
    if isinstance(node, Group):
        return sorted(node.values, key=lambda part: (type(part).__name__, shown(part)))
    return list(node.values)


def _part(part: Value, limit: int, focus: Value) -> str:
    if type(part) is tuple:
        key = shown(part[0], max(20, limit // 2))
        return f"{key}: {shown(part[1], max(20, limit - len(key) - 2), focus)}"
    return shown(part, limit, focus)


def _centre(node: Items | Group | Mapping, focus: Value) -> int:
    if not focus:
        return 0
    if isinstance(node, Mapping):
        keys = [key for key, _ in node.pairs]
        return next(
            (i for i, key in enumerate(keys) if key is focus[0][1] or key == focus[0][1]), 0
        )
    return min(_position(focus), len(_parts(node)) - 1)
