"""A remark: a sentence of the word tables and what is filled into it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Remark:
    """The key of a sentence and its values."""

    key: str
    values: dict[str, str] = field(default_factory=dict)
