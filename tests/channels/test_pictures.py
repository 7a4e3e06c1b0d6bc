"""Pictures that came with messages: fetched after the message from wherever they lie, and never at its cost."""

import json

import pytest
from builders import browser, make_person
from channels.worlds import LOCAL, BlueskyWorld, GenericWorld, MastodonWorld, TelegramWorld
from servers.painted import PictureServer, painted
from sqlalchemy import func, select

from bpo.channels.adapters import Wire
from bpo.channels.adapters.base import Rejected
from bpo.channels.adapters.pictures import picture_at
from bpo.channels.adapters.wire import Answer
from bpo.channels.models import ChannelConnection, InboundEvent
from bpo.channels.operations import store_inbound
from bpo.channels.queries import get_account
from bpo.channels.rules.pictures import type_of
from bpo.conversations.models import Attachment, Conversation, Customer, Message
from bpo.conversations.operations.attachments import MOST_TRIES, fetch_attachment
from bpo.conversations.operations.erasing import ask_erasure, erase_customer
from bpo.conversations.operations.received import take_in_waiting
from bpo.conversations.queries.attachments import due_attachments
from bpo.core.ids import new_id
from bpo.core.outbox import Job
from bpo.identity.permissions import Profile

RAW = painted("JPEG", (600, 400))


def work(world):
    """What workers would do now."""
    with world.unit() as uow:
        due = [row.id for row in due_attachments(uow, world.tenant.id)]
    for one in due:
        fetch_attachment(world.unit, world.tenant.id, one, wire=world.wire(10), key=world.key)
    return len(due)


def rows(world):
    with world.unit() as uow:
        return list(
            uow.session.scalars(
                select(Attachment)
                .where(Attachment.tenant_id == world.tenant.id)
                .order_by(Attachment.message_id, Attachment.place)
            )
        )


def body_of(world, row):
    with world.unit() as uow:
        return uow.session.get(Attachment, (world.tenant.id, row.id)).body


@pytest.fixture
def bluesky(bluesky_server, db):
    made = BlueskyWorld(bluesky_server)
    yield made
    made.proxy.stop()


@pytest.fixture
def mastodon(mastodon_server, db):
    made = MastodonWorld(mastodon_server)
    yield made
    made.proxy.stop()


@pytest.fixture
def telegram(telegram_server, db):
    made = TelegramWorld(telegram_server)
    yield made
    made.proxy.stop()


@pytest.fixture
def lies():
    made = PictureServer()
    yield made
    made.stop()


def bring(world, *addresses, alt="a broken lid", text="Look at this"):
    """A status of Mastodon with pictures at these addresses is read."""
    status = {
        "id": new_id().hex[-10:],
        "account": {"id": "2", "acct": "anna@cust.test", "display_name": "Anna"},
        "content": f"<p>{text}</p>",
        "created_at": world.clock.now().isoformat(),
        "media_attachments": [{"type": "image", "url": address, "description": alt} for address in addresses],
    }
    stored = {"account": f"mastodon:{world.handle}", "own_id": "9", "domain": "c", "status": status}
    with world.unit() as uow:
        account = get_account(uow, world.account_id)
        store_inbound(uow, account, [(status["id"], json.dumps(stored))], form="mastodon.status")
    with world.unit() as uow:
        take_in_waiting(uow, world.tenant.id)
    return world.message(status["id"])


class ViewWire(Wire):
    """The view's pictures lie in the world, where no test goes: here they are what their author uploaded."""

    def __init__(self, *given):
        super().__init__(*given)
        self.asked = []

    def fetch(self, method, url, **named):
        if url.startswith("https://bsky.public.url/img/"):
            self.asked.append(url)
            return Answer(200, "OK", {}, RAW)
        return super().fetch(method, url, **named)


@pytest.mark.real_server
def test_a_picture_on_bluesky_comes_from_where_its_view_shows_it(bluesky):
    blob = bluesky.server.upload(RAW)
    embed = {"$type": "app.bsky.embed.images", "images": [{"alt": "a broken lid", "image": blob}]}
    found = bluesky.taken_in(bluesky.server.write("Look", to=bluesky.handle, embed=embed))
    (row,) = rows(bluesky)
    assert (row.message_id, row.alt, row.state) == (found.id, "a broken lid", "waiting")
    wire = ViewWire(LOCAL, 20)
    fetch_attachment(bluesky.unit, bluesky.tenant.id, row.id, wire=wire, key=bluesky.key)
    (row,) = rows(bluesky)
    assert (row.state, row.failure, row.width) == ("kept", None, 600)
    [asked] = wire.asked
    assert blob["ref"]["$link"] in asked


