"""What came of the visible tests: the answers are run once more, and no hidden test is there.

A learner's code sees the values with which hidden tests call it, and could bring them out in a
result, an error's text or its own cells' output. So feedback shows nothing of the graded run: what
it tells is of a run in which only visible tests took part.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lopso_kernels import Template
from traitlets.config import Config

from lopso_autograding.grading.came import SEPARATOR, Came
from lopso_autograding.grading.hidden import without_hidden
from lopso_autograding.grading.paper import TEST, Paper
from lopso_autograding.grading.rebuild import BuiltCell
from lopso_autograding.grading.running import Rules, profile_of, run_built
from lopso_autograding.sealed.policy import Profile
from lopso_autograding.sealed.steps import Room, TimeLimits

SECONDS = 10.0
_LONGEST, _MOST_LINES = 10_000, 50


def visible_paper(paper: Paper, config: Config) -> Paper:
    """A paper without what is hidden, whose asserts tell what came."""
    opened = without_hidden(paper, config).paper
    cells = [
        replace(cell, source=speaking(cell.source)) if cell.role == TEST else cell
        for cell in opened.cells
    ]
    return replace(opened, cells=tuple(cells))


def visible_profile(template: Template, paper: Paper, room: Room, rules: Rules) -> Profile:
    """What the author's own solutions do in the visible tests."""
    return profile_of(template, paper, _quick(room, rules), rules)


def what_came(
    template: Template,
    paper: Paper,
    profile: Profile,
    built: Sequence[BuiltCell],
    room: Room,
    rules: Rules,
) -> dict[str, Came]:
    """How the marked cells end, by grade id.

    Args:
        template: Forks the two processes.
        paper: A visible one.
        profile: What the author's own solutions do in it.
        built: The cells of a submission, with the text of the visible paper or of the whole one;
            those that would only be stopped are left out.
        room: Where it is run.
        rules: The course's settings.
    """
    shown = [_with_visible(cell, paper) for cell in built]
    ends = run_built(template, paper, shown, _quick(room, rules), rules, profile)
    return {shown[at].name: _error(end.outputs) for at, end in ends.items() if shown[at].name}


def _with_visible(cell: BuiltCell, paper: Paper) -> BuiltCell:
    """A cell whose author's part is that of the visible paper."""
    if cell.cell is None or not cell.name:
        return cell
    shown = paper.cell(cell.name)
    own = shown.source if cell.source == cell.cell.source else cell.source
    return replace(cell, cell=shown, source=own)


def _quick(room: Room, rules: Rules) -> Room:
    return replace(room, time=TimeLimits.for_cell(min(rules.seconds, SECONDS)))


def _error(outputs: Sequence[Mapping[str, Any]]) -> Came:
    errors = [one for one in outputs if one.get("output_type") == "error"]
    if not errors:
        return {}
    last = errors[-1]
    lines = last.get("traceback", ())[:_MOST_LINES]
    return {
        "ename": str(last.get("ename", ""))[:_LONGEST],
        "evalue": str(last.get("evalue", ""))[:_LONGEST],
        "traceback": [str(line)[:_LONGEST] for line in lines],
    }


def speaking(source: str) -> str:
    """A test cell whose comparisons say what came; the same cell where it is not plain Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return source
    made = _Speaking()
    changed = made.visit(tree)
    return ast.unparse(ast.fix_missing_locations(changed)) if made.changed else source


class _Speaking(ast.NodeTransformer):
    """`assert f(1) == 2` becomes one that has a text with what `f(1)` gave."""

    changed = False

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        test = node.test
        if node.msg is not None or not isinstance(test, ast.Compare) or len(test.ops) != 1:
            return node
        if not any(isinstance(one, ast.Call | ast.Subscript) for one in ast.walk(test.left)):
            return node
        self.changed = True
        said = SEPARATOR.join(["lopso", ast.unparse(test.left), ast.unparse(test), ""])
        name = "_lopso_came"
        came = ast.NamedExpr(ast.Name(name, ast.Store()), test.left)
        value = ast.FormattedValue(ast.Name(name, ast.Load()), ord("r"))
        return ast.Assert(
            ast.Compare(came, test.ops, test.comparators),
            ast.JoinedStr([ast.Constant(said), value]),
        )
