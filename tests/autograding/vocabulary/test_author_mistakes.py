"""What an author reads who uses a word wrongly."""

import matplotlib.figure
import pytest
from lopso_autograding import vi


def f(*_, **__):
    return 1


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda: vi.returns(f, 35, 2), "missing 1 required keyword-only argument: 'expected'"),
        (lambda: vi.returns(f, expected=object()), "expected must be plain data .* not object"),
        (lambda: vi.returns(f, expected=[print]), "not builtin_function_or_method"),
        (lambda: vi.returns(f, expected=(x for x in [1])), "not generator"),
        (lambda: vi.returns(f, expected=1, hint=3), "returns.*hint must be a str.*not 3"),
        (lambda: vi.returns(f, expected=1, tolerance="0.1"), "tolerance must be a number from 0"),
        (lambda: vi.returns(f, expected=1, tolerance=-1), "tolerance must be a number from 0"),
        (lambda: vi.returns("f()", expected=1), "is no name of a function"),
        (lambda: vi.refuses(f, error="ValueError"), "error must be a class of errors"),
        (lambda: vi.returns(f, expected=1, slips={2: 3}), "slips must be {value: say"),
        (lambda: vi.returns(f, expected=1, slips=[2]), "slips must be {value: say"),
        (lambda: vi.equals(2, 1, slips={1.0: "đúng"}), "1.0 among the slips is a right answer"),
        (lambda: vi.returns(f, expected=1, slips={f: "hàm"}), "must be plain data"),
        (lambda: vi.equals("si so", 1), "name of a variable"),
        (lambda: vi.close_to(1, 1, None), "tolerance must be a number"),
        (lambda: vi.close_to(1, 1, True), "tolerance must be a number"),
        (lambda: vi.one_of(1, "AB"), "choices must be a collection of values"),
        (lambda: vi.one_of(1, ["A"]), "two or more values"),
        (lambda: vi.same_set(1, "AB"), "takes a collection of values"),
        (lambda: vi.same_set(1, 5), "takes a collection of values"),
        (lambda: vi.near("a", 1), "near.* takes two numbers"),
        (lambda: vi.near(1, -1), "near.* takes two numbers"),
        (lambda: vi.text(5), "takes a str"),
        (lambda: vi.any_of([1, 2]), "each as an argument of its own"),
        (lambda: vi.exactly(f), "expected must be plain data"),
        (lambda: vi.has(1), "needs at least one attribute"),
        (lambda: vi.prints(f, expected=5), "expected must be a str"),
        (lambda: vi.satisfies(f, rule=5, saying="x"), "needs rule="),
        (lambda: vi.satisfies(f, rule=lambda x: "ok", saying="x"), "must return True or False"),
        (lambda: vi.draws(f, lines=[[1, 2]]), "collections of values"),
        (lambda: vi.table_like(f), "needs expected=, columns= or rows="),
        (lambda: vi.table_like(f, expected=5), "must be a frame, a dict"),
        (lambda: vi.table_like(f, expected={"a": [1], "b": []}), "must be a frame, a dict"),
        (lambda: vi.table_like(f, expected=[{"a": 1}, {"b": 1}]), "must have the same keys"),
        (lambda: vi.draws(f, lines="2"), "lines must be a count or data"),
        (lambda: vi.draws(f, bars=object()), "bars must be a count or data"),
        (lambda: vi.draws(matplotlib.figure.Figure, points=([1], [1, 2])), "equal length"),
        (lambda: vi.say("chỉ một", 2), "takes a Vietnamese and an English text"),
    ],
)
def test_a_wrong_use_is_a_clear_type_error(use, message):
    with pytest.raises(TypeError, match=message):
        use()
