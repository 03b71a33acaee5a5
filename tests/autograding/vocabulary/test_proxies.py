"""The vocabulary beside a learner's process of its own: what it needs of proxies."""

import pytest
from lopso_autograding import vi
from lopso_autograding.expectations import proxies


class Proxy:
    """Stands for something of a learner in another process; only plain results come back."""

    def __init__(self, name, kind="object", type_name="Diem", answer=None):
        self.facts = (name, kind, type_name)
        self.answer = answer

    def __call__(self, *arguments, **keywords):
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


FACTS = proxies.ProxyFacts(
    type_name=lambda proxy: proxy.facts[2],
    kind=lambda proxy: proxy.facts[1],
    function_name=lambda proxy: proxy.facts[0],
)


@pytest.fixture(autouse=True)
def _proxies():
    proxies.register_proxy(Proxy, FACTS)
    yield
    proxies.forget_proxy(Proxy)
    proxies.use_namespace(None)


def test_a_proxied_function_is_called_by_its_own_name(said):
    function = Proxy("so_diem_tx", "function", answer=2)
    vi.returns(function, 35, expected=2)
    assert said(vi.returns, function, 36, expected=3).startswith("so_diem_tx(36) trả về 2,")


def test_a_proxied_result_is_described_by_its_class(verdict):
    assert verdict(Proxy(None), 8.5).startswith("bai_lam() trả về <Diem>, đúng ra là 8.5.")
    assert "chính hàm lam_tron, chưa được gọi" in verdict(Proxy("lam_tron", "function"), 8.5)


def test_the_line_that_came_with_an_exception_is_shown(said):
    error = ZeroDivisionError("division by zero")
    error.__learner_line__ = (3, "    return tong / 0")
    function = Proxy("dtb", "function", answer=error)
    assert said(vi.returns, function, expected=1) == (
        "dtb() dừng vì lỗi ZeroDivisionError ở dòng 3 (`return tong / 0`): có phép chia cho 0."
    )


def test_names_given_as_text_are_looked_up_where_the_examiner_says(said):
    proxies.use_namespace({"si_so": 38})
    vi.equals("si_so", 38)
    assert said(vi.equals, "si_xo", 38) == "Chưa có si_xo, nhưng có si_so: hãy viết đúng tên si_xo."


def test_a_namespace_may_find_names_that_it_does_not_list(said):
    class Lazy(dict):
        def __missing__(self, name):
            if name == "si_so":
                return 38
            raise KeyError(name)

    proxies.use_namespace(Lazy())
    vi.equals("si_so", 38)
    assert said(vi.equals, "lop", "8A").startswith("Chưa có lop")
