"""What WhatsApp alone does: a Cloud API of tests' own that answers as Meta documents it."""

from datetime import timedelta

import pytest
from channels.test_meta_hook import bring, hooked, send, stored, take_in
from channels.whatsapp_worlds import ANNA, WhatsAppWorld
from servers.graph_server import refusal
from sqlalchemy import select

from bpo.channels.adapters import make_adapter
from bpo.channels.adapters.base import TOKEN_DEAD, TOO_MANY, Act, Outbound, Rejected
from bpo.channels.adapters.whatsapp import SLOWED
from bpo.channels.models import ChannelConnection, Delivery
from bpo.channels.operations.connections import connected_of
from bpo.channels.operations.deliveries import settle_unknown, take_back_failed
from bpo.channels.queries import get_account, list_undelivered
from bpo.channels.rules.whatsapp_codes import LOCKED, NOT_REACHED, WINDOW_SHUT
from bpo.conversations.jobs import follow_failed
from bpo.conversations.operations.facts import rewrite_facts
from bpo.core.clock import utcnow
from bpo.core.outbox import Job

SAID = "It is on its way."


@pytest.fixture
def world(db, edges, settings):
    yield from hooked(WhatsAppWorld, edges, settings)


@pytest.fixture
def silent(world):
    world.server.tells = False
    return world


def failing(world):
    """The listeners: what did not arrive is taken back."""
    with world.unit() as uow:
        names = ("conversations.jobs.follow_failed",)
        query = select(Job).where(Job.tenant_id == world.tenant.id, Job.name.in_(names))
        for job in uow.session.scalars(query).all():
            follow_failed(uow, **{name: job.payload[name] for name in ("tenant_id", "delivery_id")})
            uow.session.delete(job)


def adapter(world):
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        connection = uow.session.get(ChannelConnection, (world.tenant.id, world.account_id))
        return make_adapter(connected_of(account, connection, key=world.key), world.wire(10))


def doubtful(world, asked):
    """A reply whose answer was lost."""
    delivery_id = world.reply(asked)
    world.proxy.next("answer lost")
    assert world.deliver(delivery_id).state == "unknown"
    return delivery_id


def test_the_number_is_known_by_its_id_and_the_account_bears_either(world):
    assert (world.connection().state, world.connection().own_id) == ("fine", world.server.number)
    world.server.display = "+48 22 1234567"
    world.connect()
    assert (world.connection().state, "another number" in world.connection().why) == ("untested", True)


def test_an_id_that_the_token_does_not_see_is_said(world):
    world.server.number = "1"
    proxied = {"server": world.proxy.url, "phone_number_id": "2"}
    world.settings = lambda: proxied
    world.connect()
    assert (world.connection().state, "no number with this ID" in world.connection().why) == (
        "untested",
        True,
    )


def test_messages_statuses_and_echoes_of_one_body_are_kept_once(world):
    world.customer_writes("One?")
    world.server.tell_echo("By the app.", to="380501112233")
    world.server.message("Two?", by=f"{ANNA}/380501112233")
    entries = [one["entry"][0] for one in world.server.waiting]
    body = {"object": "whatsapp_business_account", "entry": entries}
    for _replay in range(2):
        assert send(world, body) == 200
    assert stored(world) == 3
    assert take_in(world) == ["One?", "Two?"]
    assert len({one.conversation_id for one in world.messages("in")}) == 1
    [echo] = world.messages()
    assert (echo.text, echo.agent, echo.addressee) == ("By the app.", None, "380501112233")


def test_what_is_of_another_number_is_not_kept_but_what_is_ours_beside_it(world):
    world.server.tell({"messages": [{"id": "wamid.X", "type": "text"}]}, number="7")
    world.customer_writes("Ours?")
    foreign, own = (one["entry"][0] for one in world.server.waiting)
    mixed = {**own, "changes": [*foreign["changes"], *own["changes"]]}
    assert send(world, {"object": "whatsapp_business_account", "entry": [mixed, foreign]}) == 200
    assert take_in(world) == ["Ours?"]
    assert stored(world) == 1


