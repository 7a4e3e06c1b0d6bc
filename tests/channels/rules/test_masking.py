"""Recorded events with nobody in them, of every form that networks have."""

import base64
import copy
import json
import re
import secrets
from email import message_from_bytes, policy

import pytest
from channels.recorded import FORMS
from hypothesis import given
from hypothesis import strategies as st

from bpo.channels.rules.masking import BETWEEN, WORDS, Mask, is_instant
from bpo.channels.rules.readings import read_event
from bpo.channels.rules.removals import REMOVAL, read_removal
from bpo.core.vocabulary import Network

KEPT = {word.casefold() for words in WORDS.values() for one in words for word in re.findall(r"\w+", one)}
KEPT |= {word for one in Network for word in one.value.split("_")}
KEPT |= BETWEEN | {"https", "href", "class", "mention", "card", "span", "from", "subject", "date", "message"}


@pytest.fixture
def mask():
    return Mask(secrets.token_bytes(32))


def leaves(value, path=()):
    """Every string and number of an event, by where it stands."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from leaves(one, (*path, number))
    else:
        yield path, value


def put(value, path, new):
    """The event with another value in one place."""
    changed = copy.deepcopy(value)
    place = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = new
    return changed


def raw_text(masked):
    """All that is written, what is packed in base64 too, in small letters."""
    packed = [one for path, one in leaves(masked) if path[-1:] == ("raw",)]
    opened = "".join(base64.b64decode(one).decode("utf-8", "replace") for one in packed)
    mails = "".join(
        str(part.get_payload(decode=True) or b"", "utf-8", "replace")
        + " ".join(str(value) for value in part.values())
        for one in packed
        for part in [message_from_bytes(base64.b64decode(one), policy=policy.default)]
    )
    return (json.dumps(masked, ensure_ascii=False) + opened + mails).casefold()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_as_before(mask, form):
    masked = mask.event(FORMS[form])
    if form == REMOVAL:
        told = read_removal(masked)
        assert told.at == read_removal(FORMS[form]).at
        assert told.is_gone
        return
    before, after = (read_event(form, json.dumps(one)) for one in (FORMS[form], masked))
    for name in (
        "direction",
        "posted_at",
        "visibility",
    ):  # the language is that of the text, which is none now
        assert getattr(after, name) == getattr(before, name), name
    assert len(after.text) == len(before.text)
    assert after.text != before.text
    assert (after.in_reply_to is None) is (before.in_reply_to is None)
    assert after.account.partition(":")[0] == before.account.partition(":")[0]


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_a_canary_anywhere_does_not_come_out(form, data):
    """In every string of an event at once, and in each alone, with whatever people may write around it."""
    canary = "Kanarek" + data.draw(st.text(alphabet="QXZqxzЖжŁł0123456789", min_size=6, max_size=12))
    beside = data.draw(st.text(max_size=20))
    event = FORMS[form]
    for path, value in leaves(event):
        if isinstance(value, str) and path[-1:] != ("raw",):
            event = put(event, path, f"{beside} {canary}" if data.draw(st.booleans()) else canary)
    if "raw" in event:
        mail = f"From: {canary} <{canary}@x.example>\nSubject: {canary}\n\n{canary} {beside}\n"
        event = put(event, ("raw",), base64.b64encode(mail.encode("utf-8", "replace")).decode())
    text = raw_text(Mask(secrets.token_bytes(32)).event(event))
    assert canary.casefold() not in text
    assert "kanarek" not in text


@pytest.mark.parametrize("form", FORMS)
def test_a_canary_in_one_place_alone_does_not_come_out(mask, form):
    for path, value in leaves(FORMS[form]):
        if isinstance(value, str) and path[-1:] != ("raw",):
            assert "kanarekqxz" not in raw_text(mask.event(put(FORMS[form], path, "KanarekQXZ 48555666777")))
            assert "48555666777" not in raw_text(mask.event(put(FORMS[form], path, "48555666777")))
        elif type(value) is int and value > 10**6:
            assert "48555666777" not in raw_text(mask.event(put(FORMS[form], path, 48555666777)))


@pytest.mark.parametrize("form", FORMS)
def test_no_word_or_number_of_the_original_is_left(mask, form):
    text = raw_text(mask.event(FORMS[form]))
    words = set(re.findall(r"[^\W_]{4,}", text))
    for path, value in leaves(FORMS[form]):
        is_of_an_instant = path[-1:] == ("nanos",) or is_instant(str(value))
        if path[-1:] == ("raw",) or isinstance(value, bool) or value is None or is_of_an_instant:
            continue
        mine = {one.casefold() for one in re.findall(r"[^\W_]{4,}", str(value))}
        assert not (mine & words) - KEPT, path


def test_people_in_a_mail_are_gone(mask):
    text = raw_text(mask.event(FORMS["mail"]))
    for one in ("kowalska", "paczka", "48210337", "600 700 801", "poczta", "brand.example"):
        assert one not in text


def test_the_same_is_replaced_by_the_same_however_it_is_written(mask):
    assert mask.text("Anna ANNA anna").casefold().split() == [mask.name("anna")] * 3
    assert mask.value(20, "id") == int(mask.name("0000000020"))
    assert mask.value(-71012345, "owner_id") == -int(mask.value("71012345", "group"))
    assert mask.name("77_1000").split("_") == [mask.name("77"), mask.name("1000")]
    assert mask.name("wall:10:0000000020") == f"wall:{mask.name('10')}:{mask.name('0000000020')}"


def test_another_file_is_replaced_otherwise():
    name = "anna.kowalska.48210337"
    assert Mask(b"a" * 32).name(name) != Mask(b"b" * 32).name(name)


@given(st.sets(st.integers(min_value=1, max_value=5000), min_size=2, max_size=300), st.binary(min_size=8))
def test_two_numbers_never_become_one_and_none_stays(numbers, secret):
    mask = Mask(secret)
    masked = [mask.value(one, "id") for one in numbers]
    assert len(set(masked)) == len(numbers)
    for before, after in zip(numbers, masked, strict=True):
        assert len(str(before)) == len(str(after))
        assert before != after


@given(st.text())
def test_a_text_keeps_its_length_and_what_is_no_letter(text):
    masked = Mask(b"a secret of a test").text(text)
    assert len(masked) == len(text)
    assert (
        len(masked.encode("utf-8", "replace")) == len(text.encode("utf-8", "replace")) or not text.isascii()
    )
    for before, after in zip(text, masked, strict=True):
        if not before.isalnum():
            assert after == before


def test_nothing_is_nothing_and_a_yes_is_a_yes(mask):
    assert mask.value({"author": 0, "parent": None, "is_bot": True}) == {
        "author": 0,
        "parent": None,
        "is_bot": True,
    }
    assert mask.value({"latitude": 52.2297}) == {"latitude": 0.0}


def test_a_key_that_is_somebodys_name_is_replaced_too(mask):
    assert "48600700801" not in json.dumps(mask.value({"48600700801": {"anna@x.example": 1}}))
