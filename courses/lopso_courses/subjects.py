"""The school subjects that a lesson can name, as the 2018 programme calls them."""

SUBJECTS: dict[str, dict[str, str]] = {
    "am-nhac": {"vi": "Âm nhạc", "en": "Music"},
    "cong-nghe": {"vi": "Công nghệ", "en": "Technology"},
    "dao-duc": {"vi": "Đạo đức", "en": "Ethics"},
    "dia-li": {"vi": "Địa lí", "en": "Geography"},
    "giao-duc-cong-dan": {"vi": "Giáo dục công dân", "en": "Civics"},
    "giao-duc-kinh-te-phap-luat": {
        "vi": "Giáo dục kinh tế và pháp luật",
        "en": "Economics and law",
    },
    "giao-duc-the-chat": {"vi": "Giáo dục thể chất", "en": "Physical education"},
    "hoa-hoc": {"vi": "Hoá học", "en": "Chemistry"},
    "hoat-dong-trai-nghiem": {
        "vi": "Hoạt động trải nghiệm, hướng nghiệp",
        "en": "Experience and career activities",
    },
    "khoa-hoc": {"vi": "Khoa học", "en": "Science (primary)"},
    "khoa-hoc-tu-nhien": {"vi": "Khoa học tự nhiên", "en": "Natural science"},
    "lich-su": {"vi": "Lịch sử", "en": "History"},
    "lich-su-dia-li": {"vi": "Lịch sử và Địa lí", "en": "History and geography"},
    "mi-thuat": {"vi": "Mĩ thuật", "en": "Art"},
    "ngoai-ngu": {"vi": "Ngoại ngữ", "en": "Foreign languages"},
    "ngu-van": {"vi": "Ngữ văn", "en": "Literature"},
    "sinh-hoc": {"vi": "Sinh học", "en": "Biology"},
    "tieng-viet": {"vi": "Tiếng Việt", "en": "Vietnamese (primary)"},
    "tin-hoc": {"vi": "Tin học", "en": "Informatics"},
    "toan": {"vi": "Toán", "en": "Mathematics"},
    "tu-nhien-xa-hoi": {"vi": "Tự nhiên và Xã hội", "en": "Nature and society"},
    "vat-li": {"vi": "Vật lí", "en": "Physics"},
}


def subject_words(key: str) -> dict[str, str]:
    """The names of a subject by language; an unknown one, which the check names, keeps its key."""
    return SUBJECTS.get(key, {"vi": key, "en": key})
