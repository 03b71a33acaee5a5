"""Folders become parcels and parcels become folders."""

import os
import unicodedata

import pytest
from lopso_deployment.exchange.parcel import Item
from lopso_deployment.exchange.plugin.folders import add_missing, read_folder, write_folder
from lopso_deployment.exchange.words import RefusalError
from nbgrader.coursedir import CourseDirectory


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "bài 1"
    (made / "data").mkdir(parents=True)
    (made / "bài 1.ipynb").write_text("{}")
    (made / "data" / "điểm.csv").write_text("a,b")
    return made


def paths(items):
    return [item.path for item in items]


def test_what_nbgrader_ignores_is_left_out(folder):
    for name in (".ipynb_checkpoints", "__pycache__", "feedback"):
        (folder / name).mkdir()
        (folder / name / "x.txt").write_text("x")
    (folder / "x.pyc").write_text("x")
    assert paths(read_folder(folder, CourseDirectory())) == ["bài 1.ipynb", "data/điểm.csv"]


def test_names_typed_on_a_mac_become_the_usual_ones(folder):
    name = unicodedata.normalize("NFD", "bài 1.ipynb")
    (folder / "bài 1.ipynb").rename(folder / name)
    assert paths(read_folder(folder, CourseDirectory())) == ["bài 1.ipynb", "data/điểm.csv"]


@pytest.mark.parametrize("target", ["/etc/passwd", "/etc", "missing"])
def test_a_link_is_refused_by_name(folder, target):
    (folder / "lối tắt").symlink_to(target)
    with pytest.raises(RefusalError, match=r"lối tắt là liên kết.* / lối tắt is a link"):
        read_folder(folder, CourseDirectory())


def test_a_pipe_does_not_hang_the_submission(folder):
    os.mkfifo(folder / "ống")
    with pytest.raises(RefusalError, match="ống"):
        read_folder(folder, CourseDirectory())


def test_a_big_file_is_refused_with_its_size_and_the_most(folder):
    (folder / "phim.mp4").write_bytes(bytes(2_500_000))
    with pytest.raises(RefusalError, match=r"phim.mp4 has 2,5 MB; the most is 2 MB"):
        read_folder(folder, CourseDirectory(max_file_size=2000))


def test_a_big_folder_is_refused(folder):
    for number in range(3):
        (folder / f"{number}.bin").write_bytes(bytes(900_000))
    with pytest.raises(RefusalError, match="Please take out what is not needed"):
        read_folder(folder, CourseDirectory(max_dir_size=2000))


def test_a_folder_comes_back_as_it_was(folder, tmp_path):
    items = read_folder(folder, CourseDirectory())
    write_folder(items, tmp_path / "khác" / "bài 1")
    assert read_folder(tmp_path / "khác" / "bài 1", CourseDirectory()) == items


def test_a_folder_is_replaced_whole(folder):
    write_folder([Item("mới.txt", b"1")], folder)
    assert [path.name for path in folder.iterdir()] == ["mới.txt"]
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_missing_files_come_back_and_changed_ones_stay(folder):
    (folder / "bài 1.ipynb").write_text("mine")
    items = [Item("bài 1.ipynb", b"theirs"), Item("data/mới.csv", b"new")]
    assert add_missing(items, folder) == ["data/mới.csv"]
    assert (folder / "bài 1.ipynb").read_text() == "mine"
