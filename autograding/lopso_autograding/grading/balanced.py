"""HTML in which every element is closed where it should be, and none lies too deep.

A browser's way of reading HTML mends whatever is written, at a price: elements that are never
closed take time with the square of their number, and so do the attributes of one element. This is
no sanitiser; it only leaves one nothing to mend.
"""

import re
from collections.abc import Set

DEEPEST = 60
_MOST_ATTRIBUTES = 100
_VOID = frozenset({"br", "col", "hr", "img"})
_CELLS = ("p", "td", "th")
_ENDS = {"p": ("p",), "li": ("p", "li"), "dd": ("p", "dd", "dt"), "dt": ("p", "dd", "dt")}
_ENDS |= {"td": _CELLS, "th": _CELLS, "tr": (*_CELLS, "tr")}
"""Elements that end where one of their kind begins, as far as they lie innermost."""
_DROPPED = {"script": re.compile("</script", re.I), "style": re.compile("</style", re.I)}
_MARKUP = re.compile(r"<(?:(/?)([A-Za-z][\w-]*+)([^<>]*+)>|(!--)|[!?/][^<>]*+>)?")


def balanced(text: str, tags: Set[str]) -> str:
    """HTML with only these elements, each closed; what is no markup stays as text."""
    writer = _Writer(tags)
    at = 0
    while found := _MARKUP.search(text, at):
        writer.made.append(text[at : found.start()])
        at = found.end()
        closing, name, attributes, comment = found.groups()
        name = (name or "").lower()
        if comment:
            end = text.find("-->", at)
            at = len(text) if end < 0 else end + 3
        elif not name:
            writer.made += ["&lt;"] if found[0] == "<" else []
        elif closing:
            writer.close(name)
        elif name in _DROPPED:
            end = _DROPPED[name].search(text, at)
            at = len(text) if end is None else end.start()
        else:
            writer.open(name, attributes)
    writer.made.append(text[at:])
    return writer.ended()


class _Writer:
    """HTML being written, and the elements that are open."""

    def __init__(self, tags: Set[str]) -> None:
        self.made: list[str] = []
        self._tags = tags
        self._open: list[str] = []

    def open(self, name: str, attributes: str) -> None:
        """Opens an element, if it is one of those that stay and does not lie too deep."""
        if name not in self._tags:
            return
        while self._open and self._open[-1] in _ENDS.get(name, ()):
            self.close(self._open[-1])
        if len(self._open) >= DEEPEST:
            return
        ended = attributes.endswith("/")
        kept = attributes.removesuffix("/")
        if len(kept) > _MOST_ATTRIBUTES and len(kept.split()) > _MOST_ATTRIBUTES:
            kept = ""
        self.made.append(f"<{name}{kept}>")
        if name in _VOID:
            return
        if ended:
            self.made.append(f"</{name}>")
        else:
            self._open.append(name)

    def close(self, name: str) -> None:
        """Closes an element that is open, and those within it."""
        while name in self._open:
            last = self._open.pop()
            self.made.append(f"</{last}>")
            if last == name:
                return

    def ended(self) -> str:
        """The whole text."""
        self.made += [f"</{name}>" for name in reversed(self._open)]
        return "".join(self.made)
