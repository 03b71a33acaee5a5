"""Each rule has a lesson that breaks it, and the finding names the line."""

import unicodedata

import pytest
from lopso_courses.check import check_courses
from lopso_courses.checks.rules import RULES

# Rule, what to replace in the sample, by what, and words of the line that must be named.
BROKEN = {
    "missing-twin": (
        '<!-- #region lang="en" -->\n## Time and what you need\n\n60 minutes, one computer, no '
        "programming.\n<!-- #endregion -->\n\n",
        "",
        ('<!-- #region lang="vi" -->', "## Thời gian"),
    ),
    "twin-headings": ("### 1. Divide", "#### 1. Divide", "#### 1. Divide"),
    "twin-headings numbered": ("### 1. Divide", "### 2. Divide", "### 2. Divide"),
    "twin-code-spans": ("Divide `co_mat` by", "Divide `present` by", "Divide `present`"),
    "twin-maths": ("$7.5$", "$7.4$", "$7.4$"),
    "twin-numbers": ("nearest 0.5 %", "nearest 0.6 %", "0.6 %"),
    "twin-numbers thousands": ("had 1,250 visits", "had 1.250 visits", "1.250 visits"),
    "twin-numbers comma": ("nearest 0.5 %", "nearest 0,5 %", "nearest 0,5 %"),
    "twin-images": (
        "![Squares for those present](figures/club_rate.svg)",
        "A picture",
        "![Những ô vuông",
    ),
    "twin-points": ('lang="en" points=8', 'lang="en" points=6', "points=6"),
    "twin-attributes": (
        'hint="si_so" lang="en"',
        'hint="ti_le" lang="en"',
        'hint="ti_le"',
    ),
    "twin-code": (
        "from lopso_autograding.en import equals, refuses, returns, say",
        "from lopso_autograding.en import equals, returns, say",
        "lopso_autograding.en",
    ),
    "missing-part": ("## Tự kiểm tra\n\n", "", "## Bài viết"),
    "missing-part title": ("# Club attendance\n\n", "", "## Time and what you need"),
    "part-order": ("## Bài tập\n\n", "## Thử ngay\n\n", ("## Thử ngay", "### Bài 1")),
    "unknown-part": ("### 1. Chia", "## Chia", "## Chia"),
    "empty-part": (
        "Học xong bài này, thầy/cô tính được tỉ lệ chuyên cần của câu lạc bộ, làm tròn đến 0,5 %,"
        " và viết được lời nhắn về buổi vắng.",
        "",
        "# Điểm danh câu lạc bộ",
    ),
    "empty-part tool": ('```python app="club_rate"', "```python", "## Thử ngay"),
    "unknown-attribute": (
        '```python solution="ti_le"',
        '```python level="2" solution="ti_le"',
        'level="2"',
    ),
    "attribute-order": (
        '```python points=2 tests="phan_tram"',
        '```python tests="phan_tram" points=2',
        'tests="phan_tram" points=2',
    ),
    "attribute-value": (
        '<!-- #region hint="si_so" lang="vi" -->',
        '<!-- #region hint="Sĩ số" lang="vi" -->',
        'hint="Sĩ số"',
    ),
    "attribute-value tests": (
        '```python points=2 tests="phan_tram"',
        '```python lang="vi" points=2 tests="phan_tram"',
        'lang="vi" points=2',
    ),
    "duplicate-name": ('solution="vang"', 'solution="ti_le"', ('solution="ti_le"', "def vang(")),
    "points": (
        '```python points=2 tests="phan_tram"',
        '```python points=0 tests="phan_tram"',
        "points=0",
    ),
    "points many": (
        '```python points=2 tests="phan_tram"',
        '```python points=5 tests="phan_tram"',
        "points=5",
    ),
    "points missing": (
        '```python points=2 tests="phan_tram"',
        '```python tests="phan_tram"',
        'tests="phan_tram"',
    ),
    "unknown-exercise": ('points=2 tests="phan_tram"', 'points=2 tests="tram"', 'tests="tram"'),
    "exercise-tests": (
        "### BEGIN HIDDEN TESTS\nreturns(phan_tram, 10, 40, expected=25)\n### END HIDDEN TESTS\n",
        "",
        'solution="phan_tram"',
    ),
    "exercise-heading": ("### Bài 3. Vắng", "### Bài 2. Vắng", 'solution="vang"'),
    "solution-marks": (
        "    ### BEGIN SOLUTION\n    return co_mat / si_so\n    ### END SOLUTION",
        "    return co_mat / si_so",
        'solution="ti_le"',
    ),
    "marks-outside": ("print(38 / 40)", "### BEGIN SOLUTION\nprint(38 / 40)", "### BEGIN SOLUTION"),
    "not-python": ("print(38 / 40)", "%matplotlib inline", "%matplotlib inline"),
    "ends-in-expression": (
        "refuses(vang, 41, 40)",
        "refuses(vang, 41, 40)\nvang(38, 40) == 2",
        "vang(38, 40) == 2",
    ),
    "star-import": (
        "from lopso_autograding.en import equals, refuses, returns, say",
        "from lopso_autograding.en import *",
        "import *",
    ),
    "typed-threshold": (
        "Mã năng lực: GV 4.1.",
        "Mã năng lực: GV 4.1. Thông tư 22/2021/TT-BGDĐT.",
        None,
    ),
    "unknown-regulation": (
        "print(38 / 40)",
        'print(regulation("tt22.nothing"))',
        "tt22.nothing",
    ),
    "unsure-regulation": (
        "    return co_mat / si_so\n",
        '    return co_mat / regulation("tt27.year.complete")\n',
        "tt27.year.complete",
    ),
    "ranking": ("print(38 / 40)", 'bang = {"Hạng": [1, 2]}', '"Hạng"'),
    "unsaid-words": (
        'print(say("Có mặt: 38 trên 40", "Present: 38 of 40"))',
        'print("Có mặt: 38 trên 40")',
        'print("Có mặt',
    ),
    "unsaid-words hint": (
        'hint=say("đếm lại, xem mục 1", "count again, see section 1")',
        'hint="đếm lại"',
        'hint="đếm lại"',
    ),
    "unsaid-words comment": (
        "def phan_tram(co_mat, si_so):\n",
        "def phan_tram(co_mat, si_so):  # dùng ti_le\n",
        "# dùng ti_le",
    ),
    "spelling": ("lời lẽ nhẹ nhàng.", "kỹ lưỡng.", "kỹ lưỡng."),
    "app-words": ("### Tỉ lệ chuyên cần\n\n", "", 'app="club_rate" lang="vi"'),
    "image-without-words": (
        "![Những ô vuông cho người có mặt]",
        "![]",
        "![](figures/club_rate.svg)",
    ),
    "html-image": (
        "![Những ô vuông cho người có mặt](figures/club_rate.svg)",
        '<img src="figures/club_rate.svg">',
        "<img",
    ),
    "missing-figure": (
        "![Những ô vuông cho người có mặt](figures/club_rate.svg)",
        "![Những ô vuông](figures/other.svg)",
        "figures/other.svg",
    ),
    "not-nfc": (
        "một máy tính",
        unicodedata.normalize("NFD", "một máy tính"),
        "60 phút",
    ),
}


