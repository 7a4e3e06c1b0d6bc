"""A reply in parts, against the networks' servers: each part stands once, in order, whatever is lost between them."""

import pytest
from channels.instagram_worlds import InstagramDirectWorld
from channels.meta_worlds import MessengerWorld
from channels.vk_worlds import VkWorld
from channels.worlds import AGENT, BlueskyWorld, GenericWorld, MastodonWorld, TelegramWorld
from sqlalchemy import select

from bpo.channels.models import Delivery
from bpo.channels.operations.deliveries import cancel_delivery, queue_delivery, retry_failed, settle_unknown
from bpo.channels.operations.sending.recording import PART_BEFORE
from bpo.channels.queries import deliveries_of, get_account
from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.read_mastodon import bare, text_of
from bpo.channels.rules.splitting import parts_of, room_for
from bpo.core.errors import Conflict, Invalid
from bpo.core.ids import new_id
from bpo.core.outbox import Job

pytestmark = pytest.mark.real_server
CHAINS = ("bluesky", "mastodon")
NETWORKS = (*CHAINS, "telegram", "messenger", "instagram", "vk")
ALL = pytest.mark.parametrize("world", NETWORKS, indirect=True)
FAULTS = ("request lost", "answer lost", "502 after success", "503", "429", "slow", "cut")
SHORT = FAULTS[:3]  # of which `make test` asks; `make whole` for the others
EACH_FAULT = [*SHORT, *(pytest.param(fault, marks=pytest.mark.whole) for fault in FAULTS[3:])]
POINTS = ("before_claim_commit", "claimed", "before_write", "answered", "before_record_commit", "done")


class Killed(BaseException):
    """The worker ends here."""


@pytest.fixture
def world(request, db):
    name = request.param
    if name == "bluesky":
        made = BlueskyWorld(request.getfixturevalue("bluesky_server"))
    elif name == "mastodon":
        made = MastodonWorld(request.getfixturevalue("mastodon_server"))
    elif name == "telegram":
        made = TelegramWorld(request.getfixturevalue("telegram_server"))
    else:
        made = {"messenger": MessengerWorld, "instagram": InstagramDirectWorld, "vk": VkWorld}[name]()
    yield made
    made.proxy.stop()


def long_text(world, asked, parts=3):
    """One that takes so many messages on this network."""
    room = room_in(world, asked)
    sentences = []
    while sum(map(len, sentences)) + len(sentences) < room * (parts - 0.6):
        sentences.append(f"Sentence number {len(sentences)} says something that is of use.")
    return " ".join(sentences)


def room_in(world, asked):
    known = capabilities_of(world.network).of(private=asked.visibility == "private")
    return room_for(world.network, asked.author_id, known)


def bodies_of(world, asked, text):
    private = asked.visibility == "private"
    known = capabilities_of(world.network)
    return parts_of(text, known, room=room_in(world, asked), private=private)


def reply_in_parts(world, asked, parts=3):
    bodies = bodies_of(world, asked, long_text(world, asked, parts))
    assert len(bodies) == parts
    source = new_id()
    with world.unit() as uow:
        return [
            queue_delivery(
                uow,
                get_account(uow, world.account_id),
                conversation_id=asked.conversation_id,
                source_id=source,
                body=body,
                in_reply_to=asked.external_id,
                visibility=asked.visibility,
                recipient=asked.author_id,
                part_no=part_no,
                parts=parts,
                author_id=new_id(),
                agent=AGENT,
            ).id
            for part_no, body in enumerate(bodies, 1)
        ]


def rows_of(world, ids):
    return [world.delivery(one) for one in ids]


def latest(world, delivery_id):
    source = world.delivery(delivery_id).source_id
    with world.unit() as uow:
        return deliveries_of(uow, world.tenant.id, [source])[source]


def deliver_all(world, delivery_id):
    """What the workers would do until nothing is left to do by itself, whatever order they look in."""
    for _round in range(4):
        for row in reversed(latest(world, delivery_id)):
            world.deliver(row.id, rounds=8)
    return latest(world, delivery_id)


def standing(world, asked):
    """What the customer sees of the reply, in order; where parts answer each other, down that chain."""
    if world.network == "bluesky":
        posts = {
            one["value"]["reply"]["parent"]["uri"]: []
            for one in world.server.posts(world.handle)
            if "reply" in one["value"]
        }
        for one in world.server.posts(world.handle):
            if "reply" in one["value"]:
                posts[one["value"]["reply"]["parent"]["uri"]].append((one["uri"], one["value"]["text"]))
        return down(asked.external_id, lambda at: posts.get(at, []))
    if world.network == "mastodon":
        return down(
            asked.external_id,
            lambda at: [
                (str(one.id), bare(text_of(one.content)))
                for one in world.server.replies(at)
                if str(one.in_reply_to_id) == at
            ],
        )
    texts = [row.body for row in latest(world, world.parts[0])]
    return [text for text in texts for _one in range(world.visible(asked, text))]


