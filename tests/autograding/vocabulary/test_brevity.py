"""With how many digits floats are shown, and what is missing within a tolerance."""

import math
from decimal import Decimal

import pytest
from lopso_autograding import en, vi


def answering(value):
    def f():
        return value

    return f


@pytest.mark.parametrize(
    ("answer", "expected", "tolerance", "shown"),
    [
        (2 / 3, 0.6, None, ("0.666667", "0.6")),
        (math.pi, 2 * math.pi, None, ("3.14159", "6.28319")),
        (0.9586234567, 0.9000123456, 0.003, ("0.95862", "0.90001 (± 0.003)")),
        (1234567.2512345, 1234567.5, None, ("1234567.3", "1234567.5")),
        (7.2999999, 7.3, None, ("7.2999999", "7.3")),
        (1 + 1e-8, 1.0, None, ("1.00000001", "1.0")),
        (1.23456789e-12, 2e-12, None, ("1.23457e-12", "2e-12")),
        ([0.8030112345], [0.9], None, ("[0.803011]", "[0.9] (")),
        ({"g": 9.8123456789}, {"g": 9.5}, None, ("{'g': 9.81235}", "{'g': 9.5} (")),
        (2 / 3, Decimal("0.6"), None, ("0.666667", "Decimal('0.6')")),
        (1e300 / 3, 5, None, ("3.33333e+299", "5")),
        (math.inf, 5.0, None, ("inf", "5.0")),
        (0.0, 5.5, 0, ("0.0", "5.5 (± 0)")),
    ],
)
def test_floats_have_the_digits_that_tell_them_apart(answer, expected, tolerance, shown, said):
    options = {"expected": expected, "tolerance": tolerance}
    came, wanted = shown
    assert f"trả về {came}, đúng ra là {wanted}" in said(vi.returns, answering(answer), **options)
    assert f"returns {came}; it should be {wanted}" in said(
        en.returns, answering(answer), **options
    )


def test_what_is_missing_respects_the_tolerance(said):
    answer, expected = [0.8030112, 0.92, 0.5000123], [0.803, 0.9223]
    options = {"expected": expected, "tolerance": 0.006}
    assert said(vi.returns, answering(answer), **options).endswith("Thừa 0.50001.")
    assert said(en.returns, answering(answer), **options).endswith("Too many: 0.50001.")
    within = vi.in_any_order([vi.near(0.803, 0.006), 0.95])
    assert said(vi.returns, answering([0.8030112]), expected=within).endswith("Còn thiếu 0.95.")
    assert said(vi.same_set, [0.8030112], [0.803, 0.95], tolerance=0.006).endswith(
        "Còn thiếu 0.95."
    )


def test_an_order_is_noticed_within_the_tolerance(said):
    options = {"expected": [0.95, 0.80], "tolerance": 0.006}
    sentence = said(vi.returns, answering([0.8011, 0.9504]), **options)
    assert sentence.endswith("theo thứ tự ngược lại.")