def test_the_sample_lesson_has_nothing_wrong(draft):
    assert draft.findings() == []
    assert check_courses(draft.root) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_lesson_is_named_with_its_line(draft, name):
    old, new, words = BROKEN[name]
    rule = name.split()[0]
    if rule == "typed-threshold":
        draft.replace("return 100 * ti_le(co_mat, si_so)", "return 100 * si_so / 35")
    draft.replace(old, new)
    found = draft.findings(rule)
    assert found, f"{rule} was not found among {draft.findings()}"
    if words is not None:
        assert expected_line(draft, words) in [one.line for one in found]
    for language in ("vi", "en"):
        assert str(found[0].line) in found[0].text(language)
        assert "{" not in found[0].text(language).replace("{}", "").replace(r"\text{", "")


def expected_line(draft, words) -> int:
    """The line with the words; of a pair, the last line with the first before the second."""
    if isinstance(words, str):
        return draft.line_of(words)
    lines = draft.path.read_text(encoding="utf-8").splitlines()
    before = draft.line_of(words[1])
    return max(n for n, line in enumerate(lines[:before], start=1) if words[0] in line)


def test_the_exact_line_of_a_typed_threshold_is_named(draft):
    draft.replace("return 100 * ti_le(co_mat, si_so)", "return 100 * si_so / 35")
    draft.replace("Mã năng lực: GV 4.1.", "Mã năng lực: GV 4.1. Thông tư 22/2021/TT-BGDĐT.")
    (found,) = draft.findings("typed-threshold")
    assert found.line == draft.line_of("si_so / 35")
    assert "tt22.regular_marks.few_periods" in found.remedy("vi")


