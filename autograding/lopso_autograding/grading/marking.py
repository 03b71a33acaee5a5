"""One notebook of one submission: built, run sealed, and scored by nbgrader's own rule."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import nbformat
from lopso_kernels import Template
from nbformat import NotebookNode
from nbgrader.preprocessors import IgnorePattern, LimitOutput
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from lopso_autograding.grading import reasons, safe_text, unsealed
from lopso_autograding.grading.came import Came
from lopso_autograding.grading.paper import TEST, Paper
from lopso_autograding.grading.rebuild import BuiltCell, cell_ids
from lopso_autograding.grading.running import Rules, run_built
from lopso_autograding.grading.safe_outputs import Budget, harmless
from lopso_autograding.grading.submission import SKIPPED
from lopso_autograding.grading.visible import what_came
from lopso_autograding.sealed.policy import Profile
from lopso_autograding.sealed.steps import CellEnd, Room
from lopso_autograding.stages import staged

LONGEST_SOURCE = 1_000_000
"""Characters of a cell that are shown; it is run as it is."""


@dataclass(frozen=True)
class Score:
    """What one marked cell got.

    Attributes:
        name: Its grade id.
        points: From the tests; None where a person gives them.
        comment: nbgrader's automatic comment, or None.
        graded: Whether the cell is worth points (a cell with only a comment is not).
    """

    name: str
    points: float | None
    comment: str | None
    graded: bool


@dataclass(frozen=True)
class Marked:
    """A graded notebook.

    Attributes:
        name: Of the notebook.
        text: The whole notebook, as nbgrader's autograded folder has it.
        scores: Of its marked cells.
        remarks: What the trainer should know, in sentences.
        spent: Seconds of the processor.
    """

    name: str
    text: str
    scores: tuple[Score, ...]
    remarks: tuple[str, ...] = ()
    spent: float = 0.0


def mark(
    template: Template,
    paper: Paper,
    profile: Profile,
    built: Sequence[BuiltCell],
    room: Room,
    rules: Rules,
    visible: Paper | None = None,
) -> Marked:
    """A submission's notebook, run and scored.

    Where a test cell was not passed for a reason not known yet, the visible paper is run as well,
    if there is one, and what came is noted for `lopso feedback`.
    """
    ends = run_built(template, paper, built, room, rules, profile)
    scored = _scored(paper, built, ends, rules, open_only=profile.open_only)
    asked = _unexplained(scored, paper) if visible is not None else frozenset()
    if visible is not None and asked:
        last = max(at for at, cell in enumerate(built) if cell.name in asked)
        left = [cell for at, cell in enumerate(built[: last + 1]) if not _was_stopped(ends, at)]
        came = what_came(template, visible, Profile(profile.visible), left, room, rules)
        _note(scored.notebook, {name: one for name, one in came.items() if one or name in asked})
    return _marked(paper, built, ends, scored)


def refuse(paper: Paper, built: Sequence[BuiltCell], said: str, rules: Rules) -> Marked:
    """A notebook that cannot be run: each test cell scores 0 and says why."""
    ends = {
        place: CellEnd([reasons.error_output(said)])
        for place, cell in enumerate(built)
        if cell.role == TEST
    }
    return score(paper, built, ends, rules, said)


def score(
    paper: Paper,
    built: Sequence[BuiltCell],
    ends: dict[int, CellEnd],
    rules: Rules,
    said: str = "",
) -> Marked:
    """The graded notebook of cells that have ended; `said` is why none of them was run."""
    return _marked(paper, built, ends, _scored(paper, built, ends, rules, refused=bool(said)), said)


@dataclass(frozen=True)
class _Scored:
    """A notebook that has its outputs, and what nbgrader's rule makes of them."""

    notebook: NotebookNode
    scores: tuple[Score, ...]


@staged("notebook")
def _scored(
    paper: Paper,
    built: Sequence[BuiltCell],
    ends: dict[int, CellEnd],
    rules: Rules,
    *,
    refused: bool = False,
    open_only: frozenset[str] = frozenset(),
) -> _Scored:
    notebook = _notebook(paper, built, ends, rules, refused=refused)
    marked = (cell for cell in notebook.cells if "nbgrader" in cell.metadata)
    said = unsealed.said_at(paper, open_only)
    scores = (_score(cell, said.get(cell.metadata.nbgrader.grade_id)) for cell in marked)
    return _Scored(notebook, tuple(found for found in scores if found is not None))


def _was_stopped(ends: dict[int, CellEnd], place: int) -> bool:
    return place in ends and bool(ends[place].stopped)


def _unexplained(scored: _Scored, paper: Paper) -> frozenset[str]:
    """The test cells that were not passed for a reason that is not known yet."""
    known = {
        cell.metadata.nbgrader.grade_id
        for cell in scored.notebook.cells
        if "lopso" in cell.metadata and "nbgrader" in cell.metadata
    }
    tests = {cell.name: cell.points for cell in paper.cells if cell.role == TEST}
    return frozenset(
        one.name
        for one in scored.scores
        if one.name in tests and one.name not in known and (one.points or 0) < tests[one.name]
    )


def _note(notebook: NotebookNode, came: dict[str, Came]) -> None:
    """Writes beside each cell what came of it in the visible run."""
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in came:
            noted = cell.metadata.setdefault("lopso", NotebookNode())
            noted["came"] = nbformat.from_dict(came[name])


