"""How nbgrader scores a test cell: rules that lessons rely on, seen again at each upgrade."""

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

POINTS = 2
# What the test cell does, and what nbgrader then gives of two points.
CELLS = {
    "passes": ("assert True", 2),
    "raises": ("raise AssertionError('no')", 0),
    "writes on standard error": ("import sys\nprint('a font is missing', file=sys.stderr)", 0),
    "warns": ("import warnings\nwarnings.warn('did not converge')", 0),
    "prints": ("print('well done')", 2),
    "ends in False": ("1 == 2", 2),
    "ends in minus one": ("-1", 2),
    "ends in a text": ("'wrong'", 2),
    "ends in a float": ("0.5", 0.5),
    "ends in zero": ("0", 0),
    "ends in None": ("None", 2),
}


@pytest.fixture(scope="module")
def executed():
    cells = [
        new_code_cell(
            source,
            metadata={
                "nbgrader": {
                    "grade": True,
                    "grade_id": f"test_{number}",
                    "locked": True,
                    "points": POINTS,
                    "schema_version": 3,
                    "solution": False,
                    "task": False,
                }
            },
        )
        for number, (source, _) in enumerate(CELLS.values())
    ]
    notebook = new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=120).execute()
    return dict(zip(CELLS, notebook.cells, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", CELLS)
def test_a_test_cell_scores_what_the_rules_of_lessons_say(executed, name):
    assert determine_grade(executed[name]) == (CELLS[name][1], POINTS)


@pytest.mark.slow
def test_a_value_over_the_points_stops_nbgrader(executed):
    cell = executed["ends in a float"].copy()
    cell.outputs = [dict(cell.outputs[0], data={"text/plain": "3"})]
    cell.outputs[0] = type(executed["passes"])(cell.outputs[0])
    with pytest.raises(ValueError, match="greater than maximum points"):
        determine_grade(cell)