@pytest.mark.real_server
def test_a_picture_on_mastodon_comes_from_its_address(mastodon):
    client = mastodon.server.client("anna")
    media = client.media_post(RAW, "image/jpeg", description="a broken lid", file_name="lid.jpg")
    status = client.status_post(f"@{mastodon.name} Look", media_ids=[media])
    mastodon.taken_in(str(status.id))
    (row,) = rows(mastodon)
    assert (row.state, row.alt) == ("waiting", "a broken lid")
    work(mastodon)
    (row,) = rows(mastodon)
    assert (row.state, row.content_type, row.width, row.height) == ("kept", "image/jpeg", 600, 400)
    assert type_of(body_of(mastodon, row)) == "image/jpeg"


@pytest.mark.real_server
def test_a_picture_on_telegram_comes_by_the_name_of_its_file(telegram):
    telegram.bot.files["AgAC"] = RAW
    photo = [{"file_id": "AgAC", "width": 600, "height": 400, "file_size": len(RAW)}]
    telegram.server.write(telegram.bot, caption="Look", photo=photo)
    telegram.read()
    work(telegram)
    (row,) = rows(telegram)
    assert (row.state, row.width) == ("kept", 600)
    telegram.server.write(telegram.bot, caption="Gone", photo=[{"file_id": "none"}])
    telegram.read()
    work(telegram)
    gone = next(row for row in rows(telegram) if row.reference == "none")
    assert (gone.state, gone.failure) == ("failed", "The network no longer has the picture.")
    assert telegram.bot.token not in repr([vars(row) for row in rows(telegram)])


@pytest.mark.real_server
def test_pictures_of_a_mail_come_out_of_the_mailbox(mail_server, db):
    from channels.worlds import EmailWorld

    world = EmailWorld(mail_server)
    large = painted("JPEG", (1500, 1500), "navy") + b"\0" * 1_300_000  # longer than what is read of a mail
    found = mail_server.write(
        sender=world.customer,
        to=world.handle,
        subject="My parcel",
        text="Look",
        pictures=[("lid.jpg", RAW), ("box.jpg", large)],
    )
    world.taken_in(found)
    work(world)
    assert [(row.alt, row.state, row.width) for row in rows(world)] == [
        ("lid.jpg", "kept", 600),
        ("box.jpg", "kept", 1500),
    ]


@pytest.mark.real_server
def test_the_message_is_there_before_its_picture_and_whatever_becomes_of_it(app, mastodon, lies):
    said = iter([(503, None), (429, None, {"Retry-After": "900"}), (200, RAW)])
    lies.lies["/lid.jpg"] = lambda: next(said)
    found = bring(mastodon, f"{lies.url}/lid.jpg", f"{lies.url}/gone.jpg", f"{lies.url}/page.html")
    lies.lies["/page.html"] = b"<html><script>alert(1)</script>"
    assert found.text == "Look at this"
    client = browser(app, make_person("supervisor", mastodon.tenant)[1])
    page = f"/brands/{mastodon.tenant.slug}/conversations/{found.conversation_id}"
    assert client.get(page).text.count("A picture that is being fetched.") == 3
    assert lies.asked == []
    work(mastodon)
    lid, gone, strange = rows(mastodon)
    assert (lid.state, lid.tries) == ("waiting", 1)
    assert (gone.state, gone.failure) == ("failed", "The network no longer has the picture.")
    assert (strange.state, "no picture of a kind" in strange.failure) == ("failed", True)
    shown = client.get(page).text
    assert "still being fetched" in shown
    assert shown.count("A picture that could not be fetched") == 2
    assert work(mastodon) == 0  # not at once again
    mastodon.clock.jump(minutes=1)
    work(mastodon)
    mastodon.clock.jump(minutes=14)
    assert work(mastodon) == 0  # it asked for a quarter of an hour
    mastodon.clock.jump(minutes=2)
    work(mastodon)
    assert [row.state for row in rows(mastodon)] == ["kept", "failed", "failed"]
    shown = client.get(page).text
    assert 'alt="a broken lid"' in shown
    assert "size=small" in shown
    assert all("Authorization" not in told and "Cookie" not in told for told in lies.told)


