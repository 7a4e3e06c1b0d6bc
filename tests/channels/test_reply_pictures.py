"""Pictures that go out with a reply, against the networks' servers: each stands there once, with its reply, whatever is lost."""

from io import BytesIO

import pytest
from channels.worlds import AGENT, BlueskyWorld, EmailWorld, MastodonWorld
from PIL import Image
from servers.painted import painted

from bpo.channels.models import Delivery, ReplyPicture
from bpo.channels.operations.deliveries import cancel_delivery, queue_delivery, retry_failed
from bpo.channels.operations.reply_pictures import add_picture, describe_picture
from bpo.channels.operations.sending.picturing import NOT_AS_FROZEN
from bpo.channels.queries import get_account
from bpo.channels.queries.pictures import bytes_of
from bpo.channels.rules.capabilities import capabilities_of
from bpo.channels.rules.read_mastodon import bare, text_of
from bpo.core.ids import new_id

pytestmark = pytest.mark.real_server
TEXT = "It is on its way."
ALTS = ["the label of the parcel", "the shelf it stands on"]
UPLOADS = ("POST", r"/api/v2/media$|\.repo\.uploadBlob$")
BOTH = pytest.mark.parametrize("world", ["bluesky", "mastodon"], indirect=True)
FAULTS = (
    "request lost",
    "answer lost",
    "502 after success",
    "503",
    "429",
    "429 with Retry-After",
    "slow",
    "cut",
)
POINTS = (
    "before_claim_commit",
    "claimed",
    "before_upload",
    "uploaded",
    "before_upload_commit",
    "before_write",
    "answered",
    "before_record_commit",
    "done",
)


def in_part(cases, asked):
    """Those that `make test` asks for; `make whole` asks for the others too."""
    return [pytest.param(one, marks=() if one in asked else pytest.mark.whole) for one in cases]


class Killed(BaseException):
    """The worker ends here."""


@pytest.fixture
def world(request, db):
    if request.param == "bluesky":
        made = BlueskyWorld(request.getfixturevalue("bluesky_server"))
    else:
        made = MastodonWorld(request.getfixturevalue("mastodon_server"))
    yield made
    made.proxy.stop()


def reply(world, asked, *raws, alts=ALTS):
    """A reply with pictures, frozen."""
    source = new_id()
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        for raw, alt in zip(raws, alts, strict=False):
            add_picture(uow, account, source, raw, alt=alt)
        return queue_delivery(
            uow,
            account,
            conversation_id=asked.conversation_id,
            source_id=source,
            body=TEXT,
            in_reply_to=asked.external_id,
            visibility=asked.visibility,
            recipient=asked.author_id,
            author_id=new_id(),
            agent=AGENT,
        ).id


def with_two(world, asked):
    return reply(world, asked, painted("JPEG", (60, 40)), painted("PNG", (40, 60), "navy"))


def standing(world, asked):
    """Our replies there, each with what is said of its pictures, in order."""
    if world.network == "mastodon":
        return [
            (bare(text_of(one.content)), [picture.description for picture in one.media_attachments])
            for one in world.server.replies(asked.external_id)
        ]
    return [
        (value["text"], [image["alt"] for image in value.get("embed", {}).get("images", [])])
        for value in (one["value"] for one in world.server.posts(world.handle))
        if value.get("reply", {}).get("parent", {}).get("uri") == asked.external_id
    ]


def uploads(world):
    """How often bytes were brought there."""
    paths = ("/api/v2/media", "/xrpc/com.atproto.repo.uploadBlob")
    return sum(verb == "POST" and path in paths for verb, path in world.proxy.passed)


@BOTH
@pytest.mark.parametrize("fault", in_part(["none", *FAULTS], {"none", "answer lost", "503"}))
def test_what_is_lost_of_an_upload_is_brought_again_before_the_reply(world, fault):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    if fault != "none":
        world.proxy.next(fault, UPLOADS)
    row = world.deliver(delivery_id)
    assert row.state == "sent", row.failure
    assert world.proxy.log == ([] if fault == "none" else [fault])
    assert standing(world, asked) == [(TEXT, ALTS)]
    assert uploads(world) == (2 if fault == "none" else 3)
    assert world.attempts(delivery_id) == ["sent"]  # the reply itself was written once
    world.read()
    [sent] = world.messages()
    assert (sent.external_id, sent.agent) == (row.remote_id, AGENT)


