"""The code on the wall leads phones to the page, by an address that they can reach."""

import pytest
from lopso_deployment.gallery.codes import address_of, draw_code

SCHOOL = ("127.0.0.1", "192.168.1.20")


@pytest.mark.parametrize(
    ("host", "served", "address"),
    [
        ("192.168.1.20:8001", SCHOOL, "http://192.168.1.20:8001/vi/pendulum"),
        ("lop-8a.local", SCHOOL, "http://lop-8a.local/vi/pendulum"),
        ("[fe80::1]:8001", SCHOOL, "http://[fe80::1]:8001/vi/pendulum"),
        ("localhost:8001", SCHOOL, "http://192.168.1.20:8001/vi/pendulum"),
        ("127.0.0.1:8001", SCHOOL, "http://192.168.1.20:8001/vi/pendulum"),
        ("127.0.0.1:8001", ("127.0.0.1",), "http://127.0.0.1:8001/vi/pendulum"),
    ],
)
def test_the_address_is_the_visitors_own_or_the_schools(host, served, address):
    assert address_of("http", host, "/vi/pendulum", served) == address


@pytest.mark.parametrize("host", ["", "a b", "x/y", "x@y", "x:99999999", "<script>", "x\ny"])
def test_what_is_no_host_is_refused(host):
    with pytest.raises(ValueError, match="is no host"):
        address_of("http", host, "/vi/", SCHOOL)


def test_other_addresses_have_other_codes():
    one, other = (draw_code(f"http://192.168.1.{end}:8001/vi/") for end in (20, 21))
    assert one.startswith(b"<svg")
    assert one != other
