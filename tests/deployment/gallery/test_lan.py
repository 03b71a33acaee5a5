"""The gallery's address in the school's network, and the code that phones read."""

import socket

import click
import pytest
from click.testing import CliRunner
from lopso_deployment.cli.kit import apps
from lopso_deployment.gallery import lan
from lopso_deployment.gallery.room import Rules
from lopso_deployment.kit.errors import KitError

from tests.deployment.gallery.terminal import code_in

HERE, SCHOOL = "http://127.0.0.1:8001/", "http://192.168.1.20:8001/"


def test_the_addresses_are_of_this_machines_cards():
    try:
        addresses = lan.school_addresses()
    except KitError:
        pytest.skip("this machine is connected to no network")
    for address in addresses:
        assert not address.startswith("127.")
        with socket.socket() as listener:
            listener.bind((address, 0))


def machine(monkeypatch, routed, *cards):
    def of_family(family):
        return [one for one in cards if (":" in one) == (family == socket.AF_INET6)]

    monkeypatch.setattr(lan, "_address_of_route", lambda: routed)
    monkeypatch.setattr(lan, "_addresses_of_cards", of_family)


@pytest.mark.parametrize(
    ("routed", "cards", "first_to_last"),
    [
        ("10.0.0.5", ["192.168.1.20", "10.0.0.5"], ["10.0.0.5", "192.168.1.20"]),
        # All goes through a virtual private network; the phones are where the card is.
        ("10.8.0.2", ["192.168.1.20"], ["192.168.1.20"]),
        ("", ["169.254.3.4", "192.168.1.20"], ["192.168.1.20", "169.254.3.4"]),
        ("10.8.0.2", [], ["10.8.0.2"]),
    ],
)
def test_the_most_likely_address_comes_first(monkeypatch, routed, cards, first_to_last):
    machine(monkeypatch, routed, *cards, "fe80::1")
    assert list(lan.school_addresses()) == first_to_last


@pytest.mark.parametrize(
    ("routed", "cards", "said"),
    [
        ("", [], "connected to none"),
        ("127.0.0.1", ["fe80::1"], "connected to none"),
        ("", ["fe80::1", "2001:db8::2"], r"only IPv6 \(2001:db8::2\)"),
    ],
)
def test_without_an_address_for_phones_a_sentence_says_so(monkeypatch, routed, cards, said):
    monkeypatch.setenv("LOPSO_LANGUAGE", "en")
    machine(monkeypatch, routed, *cards)
    with pytest.raises(KitError, match=said):
        lan.school_addresses()


def test_a_class_sees_the_code_and_who_is_alone_does_not():
    alone, together = [], []
    lan.announce([HERE], alone.append)
    lan.announce([HERE, SCHOOL], together.append)
    assert len(alone) == 1
    assert code_in("\n".join(map(click.unstyle, together))) == SCHOOL
    assert any(f"{SCHOOL}class" in said for said in together)


def test_the_code_is_light_on_dark_in_every_terminal():
    for line in lan.code_as_text(SCHOOL).splitlines():
        assert line == click.style(click.unstyle(line), fg="bright_white", bg="black")


def test_other_networks_are_named():
    said = []
    lan.announce([HERE, SCHOOL, "http://10.0.0.5:8001/"], said.append)
    assert any(one.endswith("http://10.0.0.5:8001/") for one in said)


def test_a_class_has_an_eighth_more_seats_than_pupils():
    assert (Rules.for_class(40).seats, Rules.for_class(4).seats) == (45, 6)
    assert Rules.for_class(40, ready=4).ready == 4


def test_apps_tells_of_its_options():
    said = CliRunner().invoke(apps, ["--help"]).output
    for option in ("--class-size", "--lan", "--behind-proxy", "--allow-unconfined"):
        assert option in said
