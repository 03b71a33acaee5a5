"""The kinds of test cell, read from `kinds.md` beside this file."""

import re
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"```python (\w+)\n(.*?)\n```", re.DOTALL)


@dataclass(frozen=True)
class Kind:
    """One way to write a test."""

    name: str
    right: str
    wrong: str
    tests: tuple[str, ...]
    shared: str = "pass"


def read_kinds() -> tuple[Kind, ...]:
    """All kinds, in the order of the file."""
    text = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    return tuple(_kind(section) for section in text.split("\n## ")[1:])


def _kind(section: str) -> Kind:
    parts = _FENCE.findall(section)
    named = dict(parts)
    tests = tuple(code for name, code in parts if name == "test")
    name = section.partition("\n")[0]
    return Kind(name, named["right"], named["wrong"], tests, named.get("shared", "pass"))
