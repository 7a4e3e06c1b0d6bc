"""Every adapter, against its real server, through wires that fail: one visible reply each."""

from datetime import timedelta

import pytest
from channels.instagram_worlds import InstagramDirectWorld, InstagramWorld
from channels.market_worlds import MarketChatWorld, MarketQuestionWorld, MarketReviewWorld
from channels.meta_worlds import FacebookWorld, MessengerWorld
from channels.store_worlds import AppStoreWorld, GoogleBusinessWorld
from channels.trustpilot_worlds import TrustpilotWorld
from channels.viber_worlds import ViberWorld
from channels.vk_worlds import VkWallWorld, VkWorld
from channels.whatsapp_worlds import WhatsAppWorld
from channels.worlds import (
    AGENT,
    LOCAL,
    BlueskyWorld,
    EmailWorld,
    ForgetfulWorld,
    GenericWorld,
    GooglePlayWorld,
    MastodonWorld,
    TelegramWorld,
    WordPressWorld,
)
from channels.x_worlds import XWorld
from channels.youtube_worlds import YouTubeWorld
from servers.mastodon_server import ANNA

from bpo.channels.models import Delivery
from bpo.channels.operations.deliveries import retry_failed, settle_unknown
from bpo.channels.operations.engagement import accounts_that_tell, read_engagement

pytestmark = pytest.mark.real_server

FAULTS = (
    "none",
    "request lost",
    "answer lost",
    "502 after success",
    "503",
    "429",
    "429 with Retry-After",
    "slow",
    "cut",
)


# Of a network that knows no key and shows nothing of what was written: how often it stands there when a person is asked.
UNTOLD = {"request lost": 0, "answer lost": 1, "502 after success": 1, "503": 0, "slow": 1, "cut": 1}
OWN = {
    "vk": VkWorld,
    "vk wall": VkWallWorld,
    "facebook": FacebookWorld,
    "messenger": MessengerWorld,
    "instagram": InstagramWorld,
    "instagram direct": InstagramDirectWorld,
    "x": XWorld,
    "trustpilot": TrustpilotWorld,
    "market review": MarketReviewWorld,
    "market question": MarketQuestionWorld,
    "market chat": MarketChatWorld,
    "google_business": GoogleBusinessWorld,
    "app_store": AppStoreWorld,
}
NETWORKS = ("bluesky", "email", "mastodon", "wordpress", "google_play", "generic", *OWN)
# Of a network that shows what was written unless it holds it back: after what nothing is seen there.
UNSEEN = {"request lost", "503"}
ONE_PLACE = ("google_play", "google_business", "app_store", "trustpilot")  # of a review
SEVERAL = tuple(name for name in NETWORKS if name not in ONE_PLACE)
ALL = pytest.mark.parametrize("world", [*NETWORKS, "youtube", "telegram", "viber", "whatsapp"], indirect=True)
BLIND = pytest.mark.parametrize("blind", ["telegram", "viber", "whatsapp"], indirect=True)
# Where the server is one of ours, `make test` asks for these; `make contract` for every fault of every network.
SHORT = {"none", "answer lost", "502 after success"}


def cells(networks, ours):
    """Each network under each fault."""
    whole = [(name, fault) for name in networks for fault in FAULTS]
    left = [name in ours and fault not in SHORT for name, fault in whole]
    marks = [pytest.mark.whole if one else () for one in left]
    return [pytest.param(*cell, marks=mark) for cell, mark in zip(whole, marks, strict=True)]


@pytest.fixture
def world(request, db):
    if request.param == "bluesky":
        made = BlueskyWorld(request.getfixturevalue("bluesky_server"))
    elif request.param == "telegram":
        made = TelegramWorld(request.getfixturevalue("telegram_server"))
    elif request.param in OWN:
        made = OWN[request.param]()
    elif request.param == "whatsapp":
        made = WhatsAppWorld()
    elif request.param == "viber":
        made = ViberWorld()
    elif request.param == "wordpress":
        made = WordPressWorld(request.getfixturevalue("wordpress_server"))
    elif request.param == "youtube":
        made = YouTubeWorld(request.getfixturevalue("youtube_server"))
    elif request.param == "google_play":
        made = GooglePlayWorld(request.getfixturevalue("review_server"))
    elif request.param == "mastodon":
        made = MastodonWorld(request.getfixturevalue("mastodon_server"))
    elif request.param == "email":
        made = EmailWorld(request.getfixturevalue("mail_server"))
    else:
        made = GenericWorld()
    yield made
    made.proxy.stop()


@pytest.fixture
def blind(request, db):
    if request.param == "whatsapp":
        made = WhatsAppWorld()
        made.server.tells = False  # else a status settles what was lost
    elif request.param == "viber":
        made = ViberWorld()
    else:
        made = TelegramWorld(request.getfixturevalue("telegram_server"))
    yield made
    made.proxy.stop()


