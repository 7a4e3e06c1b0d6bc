"""The webhook's signature: a fixed example, every way to be wrong, and five minutes."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.channels.rules.signatures import BadSignature, check_signature, sign

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
STAMP = int(NOW.timestamp())
SECRET = b"a secret of the account"
BODY = b'{"messages": []}'


def check(**changes):
    given_values = {
        "timestamp_header": str(STAMP),
        "signature_header": sign(SECRET, STAMP, BODY),
        "body": BODY,
        "now": NOW,
    }
    check_signature(SECRET, **(given_values | changes))


def test_the_signature_is_the_one_of_the_contract():
    expected = hmac.new(SECRET, b"1795253400." + BODY, hashlib.sha256).hexdigest()
    assert STAMP == 1795253400
    assert sign(SECRET, STAMP, BODY) == f"sha256={expected}"


@given(st.binary(min_size=1), st.binary(), st.integers(-300, 300))
def test_what_was_signed_within_five_minutes_passes(secret, body, seconds):
    stamp = STAMP + seconds
    check_signature(
        secret,
        timestamp_header=str(stamp),
        signature_header=sign(secret, stamp, body),
        body=body,
        now=NOW,
    )


@pytest.mark.parametrize("seconds", [-301, 301, 86_400, -86_400])
def test_a_stale_timestamp_is_refused_though_well_signed(seconds):
    stamp = STAMP + seconds
    with pytest.raises(BadSignature, match="five minutes"):
        check(timestamp_header=str(stamp), signature_header=sign(SECRET, stamp, BODY))


def test_a_fraction_over_five_minutes_is_over():
    with pytest.raises(BadSignature, match="five minutes"):
        check(now=NOW + timedelta(seconds=300, microseconds=1))


@pytest.mark.parametrize(
    "changes",
    [
        {"body": BODY + b" "},
        {"body": b'{"messages":[]}'},
        {"signature_header": sign(b"another secret", STAMP, BODY)},
        {"signature_header": sign(SECRET, STAMP + 1, BODY)},
        {"timestamp_header": str(STAMP + 1)},
        {"timestamp_header": "0" + str(STAMP)},
    ],
    ids=["longer body", "re-serialised", "secret", "time", "other timestamp", "other digits"],
)
def test_what_was_not_signed_is_refused(changes):
    with pytest.raises(BadSignature, match="does not fit"):
        check(**changes)


@pytest.mark.parametrize(
    "stamp",
    ["", " 1795253400", "1795253400\n", "+1795253400", "1795253400.0", "-5", "١٧٩٥", "1_0", "9" * 13, "now"],
)
def test_a_timestamp_is_plain_digits(stamp):
    with pytest.raises(BadSignature, match="in digits"):
        check(timestamp_header=stamp)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "sha256=",
        "sha1=" + "0" * 40,
        "sha256=" + "0" * 63,
        "sha256=" + "g" * 64,
        "sha256=" + "é" * 64,
        "0" * 64,
    ],
)
def test_a_garbled_signature_is_refused(signature):
    with pytest.raises(BadSignature, match="hexadecimal"):
        check(signature_header=signature)


def test_missing_headers_are_named():
    with pytest.raises(BadSignature, match="both required"):
        check(signature_header=None)
    with pytest.raises(BadSignature, match="both required"):
        check(timestamp_header=None)


def test_an_account_without_a_secret_takes_nothing():
    with pytest.raises(BadSignature, match="no secret"):
        check_signature(
            b"", timestamp_header=str(STAMP), signature_header=sign(b"", STAMP, BODY), body=BODY, now=NOW
        )


@given(st.text(max_size=30), st.text(max_size=80))
def test_no_headers_break_the_check(stamp, signature):
    with pytest.raises(BadSignature):
        check(timestamp_header=stamp, signature_header=signature)
