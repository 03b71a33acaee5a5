"""Passwords: made once, kept hashed, checked."""

import json
import re

import pytest
from lopso_deployment.hub.accounts import (
    check_password,
    ensure_credentials,
    hash_password,
    hashes_path,
    make_password,
    read_hashes,
    set_password,
)
from lopso_deployment.hub.authenticator import AccountAuthenticator
from lopso_deployment.hub.site import Account, Folders, demo_accounts


@pytest.fixture
def home(tmp_path):
    Folders(tmp_path).hub.mkdir()
    return tmp_path


def test_a_password_is_easy_to_read_and_never_the_same():
    made = {make_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([a-km-np-z2-9]{4}-){2}[a-km-np-z2-9]{4}", one) for one in made)


def test_only_the_right_password_fits_its_hash():
    kept = hash_password("một-hai-ba")
    assert check_password("một-hai-ba", kept)
    assert not check_password("một-hai-bà", kept)
    assert hash_password("một-hai-ba") != kept


def test_the_demonstration_has_two_trainers_and_five_teachers():
    kinds = [account.kind for account in demo_accounts()]
    assert (kinds.count("trainer"), kinds.count("teacher")) == (2, 5)


def test_passwords_stay_the_same_and_new_accounts_get_one(home):
    first = ensure_credentials(home, (Account("lan", "teacher"),))
    both = ensure_credentials(home, (Account("lan", "teacher"), Account("minh", "teacher")))
    assert both[0] == first[0]
    assert both[1].password != both[0].password
    assert check_password(both[1].password, read_hashes(home)["minh"])


def test_files_with_passwords_are_their_owners_alone(home):
    ensure_credentials(home, (Account("lan", "teacher"),))
    assert {path.stat().st_mode & 0o777 for path in Folders(home).hub.iterdir()} == {0o600}
    hashes_path(home).chmod(0o644)
    with pytest.raises(PermissionError, match="chmod 600"):
        read_hashes(home)


def test_hashes_do_not_hold_the_password(home):
    (one,) = ensure_credentials(home, (Account("lan", "teacher"),))
    assert one.password not in json.dumps(read_hashes(home))


@pytest.mark.parametrize(
    ("name", "password", "who"),
    [("lan", "right", "lan"), ("lan", "wrong", None), ("nobody", "right", None), ("", "", None)],
)
def test_the_authenticator_lets_in_who_knows_the_password(home, name, password, who):
    import asyncio

    set_password(home, "lan", "right")
    authenticator = AccountAuthenticator(home=str(home))
    data = {"username": name, "password": password}
    assert asyncio.run(authenticator.authenticate(None, data)) == who
