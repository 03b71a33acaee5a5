"""What the regulations say, read from the one file in which their numbers stand.

The file belongs to the courses; it is read here as data, so that no tool needs their code.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Provision:
    """One number of a regulation.

    Attributes:
        document: the regulation's number, such as "22/2021/TT-BGDĐT".
        article: the article it stands in, as the file words it.
        value: the number itself; TOML decides whether it is an int, a float or text.
    """

    document: str
    article: str
    value: object


@cache
def provision(name: str) -> Provision:
    """Return what stands under a dotted name such as "tt22.weights.mid_term".

    Raises:
        LookupError: the file has no such entry.
    """
    table = _regulations()
    document = table.get(name.split(".")[0], {})
    for part in name.split("."):
        table = table.get(part, {}) if isinstance(table, dict) else {}
    if not isinstance(table, dict) or "value" not in table:
        raise LookupError(f"regulations.toml has no entry {name!r} with a value.")
    return Provision(str(document["number"]), str(table["article"]), table["value"])


@cache
def _regulations() -> dict:
    source = files("lopso_courses").joinpath("regulations.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