@pytest.mark.real_server
def test_what_cannot_be_fetched_for_long_is_given_up(mastodon, lies):
    lies.lies["/lid.jpg"] = (503, None)
    bring(mastodon, f"{lies.url}/lid.jpg")
    for _round in range(MOST_TRIES + 2):
        work(mastodon)
        mastodon.clock.jump(minutes=11)
    (row,) = rows(mastodon)
    assert (row.state, row.tries, "given up" in row.failure) == ("failed", MOST_TRIES, True)
    assert len(lies.asked) == MOST_TRIES


@pytest.mark.real_server
@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.2:1/x.jpg",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/x.jpg",
        "https://10.0.0.1/x.jpg",
        "file:///etc/passwd",
        "ftp://example.com/x.jpg",
        "http://user:secret@127.0.0.1/x",
        "http://[bad/x.jpg",
    ],
)
@pytest.mark.parametrize("led", [False, True], ids=["straight", "led there"])
def test_an_address_that_is_not_the_worlds_is_not_spoken_to(mastodon, lies, address, led):
    lies.lies["/on"] = (302, None, {"Location": address})
    bring(mastodon, f"{lies.url}/on" if led else address)
    work(mastodon)
    (row,) = rows(mastodon)
    assert row.state == "failed"
    assert lies.asked == (["/on"] if led else [])


def test_of_hosts_of_our_own_net_only_the_accounts_server_is_asked(lies):
    lies.lies["/x"] = RAW
    address = f"{lies.url}/x"
    assert picture_at(Wire(LOCAL), address, server=lies.url)
    with pytest.raises(Rejected) as refused:
        picture_at(Wire(LOCAL), address, server="https://social.example")
    assert refused.value.detail == "refused"


@pytest.mark.real_server
def test_a_picture_is_followed_to_where_it_lies_but_not_for_ever(mastodon, lies):
    lies.lies |= {"/a": (302, None, {"Location": "/b"}), "/b": (307, None, {"Location": "c"}), "/c": RAW}
    lies.lies["/round"] = (301, None, {"Location": "/round"})
    bring(mastodon, f"{lies.url}/a", f"{lies.url}/round")
    work(mastodon)
    assert [row.state for row in rows(mastodon)] == ["kept", "failed"]
    assert lies.asked.count("/round") == 4


@pytest.mark.real_server
def test_what_is_larger_than_is_taken_is_not_taken(mastodon, lies):
    lies.lies["/large"] = RAW + b"\0" * (8 * 1024 * 1024)
    bring(mastodon, f"{lies.url}/large")
    work(mastodon)
    (row,) = rows(mastodon)
    assert (row.state, row.failure) == ("failed", "The picture is too large.")


@pytest.mark.real_server
def test_one_message_read_twice_has_its_pictures_once(mastodon, lies):
    lies.lies["/lid.jpg"] = RAW
    found = bring(mastodon, f"{lies.url}/lid.jpg")
    with mastodon.unit() as uow:
        event = uow.session.scalars(
            select(InboundEvent).where(InboundEvent.dedupe_key == found.external_id)
        ).one()
        event.processed_at = None
    with mastodon.unit() as uow:
        take_in_waiting(uow, mastodon.tenant.id)
        jobs = select(func.count()).select_from(Job).where(Job.name == "conversations.jobs.fetch_attachment")
        assert uow.session.scalar(jobs.where(Job.tenant_id == mastodon.tenant.id)) == 1
    assert len(rows(mastodon)) == 1


@pytest.fixture
def kept(mastodon, lies):
    lies.lies["/lid.jpg"] = RAW
    found = bring(mastodon, f"{lies.url}/lid.jpg", alt="call +380 44 123 45 67")
    work(mastodon)
    (row,) = rows(mastodon)
    base = f"/brands/{mastodon.tenant.slug}/conversations/{found.conversation_id}"
    return mastodon, found, row, f"{base}/pictures/{row.id}"


