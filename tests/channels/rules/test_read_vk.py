import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo.channels.rules.incoming import IncomingMessage
from bpo.channels.rules.read_vk import (
    COMMENT,
    MESSAGE,
    VK_ITEM,
    comment_place,
    envelope,
    is_for_us,
    is_mark_of,
    key_of,
    marks_of,
    message_place,
)
from bpo.channels.rules.readings import read_event
from bpo.core.errors import Invalid
from bpo.core.vocabulary import Direction, Visibility

AT = datetime(2026, 11, 30, 9, tzinfo=UTC)
GROUP = "7100"


def message(**over):
    """As VK documents a message; None leaves a part out."""
    whole = {
        "id": 41,
        "date": int(AT.timestamp()),
        "peer_id": 501,
        "from_id": 501,
        "text": "Где мой заказ?",
        "out": 0,
        "random_id": 0,
        "attachments": [],
    }
    return {name: value for name, value in (whole | over).items() if value is not None}


def comment(**over):
    """As VK documents a comment on a wall."""
    whole = {
        "id": 77,
        "from_id": 501,
        "date": int(AT.timestamp()),
        "text": "Плохо",
        "post_id": 10,
        "owner_id": -7100,
        "parents_stack": [],
    }
    return {name: value for name, value in (whole | over).items() if value is not None}


def stored(kind, item, **over):
    return envelope(kind, item, account="vk:brand", group=GROUP) | over


def read(kind, item, **over):
    return read_event(VK_ITEM, json.dumps(stored(kind, item, **over)))


def test_what_somebody_writes_is_a_private_message():
    found = read(MESSAGE, message(), name="Anna Nowak")
    assert (found.external_id, found.conversation) == ("501:0000000041", "501")
    assert (found.author_id, found.author_name, found.direction) == ("501", "Anna Nowak", Direction.IN)
    assert (found.visibility, found.posted_at, found.mark) == (Visibility.PRIVATE, AT, None)


def test_what_the_community_writes_says_to_whom_and_bears_its_mark():
    found = read(MESSAGE, message(from_id=-7100, out=1, random_id=5))
    assert (found.direction, found.addressee, found.mark) == (Direction.OUT, "501", "5")
    assert read(MESSAGE, message(from_id=-7100, out=1)).mark is None


def test_a_comment_is_public_and_its_thread_a_conversation():
    top = read(COMMENT, comment())
    assert (top.external_id, top.conversation) == ("wall:10:0000000077", "wall:10:0000000077")
    assert (top.visibility, top.in_reply_to) == (Visibility.PUBLIC, None)
    below = read(COMMENT, comment(id=80, parents_stack=[77], reply_to_comment=78))
    assert (below.conversation, below.in_reply_to) == ("wall:10:0000000077", "wall:10:0000000078")
    assert read(COMMENT, comment(id=80, parents_stack=[77])).in_reply_to == "wall:10:0000000077"


def test_a_comment_that_tells_only_what_it_answers_hangs_on_that():
    found = read(COMMENT, comment(id=80, parents_stack=None, reply_to_comment=77))
    assert (found.conversation, found.in_reply_to) == (None, "wall:10:0000000077")


def test_another_community_that_comments_is_a_customer():
    found = read(COMMENT, comment(from_id=-99))
    assert (found.direction, found.author_id) == (Direction.IN, "-99")
    assert read(COMMENT, comment(from_id=-7100)).direction is Direction.OUT


def test_an_edit_answers_what_it_changed():
    edit = {"edit": "ab12", "edited_at": AT.isoformat()}
    found = read(MESSAGE, message(text="Заказ 13"), **edit)
    assert (found.external_id, found.in_reply_to) == ("501:0000000041:edit:ab12", "501:0000000041")
    found = read(COMMENT, comment(), **edit)
    assert (found.external_id, found.in_reply_to) == ("wall:10:0000000077:edit:ab12", "wall:10:0000000077")
    assert comment_place(found.external_id) == (10, 77)
    assert message_place("501:0000000041:edit:ab12") == (501, 41)


@pytest.mark.parametrize(
    ("over", "text"),
    [
        ({"attachments": [{"type": "photo"}, {"type": "photo"}]}, "Где мой заказ?\n[photo]"),
        ({"text": "", "attachments": [{"type": "audio_message"}]}, "[voice message]"),
        ({"text": "См.", "attachments": [{"type": "link"}]}, "См."),
        ({"text": "", "attachments": [{"type": "link"}]}, "[link]"),
        ({"text": "", "attachments": [{"type": "of tomorrow"}]}, "[message of another kind]"),
        ({"text": "", "geo": {"type": "point"}}, "[location]"),
        ({"text": "", "fwd_messages": [{"id": 1}]}, "[forwarded messages]"),
        ({"text": " "}, "[message of another kind]"),
    ],
)
def test_what_is_no_words_is_noted(over, text):
    assert read(MESSAGE, message(**over)).text == text


def test_chats_and_what_was_deleted_are_not_for_us():
    assert is_for_us(stored(MESSAGE, message()))
    assert not is_for_us(stored(MESSAGE, message(peer_id=2_000_000_001)))
    assert not is_for_us(stored(MESSAGE, message(peer_id=-5)))
    assert not is_for_us(stored(COMMENT, comment(deleted=True)))


def test_a_mark_is_known_again_though_half_of_it_was_kept():
    first, second = marks_of("a key")
    assert 0 < first < 2**63
    assert first != second
    for told in (first, str(second), first % 2**32, first % 2**32 - 2**32):
        assert is_mark_of("a key", told)
    assert not is_mark_of("another key", first)
    assert not is_mark_of("a key", None)


@pytest.mark.parametrize(
    "item",
    [{}, message(id=None), message(id="41"), message(from_id=True), message(date=10**20), message(text="\0")],
)
def test_what_is_no_message_is_said_and_kept_by_a_name(item):
    with pytest.raises(Invalid):
        read(MESSAGE, item)
    assert key_of(stored(MESSAGE, item))


@given(
    st.dictionaries(
        st.sampled_from(
            ["id", "peer_id", "from_id", "date", "text", "attachments", "parents_stack", "post_id"]
        ),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=6,
        ),
    ),
    st.sampled_from([MESSAGE, COMMENT]),
)
def test_whatever_comes_is_a_message_or_refused(over, kind):
    item = {**(message() if kind == MESSAGE else comment()), **over}
    assert key_of(stored(kind, item))
    with suppress(Invalid):
        assert isinstance(read(kind, item), IncomingMessage)
