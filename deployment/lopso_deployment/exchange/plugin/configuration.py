"""nbgrader's configuration for using this exchange."""

from traitlets.config import Config

_PACKAGE = __name__.rpartition(".")[0]
_CLASSES = {
    "exchange": "base.Exchange",
    "fetch_assignment": "fetching.ExchangeFetchAssignment",
    "fetch_feedback": "fetching.ExchangeFetchFeedback",
    "release_assignment": "releasing.ExchangeReleaseAssignment",
    "release_feedback": "releasing.ExchangeReleaseFeedback",
    "list": "listing.ExchangeList",
    "submit": "submitting.ExchangeSubmit",
    "collect": "collecting.ExchangeCollect",
}


def use_exchange(c: Config) -> None:
    """Make nbgrader configured by ``c`` use the exchange for everything."""
    for trait, name in _CLASSES.items():
        setattr(c.ExchangeFactory, trait, f"{_PACKAGE}.{name}")
