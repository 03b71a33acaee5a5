"""Objects that lie about themselves gain nothing, and honest ones of the same form lose nothing."""

import pytest
from lopso_autograding.sealed import files
from lopso_autograding.sealed.pickles import is_harmless

HONEST = "def f(x): return x * x"
YES = """
class Y:
    def __eq__(s, o): return True
    def __ne__(s, o): return False
    def __sub__(s, o): return 0
    __rsub__ = __add__ = __radd__ = __mul__ = __mod__ = __sub__
    def __abs__(s): return 0
    def __hash__(s): return 0
    def __lt__(s, o): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __getattr__(s, n): return s
    def __call__(s, *a): return s
    def __iter__(s): return iter(())
    def __array__(s, *a, **k): return np.zeros(())
    def __float__(s): return 1e9
    def __round__(s, *a): return s
def f(x): return Y()
"""
FORMS = (
    "assert f(3) == 9",
    "assert 9 == f(3)",
    "assert not f(3) != 9",
    "assert abs(f(3) - 9) < 1e-9",
    "assert f(3) in (9,)",
    "assert f(3) in {9}",
    "assert {9: 1}[f(3)]",
    "assert f(3) in [9]",
    "assert isinstance(f(3), int)",
    "assert f(3) <= 9 <= f(3)",
    "assert round(f(3)) == 9",
    "assert np.isclose(f(3), 9)",
    "np.testing.assert_allclose(f(3), 9)",
    "np.testing.assert_equal(f(3), 9)",
    "assert np.allclose([f(3)], [9])",
    "import math\nassert math.isclose(f(3), 9)",
    "import unittest\nunittest.TestCase().assertEqual(f(3), 9)",
    "import unittest\nunittest.TestCase().assertAlmostEqual(f(3), 9)",
    "import pytest\nassert f(3) == pytest.approx(9)",
    "assert f(3) % 9 == 0 and f(3) > 5",
    "assert set([f(3)]) == {9}",
    "assert sorted([f(3), f(2)]) == [4, 9]",
    "assert sum([f(3), f(2)]) == 13",
    "assert max(f(3), 8) == 9",
    "assert [f(k) for k in range(3)] == [0, 1, 4]",
    "assert str(f(3)) == '9' and f'{f(3):>3}' == '  9'",
    "assert f(3).real == 9 and f(3).bit_length() == 4",
    "from lopso_autograding.vi import returns\nreturns(f, 3, expected=9)",
    "match f(3):\n    case 9: pass\n    case _: raise AssertionError",
)


@pytest.mark.parametrize("form", FORMS)
def test_an_object_that_equals_everything_passes_no_form_of_test(form, examine):
    verdict = examine(YES, [form], HONEST, "import numpy as np")
    assert verdict.sealed == [0], verdict.ends


def test_what_an_object_is_compared_with_is_not_shown_to_it(examine):
    spy = """
seen = []
class S:
    def __eq__(s, o): seen.append(o)
    __sub__ = __rsub__ = __lt__ = __gt__ = __contains__ = __eq__
    def __hash__(s): return 9
def f(x): return S()
"""
    tests = ["f(3) == 9", "9 - f(3)", "f(3) > 8", "9 in {f(3)}", "assert seen == []"]
    verdict = examine(spy, tests, HONEST + "\nseen = []")
    assert verdict.sealed[-1] == 1, verdict.ends


def test_a_class_with_its_own_comparison_is_compared_where_the_author_does_so(examine):
    money = """
class M:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == (o.v if isinstance(o, M) else o)
    def __mul__(s, k): return M(s.v * k)
    __rmul__ = __mul__
"""
    verdict = examine(
        money, ["assert M(2) == 2\nassert (3 * M(2)).v == 6 and M(2) * 2 == 4"], money
    )
    assert verdict.sealed == verdict.plain == [1]


def test_emptying_the_argument_gains_nothing(examine):
    test = "xs = [3, 1]\nassert f(xs) == sorted(xs)"
    answer = "def f(xs):\n    xs.clear()\n    return []"
    verdict = examine(answer, [test], "def f(xs): return sorted(xs)")
    assert (verdict.plain, verdict.sealed) == ([1], [0])


def test_a_with_block_of_the_learner_swallows_no_failed_check(examine):
    manager = "class C:\n    def __enter__(s): return {}\n    def __exit__(s, *a): return {}"
    test = "with C() as x:\n    assert x == 1"
    verdict = examine(manager.format(2, True), [test], manager.format(1, None))
    assert (verdict.plain, verdict.sealed) == ([1], [0])


