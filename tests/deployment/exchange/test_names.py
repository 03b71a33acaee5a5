"""Names of courses, assignments, people and files."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lopso_deployment.exchange.names import checked_name, checked_path, checked_paths
from lopso_deployment.exchange.words import RefusalError

OUTSIDE = ["/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/.", "", "a/", "a\\b", "a\0b", "\n"]


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_that_leads_elsewhere_is_refused(path):
    with pytest.raises(RefusalError):
        checked_path(path)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_a_path_that_is_taken_stays_inside(tmp_path_factory, path):
    try:
        taken = checked_path(path)
    except RefusalError:
        return
    folder = tmp_path_factory.getbasetemp()
    assert (folder / taken).resolve().is_relative_to(folder.resolve())
    assert unicodedata.is_normalized("NFC", taken)


def test_a_name_typed_on_a_mac_is_the_name_of_the_lesson():
    nfd = unicodedata.normalize("NFD", "dữ liệu/điểm kiểm tra.csv")
    assert checked_path(nfd) == "dữ liệu/điểm kiểm tra.csv"


@pytest.mark.parametrize("name", ["..", "a/b", "a+b", "", " a", "a\n", "x" * 300, "\ud800"])
def test_a_name_that_is_no_folder_name_is_refused(name):
    with pytest.raises(RefusalError):
        checked_name(name)


def test_the_same_name_twice_in_two_spellings_is_refused():
    with pytest.raises(RefusalError, match="same name"):
        checked_paths(["bài.ipynb", unicodedata.normalize("NFD", "bài.ipynb")])


def test_a_file_that_is_also_a_folder_is_refused():
    with pytest.raises(RefusalError, match="same name"):
        checked_paths(["a", "a/b"])
