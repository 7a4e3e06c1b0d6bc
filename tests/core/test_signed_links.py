from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.core.signed_links import LENGTH, SignedLink, address_id, read, sign

KEY, OTHER = b"k" * 32, b"o" * 32
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LINK = SignedLink("handoff", UUID(int=1), UUID(int=2), UUID(int=3), NOON + timedelta(hours=1))
TOKEN = sign(LINK, key=KEY)


def opened(token=TOKEN, *, purpose="handoff", key=KEY, now=NOON):
    return read(token, purpose=purpose, key=key, now=now)


def test_a_link_opens_what_it_was_made_for():
    assert opened() == LINK
    assert len(TOKEN) == LENGTH
    assert set(TOKEN) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@pytest.mark.parametrize(
    "over",
    [
        pytest.param({"purpose": "approval"}, id="another purpose"),
        pytest.param({"key": OTHER}, id="another installation"),
        pytest.param({"now": LINK.expires_at}, id="the instant of its expiry"),
        pytest.param({"now": NOON + timedelta(days=9)}, id="long after"),
    ],
)
def test_and_nothing_else(over):
    assert opened(**over) is None
    assert opened(now=LINK.expires_at - timedelta(microseconds=1)) == LINK


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "A", TOKEN + "=", "é" * LENGTH, "%" * LENGTH])
def test_what_is_no_token_opens_nothing(token):
    assert opened(token) is None


@given(place=st.integers(0, 89), bit=st.integers(0, 7))
def test_every_bit_is_signed(place, bit):
    raw = bytearray(urlsafe_b64decode(TOKEN))
    raw[place] ^= 1 << bit
    assert opened(urlsafe_b64encode(bytes(raw)).decode()) is None


def test_an_address_is_recognised_and_not_read():
    one = address_id("PR@example.com", key=KEY)
    assert one == address_id("pr@example.com", key=KEY)
    assert one not in {address_id("pr@example.com", key=OTHER), address_id("legal@example.com", key=KEY)}
    token = sign(replace(LINK, recipient=one), key=KEY)
    assert b"example" not in urlsafe_b64decode(token)
