import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra import numpy as some_numpy
from lopso_widgets.digit_reader.model import (
    COUNTS,
    PAIRS,
    TESTED,
    Teaching,
    answer,
    examples,
    lean,
    nearest,
    teach,
    upright,
)

pictures = some_numpy.arrays(float, (8, 8), elements=some.integers(0, 16).map(float))


def test_what_tests_the_machine_never_teaches_it():
    known = examples()
    assert len(known.images) == COUNTS[-1]
    assert len(known.test_images) == TESTED
    assert len(known.images) + len(known.test_images) == 1797


def test_a_well_taught_machine_reads_most_new_pictures():
    assert teach(Teaching()).right / TESTED > 0.95


def test_more_pictures_teach_better():
    right = [teach(Teaching(count=count)).right for count in COUNTS]
    assert right == sorted(right)
    assert right[0] < right[-1]


@pytest.mark.parametrize("pair", PAIRS)
def test_swapped_labels_make_the_machine_wrong_about_those_two_only(pair):
    wrong = teach(Teaching(pair=pair, share=1.0))
    assert wrong.pair_right < 0.1 * wrong.pair_tested
    assert wrong.right + wrong.pair_tested > 0.9 * TESTED


def test_half_the_labels_swapped_make_the_machine_guess():
    half = teach(Teaching(pair=(3, 8), share=0.5))
    assert 0.2 < half.pair_right / half.pair_tested < 0.8


def test_swapping_no_label_changes_nothing():
    assert teach(Teaching(pair=(3, 8))).right == teach(Teaching(pair=(1, 7))).right


@given(pictures)
def test_probabilities_are_probabilities_for_any_picture(image):
    given_answer = answer(teach(Teaching()), image)
    assert sum(given_answer.probabilities) == pytest.approx(1)
    assert min(given_answer.probabilities) >= 0
    assert given_answer.confidence == given_answer.probabilities[given_answer.digit]


@given(pictures)
def test_an_upright_picture_keeps_its_rows_ink_or_loses_it_over_the_edge(image):
    straight = upright(image[None])[0]
    assert (straight >= 0).all()
    assert (straight.sum(1) <= image.sum(1) + 1e-9).all()


def test_standing_upright_takes_most_of_the_lean_away():
    images = examples().test_images
    assert np.abs(lean(images)).mean() < 0.1


def test_the_picture_most_alike_is_the_picture_itself():
    image = examples().images[7]
    alike = nearest(teach(Teaching()), image)
    assert np.array_equal(alike[0].image, image)
    assert len(alike) == 5


def test_a_picture_taught_wrong_says_what_it_was_taught_as():
    reader = teach(Teaching(pair=(1, 7), share=1.0))
    place = int(np.flatnonzero(examples().labels == 7)[0])
    first = nearest(reader, examples().images[place])[0]
    assert (first.label, first.told) == (7, 1)
