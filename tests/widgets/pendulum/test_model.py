import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from lopso_widgets.pendulum.model import (
    ANGLES,
    GRAVITIES,
    LENGTHS,
    Reading,
    Setup,
    allowed,
    angle_excess,
    exact_period,
    fit,
    matched,
    measure,
    own_gravity,
    small_angle_period,
    time_by_hand,
)
from lopso_widgets.words import Fault

lengths, gravities, angles = (some.floats(*ends) for ends in (LENGTHS, GRAVITIES, ANGLES))


def readings(gravity, noise, seed=1):
    generator = np.random.default_rng(seed)
    setups = [Setup(length, gravity, 5, 20, noise) for length in np.linspace(0.3, 1.8, 12)]
    return [measure(setup, generator) for setup in setups]


def test_a_metre_on_earth_swings_in_two_seconds():
    assert small_angle_period(1, 9.81) == pytest.approx(2.006, abs=1e-3)


@given(lengths, gravities)
def test_four_times_the_length_is_twice_the_period(length, gravity):
    once, again = (small_angle_period(each, gravity) for each in (length, 4 * length))
    assert again == pytest.approx(2 * once)


@pytest.mark.parametrize(
    ("angle", "percent"), [(5, 0.0476), (30, 1.741), (60, 7.318), (90, 18.034)]
)
def test_the_period_grows_with_the_angle_as_in_the_tables(angle, percent):
    assert angle_excess(angle) == pytest.approx(percent, abs=5e-4)


@given(lengths, gravities, angles)
def test_the_exact_period_is_the_series_for_small_angles_and_never_shorter(length, gravity, angle):
    small, exact = small_angle_period(length, gravity), exact_period(length, gravity, angle)
    theta = math.radians(angle)
    assert exact >= small
    assert exact == pytest.approx(small * (1 + theta**2 / 16 + 11 * theta**4 / 3072), rel=0.01)


@given(some.floats(1, 30))
def test_without_noise_the_line_gives_g_back(gravity):
    line = fit(readings(gravity, noise=0))
    assert line.gravity == pytest.approx(gravity, rel=0.01)


def test_the_uncertainty_covers_g_about_as_often_as_it_says():
    lines = [fit(readings(9.81, 0.1, seed)) for seed in range(200)]
    covered = sum(abs(line.gravity - 9.81) < 2 * line.uncertainty + 0.02 for line in lines)
    assert covered > 170


def test_the_same_seed_gives_the_same_reading():
    setup = Setup()
    one, other = (measure(setup, np.random.default_rng(3)) for _ in range(2))
    assert one == other
    assert one.time == round(one.time, 2)


@pytest.mark.parametrize(
    ("some_readings", "key"),
    [
        ([], "fit_needs_readings"),
        ([Reading(Setup(), 20.0)] * 2, "fit_needs_readings"),
        ([Reading(Setup(), 20.0)] * 3, "fit_needs_lengths"),
        ([Reading(Setup(length), 20.0) for length in (0.5, 1.0, 1.5)], "fit_line_is_flat"),
    ],
)
def test_readings_that_give_no_line_are_named(some_readings, key):
    with pytest.raises(Fault) as caught:
        fit(some_readings)
    assert caught.value.key == key


@pytest.mark.parametrize("seconds", [0, -1, 1e9, float("nan"), float("inf")])
def test_a_stopwatch_that_shows_nonsense_is_named(seconds):
    with pytest.raises(Fault) as caught:
        time_by_hand(Setup(), seconds)
    assert caught.value.key == "stopwatch_out_of_range"


@pytest.mark.parametrize(("text", "gravity"), [("9,79", 9.79), (" 1.62 ", 1.62)])
def test_an_own_g_may_have_a_comma_or_a_point(text, gravity):
    assert own_gravity(text) == gravity


@pytest.mark.parametrize("text", ["", "abc", "0", "-9,8", "1e9", "nan", "inf"])
def test_an_own_g_that_makes_no_sense_is_named(text):
    with pytest.raises(Fault, match="gravity"):
        own_gravity(text)


@pytest.mark.parametrize(
    ("value", "error", "written"),
    [
        (9.7531, 0.0684, (9.75, 0.07, 2)),
        (9.7531, 0.1412, (9.75, 0.14, 2)),
        (9.7531, 0.34, (9.8, 0.3, 1)),
        (9.7531, 2.4, (10, 2, 0)),
        (9.7531, 0.0001, (9.75, 0.01, 2)),
    ],
)
def test_a_result_and_its_error_have_the_same_decimals(value, error, written):
    assert matched(value, error) == written


@given(some.floats(), some.floats(), some.floats(), some.floats())
def test_a_setup_from_a_page_is_brought_inside(length, gravity, angle, noise):
    setup = allowed(Setup(length, gravity, angle, 10, noise))
    assert LENGTHS[0] <= setup.length <= LENGTHS[1]
    assert ANGLES[0] <= setup.angle <= ANGLES[1]
    assert math.isfinite(exact_period(setup.length, setup.gravity, setup.angle))
