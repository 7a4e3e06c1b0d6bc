from datetime import UTC, datetime, timedelta

import pytest

from bpo.conversations.rules.drafts import (
    LONGEST_TEXT,
    MOVES,
    ON_ITS_WAY,
    PROMISE_AT_MOST,
    REFUSALS,
    UNFINISHED,
    WRITABLE,
    DraftState,
    check_move,
    check_promise,
    check_submitted,
    check_writable,
    initials_of,
    is_revision_due,
)
from bpo.core.errors import Conflict, Invalid

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
S = DraftState
LEGAL = {
    (S.OPEN, S.HELD),
    (S.OPEN, S.SENDING),
    (S.OPEN, S.DISCARDED),
    (S.HELD, S.OPEN),
    (S.HELD, S.RETURNED),
    (S.HELD, S.SENDING),
    (S.HELD, S.DISCARDED),
    (S.RETURNED, S.HELD),
    (S.RETURNED, S.SENDING),
    (S.RETURNED, S.DISCARDED),
    (S.SENDING, S.SENT),
    (S.SENDING, S.FAILED),
    (S.SENDING, S.UNKNOWN),
    (S.SENT, S.FAILED),
    (S.FAILED, S.SENDING),
    (S.FAILED, S.SENT),
    (S.FAILED, S.UNKNOWN),
    (S.FAILED, S.DISCARDED),
    (S.UNKNOWN, S.SENDING),
    (S.UNKNOWN, S.SENT),
    (S.UNKNOWN, S.FAILED),
    (S.DISCARDED, S.OPEN),
    (S.DISCARDED, S.SENT),
    (S.DISCARDED, S.UNKNOWN),
}


@pytest.mark.parametrize("wanted", S)
@pytest.mark.parametrize("now", S)
def test_every_move_is_legal_or_refused_with_its_sentence(now, wanted):
    if (now, wanted) in LEGAL:
        assert check_move(now.value, wanted) is wanted
    else:
        with pytest.raises(Conflict) as refused:
            check_move(now.value, wanted)
        assert refused.value.message == REFUSALS[now]


def test_what_was_sent_stays_sent_unless_it_did_not_arrive():
    assert MOVES[S.SENT] == {S.FAILED}


def test_what_may_be_on_the_network_is_written_by_nobody():
    assert not WRITABLE & {S.HELD, S.SENDING, S.SENT, S.UNKNOWN}
    for state in ON_ITS_WAY | {S.SENT, S.FAILED, S.DISCARDED}:
        with pytest.raises(Conflict):
            check_writable(state.value)
    assert set(S) - {S.SENT, S.DISCARDED} == UNFINISHED


@pytest.mark.parametrize(
    ("text", "sent"), [(" Hello \n", "Hello"), ("a", "a"), ("я" * LONGEST_TEXT, "я" * LONGEST_TEXT)]
)
def test_a_text_is_sent_without_the_blanks_around_it(text, sent):
    assert check_submitted(text) == sent


@pytest.mark.parametrize("text", ["", "  \n\t", "x" * (LONGEST_TEXT + 1)])
def test_nothing_and_too_much_are_not_sent(text):
    with pytest.raises(Invalid) as refused:
        check_submitted(text)
    assert [fault.place for fault in refused.value.faults] == ["text"]


@pytest.mark.parametrize("ahead", [timedelta(seconds=1), timedelta(hours=2), PROMISE_AT_MOST])
def test_a_promise_lies_ahead(ahead):
    assert check_promise(NOW + ahead, now=NOW) == NOW + ahead


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(hours=-1), PROMISE_AT_MOST + timedelta(seconds=1)])
def test_no_promise_lies_behind_or_out_of_sight(ahead):
    with pytest.raises(Invalid) as refused:
        check_promise(NOW + ahead, now=NOW)
    assert [fault.place for fault in refused.value.faults] == ["promise_at"]


def test_no_promise_is_none():
    assert check_promise(None, now=NOW) is None


@pytest.mark.parametrize(
    ("ago", "due"), [(None, True), (timedelta(seconds=59), False), (timedelta(minutes=1), True)]
)
def test_a_text_is_kept_by_itself_about_once_a_minute(ago, due):
    assert is_revision_due(None if ago is None else NOW - ago, NOW) is due


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Анна Берг", "АБ"),
        ("Grace Murray Hopper", "GM"),
        ("Żaneta", "Ż"),
        ("anna-maria łoś", "AM"),
        ("", ""),
        ("7 Seas", "S"),
    ],
)
def test_an_agent_signs_with_the_letters_of_two_words(name, letters):
    assert initials_of(name) == letters