@staged("notebook")
def _marked(
    paper: Paper,
    built: Sequence[BuiltCell],
    ends: dict[int, CellEnd],
    scored: _Scored,
    said: str = "",
) -> Marked:
    notebook = scored.notebook
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = safe_text.markdown(cell.source, cell.get("attachments", {}))
    if not paper.sealed:
        said = " ".join(filter(None, (unsealed.UNSEALED, said)))
    if said:
        cell = nbformat.v4.new_markdown_cell(f"**{safe_text.markdown(said)}**", id="lop-so-note")
        notebook.cells.insert(0, cell)
    spent = sum(end.spent for end in ends.values())
    # To check the form of what was just made here would take longer than all the rest.
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    # Half a character beyond the sixteenth bit, which a learner may print, fits into no file.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return Marked(paper.name, text, scored.scores, _remarks(built, ends), spent)


def _remarks(built: Sequence[BuiltCell], ends: dict[int, CellEnd]) -> tuple[str, ...]:
    return tuple(
        f"{built[place].name}: compared by a class of the learner's own"
        for place, end in ends.items()
        if end.by_class and end.ok
    )


def _notebook(
    paper: Paper,
    built: Sequence[BuiltCell],
    ends: dict[int, CellEnd],
    rules: Rules,
    *,
    refused: bool,
) -> NotebookNode:
    notebook = nbformat.v4.new_notebook(metadata=nbformat.from_dict(paper.metadata))
    budget = Budget()
    counter = 0
    for place, (cell, cell_id) in enumerate(zip(built, cell_ids(built), strict=True)):
        counter += place in ends
        made = _cell(cell, cell_id, counter if place in ends else None)
        if cell.cell_type == "code":
            made.outputs = _outputs(cell, ends.get(place), budget, rules)
            if reason := "unreadable" if refused else _reason(cell, ends.get(place)):
                made.metadata["lopso"] = NotebookNode(reason=reason)
        notebook.cells.append(made)
    for kind in (IgnorePattern, LimitOutput):
        preprocessor = kind(config=rules.config)
        if kind is LimitOutput or preprocessor.enabled:
            notebook, _ = preprocessor.preprocess(notebook, {})
    return notebook


def _cell(cell: BuiltCell, cell_id: str, count: int | None) -> NotebookNode:
    """A cell of known form; nbformat's own makers check each with its schema, which is slow."""
    marks: dict[str, Any] = {"nbgrader": cell.cell.metadata} if cell.name and cell.cell else {}
    if cell.skipped:
        marks = {**marks, "tags": [SKIPPED]}
    source = safe_text.shortened(cell.source, LONGEST_SOURCE)
    made = {"id": cell_id, "metadata": marks, "source": source}
    if cell.cell_type == "code":
        made |= {"cell_type": "code", "execution_count": count, "outputs": []}
        return NotebookNode(nbformat.from_dict(made))
    if cell.cell_type == "raw":
        # The page would take raw text as its own.
        made["source"] = safe_text.as_code(source)
    elif pictures := safe_text.attachments(cell.attachments):
        made["attachments"] = pictures
    return NotebookNode(nbformat.from_dict({**made, "cell_type": "markdown"}))


def _reason(cell: BuiltCell, end: CellEnd | None) -> str:
    """Why a cell was not run to its end, as a word for `lopso feedback`; nothing if it was."""
    if cell.role == TEST:
        return "missing" if end is None else end.stopped
    return end.stopped if end is not None else ""


def _outputs(
    cell: BuiltCell, end: CellEnd | None, budget: Budget, rules: Rules
) -> list[NotebookNode]:
    """The outputs of a code cell; a test cell without the examiner's word is an error."""
    found: list[dict[str, Any]] = [] if end is None else list(end.outputs)
    if cell.role == TEST:
        # A test's own outputs decide its points, so none of them may be lost.
        found = harmless(found, Budget())
        if end is None or not end.ok:
            # nbgrader takes the first of them; a result must not come before its error.
            found = [one for one in found if one["output_type"] != "execute_result"]
        if end is None:
            found.append(reasons.error_output(reasons.NOT_SUBMITTED))
        elif not end.ok and not any(one["output_type"] == "error" for one in found):
            found.append(reasons.stopped(end.stopped or "examiner", rules.seconds))
        elif end.stopped:
            found.append(reasons.stopped(end.stopped, rules.seconds))
    else:
        found = harmless(found, budget)
        if end is not None and end.stopped:
            found.append(reasons.stopped(end.stopped, rules.seconds))
    return [NotebookNode(one) for one in nbformat.from_dict(found)]


def _score(cell: NotebookNode, said: str | None) -> Score | None:
    """What nbgrader's rule makes of a cell, at which something may have to be said."""
    if not (is_grade(cell) or is_solution(cell) or is_task(cell)):
        return None
    points: float | None = None
    if is_grade(cell):
        try:
            points = determine_grade(cell)[0]
        except (ValueError, KeyError):
            cell.outputs.append(nbformat.from_dict(reasons.error_output(reasons.TOO_MANY_POINTS)))
            points = 0.0
    untouched = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
    comment = "No response." if untouched and not is_task(cell) else said
    if said and not is_solution(cell):
        cell.outputs.append(nbformat.from_dict(unsealed.as_output(said)))
    return Score(cell.metadata.nbgrader.grade_id, points, comment, is_grade(cell))