@BOTH
@pytest.mark.parametrize("fault", in_part(FAULTS, {"request lost", "answer lost"}))
def test_what_is_lost_of_the_reply_uploads_nothing_again_and_it_stands_once(world, fault):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    world.proxy.next(fault)
    row = world.deliver(delivery_id)
    assert row.state == "sent", row.failure
    assert world.proxy.log == [fault]
    assert standing(world, asked) == [(TEXT, ALTS)]
    assert uploads(world) == 2


@BOTH
@pytest.mark.parametrize("point", in_part(POINTS, {"uploaded", "before_write", "answered"}))
def test_a_worker_that_ends_anywhere_leaves_one_reply_with_its_pictures(world, point):
    asked = world.ask()
    delivery_id = with_two(world, asked)

    def at(reached):
        if reached == point:
            raise Killed

    with pytest.raises(Killed):
        world.sender(at).deliver(world.tenant.id, delivery_id)
    before_the_reply = POINTS.index(point) < POINTS.index("before_write")
    assert len(standing(world, asked)) == (0 if before_the_reply or point == "before_write" else 1)
    if before_the_reply:
        assert world.delivery(delivery_id).state == "queued"  # nothing of it can stand there
    assert world.deliver(delivery_id).state == "sent"
    assert standing(world, asked) == [(TEXT, ALTS)]
    lost = point in {"uploaded", "before_upload_commit"}  # an upload that nobody noted
    assert uploads(world) == (3 if lost else 2)


@pytest.mark.parametrize("world", ["mastodon"], indirect=True)
def test_a_picture_that_the_server_still_works_on_is_waited_for(world):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    world.proxy.next("202", UPLOADS)
    for _time in range(2):
        world.proxy.next("206", ("GET", r"/api/v1/media/"))
    row = world.deliver_once(delivery_id)
    assert (row.state, standing(world, asked)) == ("queued", [])
    assert row.failure == "The network is still working on a picture of this reply."
    assert world.attempts(delivery_id) == []
    assert world.deliver(delivery_id).state == "sent"
    assert world.proxy.log == ["202", "206", "206"]
    assert standing(world, asked) == [(TEXT, ALTS)]
    assert uploads(world) == 2


@pytest.mark.parametrize("world", ["mastodon"], indirect=True)
def test_a_picture_that_the_server_loses_while_it_works_on_it_is_brought_again(world):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    world.proxy.next("202", UPLOADS)
    world.proxy.next("gone", ("GET", r"/api/v1/media/"))
    row = world.deliver_once(delivery_id)
    assert (row.state, row.uploads, row.upload_failures) == ("queued", {}, 1)
    assert world.deliver(delivery_id).state == "sent"
    assert standing(world, asked) == [(TEXT, ALTS)]
    assert uploads(world) == 3


@pytest.mark.parametrize("world", ["mastodon"], indirect=True)
def test_a_server_that_has_cleared_a_picture_away_gets_it_again_instead_of_a_reply_without_it(world):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    world.proxy.next("gone", ("GET", r"/api/v1/media/"))  # asked just before the reply
    row = world.deliver_once(delivery_id)
    assert (row.state, row.uploads, standing(world, asked)) == ("queued", {}, [])
    assert world.deliver(delivery_id).state == "sent"
    assert standing(world, asked) == [(TEXT, ALTS)]
    assert uploads(world) == 4


@pytest.mark.parametrize("world", ["bluesky"], indirect=True)
def test_a_blob_that_the_server_does_not_know_is_brought_again(world):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    with world.unit() as uow:
        row = uow.session.get(Delivery, (world.tenant.id, delivery_id))
        kept = {"at": uow.now.isoformat(), "is_ready": True}
        # A well-formed name of bytes that were never there.
        link = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"
        blob = {"$type": "blob", "ref": {"$link": link}, "mimeType": "image/jpeg", "size": 10}
        row.uploads = {one["id"]: {**kept, "reference": {"blob": blob}} for one in row.pictures}
    row = world.deliver_once(delivery_id)
    assert (row.state, row.uploads, world.attempts(delivery_id)) == ("queued", {}, ["not_sent"])
    assert world.deliver(delivery_id).state == "sent"
    assert standing(world, asked) == [(TEXT, ALTS)]


