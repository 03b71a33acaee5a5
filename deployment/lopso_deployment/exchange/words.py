"""One sentence in Vietnamese and English: what the exchange answers when it refuses."""


class RefusalError(Exception):
    """A request that the exchange does not carry out, with the HTTP status and the reason.

    The reason is one sentence in each language; nothing was changed.
    """

    def __init__(self, status: int, vi: str, en: str) -> None:
        """Keep ``status`` and join the two sentences."""
        super().__init__(f"{vi} / {en}")
        self.status = status


def megabytes(size: int) -> str:
    """``size`` bytes as people say it, such as "12,5 MB"."""
    return f"{size / 1_000_000:.1f} MB".replace(".", ",").replace(",0 ", " ")