def test_a_test_is_not_skipped(examine):
    test = """import unittest, io
class T(unittest.TestCase):
    def test_it(self): self.assertEqual(f(3), 9)
tests = unittest.defaultTestLoader.loadTestsFromTestCase(T)
assert unittest.TextTestRunner(stream=io.StringIO()).run(tests).wasSuccessful()"""
    answer = "import unittest\ndef f(x): raise unittest.SkipTest('x')"
    verdict = examine(answer, [test], HONEST)
    assert (verdict.plain, verdict.sealed) == ([1], [0])


def test_a_loop_of_the_test_does_not_end_early(examine):
    test = "assert all(map(lambda k: f(k) == k * k, range(5)))"
    verdict = examine("def f(x): raise StopIteration", [test], HONEST)
    assert (verdict.plain, verdict.sealed) == ([1], [0])


def test_a_stub_shows_nothing_of_the_test(examine):
    spy = """
found = []
def f(g):
    for name in ('__globals__', '__code__', '__closure__', 'gi_frame', '__self__', '__dict__'):
        try: found.append(getattr(g, name))
        except AttributeError: pass
    return g(2)
"""
    test = """secret = 5
assert f(lambda x: x + secret) == 7
assert all('secret' not in str(v) for v in found)"""
    verdict = examine(spy, [test], "found = []\ndef f(g): return g(2)")
    assert verdict.sealed == [1]


def test_after_an_endless_answer_the_next_cells_are_graded(examine):
    answer = "def f(x):\n    while True: pass\ndef g(x): return x"
    verdict = examine(
        answer, ["assert f(3) == 9", "assert g(1) == 1"], HONEST + "\ndef g(x): return x"
    )
    assert verdict.sealed == [0, 1]
    assert verdict.ends[0].stopped == "cell"


def test_after_the_process_ended_the_next_cells_get_nothing(examine):
    answer = "import os\ndef f(x): os._exit(0)\ndef g(x): return x"
    tests = ["assert g(1) == 1", "assert f(3) == 9", "assert True"]
    verdict = examine(answer, tests, HONEST + "\ndef g(x): return x")
    assert verdict.sealed == [1, 0, 0]


def test_output_beyond_measure_does_not_hide_the_result_of_a_later_cell(examine):
    answer = (
        "def f(x):\n    for _ in range(200): print('x' * 50_000)\n    return 0\ndef g(x): return 0"
    )
    tests = ["for _ in range(20): f(3)\n0", "(g(1) == 1) * 1"]
    verdict = examine(answer, tests, "def f(x): return 0\ndef g(x): return 1")
    assert verdict.sealed == [0, 0]


NUMBERS = "import numpy as np\nimport pandas as pd"
DUCK = "    shape = (2,)\n    def mean(s, *a): return 0.0\n    def std(s, *a): return 1.0\n"
IN_PLACE_OF_AN_ARRAY = {
    "an exception": f"class Z(Exception):\n{DUCK}def f(x): return Z()",
    "a class": (
        "class Z:\n    shape = (2,)\n    mean = staticmethod(lambda *a: 0.0)\n"
        "    std = staticmethod(lambda *a: 1.0)\ndef f(x): return Z"
    ),
    "a named tuple": (
        "from collections import namedtuple\nN = namedtuple('N', 'shape mean std')\n"
        "def f(x): return N((2,), np.ndarray, np.ndarray)"
    ),
}


@pytest.mark.parametrize("kind", IN_PLACE_OF_AN_ARRAY)
def test_what_stands_in_place_of_an_array_answers_for_none_of_its_attributes(kind, examine):
    test = (
        "z = f([1., 3.])\nassert z.shape == (2,)\nnp.testing.assert_allclose(z.mean(0), 0)\n"
        "np.testing.assert_allclose(z.std(0), 1)"
    )
    right = "def f(x): return (np.array(x) - np.mean(x)) / np.std(x)"
    verdict = examine(IN_PLACE_OF_AN_ARRAY[kind], [test], right, NUMBERS)
    assert (verdict.plain, verdict.sealed) == ([1], [0])


def test_a_named_tuple_keeps_its_names_where_the_author_gives_them(examine):
    named = (
        "from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef f(n): return P(n, 1)"
    )
    own = "class P:\n    def __init__(s, x): s.x = x\ndef f(n): return P(n)"
    for reference in (named, own):
        verdict = examine(named, ["assert f(3).x == 3"], reference)
        assert verdict.sealed == verdict.plain == [1]


