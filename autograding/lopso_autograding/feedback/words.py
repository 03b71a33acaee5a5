"""The words of feedback pages, in Vietnamese and English."""

VIETNAMESE = {
    "feedback": "Nhận xét bài làm",
    "total": "Tổng điểm",
    "points": "{got}/{most} điểm",
    "penalty": "Đã trừ {points} điểm vì nộp muộn.",
    "unsealed": "Bài này được chấm không niêm phong: bài làm và phép thử chạy chung một chỗ.",
    "exercise": "Bài {number}",
    "asked": "Đề bài",
    "answer": "Bài làm",
    "no_answer": "Chưa có bài làm ở đây.",
    "error": "Máy dừng ở ô bài làm vì lỗi",
    "checks": "Kiểm tra tự động",
    "check": "Phép thử {number}",
    "code": "Xem mã của phép thử",
    "passed": "Đạt",
    "partly": "Đạt một phần",
    "failed": "Chưa đạt",
    "waiting": "Chờ người chấm",
    "given": "Người chấm cho điểm",
    "hints": "Gợi ý",
    "comment": "Nhận xét của người chấm",
    "hidden": (
        "Một phép thử ẩn chưa đạt: bài làm chưa đúng trong mọi trường hợp. "
        "Hãy xem lại đề bài và thử hàm với những giá trị khác."
    ),
    "otherwise": "Phép thử này chưa đạt. Hãy xem lại đề bài.",
    "part": "Một phần của phép thử này đã đạt.",
    "came": "Kết quả nhận được",
    "wanted": "Cần có",
    "line": "Dòng chưa đạt",
    "no_name": "Máy không tìm thấy tên {name}. Ô bài làm đã đặt đúng tên ấy như trong đề chưa?",
    "missing": "Bài nộp thiếu ô kiểm tra này nên không chấm được.",
    "unreadable": "Không đọc được tệp bài nộp: tệp bị thiếu, bị hỏng hoặc sai tên.",
    "cell": "Máy phải dừng phép thử này vì chạy quá lâu. Trong bài có vòng lặp vô tận chăng?",
    "notebook": "Phép thử này không được chạy vì cả bài đã chạy quá lâu.",
    "learner": "Phép thử này không được chạy vì bài làm đã dừng đột ngột ở ô phía trên.",
    "examiner": "Phép thử này không chạy được đến cuối.",
    "overview": "Các bài",
    "made": "Trang này do Lớp Số viết, mở được khi không có mạng.",
}
ENGLISH = {
    "feedback": "Feedback",
    "total": "Total",
    "points": "{got}/{most} points",
    "penalty": "{points} points were taken off for late submission.",
    "unsealed": "This was graded unsealed: answers and tests ran in one place.",
    "exercise": "Exercise {number}",
    "asked": "The task",
    "answer": "Your answer",
    "no_answer": "There is no answer here yet.",
    "error": "The cell with the answer stopped with an error",
    "checks": "Automatic checks",
    "check": "Check {number}",
    "code": "Show the code of this check",
    "passed": "Passed",
    "partly": "Partly passed",
    "failed": "Not passed",
    "waiting": "Not marked yet",
    "given": "Marked by a person",
    "hints": "Hints",
    "comment": "Comment from your marker",
    "hidden": (
        "A hidden check was not passed: the answer is not right in every case. "
        "Read the task again and try your function with other values."
    ),
    "otherwise": "This check was not passed. Please read the task again.",
    "part": "Part of this check was passed.",
    "came": "What came",
    "wanted": "What was expected",
    "line": "The line that was not passed",
    "no_name": "The name {name} was not found. Does your answer use the name given in the task?",
    "missing": "This check was missing from your file, so it could not be marked.",
    "unreadable": "Your file could not be read: it is missing, damaged, or has another name.",
    "cell": "This check ran too long and had to be stopped. Is there a loop that never ends?",
    "notebook": "This check was not run because the whole notebook had already run too long.",
    "learner": "This check was not run because the answers had ended abruptly further up.",
    "examiner": "This check could not be run to its end.",
    "overview": "The exercises",
    "made": "Written by Lớp Số; this page opens without a network.",
}
WORDS = {"vi": VIETNAMESE, "en": ENGLISH}
_LETTERS = frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


def language_of(said: object, text: str) -> str:
    """The language of feedback: the one that is said, or else that of the author's own text."""
    if said in WORDS:
        return str(said)
    letters = [letter for letter in text.lower() if letter.isalpha()]
    vietnamese = sum(letter in _LETTERS for letter in letters)
    return "vi" if vietnamese > len(letters) / 50 else "en"


def number(value: float, language: str) -> str:
    """A number of points as it is written in a language."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return written.replace(".", ",") if language == "vi" else written
