"""What a check says in Vietnamese."""

VIETNAMESE: dict[str, str] = {
    # What was checked, what came, what was expected.
    "returned": "{subject} trả về {got}, đúng ra là {expected}{where}.",
    "held": "{subject} đang là {got}, đúng ra là {expected}{where}.",
    "came": "Kết quả là {got}, đúng ra là {expected}{where}.",
    "where": " (ở {place}: {got} thay vì {expected})",
    "hint": "Gợi ý: {hint}",
    "place_index": "phần tử thứ {count} (chỉ số {index})",
    "place_key": "khoá {key}",
    "place_row": "hàng thứ {count} (chỉ số {index})",
    "place_column": "cột {key}",
    "expected_near": "{value} (± {tolerance})",
    "expected_order": "{value}, thứ tự nào cũng được",
    "expected_choice": "một trong các giá trị {values}",
    "expected_row": "một số nguyên từ {first} đến {last}",
    "the_function": "Hàm",
    "the_printed_text": "Chữ in ra của {call}",
    # Calls that came to nothing.
    "stub": (
        "{function} chưa được viết xong: "
        "hãy xoá dòng `raise NotImplementedError` và viết bài làm vào đó."
    ),
    "still_dots": "{subject} vẫn còn là dấu ba chấm `...`: hãy thay bằng bài làm.",
    "no_return": (
        "{call} trả về None (không có gì), đúng ra là {expected}: "
        "có lẽ hàm thiếu `return`, hoặc một nhánh `if` chưa có `return`."
    ),
    "printed_not_returned": (
        "{call} in {printed} ra màn hình nhưng không trả về giá trị nào: "
        "hãy thay `print` bằng `return`."
    ),
    "no_function": "{name} hiện là {got}, không còn là hàm: hãy chạy lại ô viết hàm này.",
    "endless_output": "{call} in ra mãi không dừng: hãy xem lại điều kiện dừng của vòng lặp.",
    "asks_for_input": (
        "{call} gọi `input()`: hãy lấy giá trị từ tham số của hàm, không hỏi người dùng."
    ),
    "too_few_arguments": (
        "{call} không gọi được vì hàm còn đòi thêm tham số {name}: hãy xem lại dòng `def`."
    ),
    "too_many_arguments": (
        "{call} không gọi được vì hàm chỉ nhận {name} tham số: hãy xem lại dòng `def`."
    ),
    "unknown_argument": (
        "{call} không gọi được vì hàm không có tham số tên {name}: hãy xem lại dòng `def`."
    ),
    "nothing_refused": (
        "{call} trả về {got}, đúng ra phải báo lỗi {error} (bằng `raise {error}(...)`)."
    ),
    "nothing_refused_printed": (
        "{call} chỉ in {printed} ra màn hình, đúng ra phải báo lỗi bằng `raise {error}(...)`."
    ),
    "error_returned": "{call} trả về lỗi {error} như một giá trị: hãy thay `return` bằng `raise`.",
    "other_error": "{call} có báo lỗi, nhưng là {got}{line}, không phải {error}.",
    "error_without_value": (
        "{call} đã báo lỗi {error}, nhưng lời báo lỗi {got} chưa nhắc đến {value}."
    ),
    "changed_argument": ("{call} đã làm thay đổi {argument}: trước là {before}, sau là {after}."),
    "argument_number": "tham số thứ {count}",
    "argument_name": "tham số {name}",
    "make_a_copy": "Hãy tạo bản sao (ví dụ `list(...)`, `sorted(...)`, `.copy()`) rồi mới sửa.",
    "nothing_printed": "{call} không in gì ra màn hình, đúng ra phải in {expected}.",
    "returned_not_printed": "{call} trả về {got} nhưng không in ra: bài này cần `print`.",
    "not_satisfied": "{subject} trả về {got}, nhưng chưa đạt yêu cầu: {rule}.",
    "not_satisfied_held": "{subject} đang là {got}, chưa đạt yêu cầu: {rule}.",
    "not_satisfied_came": "Kết quả là {got}, chưa đạt yêu cầu: {rule}.",
    # Names.
    "no_variable": "Chưa có {name}: hãy điền vào ô bài làm rồi chạy ô đó.",
    "not_run": "Chưa có {name}: thầy/cô chạy ô bài làm phía trên, và sửa lỗi ở ô đó nếu có.",
    "near_variable": "Chưa có {name}, nhưng có {near}: hãy viết đúng tên {name}.",
    "no_attribute": "{subject} chưa có thuộc tính {name}.",
    # Errors of the learner's function.
    "raised": "{call} dừng vì lỗi {error}{line}: {reason}.",
    "at_line": " ở dòng {number} (`{text}`)",
    "at_line_number": " ở dòng {number}",
    "error_name": "chưa có tên {name} (viết sai tên, hoặc ô tạo ra nó chưa chạy)",
    "error_near_name": "chưa có tên {name}; có lẽ ý thầy/cô là {near}",
    "error_unbound": "biến {name} được dùng trong hàm trước khi được gán giá trị bằng dấu `=`",
    "error_operands": "không làm phép tính được giữa kiểu {one} và kiểu {other}",
    "error_text_and_number": (
        "một bên là chuỗi (chữ trong dấu nháy), một bên là số: hãy đổi cho cả hai cùng là số, "
        "hoặc cùng là chuỗi"
    ),
    "error_decimal_and_float": (
        "một bên là Decimal, một bên là số thực (float) như 0.5: hãy viết số ấy là `Decimal('0.5')`"
    ),
    "error_decimal_wanted": (
        "trong ngoặc cần một Decimal, như `Decimal('0.1')`, không phải kiểu {type}"
    ),
    "error_not_a_list": "chỗ này cần một danh sách, mà giá trị lại thuộc kiểu {type}",
    "error_dots": "còn dấu ba chấm `...` trong phép tính: hãy thay bằng bài làm",
    "error_caret": "dấu `^` không phải luỹ thừa: trong Python luỹ thừa viết là `**`",
    "error_none_operand": "một giá trị trong phép tính là None (chưa có gì)",
    "error_mixed": (
        "hai giá trị khác kiểu, như chuỗi và số, không ghép hay so sánh được ({message})"
    ),
    "error_none": "một giá trị là None (chưa có gì) nên không dùng tiếp được ({message})",
    "error_not_callable": "có dấu ngoặc `(...)` sau một giá trị kiểu {type}, vốn không phải là hàm",
    "error_number": "không đổi được {text} thành số",
    "error_number_comma": "không đổi được {text} thành số; hãy thay dấu phẩy bằng dấu chấm trước",
    "error_attribute": "kiểu {type} không có {name} (hãy xem lại tên sau dấu chấm)",
    "error_none_attribute": "giá trị đứng trước `.{name}` là None (chưa có gì)",
    "error_key": "từ điển (hoặc bảng) không có khoá {key}",
    "error_index": "chỉ số vượt ra ngoài danh sách (phần tử đầu có chỉ số 0)",
    "error_zero_division": "có phép chia cho 0",
    "error_recursion": "hàm tự gọi lại chính nó mãi, không có điểm dừng",
    "error_indentation": "các dòng thụt vào chưa đều nhau",
    "error_syntax": "mã viết chưa đúng cú pháp ({message})",
    "error_decimal": "Decimal không đọc được số này (cần dạng như '8.5', với dấu chấm)",
    "error_decimal_operation": (
        "phép tính này quá sức của Decimal; có lẽ thiếu dấu nháy: viết `Decimal('0.1')`, "
        "không viết `Decimal(0.1)`"
    ),
    "error_module": "không có thư viện {name} (viết sai tên)",
    "error_file": "không tìm thấy tệp {name}",
    "error_unicode": "chữ trong tệp hay chuỗi không đúng bảng mã đã chọn",
    "error_overflow": "số quá lớn để tính",
    "error_memory": "kết quả cần quá nhiều bộ nhớ",
    "error_stop_iteration": "không còn phần tử nào để lấy",
    "error_assertion": "một câu `assert` trong hàm không đúng",
    "error_exit": "hàm tự kết thúc chương trình (exit)",
    "error_stub": (
        "ô này còn dòng `raise NotImplementedError`: hãy xoá dòng đó và viết bài làm vào đó"
    ),
    "error_interrupted": "ô đã bị dừng giữa chừng",
    "error_syntax_character": (
        "dấu {sign} không phải dấu của Python (thường do chép từ Word): hãy gõ lại dấu này"
    ),
    "error_syntax_invisible": "có một kí tự ẩn (thường do chép từ Word): hãy gõ lại dòng này",
    "error_syntax_unclosed": "dấu mở ngoặc {sign} chưa có dấu đóng",
    "error_syntax_unmatched": "các dấu mở ngoặc và đóng ngoặc chưa khớp nhau",
    "error_syntax_text": "chuỗi chưa có dấu nháy đóng",
    "error_syntax_colon": "thiếu dấu hai chấm `:` ở cuối dòng",
    "error_syntax_outside": (
        "`return` đang đứng ngoài hàm: mọi dòng của hàm phải thụt vào (4 dấu cách)"
    ),
    "error_syntax_comma": "có lẽ thiếu dấu phẩy giữa hai giá trị",
    "error_syntax_equals": "so sánh bằng viết là `==`; một dấu `=` là gán giá trị",
    "error_syntax_sign": "dấu {sign} trong Python viết là `{better}`",
    "error_syntax_gap": "dấu … là chỗ trống: hãy thay bằng bài làm",
    "error_syntax_incomplete": "mã chưa viết hết, thường là thiếu dấu đóng ngoặc `)` hoặc dấu nháy",
    "error_syntax_return": "sau `return` chỉ viết giá trị, không đặt tên cho nó bằng dấu `=`",
    "error_syntax_lines": "mỗi dấu `=` viết trên một dòng riêng",
    "error_syntax_target": "bên trái dấu `=` chỉ được là một cái tên (nối chữ bằng `_`, không `-`)",
    "error_syntax_word": "{name} phải viết là `{near}`",
    "error_syntax_times": "dấu nhân viết là `*`, không phải `{sign}`",
    "error_syntax_divide": "dấu `:` đứng sai chỗ; nếu là phép chia thì viết `/`",
    "error_syntax_product": (
        "{text}: số và chữ không viết liền nhau; phép nhân phải có dấu `*`, như `2 * pi`"
    ),
    "error_syntax_space": "tên không có dấu cách: hãy nối các chữ bằng dấu gạch dưới `_`",
    "error_syntax_print": "`print` cần dấu ngoặc: `print(...)`",
    "error_indentation_missing": "sau dấu hai chấm, dòng tiếp theo phải thụt vào (4 dấu cách)",
    "error_indentation_extra": "dòng này thụt vào thừa",
    "in_other_words": "Nói cách khác: {reason}.",
    "in_other_words_at_line": "Nói cách khác, ở dòng {number}: {reason}.",
    "error_unknown": "không có lời giải thích kèm theo",
    # Tables.
    "the_table": "Bảng",
    "no_table": "{subject} là {got}, đúng ra phải là một bảng (DataFrame) của pandas.",
    "row_count": "{subject} có {got} hàng, đúng ra là {expected} hàng.",
    "no_column": "{subject} thiếu cột {name}; các cột đang có: {columns}.",
    "extra_column": "{subject} thừa cột {name}.",
    "column_is_index": (
        "{subject} có {name} làm chỉ mục chứ không phải cột: hãy dùng `.reset_index()`."
    ),
    "wrong_cell": (
        "{subject}: hàng thứ {count} (chỉ mục {index}), cột {column} là {got}, đúng ra "
        "là {expected}."
    ),
    "wrong_label": "{subject}: chỉ mục của hàng thứ {count} là {got}, đúng ra là {expected}.",
    "row_order": "{subject} có đủ các hàng, nhưng sai thứ tự.",
    "missing_row": "{subject} thiếu hàng {row}.",
    # Figures.
    "the_figure": "Hình vẽ",
    "no_figure": (
        "{subject} là {got}, đúng ra phải là một hình vẽ (Figure hoặc Axes) của matplotlib."
    ),
    "no_drawing": "{subject} chưa vẽ hình nào.",
    "empty_figure": "{subject} còn trống: chưa có hệ trục toạ độ nào.",
    "no_axes": "{subject} có {count} hệ trục, không có hệ trục thứ {number}.",
    "line_count": "{subject} có {got} đường, đúng ra là {expected}.",
    "point_count": "{subject} có {got} điểm, đúng ra là {expected}.",
    "bar_count": "{subject} có {got} cột, đúng ra là {expected}.",
    "line_size": "{subject}: đường thứ {number} có {got} điểm, đúng ra là {expected}.",
    "wrong_on_line": (
        "{subject}: đường thứ {number}, điểm thứ {count} có {axis} = {got}, đúng ra là {expected}."
    ),
    "wrong_point": "{subject}: điểm {expected} chưa có trên hình; có điểm {got}.",
    "wrong_bar": "{subject}: cột thứ {count} cao {got}, đúng ra là {expected}.",
    "axes_swapped": "Hai trục đang đổi chỗ: x phải là trục ngang.",
    "points_as_line": "Hãy vẽ các điểm rời (`scatter`), không nối thành đường.",
    "line_as_points": "Hãy nối các điểm thành đường (`plot`).",
    "no_title": "{subject} chưa có tiêu đề.",
    "wrong_title": "{subject} có tiêu đề {got}, đúng ra là {expected}.",
    "no_label": "{subject}: trục {axis} chưa có tên.",
    "wrong_label_text": "{subject}: trục {axis} có tên {got}, đúng ra là {expected}.",
    "no_unit": "{subject}: tên trục {axis} là {got}, chưa có đơn vị trong ngoặc, như `{example}`.",
    "wrong_unit": "{subject}: tên trục {axis} là {got}, đơn vị đúng ra là ({expected}).",
    "no_legend": "{subject} chưa có chú giải (`legend`).",
    "wrong_legend": "{subject} có chú giải {got}, đúng ra là {expected}.",
    # Near misses.
    "number_as_text": "Giá trị đúng nhưng đang là chuỗi (có dấu nháy): cần một số.",
    "number_as_text_comma": (
        "Đúng số, nhưng đang là chuỗi viết với dấu phẩy: trong Python số viết với dấu chấm, "
        "không có dấu nháy."
    ),
    "text_expected": "Đúng số, nhưng bài cần một chuỗi (đặt trong dấu nháy).",
    "truth_as_text": "Bài cần giá trị {expected} không có dấu nháy, không phải chuỗi.",
    "truth_for_number": "{got} là giá trị đúng/sai, bài cần một số.",
    "number_for_truth": "Bài cần đúng giá trị {expected} (True hoặc False).",
    "none_as_text": "Bài cần giá trị None không có dấu nháy, không phải chuỗi.",
    "date_as_text": "Bài cần một ngày (`datetime.date`), không phải chuỗi.",
    "date_with_time": "Kết quả còn kèm giờ: hãy lấy phần ngày bằng `.date()`.",
    "date_without_time": "Bài cần cả ngày và giờ (`datetime.datetime`).",
    "day_and_month": "Ngày và tháng đang đổi chỗ cho nhau.",
    "float_error": (
        "Sai khác rất nhỏ này là sai số của số thực (float): hãy làm tròn, "
        "hoặc tạo Decimal từ chuỗi, như `Decimal('7.3')`."
    ),
    "unrounded": "Có lẽ chưa làm tròn đến {places} chữ số thập phân.",
    "unrounded_one": "Có lẽ chưa làm tròn đến {places} chữ số thập phân.",
    "unrounded_whole": "Có lẽ chưa làm tròn đến số nguyên.",
    "rounding": "Chỉ lệch {unit}: hãy xem lại cách làm tròn.",
    "off_by_one": (
        "Lệch đúng 1: hãy xem lại chỗ bắt đầu, chỗ kết thúc và dấu so sánh (`<` hay `<=`)."
    ),
    "sign": "Sai dấu.",
    "percent_too_large": "Kết quả lớn gấp 100 lần: phần trăm hay tỉ số?",
    "percent_too_small": "Kết quả nhỏ đi 100 lần: phần trăm hay tỉ số?",
    "unit_too_large": "Kết quả lớn gấp {factor} lần: hãy xem lại đơn vị.",
    "unit_too_small": "Kết quả nhỏ đi {factor} lần: hãy xem lại đơn vị.",
    "other_number_type": "Giá trị đúng nhưng là kiểu {got}, bài cần kiểu {expected}.",
    "text_normal_form": (
        "Hai chuỗi trông giống hệt nhau nhưng khác dạng Unicode (NFC và NFD): "
        "hãy dùng `unicodedata.normalize`."
    ),
    "text_spaces": "Chỉ khác khoảng trắng (thừa, thiếu hoặc ở hai đầu).",
    "text_case": "Chỉ khác chữ hoa, chữ thường.",
    "text_case_and_spaces": "Chỉ khác chữ hoa, chữ thường và khoảng trắng.",
    "text_spelling": "Chỉ khác cách viết i/y hoặc chỗ đặt dấu thanh.",
    "text_accents": "Chỉ khác dấu tiếng Việt.",
    "comma_wanted": "Bài cần dấu phẩy thập phân, không phải dấu chấm.",
    "point_wanted": "Bài cần dấu chấm, không phải dấu phẩy.",
    "text_extra_end": "Thừa {text} ở cuối.",
    "text_extra_start": "Thừa {text} ở đầu.",
    "text_extra_around": "Thừa {start} ở đầu và {end} ở cuối.",
    "text_missing_end": "Thiếu {text} ở cuối.",
    "text_missing_start": "Thiếu {text} ở đầu.",
    "number_not_text": "Bài cần một số, không phải chuỗi.",
    "text_not_number": "Bài cần một chuỗi, không phải số.",
    "number_wanted": "Kết quả là một {got}, bài cần một số.",
    "comma_made_a_tuple": (
        "Kết quả là nhiều số (một tuple), bài cần một số: có lẽ do dấu phẩy; trong Python số thập "
        "phân viết với dấu chấm, như `3.14`."
    ),
    "text_wanted": "Kết quả là một {got}, bài cần một chuỗi.",
    "text_place": "Khác nhau từ kí tự thứ {place}: {got} thay vì {expected}.",
    "order": "Đủ các phần tử, nhưng sai thứ tự.",
    "reversed": "Đủ các phần tử, nhưng theo thứ tự ngược lại.",
    "missing": "Còn thiếu {missing}.",
    "extra": "Thừa {extra}.",
    "repeated": "Bị lặp lại: {extra}.",
    "missing_and_extra": "Còn thiếu {missing}; thừa {extra}.",
    "missing_key": "Còn thiếu khoá {key}.",
    "near_key": "Còn thiếu khoá {key}; khoá {near} gần giống, hãy viết đúng {key}.",
    "extra_key": "Thừa khoá {key}.",
    "wrapped": "Giá trị đúng, nhưng còn nằm trong một {kind}: hãy lấy nó ra.",
    "unwrapped": "Giá trị đúng, nhưng phải đặt trong một {kind}.",
    "right_but_other_kind": "Các phần tử đúng, nhưng là {got}, bài cần {expected}.",
    "other_kind": "Kết quả là {got}, bài cần {expected}.",
    "opaque_function": (
        "Đây là chính hàm {name}, chưa được gọi: hãy thêm ngoặc và tham số, `{name}(...)`."
    ),
    "opaque_class": "Đây là tên kiểu {name}, chưa phải giá trị.",
    "opaque_iterator": (
        "Kết quả là {type}, các giá trị chưa được lấy ra: hãy bọc trong `list(...)`."
    ),
    "opaque_view": "Kết quả là {type}: hãy bọc trong `list(...)`.",
    "opaque_ellipsis": "Vẫn còn dấu ba chấm `...`: hãy thay bằng bài làm.",
    "opaque_object": "Kết quả là một đối tượng kiểu {type}.",
    "opaque_endless": "Kết quả chứa chính nó nên không có điểm dừng.",
    "opaque_deep": "Kết quả lồng nhau quá nhiều lớp.",
    "opaque_large": "Kết quả quá lớn để so sánh.",
}