@pytest.mark.parametrize(
    "value",
    [
        {"messages": [{"id": "wamid.1", "type": "system", "from": "1", "timestamp": "1"}]},
        {"statuses": [{"id": "wamid.1", "status": "read", "timestamp": "1"}]},
        {"errors": [{"code": 130429, "title": "Rate limit hit"}]},
        {"messages": 1, "statuses": "x", "contacts": None},
        {},
    ],
)
def test_what_says_nothing_is_answered_and_forgotten(world, value):
    world.server.tell(value)
    world.server.tell(value, field="message_template_status_update")
    assert bring(world) == [200, 200]
    assert stored(world) == 0


def test_somebody_known_by_a_number_and_somebody_with_an_id_are_two_people(world):
    world.server.message("Before", by="380501112233")
    world.server.message("After", by=f"{ANNA}/380501112233")
    bring(world)
    take_in(world)
    assert {one.author_id for one in world.messages("in")} == {"380501112233", ANNA}
    assert len({one.conversation_id for one in world.messages("in")}) == 2


@pytest.mark.parametrize(("by", "field"), [(ANNA, "recipient"), ("380501112233", "to")])
def test_ids_and_numbers_are_written_to_each_in_their_field(world, by, field):
    asked = world.taken_in(world.server.message("Hello?", by=by))
    assert world.deliver(world.reply(asked)).state == "sent"
    [written] = world.server.written
    assert (written[field], written["text"]) == (by, {"body": SAID, "preview_url": False})


def test_a_status_settles_what_was_in_doubt(world):
    asked = world.ask()
    delivery_id = doubtful(world, asked)
    bring(world)
    take_in(world)
    row = world.delivery(delivery_id)
    assert (row.state, row.remote_id) == ("sent", world.server.written[0]["id"])
    world.settle()
    [reply] = world.messages()
    assert (reply.conversation_id, world.turn(asked).outcome) == (asked.conversation_id, "answered")
    assert world.visible(asked, SAID) == 1


def test_a_status_that_comes_after_a_person_had_it_sent_again_takes_the_repeat_back(silent):
    asked = silent.ask()
    delivery_id = doubtful(silent, asked)
    with silent.unit() as uow:
        row = uow.session.get(Delivery, (silent.tenant.id, delivery_id))
        again = settle_unknown(uow, row, arrived=False).id
    silent.server.tell_status(silent.server.written[0]["id"], "delivered")
    bring(silent)
    take_in(silent)
    assert (silent.delivery(delivery_id).state, silent.delivery(again).state) == ("sent", "cancelled")
    silent.deliver(again)
    assert silent.visible(asked, SAID) == 1


def test_a_status_without_our_key_or_with_anothers_settles_nothing(silent):
    delivery_id = doubtful(silent, silent.ask())
    told = {"id": "wamid.other", "status": "sent", "timestamp": "1795000000"}
    for mark in ("another tool's", "01890000-0000-7000-8000-000000000000"):
        silent.server.tell({"statuses": [told | {"biz_opaque_callback_data": mark}]})
    silent.server.tell_echo(SAID, to="380501112233")
    bring(silent)
    take_in(silent)
    assert silent.delivery(delivery_id).state == "unknown"


def test_what_was_sent_and_did_not_arrive_is_shown_and_waits_again(world):
    asked = world.ask()
    row = world.deliver(world.reply(asked))
    bring(world)
    take_in(world)
    assert (row.state, world.turn(asked).outcome) == ("sent", "answered")
    world.server.tell_status(row.remote_id, "failed", code=131047)
    bring(world)
    take_in(world)
    failing(world)
    row = world.delivery(row.id)
    assert (row.state, row.failure, world.turn(asked).outcome) == ("failed", WINDOW_SHUT, "open")
    assert [one.text for one in world.messages()] == [SAID]  # what was written stays
    with world.unit() as uow:
        told = list_undelivered(uow, world.tenant.id, world.account_id, [row.remote_id, asked.external_id])
        assert told == {row.remote_id}
    with world.unit() as uow:  # its author goes on with it as another reply
        take_back_failed(uow, uow.session.get(Delivery, (world.tenant.id, row.id)))
        rewrite_facts(uow, world.tenant.id, [asked.conversation_id])
    assert world.turn(asked).outcome == "open"
    again = world.deliver(world.reply(asked, "It comes tomorrow."))
    world.settle()
    assert (again.state, world.turn(asked).outcome) == ("sent", "answered")


