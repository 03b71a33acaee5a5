"""Whatever the learner's process sends, the examiner gets plain data, a proxy or an error."""

import contextlib
import datetime
import json
import socket
import struct
import threading
from collections import Counter, OrderedDict, deque, namedtuple
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lopso_autograding.sealed.bounds import Bounds, ProtocolError, TooLargeError
from lopso_autograding.sealed.conversation import Conversation, LearnerGone
from lopso_autograding.sealed.faces import LearnerClass
from lopso_autograding.sealed.namespace import Names
from lopso_autograding.sealed.proxies import LearnerObject
from lopso_autograding.sealed.reading import Reader
from lopso_autograding.sealed.wire import Channel
from lopso_autograding.sealed.writing import Writer

BOUNDS = Bounds()
Point = namedtuple("Point", "x y")
PLAIN = (bool, int, float, complex, str, bytes, bytearray, type(None), list, tuple, dict, set)
PLAIN += (frozenset, range, slice, deque, Decimal, Fraction, datetime.date, datetime.time)
PLAIN += (datetime.timedelta, datetime.tzinfo, type(Ellipsis), type(NotImplemented), type)
PLAIN += (np.ndarray, np.generic, np.dtype, pd.DataFrame, pd.Series, pd.Index, pd.Timestamp)
PLAIN += (pd.Timedelta, type(pd.NaT), type(pd.NA))


def there_and_back(value):
    writer = Writer(BOUNDS)
    tree = json.loads(json.dumps(writer.tree(value)))
    return Reader(writer.buffers, BOUNDS).value(tree)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    st.decimals(allow_nan=False),
    st.fractions(),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.complex_numbers(allow_nan=False),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner),
        st.tuples(inner, inner),
        st.dictionaries(st.text(), inner),
        st.dictionaries(st.integers(), inner).map(OrderedDict),
        st.lists(inner).map(deque),
    ),
)


@settings(max_examples=200, deadline=None)
@given(VALUES)
def test_plain_data_arrives_as_it_was(value):
    made = there_and_back(value)
    assert made == value
    assert type(made) is type(value)


@pytest.mark.parametrize(
    "value",
    [
        Counter("aab"),
        {1, 2},
        frozenset("a"),
        Point(1, [2]),
        range(3),
        [1.5] * 100,
        list(range(100)),
        "\ud800",
        2**5000,
        bytearray(b"x"),
    ],
    ids=repr,
)
def test_collections_arrive_as_they_were(value):
    made = there_and_back(value)
    assert made == value
    assert type(made).__name__ == type(value).__name__


def test_a_frame_arrives_as_it_was():
    plain = pd.DataFrame(
        {
            "a": [1, 2],
            "b": ["x", None],
            "c": pd.Categorical(["u", "v"]),
            "d": pd.date_range("2026-01-01", periods=2, tz="Asia/Ho_Chi_Minh"),
            "e": pd.array([1, None], dtype="Int64"),
        }
    )
    for frame in (plain, plain.set_index(["a", "b"])):
        pd.testing.assert_frame_equal(there_and_back(frame), frame)


@pytest.mark.parametrize(
    "value", [10**400_000, [[]] * 1_000_001, "deep"], ids=["int", "many", "deep"]
)
def test_what_is_beyond_the_bounds_does_not_cross(value):
    if value == "deep":
        for _ in range(50):
            value = [value]
    with pytest.raises(TooLargeError):
        Writer(BOUNDS).tree(value)


def test_a_truth_value_is_true_or_false_whatever_byte_comes():
    made = Reader([b"\x02\x00"], BOUNDS).value(["n", "|b1", [2], 0])
    assert made.tolist() == [True, False]
    assert made.sum() == 1


TAGS = (
    "l t nt ntc s fs d C od dd dq F I i S b ba c D Q r sl ... ni ty a n no g np nty nat na pts ptd"
)
TAGS += " pdf pse pri pmi pix da ti dt td tz p k x e xe o lib mod pk sh si ??"
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.floats(), st.text(max_size=5), st.just("<f8")
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(max_size=3), inner, max_size=2),
        st.builds(lambda tag, parts: [tag, *parts], st.sampled_from(TAGS.split()), st.lists(inner)),
    ),
    max_leaves=12,
)
CLASS = ["d", "ancestors", ["l", ["l", "m", "C"], ["l", "builtins", "object"]], "special", ["l"]]
CLASS += ["parents", ["l"], "unhashable", False]


def _answering(connection: socket.socket, trees: list, buffers: list[bytes]) -> None:
    channel = Channel(connection)
    with connection, contextlib.suppress(EOFError, OSError, ProtocolError):
        for tree in [*trees, *[CLASS] * 20]:
            message, _ = channel.receive()
            known = CLASS if message[2] == "class" else tree
            ok, said, changed, files = (True, [], [], []) if known is CLASS else trees[-4:]
            channel.send(["answer", message[1], ok, known, said, changed, files], buffers)


def _conversation(trees: list, buffers: list[bytes]) -> Conversation:
    ours, theirs = socket.socketpair()
    threading.Thread(target=_answering, args=(theirs, trees, buffers), daemon=True).start()
    names = Names()
    conversation = Conversation(Channel(ours), names)
    names.connect(conversation, frozenset({"f"}))
    return conversation


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TREES, st.booleans() | LEAVES, TREES, st.lists(st.binary(max_size=20), max_size=3))
def test_any_answer_is_data_a_proxy_or_an_error(tree, ok, other, buffers):
    conversation = _conversation([tree, ok, [], other if ok is None else [], []], buffers)
    try:
        value = conversation.ask("__call__", ())
    except BaseException as error:
        value = error
    finally:
        conversation.channel.connection.close()
    if isinstance(value, BaseException):
        known = "_lopso_number" in vars(value) or isinstance(value, LearnerGone | RuntimeError)
        assert known, repr(value)
    else:
        kind = type(value)
        assert issubclass(kind, (*PLAIN, LearnerObject, LearnerClass)), kind


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_bytes_that_are_no_message_end_the_conversation(data):
    ours, theirs = socket.socketpair()
    with ours:
        conversation = Conversation(Channel(ours), Names())
        with theirs:
            theirs.sendall(data)
        with pytest.raises(LearnerGone):
            conversation.ask("names")


@pytest.mark.parametrize(
    "head",
    [
        struct.pack("<II", 1 << 31, 0),
        struct.pack("<IIQ", 2, 1, 1 << 60),
        struct.pack("<II", 9, 1 << 30),
    ],
)
def test_a_message_of_impossible_size_is_refused_before_it_is_read(head):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(head)
        with pytest.raises(ProtocolError):
            Channel(ours).receive()
