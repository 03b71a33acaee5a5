"""How the page of each app is made of what the stage tells: by Voila's exporter."""

import hashlib
import json
import logging
import pickle
import sys
from pathlib import Path
from typing import Any

import nbformat
from lopso_autograding.marking.mathematics import markdown_to_html

from lopso_deployment.gallery.app_pages import Page, Staged
from lopso_deployment.gallery.files import SHELF, squeeze

LOG = logging.getLogger(__name__)
TEMPLATES = Path(__file__).parent / "share" / "voila" / "templates"


def make_pages(staged: Staged) -> dict[str, Page]:
    """The pages of all apps that ran without an error."""
    exporter = _exporter()
    for name, performed in staged.items():
        if performed["wrong"]:
            LOG.error("%s is not opened, for its notebook fails: %s", name, performed["wrong"])
    return {
        name: _make_page(exporter, name, performed)
        for name, performed in staged.items()
        if not performed["wrong"]
    }


def _exporter() -> Any:  # noqa: ANN401 - Voila is imported late, and only once
    from voila.exporter import VoilaExporter

    return VoilaExporter(
        template_name="lopso",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        filters={"markdown2html": markdown_to_html},
    )


def _make_page(exporter: Any, name: str, performed: dict[str, Any]) -> Page:  # noqa: ANN401
    notebook = nbformat.reads(performed["notebook"], as_version=4)
    widgets = json.dumps(
        {"page": name, "stage": _digest(performed)[:12], "widgets": performed["widgets"]},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    resources = {
        "metadata": {"name": name.partition("-")[2]},
        "asset": SHELF.address,
        # Inside of a script element only its end could be mistaken.
        "widgets": widgets.replace("<", "\\u003c"),
    }
    html, _ = exporter.from_notebook_node(notebook, resources=resources)
    content = html.encode()
    return Page(content, squeeze(content), f'"{hashlib.sha256(content).hexdigest()[:20]}"')


def _digest(performed: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(performed, sort_keys=True).encode()).hexdigest()


if __name__ == "__main__":
    made = pickle.dumps(make_pages(json.load(sys.stdin)))
    sys.stdout.buffer.write(made)
