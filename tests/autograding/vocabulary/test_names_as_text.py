"""A function may be named by text, which is friendlier when its cell never ran."""


def test_a_name_as_text_is_friendlier(cell):
    cell("def so_diem_txx(x):\n    return 2")
    assert cell('vi.returns("so_diem_txx", 1, expected=2)') is None
    assert cell('vi.returns("so_diem_tx", 1, expected=2)') == (
        "Chưa có so_diem_tx, nhưng có so_diem_txx: hãy viết đúng tên so_diem_tx."
    )
    assert cell('vi.returns("lam_tron", 1, expected=2)') == (
        "Chưa có lam_tron: hãy điền vào ô bài làm rồi chạy ô đó."
    )
