"""Invented data: the same on every machine, of nobody, and made again by one command."""

import unicodedata

import pytest
from lopso_courses.places import lessons_root
from lopso_courses.synthetic.names import pupils
from lopso_courses.synthetic.regenerate import generators, regenerate


def test_the_same_seed_gives_the_same_pupils():
    assert pupils(40, 2026) == pupils(40, 2026)
    assert pupils(40, 2026) != pupils(40, 2027)


def test_codes_are_ten_digits_that_no_province_has_and_each_is_once():
    codes = [pupil.code for pupil in pupils(500, 1)]
    assert all(len(code) == 10 and code.startswith("99") and code.isdecimal() for code in codes)
    assert len(set(codes)) == 500


def test_names_are_composed_and_of_three_parts_or_more():
    for pupil in pupils(200, 2):
        assert unicodedata.is_normalized("NFC", pupil.name)
        assert len(pupil.name.split()) >= 3


def test_a_class_has_girls_and_boys():
    assert 10 < sum(pupil.girl for pupil in pupils(40, 3)) < 30


@pytest.mark.slow
def test_the_data_in_the_lessons_is_what_its_generators_make(tmp_path):
    written = regenerate(tmp_path)
    assert len(written) == len(generators())
    for path in written:
        committed = lessons_root() / path.relative_to(tmp_path)
        assert path.read_bytes() == committed.read_bytes(), committed


def test_every_data_file_of_a_lesson_has_a_generator():
    made = set(generators().values())
    for path in lessons_root().glob("*/*/data/*"):
        if not path.name.startswith("README"):
            assert path.relative_to(lessons_root()) in made, path
