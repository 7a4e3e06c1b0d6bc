from datetime import UTC, datetime, timedelta

import pytest

from bpo.channels.rules.capabilities import Capabilities, capabilities_of
from bpo.conversations.rules.drafts import DraftKind
from bpo.conversations.rules.sending import (
    LONGEST_REASON,
    Place,
    Step,
    check_override,
    check_place,
    next_step,
    visibility_of,
)
from bpo.core.errors import Conflict, Invalid
from bpo.core.vocabulary import Network, Visibility

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PUBLIC, PRIVATE = Visibility.PUBLIC, Visibility.PRIVATE
REPLY, PRIVATELY, NOTED = DraftKind.REPLY, DraftKind.PRIVATE_REPLY, DraftKind.ACKNOWLEDGEMENT


@pytest.mark.parametrize(
    ("verdict", "reason", "approval", "exemption", "step"),
    [
        ("pass", None, False, False, Step.SEND),
        ("pass", None, True, False, Step.HOLD),
        ("warn", None, False, False, Step.REASON),
        ("warn", "It is the customer's own spelling.", False, False, Step.SEND),
        ("warn", None, True, False, Step.HOLD),
        ("approve", None, True, False, Step.HOLD),
        ("block", None, False, False, Step.REFUSE),
        ("block", "I insist.", False, False, Step.REFUSE),
        ("block", "I insist.", True, False, Step.REFUSE),
        ("block", None, True, True, Step.HOLD),
        ("block", None, False, True, Step.REFUSE),
    ],
)
def test_what_becomes_of_a_text(verdict, reason, approval, exemption, step):
    assert (
        next_step(verdict, override_reason=reason, approval_needed=approval, exemption_asked=exemption)
        is step
    )


@pytest.mark.parametrize(
    ("kind", "answered", "seen_by"),
    [
        (REPLY, PUBLIC, PUBLIC),
        (NOTED, PUBLIC, PUBLIC),
        (PRIVATELY, PUBLIC, PRIVATE),
        (REPLY, PRIVATE, PRIVATE),
        (NOTED, PRIVATE, PRIVATE),
        (PRIVATELY, PRIVATE, PRIVATE),
    ],
)
def test_a_private_message_is_never_answered_in_public(kind, answered, seen_by):
    assert visibility_of(kind, answered) is seen_by


def place(network=Network.MASTODON, *, visibility=PUBLIC, ago=timedelta(hours=1), **over):
    last = None if ago is None else NOW - ago
    can = over.pop("can", None) or capabilities_of(network)
    return Place(capabilities=can, visibility=visibility, last_customer_message_at=last, **over)


@pytest.mark.parametrize(
    ("where", "kind", "seen_by"),
    [
        (place(), REPLY, PUBLIC),
        (place(), PRIVATELY, PRIVATE),
        (place(visibility=PRIVATE), REPLY, PRIVATE),
        (place(Network.EMAIL, visibility=PRIVATE), REPLY, PRIVATE),
        (place(Network.GENERIC), REPLY, PUBLIC),
    ],
)
def test_what_a_network_takes(where, kind, seen_by):
    assert check_place(where, kind, now=NOW) is seen_by


ONLY_PUBLIC = Capabilities(connects=True)
WINDOW = Capabilities(public=False, private=True, reply_window=timedelta(hours=24), connects=True)


@pytest.mark.parametrize(
    ("where", "kind", "words"),
    [
        (place(Network.TIKTOK), REPLY, "read from files only"),
        (place(is_retired=True), REPLY, "no longer has this account"),
        (place(ago=None), REPLY, "nobody to answer"),
        (place(can=ONLY_PUBLIC), PRIVATELY, "cannot answer a public message in private"),
        (place(can=ONLY_PUBLIC, visibility=PRIVATE), REPLY, "no private messages"),
        (place(Network.EMAIL), REPLY, "no public replies"),
        (
            place(can=WINDOW, visibility=PRIVATE, ago=timedelta(hours=24, seconds=1)),
            REPLY,
            "so long after",
        ),
    ],
)
def test_what_a_network_does_not_take_is_said(where, kind, words):
    with pytest.raises(Conflict, match=words):
        check_place(where, kind, now=NOW)


def test_the_last_instant_of_a_reply_window_is_in_it():
    last = place(can=WINDOW, visibility=PRIVATE, ago=timedelta(hours=24))
    assert last.reply_until(Visibility.PRIVATE) == NOW
    assert check_place(last, REPLY, now=NOW) is PRIVATE


def test_a_network_without_a_window_takes_a_reply_at_any_time():
    assert place(ago=timedelta(days=900)).reply_until(Visibility.PUBLIC) is None


@pytest.mark.parametrize(("given", "kept"), [(None, None), ("  ", None), (" so ", "so")])
def test_a_reason_is_kept_as_it_reads(given, kept):
    assert check_override(given) == kept


def test_a_reason_is_no_story():
    with pytest.raises(Invalid):
        check_override("x" * (LONGEST_REASON + 1))