def test_a_failure_before_the_answer_holds_and_no_later_yes_of_the_same_takes_it_back(silent):
    asked = silent.ask()
    delivery_id = doubtful(silent, asked)
    known_as = silent.server.written[0]["id"]
    silent.server.tell_status(known_as, "failed", code=131026)
    silent.server.tell_status(known_as, "sent")
    bring(silent)
    for _again in range(2):
        take_in(silent)
    failing(silent)
    row = silent.delivery(delivery_id)
    assert (row.state, row.failure, row.remote_id) == ("failed", NOT_REACHED, known_as)
    assert (silent.messages(), silent.turn(asked).outcome) == ([], "open")


def test_a_failure_of_an_attempt_that_is_tried_again_ends_nothing(world):
    delivery_id = world.reply(world.ask())
    world.server.refusals.append(refusal(131056))
    assert world.deliver_once(delivery_id).state == "queued"
    told = {"id": "wamid.none", "status": "failed", "timestamp": "1795000000", "errors": [{"code": 131056}]}
    world.server.tell({"statuses": [told | {"biz_opaque_callback_data": str(delivery_id)}]})
    bring(world)
    take_in(world)
    assert world.delivery(delivery_id).state == "queued"
    assert world.deliver(delivery_id).state == "sent"
    world.server.tell(
        {"statuses": [told | {"biz_opaque_callback_data": str(delivery_id), "id": "wamid.another"}]}
    )
    bring(world)
    take_in(world)
    assert world.delivery(delivery_id).state == "sent"
    assert len(world.server.written) == 1


@pytest.mark.parametrize(
    ("answer", "state", "why", "whole"),
    [
        (refusal(131047), "failed", WINDOW_SHUT, False),
        (refusal(131026), "failed", NOT_REACHED, False),
        (refusal(131031), "failed", LOCKED, False),
        (refusal(368, 403), "failed", LOCKED, False),
        (refusal(131056, 429), "queued", TOO_MANY, False),
        (refusal(130429, 429), "queued", TOO_MANY, True),
        (refusal(80007), "queued", TOO_MANY, True),
        (refusal(131048), "queued", SLOWED, True),
        (refusal(190, 401), "queued", TOKEN_DEAD, False),
        (refusal(131016), "unknown", None, False),
        (refusal(131000, 500), "unknown", None, False),
        ((200, {"messages": []}), "unknown", None, False),
        ((200, {"messages": [{"id": 5}]}), "unknown", None, False),
    ],
    ids=str,
)
def test_what_a_refused_reply_came_to(world, answer, state, why, whole):
    delivery_id = world.reply(world.ask())
    world.server.refusals.append(answer)
    row = world.deliver_once(delivery_id)
    assert row.state == state
    assert why in {None, row.failure}
    assert (world.connection().sends_from is not None) is whole


def test_one_person_is_written_to_no_faster_than_is_taken(world):
    delivery_id = world.reply(world.ask())
    world.server.refusals.append(refusal(131056, 429))
    row = world.deliver_once(delivery_id)
    assert row.next_attempt_at - world.clock.now() > timedelta(seconds=10)


def test_nothing_is_hidden_and_nobody_is_written_to_who_is_no_number(world):
    made = adapter(world)
    with pytest.raises(Rejected):
        made.moderate(Act.DELETE, "wamid.1")
    for person in (None, "", "anna", "+380", "ua.1", "UA.1/../x"):
        out = Outbound("k", SAID, "private", utcnow(), utcnow(), recipient=person)
        with pytest.raises(Rejected):
            made.send(out, lambda: None)
    assert world.server.written == []
