"""Whose conversation a message belongs to, and in which order messages are."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracle import customer_of, is_before
from series import series

from bpo.conversations.rules.placement import ThreadMessage, message_order, place
from bpo.core.vocabulary import Direction

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def said(external_id, author, minute, **links):
    return ThreadMessage(external_id, Direction.IN, author, NOON + timedelta(minutes=minute), **links)


def brand(external_id, minute, **links):
    return ThreadMessage(external_id, Direction.OUT, "brand", NOON + timedelta(minutes=minute), **links)


ANNA, BORYS = said("1", "anna", 1), said("2", "borys", 2)


@pytest.mark.parametrize(
    ("thread", "customer"),
    [
        pytest.param([ANNA, BORYS, brand("9", 9, addressee="anna")], "anna", id="addressee"),
        pytest.param(
            [ANNA, BORYS, brand("9", 9, addressee="anna", in_reply_to="2")],
            "anna",
            id="addressee before link",
        ),
        pytest.param(
            [ANNA, BORYS, brand("9", 9, addressee="nobody", in_reply_to="1")], "anna", id="stranger"
        ),
        pytest.param([ANNA, BORYS, brand("9", 9, in_reply_to="1")], "anna", id="link"),
        pytest.param(
            [ANNA, BORYS, brand("8", 8, in_reply_to="1"), brand("9", 9, in_reply_to="8")], "anna", id="chain"
        ),
        pytest.param([ANNA, brand("9", 0)], "anna", id="the only customer, later"),
        pytest.param([ANNA, BORYS, brand("9", 9)], "borys", id="the latest before"),
        pytest.param([ANNA, BORYS, brand("9", 0)], "anna", id="the first after"),
        pytest.param([ANNA, BORYS, brand("9", 9, in_reply_to="404")], "borys", id="link out of the thread"),
        pytest.param([ANNA, BORYS, brand("9", 9, in_reply_to="9")], "borys", id="link to itself"),
        pytest.param(
            [ANNA, BORYS, brand("8", 8, in_reply_to="9"), brand("9", 9, in_reply_to="8")],
            "borys",
            id="circle",
        ),
        pytest.param([brand("9", 9, addressee="anna"), brand("8", 1)], None, id="no customer yet"),
    ],
)
def test_brand_message(thread, customer):
    assert place(thread)["9"] == customer


def test_customers_keep_their_own_messages():
    reply = said("3", "borys", 3, in_reply_to="1", addressee="anna")
    assert place([ANNA, BORYS, reply]) == {"1": "anna", "2": "borys", "3": "borys"}


def test_a_thread_of_a_hundred_thousand_replies():
    chain = [brand(str(n), n, in_reply_to=str(n - 1)) for n in range(2, 100_000)]
    assert set(place([ANNA, *reversed(chain)]).values()) == {"anna"}


def test_ids_of_digits_are_numbers_and_come_first():
    ids = ["10", "9", "a", "Я", "09", "0", "", "٣", "9" * 5000, "1_0"]
    ordered = sorted(ids, key=lambda text: message_order(NOON, text))
    assert ordered == ["0", "09", "9", "10", "9" * 5000, "", "1_0", "a", "Я", "٣"]


IDS = st.one_of(st.integers(0, 12).map(str), st.sampled_from(["a", "b", "01", "B", "é", "7a", "²"]))


@series(400)
@given(st.integers(0, 1), IDS, st.integers(0, 1), IDS)
def test_order_equals_the_oracle(first_minute, first_id, second_minute, second_id):
    first, second = (NOON + timedelta(minutes=minute) for minute in (first_minute, second_minute))
    is_less = message_order(first, first_id) < message_order(second, second_id)
    assert is_less is is_before(first, first_id, second, second_id)


MESSAGES = st.builds(
    ThreadMessage,
    external_id=IDS,
    direction=st.sampled_from(Direction),
    author_id=st.sampled_from(["anna", "borys", "cecylia"]),
    posted_at=st.integers(0, 6).map(lambda minute: NOON + timedelta(minutes=minute)),
    in_reply_to=st.one_of(st.none(), IDS),
    addressee=st.sampled_from([None, None, None, "anna", "dmytro"]),
)
THREADS = st.lists(MESSAGES, max_size=10, unique_by=lambda message: message.external_id)


@series(1000)
@given(THREADS, st.randoms(use_true_random=False))
def test_placing_equals_the_oracle_in_any_order(thread, random):
    expected = {message.external_id: customer_of(message, thread) for message in thread}
    random.shuffle(thread)
    assert place(thread) == expected
