"""The written form and the chain, as anybody can work them out with a hash function and a reader of JSON."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.ledger.rules.bodies import canonical, instant, keyed_hash, message_body, micros, read_message
from bpo.ledger.rules.chain import Day, beginning, chained, seal_of

IDS = st.uuids().map(str)
WORDS = st.none() | st.text(max_size=8)
MICROS = st.integers(-(10**15), 10**16)
ROWS = st.tuples(
    IDS, IDS, MICROS, MICROS, st.sampled_from(["in", "out"]), st.booleans(), st.none() | st.integers(1, 9),
    st.none() | IDS, st.none() | IDS, WORDS,
)  # fmt: skip


@given(ROWS, WORDS, IDS, MICROS)
def test_a_message_written_by_hand_is_in_the_canonical_form(row, agent, conversation, sealed):
    subject, account, at, known, direction, automatic, part, level, calendar, language = row
    said = {
        "account": account, "agent": agent, "at": at, "automatic": automatic, "calendar": calendar,
        "conversation": conversation, "direction": direction, "kind": "message", "known": known,
        "language": language, "level": level, "part": part, "sealed": sealed, "subject": subject,
    }  # fmt: skip
    written = message_body(row, agent=agent, conversation=conversation, sealed=sealed)
    assert written == canonical(said)
    assert written.isascii()
    assert json.loads(written) == said
    read = read_message(written)
    assert read == (
        account, agent, str(at), "true" if automatic else None, calendar, direction, language, level,
        None if part is None else str(part), subject,
    )  # fmt: skip


def test_the_form_is_one_whatever_the_order_of_keys():
    assert canonical({"b": None, "a": "ж"}) == canonical({"a": "ж", "b": None}) == '{"a":"\\u0436","b":null}'


@given(st.datetimes(datetime(1970, 1, 1), datetime(2199, 1, 1)))  # noqa: DTZ001 -- made aware below
def test_an_instant_comes_back_to_the_microsecond(naive):
    at = naive.replace(tzinfo=UTC)
    assert instant(micros(at)) == at


def test_the_chain_is_what_its_description_says():
    tenant_id = UUID(int=7)
    first = sha256(f"bpo ledger 1 {tenant_id}".encode()).digest()
    assert beginning(tenant_id) == first
    second = sha256(first + b'{"a":1}').digest()
    third = sha256(second + b'{"a":2}').digest()
    assert list(chained(first, ['{"a":1}', '{"a":2}'])) == [second, third]
    said = f'{{"count":2,"day":"2026-03-02","first":1,"hash":"{third.hex()}","last":2}}'
    assert seal_of(first, Day(date(2026, 3, 2), 1, 2, third)) == sha256(first + said.encode()).digest()


@pytest.mark.parametrize("changed", ['{"a":3}', '{"a":1} ', ""])
def test_another_body_is_another_hash_for_all_that_follow(changed):
    before = list(chained(b"", ['{"a":1}', '{"a":2}']))
    after = list(chained(b"", [changed, '{"a":2}']))
    assert not set(before) & set(after)


def test_an_address_is_known_by_its_key_alone():
    assert keyed_hash(b"k", "anna@example.com") == keyed_hash(b"k", "anna@example.com")
    assert keyed_hash(b"k", "anna@example.com") != keyed_hash(b"l", "anna@example.com")
    assert keyed_hash(b"k", None) is None
