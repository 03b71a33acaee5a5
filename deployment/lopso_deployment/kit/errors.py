"""What stops the kit, told in one sentence."""

from lopso_deployment.language import say


class KitError(Exception):
    """A reason why a command cannot go on: what, where, and the way out."""

    def __init__(self, vietnamese: str, english: str) -> None:
        """Keeps the sentence that suits the terminal."""
        super().__init__(say(vietnamese, english))
