"""Rules about the files of a lesson: each has a broken lesson, and the finding names the file."""

import unicodedata


def test_a_file_over_five_megabytes_is_named(draft):
    large = draft.folder / "data" / "large.csv"
    large.write_bytes("DỮ LIỆU GIẢ LẬP".encode() + b"0" * 5_000_000)
    (found,) = draft.findings()
    assert (found.rule, found.path) == ("large-file", large)


def test_a_file_of_five_megabytes_is_no_finding(draft):
    stamp = "DỮ LIỆU GIẢ LẬP".encode()
    (draft.folder / "data" / "large.csv").write_bytes(stamp + b"0" * (5_000_000 - len(stamp)))
    assert draft.findings() == []


def test_an_answer_that_is_not_nfc_is_named(draft):
    answer = draft.folder / "answers" / "ti_le" / "wrong_copied.py"
    answer.write_text("x = 1\n" + unicodedata.normalize("NFD", 'ten = "Huyền"\n'), encoding="utf-8")
    (found,) = draft.findings("not-nfc")
    assert (found.path, found.line) == (answer, 2)


def test_an_answer_that_is_not_utf_8_is_named(draft):
    answer = draft.folder / "answers" / "ti_le" / "wrong_copied.py"
    answer.write_bytes("ten = 'é'\n".encode("latin-1"))
    assert [one.path for one in draft.findings("not-text")] == [answer]


def test_data_without_its_stamp_is_named(draft):
    (draft.folder / "data" / "club.csv").write_text("ma,co_mat\n")
    assert [one.path.name for one in draft.findings("unstamped-data")] == ["club.csv"]


def test_a_ranking_column_in_data_is_named(draft):
    data = draft.folder / "data" / "club.csv"
    data.write_text("# DỮ LIỆU GIẢ LẬP\nma,Xếp thứ\n1,1\n", encoding="utf-8")
    (found,) = draft.findings("ranking")
    assert (found.path, found.line) == (data, 2)
