"""A parcel arrives whole or is refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lopso_deployment.exchange.blobs import BlobStore
from lopso_deployment.exchange.limits import LIMITS
from lopso_deployment.exchange.parcel import Announced, Item, announce, decode, encode, header
from lopso_deployment.exchange.uploads import Reception
from lopso_deployment.exchange.words import RefusalError

NAMES = st.sampled_from(["bài.ipynb", "data/điểm.csv", "a/b/c.txt", "rỗng", "z"])
ITEMS = st.lists(
    st.builds(Item, NAMES, st.binary(max_size=300)), min_size=1, unique_by=lambda one: one.path
)


@settings(deadline=None)
@given(ITEMS)
def test_what_is_packed_is_unpacked(items):
    assert decode(encode(items)) == items


@settings(deadline=None)
@given(ITEMS, st.data())
def test_a_parcel_that_is_cut_anywhere_is_refused(items, data):
    message = encode(items)
    cut = data.draw(st.integers(0, len(message) - 1))
    with pytest.raises(RefusalError):
        decode(message[:cut])


@settings(deadline=None)
@given(items=ITEMS, size=st.integers(1, 64))
def test_a_parcel_arrives_in_pieces_of_any_size(tmp_path_factory, items, size):
    store = BlobStore(tmp_path_factory.mktemp("store"))
    store.open()
    message = encode(items)
    reception = Reception(store, len(message))
    for start in range(0, len(message), size):
        reception.take(message[start : start + size])
    for one, item in zip(reception.finish(), items, strict=True):
        assert store.path(one.sha256).read_bytes() == item.content
    reception.drop()
    assert not list((store.root / "incoming").iterdir())


@pytest.mark.parametrize("piece", [b"no json\n", b"{}\n", b'[{"path": 1}]\n', b"[]\n", b"[1]\n"])
def test_what_is_no_header_is_refused(piece):
    with pytest.raises(RefusalError):
        decode(piece)


def test_a_changed_byte_is_seen(tmp_path):
    message = encode([Item("a.txt", b"eight")]).replace(b"eight", b"nine!")
    with pytest.raises(RefusalError, match="did not arrive whole"):
        decode(message)


def test_more_bytes_than_announced_are_refused(tmp_path):
    store = BlobStore(tmp_path)
    store.open()
    message = encode([Item("a.txt", b"12")])
    reception = Reception(store, len(message))
    with pytest.raises(RefusalError, match="did not arrive whole"):
        reception.take(message + b"3")
    reception.drop()
    assert not list((tmp_path / "incoming").iterdir())


def test_a_header_that_announces_too_much_is_refused_before_a_byte_is_stored():
    line = header([Announced("a", LIMITS.parcel_bytes + 1, "0" * 64)])
    with pytest.raises(RefusalError, match="the most is 50 MB"):
        decode(line)


def test_too_many_files_are_refused():
    items = [Item(str(number), b"") for number in range(LIMITS.files + 1)]
    with pytest.raises(RefusalError, match="501"):
        decode(encode(items))


def test_a_negative_or_fractional_size_is_refused():
    for size in (-1, 1.5, True, "1"):
        entry = json.dumps([{"path": "a", "size": size, "sha256": "0" * 64}]).encode()
        with pytest.raises(RefusalError):
            decode(entry + b"\n1")


def test_a_checksum_that_is_a_path_is_refused():
    (one,) = announce([Item("a", b"x")])
    bad = Announced(one.path, one.size, "../../../../etc/cron.d/" + "a" * 41)
    with pytest.raises(RefusalError):
        decode(header([bad]) + b"x")
