"""What phones load: compressed, kept for ever by their names, and made from their sources."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from lopso_deployment.gallery.files import STATIC, read_shelf

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "deployment" / "page_script"
RECORD = json.loads((STATIC / "tool.json").read_text(encoding="utf-8"))


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_pages_script_was_made_from_its_sources():
    """`npm ci && npm run build` in deployment/page_script makes it anew, and this record."""
    now = {name: sha256(SCRIPT / name) for name in RECORD["sources"]}
    assert now == RECORD["sources"]
    assert {f"src/{path.name}" for path in (SCRIPT / "src").iterdir()} <= set(now)
    assert {name: sha256(STATIC / name) for name in RECORD["made"]} == RECORD["made"]


def test_every_package_inside_has_its_licence():
    text = (STATIC / "tool.licences.txt").read_text(encoding="utf-8")
    parts = text.split("\n" + "-" * 78 + "\n\n")
    assert len(parts) > 20
    for part in parts:
        assert re.match(r"[@\w/.-]+ [\d.]+\S*: \(?(MIT|BSD-3-Clause|BSD-2-Clause|ISC)", part), part


def test_one_changed_file_changes_every_address(tmp_path):
    (tmp_path / "a.css").write_text("a {}")
    (tmp_path / "b.js").write_text("b")
    before = read_shelf(tmp_path)
    (tmp_path / "b.js").write_text("c")
    after = read_shelf(tmp_path)
    assert before.address("a.css") != after.address("a.css")
    with pytest.raises(KeyError):
        after.address("none.css")


@pytest.mark.slow
def test_files_come_compressed_and_are_kept_for_ever(gallery):
    _, _, page = gallery.get("/vi/pendulum")
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode()))
    assert len(files) >= 4
    for path in files:
        status, headers, content = gallery.get(path, **{"Accept-Encoding": "gzip, br"})
        assert status == 200
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert headers["Content-Encoding"] == "gzip"
        assert gallery.get(path)[2] == gzip.decompress(content)


@pytest.mark.slow
def test_an_address_of_another_version_is_not_kept(gallery):
    status, headers, _ = gallery.get("/static/000000000000/tool.js")
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert gallery.get("/static/000000000000/../server.py")[0] == 404


@pytest.mark.slow
def test_a_page_that_has_not_changed_is_not_sent_again(gallery):
    _, headers, _ = gallery.get("/vi/pendulum")
    status, _, content = gallery.get("/vi/pendulum", **{"If-None-Match": headers["Etag"]})
    assert (status, content) == (304, b"")
