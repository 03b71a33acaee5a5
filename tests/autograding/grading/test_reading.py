"""What is read of a submission, and how its text becomes harmless."""

import html
import itertools
import os
import re

import pytest
from lopso_autograding.grading import safe_text
from lopso_autograding.grading.balanced import DEEPEST, balanced
from lopso_autograding.grading.safe_outputs import MOST_OUTPUTS, Budget, harmless
from lopso_autograding.grading.submission import (
    MOST_FILES,
    UnreadableError,
    find_notebook,
    read_cells,
    read_timestamp,
    regular_files,
)
from lopso_autograding.grading.work import digest_of
from nbconvert.filters.strings import strip_files_prefix


def test_a_name_is_found_however_its_letters_are_composed(tmp_path):
    (tmp_path / "ba\u0300i.ipynb").write_text("{}")
    assert find_notebook(tmp_path, "b\u00e0i") == tmp_path / "ba\u0300i.ipynb"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "rỗng"),
        (b"{", "hỏng"),
        (b"[]", "không phải là sổ tay"),
        (b'{"cells": {}}', "không phải là sổ tay"),
        ("é".encode("latin-1"), "UTF-8"),
        (b"[" * 100_000 + b"]" * 100_000, "quá sâu"),
        (b"[" + b"1," * 1_100_000 + b"1]", "quá nhiều"),
    ],
)
def test_what_is_no_notebook_says_why(tmp_path, data, why):
    path = tmp_path / "a.ipynb"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=why):
        read_cells(path)


def test_links_and_pipes_are_no_notebooks(tmp_path):
    (tmp_path / "a.ipynb").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "b.ipynb")
    for name in ("a", "b"):
        with pytest.raises(UnreadableError, match="tệp thường"):
            read_cells(tmp_path / f"{name}.ipynb")
    assert list(regular_files(tmp_path)) == []


@pytest.mark.parametrize(
    "text",
    [
        b"\xff\xfe never",
        b"2026-11-20 10:00:00 99999999999999999999",
        b"0001-01-01 00:00:00 +9999",
        b"1" * 900,
        b"{",
    ],
)
def test_a_time_that_is_none_is_no_time(tmp_path, text):
    (tmp_path / "timestamp.txt").write_bytes(text)
    assert read_timestamp(tmp_path) is None


@pytest.mark.parametrize("start", ["", ":", "../" * 8])
def test_a_time_zone_opens_no_file(tmp_path, monkeypatch, start):
    opened = []
    monkeypatch.setattr("dateutil.tz.tz.tzfile", lambda name, *_: opened.append(name))
    (tmp_path / "timestamp.txt").write_text(f"2026-11-20 10:00:00 {start}/etc/passwd")
    assert read_timestamp(tmp_path) is None
    assert opened == []


def test_a_notebook_counts_however_many_files_lie_before_it(tmp_path):
    for number in range(2 * MOST_FILES):
        (tmp_path / f"a{number}.txt").write_text("x")
    before, path = digest_of(tmp_path, "", ["b"]), tmp_path / "b.ipynb"
    path.write_text("{}")
    between = digest_of(tmp_path, "", ["b"])
    path.write_text("[]")
    assert len({before, between, digest_of(tmp_path, "", ["b"])}) == 3


def test_old_notebooks_with_worksheets_are_read(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text('{"worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1"}]}]}')
    assert read_cells(path)[0].source == "x = 1"


@pytest.mark.parametrize(
    "text",
    [
        "a < b và b > c, x <= 3 && y",
        "**đậm** [liên kết](https://example.org/a?b=1) ![](attachment:h.png)",
        "hàng<br>mới <b>đậm</b>",
        "[trong](#muc-2) và [tệp](so.csv)",
    ],
)
def test_ordinary_markdown_stays(text):
    assert safe_text.markdown(text) == text


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "java&#115;cript:alert(1)",
        "JaVa\tScript:x",
        "data:text/html,x",
        "vbscript:x",
        "/files/javascript:x",
        "/files/java&#115;cript:alert(1)",
        "files/files/vbscript:x",
    ],
)
def test_links_that_run_something_lead_nowhere(target):
    for text in (f"[a]({target})", f"[a]: {target}", f"[a](<{target}>)"):
        shown = strip_files_prefix(html.unescape(safe_text.markdown(text)).lower())
        made = re.sub(r"\s", "", shown)
        assert not re.search(r"javascript:|vbscript:|data:text", made)


def test_a_picture_is_one():
    assert safe_text.picture("image/png", "iVBORw0KGgoAAAA=") is not None
    assert safe_text.picture("image/png", '"><script>') is None
    assert safe_text.picture("image/svg+xml", "PHN2Zz4=") is None


def test_tables_keep_their_form_and_lose_the_rest():
    kept = safe_text.markup(
        '<table onclick="x()" class="c"><tr><td colspan="2">1</td></tr></table>'
    )
    assert kept == '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'


def test_a_picture_that_is_not_attached_leads_nowhere():
    text = "![a](attachment:a.png) ![b](attachment:%E1%BA%A3.png) ![c](attachment:c.png)"
    found = {"a.png": {"image/png": "iVBORw0KGgo="}, "\u1ea3.png": {"image/png": "iVBORw0KGgo="}}
    kept = safe_text.attachments(found)
    assert safe_text.markdown(text, kept) == text.replace("attachment:c.png", "#")
    assert "attachment:" not in safe_text.markdown(text, ())


def test_of_outputs_without_number_the_first_that_decides_stays():
    line = {"output_type": "stream", "name": "stdout", "text": "x"}
    error = {"output_type": "error", "ename": "E", "evalue": "y" * 9000, "traceback": []}
    warning = {"output_type": "stream", "name": "stderr", "text": "z"}
    kept = harmless([line] * 5000 + [error, warning] * 5000, Budget(20_000))
    assert len(kept) == MOST_OUTPUTS + 2
    assert [one["output_type"] for one in kept[-2:]] == ["error", "stream"]


@pytest.mark.parametrize("unit", ["<div>", "<b>", "<ul><li>", "<table><tr><td>"])
def test_elements_without_end_are_closed_and_not_too_many_deep(unit):
    made = balanced(unit * 1000, safe_text.ELEMENTS)
    steps = [-1 if found == "/" else 1 for found in re.findall(r"<(/?)\w+", made)]
    depths = list(itertools.accumulate(steps))
    assert depths[-1] == 0
    assert max(depths) == DEEPEST


def test_html_that_is_well_formed_stays_as_it_is():
    table = '<table border="1"><tr><td>1 &lt; 2<br>x</td></tr></table>'
    assert balanced(table * 100, safe_text.ELEMENTS) == table * 100
    rows = balanced("<table>" + "<tr><td>1<td><p>2" * 100, safe_text.ELEMENTS)
    assert rows == f"<table>{'<tr><td>1</td><td><p>2</p></td></tr>' * 100}</table>"
    odd = f"<style>a{{}}</style><!-- <b> --><p {'a ' * 200}>1 < 2</P><svg/><x>y</x>"
    assert balanced(odd, safe_text.ELEMENTS) == "<p>1 &lt; 2</p>y"


@pytest.mark.parametrize("unit", ["\\\\[", "\\\\(", "\\begin{a}", "$a"])
def test_formulas_beyond_number_are_shown_as_they_are(unit):
    assert safe_text.markdown(unit * 2000).startswith("    ")
    assert not safe_text.markdown(unit * 100).startswith("    ")
    assert len(safe_text.markdown("x" * 100_000)) < 60_000