@pytest.mark.parametrize(("world", "fault"), cells(NETWORKS, {"google_play", *OWN}), indirect=["world"])
def test_one_visible_reply(world, fault, record_property, request):
    asked = world.ask()
    delivery_id = world.reply(asked)
    if fault != "none":
        world.proxy.next(fault)
    row = world.deliver(delivery_id)
    record_property(
        "cell",
        [request.node.callspec.params["world"], fault, world.visible(asked, "It is on its way."), row.state],
    )
    assert row.state == "sent", row.failure
    assert world.proxy.log == ([] if fault == "none" else [fault])
    assert world.visible(asked, "It is on its way.") == 1
    world.read()  # its echo comes in
    [reply] = world.messages()
    assert (reply.external_id, reply.agent, reply.text) == (row.remote_id, AGENT, "It is on its way.")
    assert reply.conversation_id == asked.conversation_id
    turn = world.turn(asked)
    assert (turn.outcome, turn.answered_by) == ("answered", AGENT)


@pytest.mark.parametrize(
    ("blind", "fault"), cells(["telegram", "viber", "whatsapp"], {"viber", "whatsapp"}), indirect=["blind"]
)
def test_where_nothing_can_be_looked_up_it_stands_once_or_a_person_is_asked(blind, fault, record_property):
    asked = blind.ask()
    delivery_id = blind.reply(asked)
    if fault != "none":
        blind.proxy.next(fault)
    row = blind.deliver(delivery_id)
    record_property("cell", [blind.network, fault, blind.visible(asked, "It is on its way."), row.state])
    assert row.state == ("unknown" if fault in UNTOLD else "sent"), row.failure
    assert blind.proxy.log == ([] if fault == "none" else [fault])
    stands = UNTOLD.get(fault, 1)
    assert blind.visible(asked, "It is on its way.") == stands
    blind.clock.jump(days=3)
    blind.deliver_once(delivery_id)
    blind.read()
    assert blind.visible(asked, "It is on its way.") == stands  # never by itself
    assert len(blind.messages()) == (0 if fault in UNTOLD else 1)


@pytest.mark.parametrize("world", ["youtube"], indirect=True)
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("held", [False, True], ids=["shown", "held back"])
def test_what_may_be_held_back_stands_once_or_a_person_is_asked(world, fault, held, record_property):
    asked = world.ask()
    world.channel.holds_back = held
    delivery_id = world.reply(asked)
    if fault != "none":
        world.proxy.next(fault)
    row = world.deliver(delivery_id)
    if not held:
        cell = [world.network, fault, world.visible(asked, "It is on its way."), row.state]
        record_property("cell", cell)
    in_doubt = fault in (UNTOLD if held else UNSEEN)
    assert row.state == ("unknown" if in_doubt else "sent"), row.failure
    assert world.proxy.log == ([] if fault == "none" else [fault])
    stands = 0 if fault in UNSEEN else 1
    world.clock.jump(days=3)
    world.deliver_once(delivery_id)
    assert len(world.server.held(asked.external_id)) == (stands if held else 0)
    assert world.visible(asked, "It is on its way.") == (0 if held else stands)
    world.server.publish(world.channel)
    world.read()  # what was held back is heard of once it is shown
    world.settle()
    assert world.visible(asked, "It is on its way.") == stands
    assert [(one.agent, one.external_id) for one in world.messages()] == [
        (AGENT, world.delivery(delivery_id).remote_id) for _one in range(stands)
    ]
    assert world.delivery(delivery_id).state == ("sent" if stands else "unknown")


@pytest.mark.parametrize("world", SEVERAL, indirect=True)
@pytest.mark.parametrize("fault", ["request lost", "answer lost"])
def test_of_two_equal_replies_neither_is_taken_for_the_other(world, fault):
    asked = world.ask()
    first = world.deliver(world.reply(asked))
    second = world.reply(asked)
    world.proxy.next(fault)
    row = world.deliver(second)
    # WordPress takes the same words under one comment once, X anywhere within hours.
    takes_it = world.network not in {"wordpress", "x"}
    assert (first.state, row.state) == ("sent", "sent" if takes_it else "failed")
    assert row.remote_id != first.remote_id
    assert world.visible(asked, "It is on its way.") == (2 if takes_it else 1)


