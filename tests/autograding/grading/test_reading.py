"""What is read of a submission, and how its text becomes harmless."""

import html
import os
import re

import pytest
from lopso_autograding.grading import safe_text
from lopso_autograding.grading.submission import (
    UnreadableError,
    find_notebook,
    read_cells,
    read_timestamp,
    regular_files,
)


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


def test_a_time_that_is_none_is_no_time(tmp_path):
    (tmp_path / "timestamp.txt").write_bytes(b"\xff\xfe never")
    assert read_timestamp(tmp_path) is None


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
    ],
)
def test_links_that_run_something_lead_nowhere(target):
    for text in (f"[a]({target})", f"[a]: {target}", f"[a](<{target}>)"):
        made = re.sub(r"\s", "", html.unescape(safe_text.markdown(text)).lower())
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