def test_an_exception_that_is_an_answer_keeps_its_names_where_the_author_returns_one(examine):
    own = "class E(Exception):\n    code = 7\ndef f(n): return E()"
    verdict = examine(own, ["assert f(3).code == 7"], own)
    assert verdict.sealed == verdict.plain == [1]


def test_a_class_claims_no_plain_type_by_the_name_of_another_module(examine):
    answer = "def f(name, module): return type(name, (), {'__module__': module})()"
    tests = [
        "assert isinstance(f('int', 'nowhere'), int)",
        "import decimal, statistics\n"
        "assert isinstance(f('Decimal', 'statistics'), decimal.Decimal)",
    ]
    reference = (
        "import decimal\ndef f(name, module): return int() if name == 'int' else decimal.Decimal()"
    )
    assert examine(answer, tests, reference).sealed == [0, 0]


def test_a_test_is_not_skipped_by_an_exception_of_another_module(examine):
    alias = (
        "import io, sys, types, unittest\nm = types.ModuleType('alias')\n"
        "m.SkipTest = unittest.SkipTest\nsys.modules['alias'] = m"
    )
    test = """class T(unittest.TestCase):
    def test_it(self): self.assertEqual(f(3), 9)
tests = unittest.defaultTestLoader.loadTestsFromTestCase(T)
assert unittest.TextTestRunner(stream=io.StringIO()).run(tests).wasSuccessful()"""
    answer = "def f(x): raise type('SkipTest', (Exception,), {'__module__': 'alias'})"
    assert examine(answer, [test], HONEST, alias).sealed == [0]


def test_missing_values_are_not_right_ones(examine):
    test = "k = f(pd.DataFrame({'a': [1, 2]}))\nassert (k['a'] == [2, 4]).all()"
    right = "def f(d): return d * 2"
    answer = "def f(d): return pd.DataFrame({'a': pd.array([pd.NA, pd.NA], dtype='Int64')})"
    verdict = examine(answer, [test], right, NUMBERS)
    assert (verdict.plain, verdict.sealed) == ([1], [0])


def test_missing_values_stay_where_the_author_has_some(examine):
    gaps = "def f(n): return pd.Series([1, None], dtype='Int64')"
    test = "assert str(f(1).dtype) == 'Int64' and f(1).isna().tolist() == [False, True]"
    verdict = examine(gaps, [test], gaps, NUMBERS)
    assert verdict.sealed == verdict.plain == [1]


def test_a_mock_answers_no_question_of_the_test_for_the_learner(examine):
    test = "from unittest.mock import Mock\nm = Mock()\nf(m)\nm.assert_called_once_with(12)"
    answer = "def f(m): m.configure_mock(assert_called_once_with=lambda *a: None)"
    verdict = examine(answer, [test], "def f(m): m(12)")
    assert (verdict.plain, verdict.sealed) == ([1], [0])


def test_no_file_of_the_assignment_is_replaced_however_many_there_are(tmp_path, monkeypatch):
    for number in range(2 * files.MOST):
        (tmp_path / f"{number}.txt").write_text("the author's")
    monkeypatch.chdir(tmp_path)
    folder = files.Folder(trusts=False)
    folder.take([(f"{number}.txt", b"x") for number in range(2 * files.MOST)])
    assert {path.read_text() for path in tmp_path.iterdir()} == {"the author's"}


def test_files_that_set_how_a_library_works_do_not_cross(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ("pytest.ini", "matplotlibrc", "lib/setup.cfg", "x.py", "numpy.abi3.so")
    files.Folder(trusts=False).take([(name, b"x") for name in names])
    assert list(tmp_path.iterdir()) == []


def test_a_pickle_names_no_mock_of_a_librarys_own_tests():
    assert is_harmless("sklearn.linear_model._base", "LinearRegression")
    assert not is_harmless("sklearn.mixture.tests.test_gaussian_mixture", "Mock")
    assert not is_harmless("sklearn.utils._testing", "SkipTest")


def test_an_object_in_place_of_an_array_has_the_length_that_it_says(examine):
    test = "z = f(3)\nassert len(z) == 3\nnp.testing.assert_allclose(z, np.asarray(z) * 2)"
    answer = (
        "class Z:\n    def __len__(s): return {}\n    def __array__(s, *a): return np.zeros({})"
    )
    right = "def f(n): return np.zeros(n)"
    for said, is_ in ((3, 0), (3, 3)):
        verdict = examine(
            answer.format(said, is_) + "\ndef f(n): return Z()", [test], right, NUMBERS
        )
        assert (verdict.plain, verdict.sealed) == ([1], [int(said == is_)])
