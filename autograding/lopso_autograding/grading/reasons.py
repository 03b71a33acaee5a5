"""Why a cell got no points although no test said so: what the trainer reads, in both languages."""

from typing import Any

NOT_SUBMITTED = (
    "Ô kiểm tra này không có trong bài nộp. (This test cell is missing from the submission.)"
)
NO_NOTEBOOK = "Bài nộp không có tệp {name}.ipynb. (The submission has no file {name}.ipynb.)"
BROKEN = "Không đọc được bài nộp (the submission cannot be read): {why}"
UNKNOWN_STUDENT = (
    "Sổ điểm không có học viên này, và khoá học không tự thêm (c.Autograde.create_student = False)."
    " (The gradebook does not know this learner, and the course adds nobody.)"
)
ODD_NAME = (
    "Tên thư mục của học viên này không phải chữ Unicode (UTF-8) nên sổ điểm không ghi được; hãy "
    "đổi tên thư mục rồi chấm lại. (The name of this learner's folder is no Unicode text, which "
    "the gradebook cannot hold: rename the folder and grade again.)"
)
AUTHOR_FAILS = (
    "{notebook}: lời giải của chính tác giả không qua được {cells}. "
    "(The author's own solution fails in these cells.)"
)
CANNOT_BE_SEALED = (
    '{notebook}: không niêm phong được {cells}; hãy viết "lopso": {{"sealed": false}} vào '
    "metadata của sổ tay trong source/ (với bài của bộ này: sealed = false trong course.toml). "
    "(The author passes these cells only where answers and tests run in one process: say so in the "
    "notebook's metadata; until then nobody gets their points.)"
)
TOO_MANY_POINTS = (
    "Ô kiểm tra cho nhiều điểm hơn mức tối đa. (The test cell gave more points than it has.)"
)
STOPPED = {
    "cell": "Dừng vì chạy quá {seconds:g} giây. (Stopped: it took more than {seconds:g} s.)",
    "notebook": (
        "Không chạy nữa vì cả bài đã chạy quá lâu. (Not run: the notebook took too long.)"
    ),
    "learner": (
        "Không chạy được: tiến trình của bài làm đã kết thúc."
        " (Not run: the process with the answers has ended.)"
    ),
    "examiner": "Không chạy được: bộ chấm đã dừng. (Not run: the examiner has ended.)",
}


def error_output(said: str) -> dict[str, Any]:
    """A notebook's output that scores 0 and gives the reason."""
    return {"output_type": "error", "ename": "Lớp Số", "evalue": said, "traceback": [said]}


def stopped(why: str, seconds: float) -> dict[str, Any]:
    """The output of a cell that was stopped or not run."""
    return error_output(STOPPED[why].format(seconds=seconds))
