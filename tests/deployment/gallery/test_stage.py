"""The stage: a failing app does not take the others with it, and says what failed."""

import json
import logging

import nbformat
import pytest
from lopso_deployment.gallery.page_making import make_pages
from lopso_deployment.gallery.seats import Stage

pytestmark = pytest.mark.slow

SHARED = "import ipywidgets\nname = {0!r}\nlabel = ipywidgets.Label(name)\n"
SOURCES = {
    "good": SHARED.format("good") + "label.observe(lambda _: print(name))\nlabel",
    "bad": SHARED.format("bad") + "1 / 0",
    "last": SHARED.format("last") + "print('<b>printed</b>')\nlabel",
}


@pytest.fixture
def apps(tmp_path):
    """Three small apps whose notebooks use the same names."""
    (tmp_path / "vi").mkdir()
    for name, source in SOURCES.items():
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
        nbformat.write(book, tmp_path / "vi" / f"{name}.ipynb")
    listed = [{"app": name, "notebook": {"vi": f"vi/{name}.ipynb"}} for name in SOURCES]
    (tmp_path / "apps.json").write_text(json.dumps({"apps": listed}))
    return tmp_path


def test_a_failing_app_leaves_the_others_open_and_is_named(apps, caplog):
    stage = Stage(apps)
    try:
        staged = stage.read()
    finally:
        stage.close()
    with caplog.at_level(logging.ERROR):
        pages = make_pages(staged)
    assert set(pages) == {"vi-good", "vi-last"}
    assert "vi-bad" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    # Each notebook has names of its own, and each page only its own widgets.
    for name in ("good", "last"):
        states = staged[f"vi-{name}"]["widgets"]
        assert all(key.startswith(f"vi-{name}-") for key in states)
        assert name in [state["state"].get("value") for state in states.values()]
    assert b"&lt;b&gt;printed" in pages["vi-last"].content
