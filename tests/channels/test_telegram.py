"""What Telegram alone does: an emulator of it, behind a door that refuses as Telegram does."""

import json
import traceback
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

import pytest
from channels.worlds import TelegramWorld
from servers.telegram_server import BLOCKED, DEACTIVATED, OTHER_READER, TOO_OLD

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import Act, Ambiguous, ChannelProblem, NotSent, Outbound, Rejected
from bpo.channels.adapters.telegram import PAGE, QUIET
from bpo.channels.models import ChannelConnection, PollCursor
from bpo.channels.operations.connections import connected_of
from bpo.channels.operations.polling import poll_account
from bpo.channels.queries import get_account
from bpo.conversations.operations.received import take_in_waiting
from bpo.core.clock import utcnow
from bpo.core.errors import Invalid

pytestmark = pytest.mark.real_server


@pytest.fixture
def world(telegram_server, db):
    made = TelegramWorld(telegram_server)
    yield made
    made.proxy.stop()


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        return make_adapter(connected_of(account, connection, key=world.key), world.wire(10))


def cursor_of(world):
    with world.unit() as uow:
        return uow.session.get(PollCursor, (world.tenant.id, world.account_id))


def asked(world, method):
    return [content for name, content in world.bot.asked if name == method]


def texts(world):
    return [one.text for one in world.messages("in")]


class DiedError(Exception):
    pass


def dying(world, *, at):
    """Units of which one ends before its commit."""
    opened = count(1)

    @contextmanager
    def unit():
        number = next(opened)
        with world.unit() as uow:
            yield uow
            if number == at:
                raise DiedError

    return unit


def test_the_bot_is_known_by_its_name(world):
    assert (world.connection().state, world.connection().own_id) == ("fine", str(world.bot.number))
    assert world.connection().facts == {"name": f"@{world.handle}", "alarms": [], "health": {}}


def test_the_token_of_another_bot_is_not_taken(world):
    mine, world.bot = world.bot, world.server.another_bot()
    world.connect()
    assert (world.connection().state, "another bot" in world.connection().why) == ("untested", True)
    world.bot = mine
    world.connect()
    assert world.connection().state == "fine"


def test_a_bot_whose_messages_go_elsewhere_says_so(world):
    world.bot.webhook = "https://elsewhere.example/hook"
    world.read()
    assert "webhook" in cursor_of(world).failure
    assert world.connection().state == "fine"
    world.connect()
    assert (world.connection().state, "webhook" in world.connection().why) == ("untested", True)
    world.bot.webhook = ""
    world.connect()
    assert world.connection().state == "fine"


def test_a_second_reader_of_the_bot_is_named(world):
    world.server.refuse(world.bot, "getUpdates", 409, OTHER_READER)
    world.read()
    assert "at the same time" in cursor_of(world).failure
    assert world.ask("Here?").external_id


def test_who_dies_between_hearing_and_keeping_has_lost_nothing(world):
    world.customer_writes("Where is my parcel?")
    before = cursor_of(world).cursor
    with pytest.raises(DiedError):
        poll_account(
            dying(world, at=2), world.tenant.id, world.account_id, wire=world.wire(10), key=world.key
        )
    assert len(asked(world, "getUpdates")) == 1
    assert cursor_of(world).cursor == before
    assert len(world.bot.updates) == 1  # the network still has it
    world.clock.jump(minutes=1)
    world.read()
    assert texts(world) == ["Where is my parcel?"]
    assert len(world.bot.updates) == 1  # only what stands here is forgotten there
    world.read()
    assert world.bot.updates == []
    assert texts(world) == ["Where is my parcel?"]


def test_what_is_heard_twice_stands_once(world):
    world.customer_writes("Where is my parcel?")
    world.read()
    with world.unit() as uow:
        uow.session.get(PollCursor, (world.tenant.id, world.account_id)).cursor = None
    world.read()
    assert texts(world) == ["Where is my parcel?"]


def test_more_than_a_page_is_read_in_one_go_and_each_page_is_kept_before_the_next(world):
    for number in range(PAGE + 1):
        world.customer_writes(f"Line {number}")
    stored = poll_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    assert stored == PAGE + 1
    assert [one.get("offset") for one in asked(world, "getUpdates")] == [
        None,
        world.bot.updates[-1]["update_id"],
    ]
    with world.unit() as uow:
        take_in_waiting(uow, world.tenant.id)
    assert len(set(texts(world))) == PAGE + 1
    assert len({one.conversation_id for one in world.messages("in")}) == 1