def down(at, replies):
    found = []
    for uri, text in replies(at):
        found += [text, *down(uri, replies)]
    return found


def asked_in_parts(world, parts=3):
    asked = world.ask()
    world.parts = reply_in_parts(world, asked, parts)
    return asked, [
        bare(row.body) if world.network == "mastodon" else row.body for row in rows_of(world, world.parts)
    ]


@ALL
def test_parts_stand_in_order_and_are_one_reply(world):
    asked, bodies = asked_in_parts(world)
    rows = deliver_all(world, world.parts[0])
    assert [row.state for row in rows] == ["sent"] * 3
    assert standing(world, asked) == bodies
    world.read()  # their echoes come in
    messages = sorted(world.messages(), key=lambda one: one.part_no)
    assert [(one.external_id, one.part_no, one.agent) for one in messages] == [
        (row.remote_id, row.part_no, AGENT) for row in rows
    ]
    assert {one.conversation_id for one in messages} == {asked.conversation_id}
    turn = world.turn(asked)
    assert (turn.outcome, turn.stopped_by, turn.stopped_at) == ("answered", messages[0].id, rows[0].posted_at)
    above = [asked.external_id, rows[0].remote_id, rows[1].remote_id]
    assert [row.in_reply_to for row in rows] == (
        above if world.network in CHAINS else [asked.external_id] * 3
    )
    assert len({row.idempotency_key for row in rows}) == 3


@pytest.mark.parametrize(
    ("world", "fault"),
    [
        *(
            pytest.param("bluesky", fault, marks=() if fault in SHORT else pytest.mark.whole)
            for fault in FAULTS
        ),
        *((name, fault) for name in ("mastodon", "messenger", "vk") for fault in SHORT[:2]),
    ],
    indirect=["world"],
)
def test_whatever_is_lost_at_a_part_each_stands_once_in_order(world, fault):
    asked, bodies = asked_in_parts(world)
    world.deliver(world.parts[0])
    world.proxy.next(fault)
    rows = deliver_all(world, world.parts[0])
    assert world.proxy.log == [fault]
    assert [row.state for row in rows] == ["sent"] * 3
    assert standing(world, asked) == bodies


@pytest.mark.parametrize("world", ["telegram"], indirect=True)
@pytest.mark.parametrize("fault", EACH_FAULT)
def test_where_a_person_must_look_the_rest_waits_and_each_stands_once_in_order(world, fault):
    asked, bodies = asked_in_parts(world)
    world.deliver(world.parts[0])
    world.proxy.next(fault)
    rows = deliver_all(world, world.parts[0])
    if fault == "429":
        assert [row.state for row in rows] == ["sent"] * 3
    else:
        assert [row.state for row in rows] == ["sent", "unknown", "queued"]
        arrived = standing(world, asked) == bodies[:2]
        assert standing(world, asked) == bodies[: 2 if arrived else 1]
        with world.unit() as uow:
            settle_unknown(uow, uow.session.get(Delivery, (world.tenant.id, rows[1].id)), arrived=arrived)
        rows = deliver_all(world, world.parts[0])
        assert [row.state for row in rows] == ["sent"] * 3
        assert [row.attempt_group for row in rows] == [1, 1 if arrived else 2, 1]
    assert standing(world, asked) == bodies


@pytest.mark.parametrize("world", ["bluesky", "telegram"], indirect=True)
@pytest.mark.parametrize("point", POINTS)
def test_a_worker_that_is_killed_at_a_part_leaves_each_to_stand_once_in_order(world, point):
    asked, bodies = asked_in_parts(world)
    world.deliver(world.parts[0])

    def at(reached):
        if reached == point:
            raise Killed

    with pytest.raises(Killed):
        world.deliver_once(world.parts[1], at=at)
    assert world.deliver_once(world.parts[2]).state == "queued" or point == "done"
    rows = deliver_all(world, world.parts[0])
    if [row.state for row in rows] == ["sent", "unknown", "queued"]:  # nobody can be asked
        assert world.network == "telegram"
        arrived = len(standing(world, asked)) == 2
        with world.unit() as uow:
            settle_unknown(uow, uow.session.get(Delivery, (world.tenant.id, rows[1].id)), arrived=arrived)
        rows = deliver_all(world, world.parts[0])
    assert [row.state for row in rows] == ["sent"] * 3
    assert standing(world, asked) == bodies


@pytest.mark.parametrize("world", ["bluesky", "telegram"], indirect=True)
def test_a_part_waits_for_the_one_before_it(world):
    _asked, _bodies = asked_in_parts(world)
    first, second, third = world.parts
    assert world.due() == [first]
    for one in (third, second):
        assert world.deliver_once(one).state == "queued"
    world.deliver_once(first)
    assert world.due() == [second]


def reject(world, delivery_id):
    """As the network would: for good."""
    with world.unit() as uow:
        row = uow.session.get(Delivery, (world.tenant.id, delivery_id))
        row.recipient, row.in_reply_to = "nobody", None
        kept = (row.recipient, row.in_reply_to)
    world.deliver(delivery_id)
    return kept