def test_a_number_is_no_threshold_where_no_document_is_cited(draft):
    draft.replace("return 100 * ti_le(co_mat, si_so)", "return 100 * si_so / 35")
    assert draft.findings("typed-threshold") == []


def test_a_right_answer_that_types_a_threshold_is_named(draft):
    draft.replace("Mã năng lực: GV 4.1.", "Mã năng lực: GV 4.1. Thông tư 22/2021/TT-BGDĐT.")
    answer = draft.folder / "answers" / "ti_le" / "right_divide.py"
    answer.write_text("def ti_le(co_mat, si_so):\n    return co_mat / 35\n")
    (found,) = draft.findings("typed-threshold")
    assert (found.path, found.line) == (answer, 2)


@pytest.mark.parametrize("needed", ["wrong_sign.py", "right_*.py"])
def test_an_exercise_without_a_right_and_two_wrong_answers_is_named(draft, needed):
    [answer.unlink() for answer in (draft.folder / "answers" / "vang").glob(needed)]
    (found,) = draft.findings("answers")
    assert found.line == draft.line_of('solution="vang"')


def test_an_answer_whose_name_says_no_score_is_named(draft):
    odd = draft.folder / "answers" / "vang" / "part_2_all_points.py"
    odd.write_text("pass\n")
    (found,) = draft.findings("answer-name")
    assert found.path == odd


def test_answers_to_no_exercise_are_named(draft):
    (draft.folder / "answers" / "khac").mkdir()
    assert [one.path.name for one in draft.findings("unknown-answers")] == ["khac"]


def test_too_few_exercises_are_named(draft):
    text = draft.path.read_text(encoding="utf-8")
    start, end = text.index('<!-- #region lang="vi" -->\n### Bài 4'), text.index("## Tự kiểm tra")
    kept = text[:start] + text[text.rindex("<!--", 0, end) :]
    draft.path.write_text(kept, encoding="utf-8")
    (found,) = draft.findings("exercise-count")
    assert dict(found.values)["count"] == "3"


def test_the_line_that_a_save_would_change_is_named(draft):
    draft.replace('```python points=2 tests="phan_tram"', '```python  points=2 tests="phan_tram"')
    (found,) = draft.findings("round-trip")
    assert found.line == draft.line_of('tests="phan_tram"')


def test_a_listed_lesson_that_is_not_there_is_named(draft):
    draft.folder.rename(draft.folder.with_name("02-other"))
    found = {one.rule: dict(one.values)["name"] for one in check_courses(draft.root)}
    assert found == {"missing-lesson": "01-attendance", "unlisted-lesson": "02-other"}


def test_subjects_and_grades_that_no_school_has_are_named(draft):
    toml = draft.root / "club" / "course.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('["toan"]', '["toan", "phep-thuat"]').replace("[6, 7]", "[7, 13]"))
    found = {one.rule: dict(one.values) for one in check_courses(draft.root)}
    assert found["unknown-subject"]["subject"] == "phep-thuat"
    assert found["unknown-grade"]["grades"] == "7, 13"


def test_every_rule_speaks_both_languages():
    for name, rule in RULES.items():
        for sentence in (rule.problem_vi, rule.problem_en, rule.remedy_vi, rule.remedy_en):
            assert sentence, name
            assert unicodedata.is_normalized("NFC", sentence), name