@pytest.mark.real_server
def test_a_picture_leaves_as_nothing_but_a_picture(app, kept):
    world, found, _row, address = kept
    client = browser(app, make_person("supervisor", world.tenant)[1])
    for path in (address, f"{address}?size=small", f"/api/v1{address}"):
        answer = client.get(path)
        assert (answer.status_code, answer.content_type) == (200, "image/jpeg")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Content-Disposition"].startswith("inline;")
        assert answer.headers["Cache-Control"] == "no-store"
        assert type_of(answer.data) == "image/jpeg"
    assert len(client.get(f"{address}?size=small").data) < len(client.get(address).data)
    told = client.get(f"/api/v1/brands/{world.tenant.slug}/conversations/{found.conversation_id}").json
    (picture,) = told["messages"][0]["pictures"]
    assert (picture["state"], picture["width"], picture["height"]) == ("kept", 600, 400)


@pytest.mark.real_server
def test_a_picture_is_of_its_own_conversation_and_of_nobody_elses(app, kept):
    world, _found, row, address = kept
    client = browser(app, make_person("supervisor", world.tenant)[1])
    other = bring(world, text="Another talk entirely")
    assert other.conversation_id != _found.conversation_id
    elsewhere = f"/brands/{world.tenant.slug}/conversations/{other.conversation_id}/pictures/{row.id}"
    assert client.get(elsewhere).status_code == 404
    stranger = browser(app, make_person("supervisor", GenericWorld().tenant)[1])
    assert stranger.get(address).status_code == 404
    assert browser(app).get(address).status_code == 302


@pytest.mark.real_server
def test_who_reads_without_personal_data_sees_no_picture(app, kept):
    world, found, _row, address = kept
    analyst = browser(app, make_person("agent", world.tenant, profile=Profile.ANALYST)[1])
    page = analyst.get(f"/brands/{world.tenant.slug}/conversations/{found.conversation_id}")
    assert page.status_code == 200
    assert "cannot be masked" in page.text
    assert "123 45 67" not in page.text
    assert analyst.get(address).status_code == 404
    assert analyst.get(f"/api/v1{address}").status_code == 404


@pytest.mark.real_server
def test_who_is_erased_leaves_no_picture_and_none_comes_after(app, kept, lies):
    world, found, _row, address = kept
    late = bring(world, f"{lies.url}/lid.jpg", text="And this")
    with world.unit() as uow:
        customer_id = uow.session.get(Conversation, (world.tenant.id, found.conversation_id)).customer_id
        customer = uow.session.get(Customer, (world.tenant.id, customer_id))
        assert uow.session.get(Message, (world.tenant.id, late.id)) is not None
        erasure = ask_erasure(uow, customer, reason="customer")
        assert erase_customer(uow, erasure)
    world.clock.jump(minutes=10)
    assert work(world) == 0
    with world.unit() as uow:
        left = uow.session.execute(
            select(
                Attachment.state, Attachment.reference, Attachment.alt, Attachment.body, Attachment.small
            ).where(Attachment.tenant_id == world.tenant.id)
        ).all()
    assert [tuple(row) for row in left] == [("erased", "", None, None, None)] * 2
    client = browser(app, make_person("supervisor", world.tenant)[1])
    assert client.get(address).status_code == 404


@pytest.mark.real_server
def test_what_is_fetched_while_its_customer_is_erased_is_not_kept(mastodon, lies):
    found = bring(mastodon, f"{lies.url}/lid.jpg")

    def meanwhile():
        with mastodon.unit() as uow:
            customer_id = uow.session.get(
                Conversation, (mastodon.tenant.id, found.conversation_id)
            ).customer_id
            customer = uow.session.get(Customer, (mastodon.tenant.id, customer_id))
            erase_customer(uow, ask_erasure(uow, customer, reason="customer"))
        return RAW

    lies.lies["/lid.jpg"] = meanwhile
    work(mastodon)
    (row,) = rows(mastodon)
    assert (row.state, body_of(mastodon, row)) == ("erased", None)


@pytest.mark.real_server
def test_a_picture_waits_for_its_account(mastodon, lies):
    lies.lies["/lid.jpg"] = RAW
    bring(mastodon, f"{lies.url}/lid.jpg")
    mastodon.lose_token()
    with mastodon.unit() as uow:
        connection = uow.session.get(ChannelConnection, (mastodon.tenant.id, mastodon.account_id))
        connection.state = "ill"
    work(mastodon)
    assert rows(mastodon)[0].state == "waiting"
    mastodon.renew_token()
    mastodon.clock.jump(minutes=3)
    work(mastodon)
    assert rows(mastodon)[0].state == "kept"