@pytest.mark.parametrize("world", ["telegram"], indirect=True)
def test_a_part_that_is_refused_stops_the_rest_and_a_person_sends_on_from_it(world):
    asked, bodies = asked_in_parts(world)
    world.deliver(world.parts[0])
    chat = world.delivery(world.parts[1]).recipient
    reject(world, world.parts[1])
    rows = deliver_all(world, world.parts[0])
    assert [row.state for row in rows] == ["sent", "failed", "failed"]
    assert rows[2].failure == PART_BEFORE
    assert standing(world, asked) == bodies[:1]
    other = world.reply(asked, "Another one.")  # what comes later is held up by nothing
    assert world.deliver(other).state == "sent"
    with world.unit() as uow:
        row = uow.session.get(Delivery, (world.tenant.id, rows[1].id))
        row.recipient, row.in_reply_to = chat, asked.external_id
    with world.unit() as uow:  # whichever part they look at
        again = retry_failed(uow, uow.session.get(Delivery, (world.tenant.id, rows[2].id)))
        assert (again.part_no, again.attempt_group) == (2, 2)
    rows = deliver_all(world, world.parts[0])
    assert [(row.state, row.attempt_group) for row in rows] == [("sent", 1), ("sent", 2), ("sent", 2)]
    assert standing(world, asked) == bodies
    with pytest.raises(Conflict), world.unit() as uow:
        retry_failed(uow, uow.session.get(Delivery, (world.tenant.id, world.parts[2])))


@pytest.mark.parametrize("world", ["telegram"], indirect=True)
def test_taking_a_part_back_stops_all_that_wait(world):
    asked, bodies = asked_in_parts(world)
    world.deliver(world.parts[0])
    with world.unit() as uow:
        cancel_delivery(uow, uow.session.get(Delivery, (world.tenant.id, world.parts[2])))
    rows = deliver_all(world, world.parts[0])
    assert [row.state for row in rows] == ["sent", "cancelled", "cancelled"]
    assert standing(world, asked) == bodies[:1]
    with world.unit() as uow:
        names = set(uow.session.scalars(select(Job.name).where(Job.tenant_id == world.tenant.id)))
    assert "conversations.jobs.follow_failed" in names  # its author is told


@pytest.mark.parametrize("world", ["telegram"], indirect=True)
def test_a_reply_behind_one_that_a_person_looks_for_goes_out_between_whole_parts(world):
    """A part that is sent again keeps its followers behind it, and nobody waits for each other for ever."""
    asked, bodies = asked_in_parts(world)
    other = world.reply(asked, "Another one.")
    world.deliver(world.parts[0])
    world.proxy.next("request lost")
    world.deliver(world.parts[1])
    assert world.deliver_once(other).state == "queued"
    with world.unit() as uow:
        again = settle_unknown(
            uow, uow.session.get(Delivery, (world.tenant.id, world.parts[1])), arrived=False
        )
        assert again.place < uow.session.get(Delivery, (world.tenant.id, world.parts[2])).place
    assert world.deliver(other).state == "sent"
    assert [row.state for row in deliver_all(world, world.parts[0])] == ["sent"] * 3
    assert standing(world, asked) == bodies


@pytest.mark.parametrize("world", ["bluesky"], indirect=True)
def test_after_a_part_that_only_a_person_knows_of_the_next_answers_the_customer(world):
    asked, _bodies = asked_in_parts(world, 2)
    with world.unit() as uow:
        row = uow.session.get(Delivery, (world.tenant.id, world.parts[0]))
        row.state = "unknown"
    with world.unit() as uow:
        settle_unknown(uow, uow.session.get(Delivery, (world.tenant.id, world.parts[0])), arrived=True)
    row = world.deliver(world.parts[1])
    assert (row.state, row.in_reply_to) == ("sent", asked.external_id)


@pytest.mark.parametrize("network", ["mastodon"])
def test_a_part_is_for_the_customer_and_not_for_ourselves(request, db, network):
    world = MastodonWorld(request.getfixturevalue("mastodon_server"))
    _asked, _bodies = asked_in_parts(world)
    rows = deliver_all(world, world.parts[0])
    client = world.server.client(world.name)
    for row in rows:
        mentioned = [one.acct for one in client.status(row.remote_id).mentions]
        assert mentioned == [one.acct for one in client.status(rows[0].remote_id).mentions] != []
        assert world.name not in mentioned
    world.proxy.stop()


def test_where_a_reply_is_one_message_it_is_not_cut(db):
    world = GenericWorld()
    asked = world.ask()
    with pytest.raises(Invalid), world.unit() as uow:
        queue_delivery(
            uow,
            get_account(uow, world.account_id),
            conversation_id=asked.conversation_id,
            source_id=new_id(),
            body="First.",
            in_reply_to=asked.external_id,
            visibility=asked.visibility,
            recipient=asked.author_id,
            part_no=1,
            parts=2,
            author_id=new_id(),
            agent=AGENT,
        )
    world.proxy.stop()
    world.receiver.stop()
