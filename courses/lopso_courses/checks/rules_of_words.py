"""Rules about what people read: problem and remedy, each in Vietnamese and English."""

RULES = {
    "missing-twin": (
        'Ô lang="{lang}" này không có ô song sinh lang="{other}" ngay cạnh.',
        'This lang="{lang}" cell has no lang="{other}" twin beside it.',
        'Viết ô lang="vi" rồi ngay sau đó ô lang="en", cùng loại.',
        'Write the lang="vi" cell and right after it the lang="en" cell, of the same kind.',
    ),
    "twin-attributes": (
        "Hai ô song sinh khác nhau ở {name}: {vi} và {en}.",
        "The twins differ in {name}: {vi} and {en}.",
        "Ghi {name} giống nhau ở cả hai ô.",
        "Give both cells the same {name}.",
    ),
    "twin-points": (
        "Hai ô song sinh khác điểm: {vi} và {en}.",
        "The twins differ in points: {vi} and {en}.",
        "Ghi cùng một số điểm ở cả hai ô.",
        "Give both cells the same points.",
    ),
    "twin-headings": (
        "Tiêu đề của hai ô song sinh khác nhau: {vi} và {en}.",
        "The headings of the twins differ: {vi} and {en}.",
        "Đặt cùng số tiêu đề, cùng cấp, cùng thứ tự.",
        "Use as many headings, of the same levels, in the same order.",
    ),
    "twin-code-spans": (
        "Chữ trong dấu ` của hai ô song sinh khác nhau: {vi} và {en}.",
        "The code spans of the twins differ: {vi} and {en}.",
        "Viết tên và mã giống hệt nhau; chữ cần dịch thì không đặt trong dấu `.",
        "Write names and code alike; words to be translated do not go between backticks.",
    ),
    "twin-maths": (
        "Công thức của hai ô song sinh khác nhau: {vi} và {en}.",
        "The formulas of the twins differ: {vi} and {en}.",
        "Viết cùng một công thức (chữ đặt trong \\text{{}} có thể dịch).",
        "Write the same formula (words in \\text{{}} may be translated).",
    ),
    "twin-numbers": (
        "Số trong hai ô song sinh khác nhau: {vi} và {en}.",
        "The numbers of the twins differ: {vi} and {en}.",
        "Viết cùng các số: 7,25 và 1.250 bên tiếng Việt là 7.25 và 1,250 bên tiếng Anh.",
        "Write the same numbers: 7,25 and 1.250 in Vietnamese are 7.25 and 1,250 in English.",
    ),
    "twin-images": (
        "Hình của hai ô song sinh khác nhau: {vi} và {en}.",
        "The images of the twins differ: {vi} and {en}.",
        "Dùng cùng các hình, theo cùng thứ tự (hình không có chữ).",
        "Use the same images in the same order (figures carry no words).",
    ),
    "twin-code": (
        "Mã của hai ô song sinh khác nhau ngoài phần lời.",
        "The code of the twins differs in more than its words.",
        "Chỉ để lời (chuỗi, chú thích, đối số language) khác nhau.",
        "Let only words (strings, comments, the language argument) differ.",
    ),
    "image-without-words": (
        "Hình {target} không có lời mô tả cho người không nhìn thấy hình.",
        "The image {target} has no words for those who cannot see it.",
        "Viết lời mô tả giữa hai dấu ngoặc vuông.",
        "Write a description between the square brackets.",
    ),
    "html-image": (
        "Hình viết bằng thẻ <img> sẽ không đi theo sổ tay.",
        "An image in an <img> tag does not travel with the notebook.",
        "Viết ![mô tả](figures/tên.svg).",
        "Write ![description](figures/name.svg).",
    ),
    "missing-part": (
        "Bài thiếu phần {number} trong mười phần: {part}.",
        "The lesson lacks part {number} of the ten: {part}.",
        "Thêm tiêu đề `{heading}` trước dòng này và viết phần đó.",
        "Add the heading `{heading}` before this line and write that part.",
    ),
    "part-order": (
        "Phần “{part}” đứng sai chỗ hoặc bị lặp.",
        "The part “{part}” stands in the wrong place or twice.",
        "Xếp mười phần đúng thứ tự, mỗi phần một lần.",
        "Put the ten parts in their order, each once.",
    ),
    "empty-part": (
        "Phần “{part}” chưa có gì.",
        "The part “{part}” is empty.",
        "{need_vi}",
        "{need_en}",
    ),
    "unknown-part": (
        "Tiêu đề cấp 2 “{part}” không phải một trong mười phần.",
        "The level-2 heading “{part}” is none of the ten parts.",
        "Dùng ### cho mục nhỏ, hoặc sửa lại đúng chữ của phần.",
        "Use ### for a section, or write the part's own words.",
    ),
    "unsaid-words": (
        "Lời bằng một thứ tiếng nằm trong mã chung cho hai thứ tiếng: {words}.",
        "Words of one language stand in code that both languages share: {words}.",
        'Dùng say("tiếng Việt", "English"), hoặc tách thành hai ô lang="vi" và lang="en".',
        'Use say("tiếng Việt", "English"), or make twin cells lang="vi" and lang="en".',
    ),
    "unwritten": (
        "Chỗ này còn ghi {words}.",
        "This place still says {words}.",
        "Chỉ tác giả viết được phần này.",
        "Only the author can write this.",
    ),
    "spelling": (
        "Chính tả: “{word}”.",
        "Spelling: “{word}”.",
        "Viết “{better}” (kĩ, lí, kì …).",
        "Write “{better}” (kĩ, lí, kì …).",
    ),
    "app-words": (
        "Công cụ {app} chưa có {missing_vi} bằng {language}.",
        "The app {app} has no {missing_en} in {language}.",
        'Trong ô lời đầu tiên có app="{app}": một tiêu đề, rồi một dòng nên thử gì.',
        'In the first prose cell with app="{app}": a heading, then one line of what to try.',
    ),
}
