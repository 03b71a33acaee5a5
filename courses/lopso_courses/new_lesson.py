"""A new lesson: everything that no author needs to think of is already there."""

import re
import tomllib
from datetime import date
from pathlib import Path

from lopso_courses.check import check
from lopso_courses.checks.findings import Finding
from lopso_courses.checks.words import UNWRITTEN
from lopso_courses.lessons import LESSON_FILE, Lesson, read_lesson
from lopso_courses.parts import HEADINGS
from lopso_courses.places import lessons_root

EXERCISES = 4

_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 100">
  <rect width="160" height="100" fill="#eef2f6"/>
  <circle cx="80" cy="50" r="28" fill="#2b5c8a"/>
</svg>
"""


def new_lesson(
    course: str, slug: str, *, root: Path | None = None, checked: date
) -> tuple[Lesson, list[Finding]]:
    """Make the lesson `slug` in a course, and list it in `course.toml`.

    Args:
        course: the name of the course's folder.
        slug: two digits and a name of small unaccented letters, such as `05-learning-results`.
        root: the folder of the courses; this checkout's when None.
        checked: the day that stands in `course.toml`; the author changes it when done.

    Returns:
        The lesson and what its check still finds: each place that says `VIẾT PHẦN NÀY` or
        `WRITE THIS PART`, and nothing else. Only the author can write these.

    Raises:
        ValueError: the slug is not of that form.
        FileNotFoundError: there is no such course.
        FileExistsError: there is such a lesson already.
    """
    folder = (root or lessons_root()) / course / slug
    if not re.fullmatch(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise ValueError(f"{slug!r} is no name of a lesson: write it like 05-learning-results.")
    if not (folder.parent / "course.toml").is_file():
        raise FileNotFoundError(f"There is no course {course!r} in {folder.parent.parent}.")
    if folder.exists():
        raise FileExistsError(f"{folder} is already there.")
    app = slug[3:].replace("-", "_")
    _write(folder / LESSON_FILE, lesson_text(app))
    _write(folder / "figures" / f"{app}.svg", _PICTURE)
    for number in range(1, EXERCISES + 1):
        for name, text in _answers(number).items():
            _write(folder / "answers" / f"bai_{number}" / f"{name}.py", text)
    _list(folder, checked)
    lesson = read_lesson(folder)
    return lesson, check([lesson])


def lesson_text(app: str) -> str:
    """The text of a new lesson: ten parts, four exercises and an app, to be written over."""
    blocks = [
        _twins(
            f"# Tên bài\n\nHọc xong bài này, thầy/cô làm được: {UNWRITTEN['vi']}.",
            f"# Title of the lesson\n\nAfter this lesson you can: {UNWRITTEN['en']}.",
        ),
        _code('lang="vi"', "from lopso_autograding.vi import returns, say"),
        _code('lang="en"', "from lopso_autograding.en import returns, say"),
    ]
    contents = {
        2: [_try(app)],
        4: [block for number in range(1, EXERCISES + 1) for block in _exercise(number)],
        6: [
            _twins(
                f"Bốn tiêu chí, mỗi tiêu chí 0–1–2 điểm: {UNWRITTEN['vi']}.",
                f"Four criteria, 0–1–2 points each: {UNWRITTEN['en']}.",
                'points=8 written="bai_viet"',
            )
        ],
    }
    for index, (vietnamese, english) in enumerate(zip(*HEADINGS.values(), strict=True)):
        words = {language: f"\n\n{text}." for language, text in UNWRITTEN.items()}
        blocks.append(_twins(f"## {vietnamese}{words['vi']}", f"## {english}{words['en']}"))
        blocks += contents.get(index, [])
    return "\n\n".join(blocks) + "\n"


def _try(app: str) -> str:
    vietnamese = f"### Tên công cụ\n\nNên thử gì: {UNWRITTEN['vi']}."
    english = f"### Name of the tool\n\nWhat to try: {UNWRITTEN['en']}."
    code = _code(f'app="{app}"', 'print(say("Công cụ", "The tool"))')
    return _twins(vietnamese, english, app=app) + "\n\n" + code


def _exercise(number: int) -> list[str]:
    name = f"bai_{number}"
    body = f"### BEGIN SOLUTION\n    return x + {number}\n    ### END SOLUTION"
    tests = (
        f"returns({name}, 1, expected={1 + number})\n### BEGIN HIDDEN TESTS\n"
        f"returns({name}, 2, expected={2 + number})\n### END HIDDEN TESTS"
    )
    return [
        _twins(
            f"### Bài {number}. {UNWRITTEN['vi']}\n\nViết hàm `{name}(x)`.",
            f"### Exercise {number}. {UNWRITTEN['en']}\n\nWrite the function `{name}(x)`.",
        ),
        _code(f'solution="{name}"', f"def {name}(x):\n    {body}"),
        _twins(f"{UNWRITTEN['vi']}.", f"{UNWRITTEN['en']}.", f'hint="{name}"'),
        _code(f'points=1 tests="{name}"', tests),
    ]


def _answers(number: int) -> dict[str, str]:
    start = f"def bai_{number}(x):\n    "
    return {
        "right_other_order": f"{start}return {number} + x\n",
        "wrong_copied": f"{start}return {1 + number}\n",
        "wrong_forgets_return": f"{start}x + {number}\n",
    }


def _twins(vietnamese: str, english: str, attributes: str = "", app: str = "") -> str:
    return "\n\n".join(
        f"<!-- #region {_sorted(attributes, app, language)} -->\n{text}\n<!-- #endregion -->"
        for language, text in (("vi", vietnamese), ("en", english))
    )


def _sorted(attributes: str, app: str, language: str) -> str:
    words = [*attributes.split(), f'lang="{language}"']
    return " ".join(sorted([*words, f'app="{app}"'] if app else words))


def _code(attributes: str, source: str) -> str:
    return f"```python {attributes}\n{source}\n```"


def _list(folder: Path, checked: date) -> None:
    """Add the lesson to its course's list, which is in the order of the folders' names."""
    path = folder.parent / "course.toml"
    text = path.read_text(encoding="utf-8")
    head, *entries = re.split(r"(?m)^(?=\[\[lessons\]\])", text)
    new = (
        f'[[lessons]]\nslug = "{folder.name}"\ncode = "?"\nminutes = 60\ngrades = [6]\n'
        f"subjects = []\ncompetences = []\nchecked = {checked}\nsealed = true\n"
    )
    entries = [entry.rstrip("\n") + "\n" for entry in (*entries, new)]
    entries.sort(key=lambda entry: tomllib.loads(entry)["lessons"][0]["slug"])
    _write(path, head.rstrip("\n") + "\n\n" + "\n".join(entries))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