@pytest.mark.parametrize("spoilt", ["after a quiet week", "of another bot"])
def test_numbers_that_begin_anew_are_heard(world, spoilt):
    world.ask("The first.")
    world.read()
    with world.unit() as uow:
        cursor = uow.session.get(PollCursor, (world.tenant.id, world.account_id))
        place = json.loads(cursor.cursor)
        if spoilt == "of another bot":
            place["bot"] = "1"
        else:
            place["at"] = (utcnow() - QUIET - timedelta(hours=1)).isoformat()
        cursor.cursor = json.dumps(place)
    world.bot.numbers = count(3)  # far below the place
    assert world.ask("After long silence.")
    assert world.ask("And again.")
    assert texts(world) == ["The first.", "After long silence.", "And again."]


def test_what_a_customer_edits_comes_as_an_answer_to_what_it_changed(world):
    first = world.server.write(world.bot, "Order 12")
    world.read()
    world.server.edit(world.bot, first, "Order 13")
    world.read()
    original, edit = sorted(world.messages("in"), key=lambda one: len(one.external_id))
    assert (original.text, edit.text) == ("Order 12", "Order 13")
    assert edit.in_reply_to == original.external_id
    assert edit.conversation_id == original.conversation_id


def test_groups_and_the_start_button_make_no_message_and_are_forgotten(world):
    world.server.write(world.bot, "/start")
    world.server.write(world.bot, "Hi all", chat={"id": -5, "type": "group", "title": "A group"})
    world.server.write(world.bot, sticker={"file_id": "a", "emoji": "👍"})
    world.read()
    world.read()
    assert texts(world) == ["[sticker]"]
    assert world.bot.updates == []


def test_an_update_that_cannot_be_made_out_holds_up_no_other(world):
    world.server.write(world.bot, "Broken", date="yesterday")
    assert world.ask("Whole.")
    assert texts(world) == ["Whole."]


def test_a_reply_answers_the_message_in_its_chat(world):
    question = world.ask()
    row = world.deliver(world.reply(question))
    assert row.state == "sent"
    assert row.posted_at is not None
    [written] = asked(world, "sendMessage")
    chat, number = map(int, question.external_id.split(":"))
    assert written == {
        "chat_id": chat,
        "text": "It is on its way.",
        "reply_parameters": {"message_id": number, "allow_sending_without_reply": True},
    }


def test_what_answers_nothing_goes_to_the_person(world):
    question = world.ask()
    sent = adapter(world).send(
        Outbound("key", "One more thing.", "private", utcnow(), utcnow(), recipient=question.author_id),
        lambda: None,
    )
    assert sent.remote_id.startswith(f"{question.author_id}:")
    assert world.server.standing(world.bot, question.author_id) == [("One more thing.", None)]
    with pytest.raises(Rejected):
        adapter(world).send(Outbound("key", "To whom?", "private", utcnow(), utcnow()), lambda: None)


def test_a_wait_is_read_from_the_body_and_kept_for_the_whole_account(world):
    first, second = world.reply(world.ask("One?"), "First."), world.reply(world.ask("Two?"), "Second.")
    world.server.refuse(world.bot, "sendMessage", 429, "Too Many Requests: retry after 35", retry_after=35)
    row = world.deliver_once(first)
    assert 34 < (row.next_attempt_at - world.clock.now()).total_seconds() <= 35
    assert world.deliver_once(second).state == "queued"
    assert world.attempts(second) == []
    assert (world.deliver(first).state, world.deliver(second).state) == ("sent", "sent")


@pytest.mark.parametrize("refused", [BLOCKED, DEACTIVATED])
def test_who_shut_the_bot_out_is_left_alone_and_the_agent_is_told(world, refused):
    question = world.ask()
    world.bot.people[int(question.author_id)] = refused
    row = world.deliver(world.reply(question))
    assert row.state == "failed"
    assert "stopped this bot or closed their Telegram account" in row.failure
    assert world.connection().state == "fine"


def test_a_chat_that_is_not_known_is_said(world):
    question = world.ask()
    del world.bot.people[int(question.author_id)]
    row = world.deliver(world.reply(question))
    assert (row.state, "must write to it first" in row.failure) == ("failed", True)