@BOTH
def test_what_lay_there_too_long_is_brought_again(world):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    world.proxy.next("503")
    world.deliver_once(delivery_id)
    assert uploads(world) == 2
    world.clock.jump(seconds=capabilities_of(world.network).pictures.lasts.total_seconds())
    assert world.deliver(delivery_id).state == "sent"
    assert standing(world, asked) == [(TEXT, ALTS)]
    assert uploads(world) == 4


@BOTH
def test_a_large_picture_goes_out_as_small_as_the_network_takes_it(world):
    asked = world.ask()
    noise = Image.effect_noise((2600, 1700), 120)
    room = capabilities_of(world.network).pictures
    delivery_id = reply(world, asked, _png(noise), alts=[""])
    row = world.deliver(delivery_id)
    assert row.state == "sent", row.failure
    with world.unit() as uow:
        picture = uow.session.get(ReplyPicture, (world.tenant.id, row.pictures[0]["id"]))
        assert 0 < len(bytes_of(uow, picture, small=False)) <= room.largest
        assert max(picture.width, picture.height) <= 2048
    assert standing(world, asked) == [(TEXT, [None if world.network == "mastodon" else ""])]


@BOTH
def test_what_the_network_refuses_stops_the_reply_before_anybody_sees_it(world):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    world.proxy.next("413", UPLOADS)
    row = world.deliver(delivery_id)
    assert (row.state, standing(world, asked)) == ("failed", [])
    assert row.failure == "The network did not take a picture of this reply."
    with world.unit() as uow:
        again = retry_failed(uow, uow.session.get(Delivery, (world.tenant.id, delivery_id))).id
    assert world.deliver(again).state == "sent"
    assert standing(world, asked) == [(TEXT, ALTS)]


@BOTH
def test_a_dead_token_at_the_upload_keeps_the_reply(world):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    world.lose_token()
    row = world.deliver(delivery_id)
    assert row.state == "queued", row.failure
    assert world.connection().state == "ill"
    world.renew_token()
    assert world.deliver(delivery_id).state == "sent"
    assert standing(world, asked) == [(TEXT, ALTS)]


@BOTH
def test_a_reply_can_be_taken_back_while_its_pictures_are_on_their_way(world):
    asked = world.ask()
    delivery_id = with_two(world, asked)

    def at(reached):
        if reached == "uploaded" and world.delivery(delivery_id).state == "queued":
            with world.unit() as uow:
                cancel_delivery(uow, uow.session.get(Delivery, (world.tenant.id, delivery_id)))

    row = world.deliver_once(delivery_id, at)
    assert (row.state, standing(world, asked), uploads(world)) == ("cancelled", [], 1)
    world.clock.jump(days=1)
    assert world.deliver_once(delivery_id).state == "cancelled"
    assert standing(world, asked) == []


@BOTH
def test_what_is_no_longer_what_was_frozen_is_not_sent(world):
    asked = world.ask()
    delivery_id = with_two(world, asked)
    with world.unit() as uow:
        row = uow.session.get(Delivery, (world.tenant.id, delivery_id))
        describe_picture(
            uow.session.get(ReplyPicture, (world.tenant.id, row.pictures[0]["id"])), "something else"
        )
    row = world.deliver(delivery_id)
    assert (row.state, row.failure) == ("failed", NOT_AS_FROZEN)
    assert (standing(world, asked), uploads(world)) == ([], 0)


@pytest.mark.parametrize("fault", ["none", "request lost", "answer lost", "503"])
def test_in_a_mail_the_pictures_go_with_the_words_once(mail_server, db, fault):
    world = EmailWorld(mail_server)
    asked = world.ask()
    delivery_id = with_two(world, asked)
    if fault != "none":
        world.proxy.next(fault)
    row = world.deliver(delivery_id)
    assert row.state == "sent", row.failure
    mail_server.wait_for(world.customer, 1)
    [mail] = mail_server.mails(world.customer)
    assert mail.get_body(("plain",)).get_content().strip() == TEXT
    with world.unit() as uow:
        frozen = [uow.session.get(ReplyPicture, (world.tenant.id, one["id"])) for one in row.pictures]
        wanted = [("image/jpeg", bytes_of(uow, one, small=False)) for one in frozen]
    assert [(one.get_content_type(), one.get_content()) for one in mail.iter_attachments()] == wanted
    world.read()
    [sent] = world.messages()
    assert (sent.text, sent.agent) == (TEXT, AGENT)
    world.proxy.stop()


def _png(picture):
    to = BytesIO()
    picture.convert("RGB").save(to, "PNG", compress_level=1)
    return to.getvalue()
