"""No attack gains a point, learns a secret, or changes anything but its own result."""

import json
import re
from pathlib import Path
from typing import cast

import nbformat
import pytest
from jinja2.runtime import Context
from lopso_autograding.marking.mathematics import markdown_to_html
from nbconvert.filters.strings import strip_files_prefix

from .conftest import ATTACKS, Battle, student
from .course import HIDDEN, POINTS, SECRET, SOLUTIONS, SOLVED, VICTIM

pytestmark = pytest.mark.slow
RENDERED = ("text/html", "text/markdown", "text/latex")
DANGEROUS = re.compile(
    r"<(script|img\b[^>]*\b(on|src=.?[^d])|svg|iframe|style|math|form)", re.IGNORECASE
)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gains_no_point(name: str, battle: Battle):
    line = battle.line(student(name))
    assert line.state == "graded", line.troubles
    assert line.score == 0, name


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_learns_no_secret(name: str, battle: Battle):
    notebook = json.loads(battle.notebook(student(name)))
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    shown = json.dumps([one for one in outputs if one["output_type"] != "error"])
    for secret in (HIDDEN, SOLVED, VICTIM, SECRET):
        assert secret not in shown


@pytest.mark.parametrize("name", ATTACKS)
def test_a_graded_attack_is_an_ordinary_notebook(name: str, battle: Battle):
    text = battle.notebook(student(name))
    nbformat.validate(nbformat.reads(text, 4))
    assert len(text) < 12_000_000


def test_the_honest_learner_gets_all_points(battle: Battle):
    assert battle.line("z_victim").score == POINTS * len(SOLUTIONS)


def test_nothing_of_the_course_is_changed(battle: Battle):
    assert battle.after == battle.before


def test_no_process_is_left(battle: Battle):
    assert battle.left == []


def test_nobody_calls_home(battle: Battle):
    assert battle.heard == []


def test_nothing_is_planted_outside(battle: Battle):
    assert not Path("/tmp/lopso_attack_probe").exists()
    assert not Path("/dev/shm/lopso_attack_probe").exists()


def test_no_script_is_left_in_what_trainers_read(battle: Battle):
    for name in filter(lambda name: name.startswith("G "), ATTACKS):
        notebook = json.loads(battle.notebook(student(name)))
        for cell in notebook["cells"]:
            pages = [cell["source"]] if cell["cell_type"] == "markdown" else []
            for output in cell.get("outputs", []):
                data = output.get("data", {})
                assert set(data) <= {"text/plain", "image/png", *RENDERED}
                pages += [data[kind] for kind in RENDERED if kind in data]
            for page in pages:
                assert not DANGEROUS.search(page), page
                shown = strip_files_prefix(markdown_to_html(cast(Context, {"cell": cell}), page))
                assert not re.search(r"javascript:|<img[^>]*onerror", shown, re.I), shown
                assert not re.search(r"javascript:", page, re.I), page
        assert "title" not in notebook["metadata"]
