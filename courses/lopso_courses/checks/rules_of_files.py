"""Rules about files: problem and remedy, each in Vietnamese and English."""

RULES = {
    "not-nfc": (
        "Chữ không ở dạng Unicode dựng sẵn (NFC): {words}.",
        "Text is not in composed Unicode (NFC): {words}.",
        "Gõ lại bằng bộ gõ Unicode dựng sẵn.",
        "Type it again in composed Unicode.",
    ),
    "not-text": (
        "Tệp không phải văn bản UTF-8.",
        "The file is not UTF-8 text.",
        "Ghi lại tệp với bảng mã UTF-8.",
        "Save the file as UTF-8.",
    ),
    "round-trip": (
        "Mở bằng JupyterLab rồi ghi lại thì dòng này thành: {becomes}",
        "Opened in JupyterLab and saved, this line becomes: {becomes}",
        "Viết như JupyterLab sẽ ghi (thuộc tính theo chữ cái, một dòng trống giữa hai ô).",
        "Write it as JupyterLab will (attributes sorted, one empty line between cells).",
    ),
    "large-file": (
        "Tệp nặng {size} MB.",
        "The file has {size} MB.",
        "Giữ mỗi tệp dưới 5 MB: thu nhỏ, hoặc sinh ra khi cần.",
        "Keep each file under 5 MB: make it smaller, or generate it when needed.",
    ),
    "unstamped-data": (
        "Dữ liệu không ghi DỮ LIỆU GIẢ LẬP.",
        "The data does not say DỮ LIỆU GIẢ LẬP.",
        "Ghi câu đó ở dòng đầu, trong một cột, hoặc trong data/README.md.",
        "Say so in the first line, in a column, or in data/README.md.",
    ),
    "missing-figure": (
        "Không có tệp hình {target}.",
        "There is no figure {target}.",
        "Đặt hình vào thư mục figures của bài, hoặc sửa đường dẫn.",
        "Put the figure into the lesson's figures folder, or correct the path.",
    ),
    "missing-lesson": (
        "course.toml kể bài {name} mà không có {name}/lesson.md.",
        "course.toml lists {name}, but there is no {name}/lesson.md.",
        "Viết bài đó, hoặc bỏ nó khỏi course.toml.",
        "Write the lesson, or take it out of course.toml.",
    ),
    "unwritten-facts": (
        "course.toml chưa ghi đủ mã, môn học và năng lực của bài {name}.",
        "course.toml does not give code, subjects and competences of {name}.",
        "Ghi đủ những điều đó cho bài.",
        "Fill them in for the lesson.",
    ),
    "unknown-subject": (
        "course.toml ghi môn {subject} cho bài {name}; không có môn nào như thế.",
        "course.toml gives {name} the subject {subject}, which does not exist.",
        "Chọn trong lopso_courses/subjects.py; thiếu môn nào thì thêm vào đó.",
        "Choose from lopso_courses/subjects.py; a missing subject is added there.",
    ),
    "unknown-grade": (
        "course.toml ghi lớp {grades} cho bài {name}.",
        "course.toml gives {name} the grades {grades}.",
        "Ghi các lớp từ 1 đến 12, theo thứ tự; có ít nhất một lớp.",
        "Write grades from 1 to 12, in order; there is at least one.",
    ),
    "unlisted-lesson": (
        "Bài {name} không có trong course.toml.",
        "The lesson {name} is not in course.toml.",
        "Thêm nó vào [[lessons]] của course.toml.",
        "Add it to the [[lessons]] of course.toml.",
    ),
}
