"""One learner's feedback as a page: one file that needs no network and runs nothing."""

import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lopso_autograding.feedback.exercises import Exercise, exercises_of, title_of
from lopso_autograding.feedback.graded import GradedNotebook
from lopso_autograding.feedback.marks import NotebookMarks
from lopso_autograding.feedback.prose import code, inline, plain, prose, spoken
from lopso_autograding.feedback.words import WORDS, number
from lopso_autograding.grading import safe_text
from lopso_autograding.grading.came import SEPARATOR, Came
from lopso_autograding.grading.hidden import OpenPaper
from lopso_autograding.grading.paper import PaperCell

_HERE = Path(__file__).parent
_STYLE = (_HERE / "page.css").read_text(encoding="utf-8")
POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may do: show styles and the pictures that it carries, and nothing else.

Styles are not bound to the page's own: JupyterLab puts one of its own into each page that it shows.
"""
_NO_NAME = re.compile(r"name '(\w+)' is not defined")
_LONGEST = 1500


@dataclass(frozen=True)
class Said:
    """What a check says.

    Attributes:
        sentences: In the learner's language.
        came: The text of a value, and the value that came.
        wanted: The condition that was expected to hold.
        error: An error and its text.
    """

    sentences: tuple[str, ...] = ()
    came: tuple[str, str] | None = None
    wanted: str = ""
    error: str = ""


@dataclass(frozen=True)
class Check:
    """One test cell as a learner sees it."""

    state: str
    points: str
    code: Markup
    said: Said


@dataclass(frozen=True)
class Answer:
    """What a learner wrote in one cell: HTML, empty where there is nothing."""

    shown: Markup
    is_code: bool
    error: str = ""


@dataclass(frozen=True)
class Part:
    """One exercise as a learner sees it."""

    title: Markup
    asked: Markup
    answers: tuple[Answer, ...]
    checks: tuple[Check, ...]
    hints: tuple[tuple[Markup, Markup], ...]
    comments: tuple[Markup, ...]
    state: str
    points: str


@dataclass(frozen=True)
class Sheet:
    """A notebook's paper, prepared once for all learners.

    Attributes:
        open: The paper without what is hidden.
        language: Of the pages.
        exercises: Of the paper.
        title: Of the paper.
    """

    open: OpenPaper
    language: str
    exercises: tuple[Exercise, ...] = ()
    title: str = ""

    @classmethod
    def of(cls, paper: OpenPaper, language: str) -> "Sheet":
        """Prepares a paper."""
        return cls(paper, language, exercises_of(paper.paper), title_of(paper.paper))


@dataclass(frozen=True)
class Work:
    """What is known of one learner's notebook.

    Attributes:
        graded: The graded notebook.
        marks: What it got.
    """

    graded: GradedNotebook
    marks: NotebookMarks


def state_of(points: float | None, most: float) -> str:
    """How something went: "passed", "partly", "failed", or "waiting" for a person."""
    if points is None:
        return "waiting"
    if points >= most:
        return "passed"
    return "partly" if points > 0 else "failed"


def render(sheet: Sheet, work: Work) -> str:
    """The page."""
    parts = tuple(_part(sheet, exercise, work) for exercise in sheet.exercises)
    got = sum(points or 0 for points in work.marks.marks.values()) - work.marks.penalty
    most = sum(exercise.most for exercise in sheet.exercises)
    waiting = any(points is None for points in work.marks.marks.values())
    return _TEMPLATE.render(
        language=sheet.language,
        words=WORDS[sheet.language],
        policy=POLICY,
        style=Markup(_STYLE),  # noqa: S704 - the file beside this one
        title=_safe(inline(sheet.title)),
        plain_title=sheet.title,
        learner=work.marks.learner,
        total=_points(sheet.language, max(got, 0), most),
        penalty=number(work.marks.penalty, sheet.language) if work.marks.penalty else "",
        sealed=sheet.open.paper.sealed,
        waiting=waiting,
        parts=parts,
    )


def _part(sheet: Sheet, exercise: Exercise, work: Work) -> Part:
    marks = work.marks.marks
    graded = [cell.name for cell in (*exercise.tests, *exercise.by_hand)]
    points = [marks.get(name) for name in graded]
    got = sum(one or 0 for one in points)
    waiting = any(one is None for one in points)
    state = "waiting" if waiting else state_of(got, exercise.most)
    if not graded:
        state = ""
    hints = exercise.hints if state != "passed" else ()
    named = [cell.name for cell in exercise.answers]
    return Part(
        _safe(inline(exercise.title)),
        _safe(prose(exercise.asked)),
        tuple(_answer(cell, work) for cell in exercise.answers if cell.role != "task"),
        tuple(_check(sheet, cell, work) for cell in exercise.tests),
        tuple((_safe(inline(hint.title)), _safe(prose(hint.text))) for hint in hints),
        tuple(_comment(work, name) for name in named if _comment(work, name)),
        state,
        _points(sheet.language, got, exercise.most),
    )


def _points(language: str, got: float, most: float) -> str:
    return WORDS[language]["points"].format(got=number(got, language), most=number(most, language))


def _comment(work: Work, name: str) -> Markup:
    said = work.marks.comments.get(name, "")
    return Markup() if said == "No response." else _safe(prose(said))


def _answer(cell: PaperCell, work: Work) -> Answer:
    text = work.graded.answers.get(cell.name, "")
    is_code = cell.cell_type == "code"
    if not text.strip() or text.strip() == cell.source.strip():
        return Answer(Markup(), is_code)
    error = work.graded.came.get(cell.name) if is_code else None
    return Answer(
        _safe(code(text) if is_code else prose(safe_text.legible(text))),
        is_code,
        _error_text(error) if error else "",
    )


def _check(sheet: Sheet, cell: PaperCell, work: Work) -> Check:
    points = work.marks.marks.get(cell.name)
    state = state_of(points, cell.points)
    said = Said() if state in ("passed", "waiting") else _said(sheet, cell, work, state)
    worth = _points(sheet.language, points or 0, cell.points)
    return Check(state, worth, _safe(code(cell.source.strip())), said)


def _said(sheet: Sheet, cell: PaperCell, work: Work, state: str) -> Said:
    """Why a check was not passed, as far as a learner may know it."""
    words = WORDS[sheet.language]
    reason = work.graded.reasons.get(cell.name, "")
    if reason in words:
        return Said((words[reason],))
    error = work.graded.came.get(cell.name)
    if not error:
        hides = cell.name in sheet.open.hiding
        return Said((words["hidden" if hides else "part" if state == "partly" else "otherwise"],))
    text = str(error.get("evalue", ""))
    lines = [str(line) for line in error.get("traceback", ())]
    if error.get("ename") == "CheckFailed":
        return Said(tuple(plain_line[:_LONGEST] for plain_line in lines))
    parts = text.split(SEPARATOR)
    if len(parts) == 4 and parts[0] == "lopso":
        return Said(came=(parts[1], parts[3][:_LONGEST]), wanted=parts[2])
    if missing := _NO_NAME.fullmatch(text):
        return Said((words["no_name"].format(name=missing[1]),))
    line = next((one.partition(" ")[2] for one in lines if one.startswith("---> ")), "")
    return Said(wanted=line.partition(" ")[2], error=_error_text(error))


def _error_text(error: Came) -> str:
    name, text = str(error.get("ename", "")), str(error.get("evalue", "")).strip()
    if name == "AssertionError" and not text:
        return ""
    return f"{name}: {text}"[:_LONGEST].rstrip(": ")


def _safe(made: str) -> Markup:
    """HTML that this package has made and cleaned."""
    return Markup(made)  # noqa: S704


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters["spoken"] = lambda text: _safe(spoken(text))
_ENVIRONMENT.filters["plain"] = lambda text: _safe(plain(text))
_TEMPLATE = _ENVIRONMENT.get_template("page.html.j2")
