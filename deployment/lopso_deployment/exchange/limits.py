"""How much the exchange takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The most that one parcel may hold, and how often one may be submitted."""

    parcel_bytes: int = 50_000_000
    files: int = 500
    header_bytes: int = 500_000
    submissions: int = 200


LIMITS = Limits()