def test_a_conflict_is_no_send_and_is_tried_again(world):
    question = world.ask()
    delivery_id = world.reply(question)
    world.server.refuse(world.bot, "sendMessage", 409, OTHER_READER)
    assert world.deliver_once(delivery_id).state == "queued"
    assert world.deliver(delivery_id).state == "sent"
    assert world.attempts(delivery_id) == ["not_sent", "sent"]


def test_letters_are_counted_as_the_network_counts_them(world):
    fits = "👍" * 2048
    assert world.deliver(world.reply(world.ask(), fits)).state == "sent"
    with pytest.raises(Invalid, match="longer than the network takes"):
        world.reply(world.ask("And?"), fits + "a")


def test_our_own_message_is_deleted_and_once_more_does_no_harm(world):
    question = world.ask()
    row = world.deliver(world.reply(question))
    for _twice in range(2):
        adapter(world).moderate(Act.DELETE, row.remote_id)
    assert world.visible(question, "It is on its way.") == 0
    world.server.refuse(world.bot, "deleteMessage", 400, TOO_OLD)
    with pytest.raises(Rejected, match="two days"):
        adapter(world).moderate(Act.DELETE, row.remote_id)


@pytest.mark.parametrize(
    ("act", "item"), [(Act.HIDE, "7:8"), (Act.UNHIDE, "7:8"), (Act.DELETE, "no id of theirs")]
)
def test_nothing_else_can_be_done_with_a_message(world, act, item):
    with pytest.raises(Rejected, match="does not let us"):
        adapter(world).moderate(act, item)


@pytest.mark.parametrize("token", ["", "7", "7:a/../../x", "7:a b", "7:a?b", "7:ż", "7:a\r\nX: y"])
def test_what_is_no_token_is_never_a_part_of_an_address(world, token):
    made = adapter(world)
    made.adapter.connected.secrets["token"] = token
    before = len(world.proxy.passed)
    with pytest.raises(ChannelProblem):
        made.check()
    assert len(world.proxy.passed) == before


def test_the_token_is_in_no_error_and_in_no_table(world, owner, capfd):
    secret = world.bot.token.partition(":")[2]
    question = world.ask()
    for fault in ("request lost", "503", "401"):
        world.proxy.next(fault)
        delivery_id = world.reply(question, f"After {fault}.")
        world.deliver(delivery_id)
        if world.delivery(delivery_id).state == "unknown":
            with pytest.raises(Ambiguous) as raised:
                world.proxy.next(fault)
                adapter(world).send(
                    Outbound("k", "x", "private", utcnow(), utcnow(), in_reply_to=question.external_id),
                    lambda: None,
                )
            assert secret not in "".join(traceback.format_exception(raised.value))
    world.connect()
    world.proxy.stop()
    world.read()
    with pytest.raises(NotSent) as unreached:
        adapter(world).check()
    assert secret not in "".join(traceback.format_exception(unreached.value))
    tables = [
        name
        for (name,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    ]
    owner.execute("SELECT set_config('app.migrating', 'on', false)")
    kept = "".join(
        row or "" for name in tables for (row,) in owner.execute(f'SELECT t::text FROM "{name}" t').fetchall()
    )
    assert world.handle in kept  # it is there to be looked through
    assert secret not in kept
    assert secret not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "told",
    [
        {"ok": True, "result": {}},
        {"ok": True, "result": [{"message": {}}]},
        {"ok": True, "result": [7]},
        {"ok": False},
        [],
    ],
)
def test_what_is_no_list_of_updates_moves_nothing(world, told):
    world.ask("The first.")
    before = cursor_of(world).cursor
    world.bot.refusals["getUpdates"] = (200, told)
    world.read()
    assert cursor_of(world).cursor == before
    assert cursor_of(world).failure == "The network could not be reached."
    assert world.ask("The second.")


@pytest.mark.parametrize("told", [{"ok": True, "result": {}}, {"ok": True}, {"ok": False}, "yes"])
def test_an_answer_that_tells_no_message_is_a_persons_to_settle(world, told):
    delivery_id = world.reply(world.ask())
    world.bot.refusals["sendMessage"] = (200, told)
    assert world.deliver(delivery_id).state == "unknown"


@pytest.mark.parametrize(("status", "says"), [(401, "Unauthorized"), (404, "Not Found")])
def test_a_token_that_is_over_pauses_the_account(world, status, says):
    world.server.refuse(world.bot, "getUpdates", status, says)
    world.read()
    assert world.connection().state == "ill"
    assert world.connection().why == "The network no longer accepts the token or password of this account."
