"""What the exchange tells about its bundles: the JSON that the nbgrader plugin reads."""

from lopso_deployment.exchange.tables import Bundle

_NOTEBOOK = ".ipynb"


def describe_release(bundle: Bundle) -> dict[str, object]:
    """A released assignment with the names of its notebooks."""
    return {
        "course": bundle.course,
        "assignment": bundle.assignment,
        "released_at": bundle.made_at,
        "notebooks": notebooks(bundle),
    }


def describe_submission(bundle: Bundle, feedback: Bundle | None) -> dict[str, object]:
    """A submission, with the checksum of the feedback for each notebook that has some."""
    given = {
        one.path.removesuffix(".html"): one.sha256
        for one in (feedback.files if feedback else [])
        if one.path.endswith(".html")
    }
    return {
        "id": bundle.id,
        "course": bundle.course,
        "assignment": bundle.assignment,
        "student": bundle.student,
        "timestamp": bundle.timestamp,
        "notebooks": notebooks(bundle),
        "feedback": given,
    }


def notebooks(bundle: Bundle) -> list[str]:
    """The names (without ending) of the notebooks at the top of a bundle."""
    names = [one.path for one in bundle.files if "/" not in one.path]
    return [name.removesuffix(_NOTEBOOK) for name in names if name.endswith(_NOTEBOOK)]