@BLIND
@pytest.mark.parametrize("fault", UNTOLD)
def test_a_person_who_has_looked_makes_it_stand_once(blind, fault):
    asked = blind.ask()
    delivery_id = blind.reply(asked)
    blind.proxy.next(fault)
    assert blind.deliver(delivery_id).state == "unknown"
    arrived = blind.visible(asked, "It is on its way.") == 1
    with blind.unit() as uow:
        row = uow.session.get(Delivery, (blind.tenant.id, delivery_id))
        settled = settle_unknown(uow, row, arrived=arrived).id
    blind.settle()
    assert (settled == delivery_id) is arrived
    assert blind.deliver(settled).state == "sent"
    assert blind.visible(asked, "It is on its way.") == 1
    [reply] = blind.messages()
    assert (reply.agent, reply.conversation_id) == (AGENT, asked.conversation_id)
    assert blind.turn(asked).outcome == "answered"


@ALL
def test_a_dead_token_pauses_the_account_and_keeps_the_queue(world):
    asked = world.ask()
    world.lose_token()
    delivery_id = world.reply(asked)
    row = world.deliver(delivery_id)
    assert (row.state, world.connection().state) == ("queued", "ill")
    assert world.attempts(delivery_id) == ["auth_expired"]
    world.clock.jump(hours=2)
    world.deliver_once(delivery_id)
    assert world.attempts(delivery_id) == ["auth_expired"]  # nothing is tried with a dead token
    assert world.due() == []
    world.renew_token()
    assert world.due() == [delivery_id]
    assert world.deliver(delivery_id).state == "sent"
    assert world.visible(asked, "It is on its way.") == 1


@ALL
def test_a_wait_that_was_asked_for_is_kept_for_the_whole_account(world):
    first, second = world.reply(world.ask("One?"), "First."), world.reply(world.ask("Two?"), "Second.")
    world.proxy.next("429 with Retry-After")
    row = world.deliver_once(first)
    assert row.state == "queued"
    if world.network != "email":  # SMTP has no word for how long
        assert 6 < (row.next_attempt_at - world.clock.now()).total_seconds() <= 7
        assert world.deliver_once(second).state == "queued"
        assert world.attempts(second) == []
    assert world.deliver(first).state == "sent"
    assert world.deliver(second).state == "sent"


@pytest.mark.parametrize("world", ONE_PLACE, indirect=True)
def test_what_a_colleague_wrote_in_the_one_place_is_not_replaced_before_somebody_here_has_read_it(world):
    asked = world.ask()
    world.writes_elsewhere(asked, "We have refunded you.")
    delivery_id = world.reply(asked)
    row = world.deliver(delivery_id)
    assert (row.state, world.standing(asked)) == ("failed", "We have refunded you.")
    assert row.failure.startswith("The brand had answered this on the network itself")
    world.read()
    [theirs] = world.messages()
    assert (theirs.text, theirs.agent) == ("We have refunded you.", None)
    assert theirs.conversation_id == asked.conversation_id
    world.clock.jump(minutes=1)
    with world.unit() as uow:
        again = retry_failed(uow, uow.session.get(Delivery, (world.tenant.id, delivery_id))).id
    assert world.deliver(again).state == "sent"
    assert world.standing(asked) == "It is on its way."
    assert world.deliver(world.reply(asked, "And sorry!")).state == "sent"
    assert world.standing(asked) == "And sorry!"


def test_a_receiver_that_recognises_nothing_leaves_a_lost_answer_to_a_person(db):
    world = ForgetfulWorld()
    asked = world.ask()
    delivery_id = world.reply(asked)
    world.proxy.next("answer lost")
    row = world.deliver(delivery_id)
    assert row.state == "unknown"
    assert world.visible(asked, "It is on its way.") == 1
    world.clock.jump(days=3)
    world.deliver_once(delivery_id)
    assert world.visible(asked, "It is on its way.") == 1  # never by itself
    assert world.messages() == []
    world.proxy.stop()


def test_how_a_public_reply_was_taken_up(mastodon_server, db):
    world = MastodonWorld(mastodon_server)
    row = world.deliver(world.reply(world.ask()))
    mastodon_server.client(ANNA).status_favourite(row.remote_id)

    def seen(**over):
        return dict(
            read_engagement(
                world.unit,
                world.tenant.id,
                world.account_id,
                private_hosts=LOCAL,
                key=world.key,
                within=over.get("within", timedelta(days=14)),
            )
        )

    found = seen()[row.remote_id]
    assert (found.views, found.shares, found.likes, found.replies) == (None, 0, 1, 0)
    assert seen(within=timedelta(0)) == {}
    with world.unit() as uow:
        assert accounts_that_tell(uow, world.tenant.id) == [world.account_id]
    again = world.reply(world.ask())
    world.lose_token()
    world.deliver_once(again)
    assert world.connection().state == "ill"
    assert seen() == {}  # it is not asked before somebody has seen to it
    with world.unit() as uow:
        assert accounts_that_tell(uow, world.tenant.id) == []
    world.proxy.stop()
