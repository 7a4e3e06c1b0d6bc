"""What accounts' networks tell of our access, whom it alarms and how often, and where it is shown."""

from datetime import timedelta

import pytest
from builders import browser, make_person, make_tenant
from channels.meta_worlds import FacebookWorld, MessengerWorld
from channels.vk_worlds import VkWorld
from channels.youtube_worlds import YouTubeWorld
from sqlalchemy import select

from bpo.channels.jobs import begin_checks
from bpo.channels.models import ChannelAccount
from bpo.channels.operations.checks import EVERY, check_account, due_checks
from bpo.channels.queries import get_account
from bpo.channels.queries.traffic import traffic_of
from bpo.channels.rules.health import FIELDS, RIGHTS, Health, Hook, Quota
from bpo.core.clock import utcnow
from bpo.core.outbox import Job
from bpo.identity.models import Notification
from bpo.identity.operations.notifications import MAIL_JOB


@pytest.fixture(params=[FacebookWorld, MessengerWorld])
def page(request, db):
    yield from of(request.param())


@pytest.fixture
def facebook(db):
    yield from of(FacebookWorld())


@pytest.fixture
def vk(db):
    yield from of(VkWorld())


def of(world):
    yield world
    world.proxy.stop()
    world.server.stop()


def check(world):
    check_account(world.unit, world.tenant.id, world.account_id, wire=world.wire(10), key=world.key)
    return Health.of(world.connection().facts)


def seconds_in(**left):
    return int((utcnow() + timedelta(**left)).timestamp())


def told(world, user):
    with world.unit() as uow:
        found = uow.session.scalars(
            select(Notification).where(Notification.user_id == user.id).order_by(Notification.id)
        )
        return [(one.kind, one.message, dict(one.values)) for one in found]


def kinds(world, user):
    return [kind for kind, _message, _values in told(world, user)]


def healthy(world):
    """As Meta tells of a page where nothing is wrong."""
    world.server.scopes = [*RIGHTS[world.network], "public_profile"]
    world.server.subscribed = list(FIELDS[world.network])


def test_meta_tells_rights_the_end_the_webhook_and_what_is_left(page):
    healthy(page)
    page.server.ends = {"expires_at": 0, "data_access_expires_at": seconds_in(days=60)}
    page.server.used = 28
    health = check(page)
    assert set(RIGHTS[page.network]) < set(health.rights)
    assert (health.lacks, health.hook, health.quota) == ((), Hook(brings=True), Quota(72, 100))
    assert timedelta(days=59) < health.ends_at - utcnow() < timedelta(days=61)


def test_a_page_that_tells_nothing_more_is_fine_all_the_same(page):
    assert check(page) == Health()
    assert page.connection().state == "fine"


def test_a_token_without_an_end_has_none(page):
    healthy(page)
    health = check(page)
    assert (health.ends_told, health.ends_at) == (True, None)


def test_a_webhook_in_part_and_none(page):
    healthy(page)
    page.server.subscribed = ["other"]
    assert check(page).hook == Hook(brings=True, lacks=FIELDS[page.network])
    page.server.subscribed = []
    assert check(page).hook.brings is False


def test_people_who_keep_the_accounts_are_told_once_for_each_step(facebook):
    world = facebook
    supervisor, agent = make_person("supervisor", world.tenant)[0], make_person("agent", world.tenant)[0]
    healthy(world)
    check(world)
    assert told(world, supervisor) == []
    world.server.ends["expires_at"] = seconds_in(days=20)
    check(world)
    assert told(world, supervisor) == []
    world.server.ends["expires_at"] = seconds_in(days=10)
    for _again in range(3):
        check(world)
    assert kinds(world, supervisor) == ["account_alarm"]
    _kind, message, values = told(world, supervisor)[0]
    assert "%(ends_at)s" in message
    assert values["account"] == f"facebook:{world.handle}"
    world.server.ends["expires_at"] = seconds_in(days=2)
    check(world)
    check(world)
    assert kinds(world, supervisor) == ["account_alarm"] * 2
    world.server.ends["expires_at"] = 0
    check(world)
    assert kinds(world, supervisor) == ["account_alarm"] * 2
    assert told(world, agent) == []


def test_a_right_and_a_webhook_that_are_gone_are_told_once_and_again_after_they_were_mended(facebook):
    world, supervisor = facebook, make_person("supervisor", facebook.tenant)[0]
    stranger = make_person("supervisor", make_tenant())[0]
    healthy(world)
    world.server.scopes.remove("pages_manage_engagement")
    world.server.subscribed = []
    check(world)
    check(world)
    rights, hook = (values for _kind, _message, values in told(world, supervisor))
    assert (rights["rights"], set(hook)) == ("pages_manage_engagement", {"account"})
    world.server.refusals = {"debug_token": (500, {}), "subscribed_apps": (500, {})}
    assert check(world) == Health()
    check(world)
    assert len(told(world, supervisor)) == 2
    healthy(world)
    check(world)
    world.server.subscribed = []
    check(world)
    assert len(told(world, supervisor)) == 3
    assert told(world, stranger) == []


def test_the_mail_of_an_alarm_waits_to_be_sent(facebook):
    supervisor = make_person("supervisor", facebook.tenant)[0]
    healthy(facebook)
    facebook.server.subscribed = []
    check(facebook)
    with facebook.unit() as uow:
        mails = uow.session.scalars(select(Job.payload).where(Job.name == MAIL_JOB)).all()
        theirs = uow.session.scalars(
            select(Notification.id).where(Notification.user_id == supervisor.id)
        ).all()
    assert [one["notification_id"] for one in mails].count(str(theirs[0])) == len(theirs) == 1


def test_a_dead_token_is_told_once(facebook):
    supervisor = make_person("supervisor", facebook.tenant)[0]
    facebook.lose_token()
    check(facebook)
    check(facebook)
    assert kinds(facebook, supervisor) == ["account_ill"]


def test_vk_tells_rights_and_the_callback_server_to_a_key_that_may_manage(vk):
    vk.server.rights = ["messages", "wall"]
    assert check(vk) == Health(rights=("messages", "wall"))
    vk.server.rights.append("manage")
    assert check(vk).hook.brings is False
    vk.server.callback = dict.fromkeys(FIELDS["vk"], 1) | {"message_edit": 0}
    assert check(vk).hook == Hook(brings=True, lacks=("message_edit",))
    vk.server.rights.remove("wall")
    assert check(vk).lacks == ("wall",)


def test_youtube_tells_its_scope_with_the_token(db, youtube_server):
    world = YouTubeWorld(youtube_server)
    assert check(world).rights is None
    world.channel.scope = "https://www.googleapis.com/auth/youtube.readonly"
    world.connect()
    assert check(world).lacks == RIGHTS["youtube"]
    world.channel.lasts = 6 * 86400
    world.connect()
    assert timedelta(days=5) < check(world).ends_at - utcnow() < timedelta(days=7)


def test_accounts_that_work_are_tried_again_a_few_times_a_day(facebook):
    with facebook.unit() as uow:
        assert due_checks(uow, facebook.tenant.id) == []
    facebook.clock.jump(hours=6)
    with facebook.unit() as uow:
        begin_checks(uow, str(facebook.tenant.id))
        assert due_checks(uow, facebook.tenant.id) == []  # it is asked for
    check(facebook)
    facebook.clock.ahead += EVERY
    with facebook.unit() as uow:
        uow.session.get(ChannelAccount, (facebook.tenant.id, facebook.account_id)).retired_at = uow.now
        uow.session.flush()
        assert due_checks(uow, facebook.tenant.id) == []


def test_an_account_that_stopped_is_left_to_people(facebook):
    facebook.lose_token()
    check(facebook)
    facebook.clock.jump(hours=7)
    with facebook.unit() as uow:
        assert due_checks(uow, facebook.tenant.id) == []


def test_when_it_last_heard_and_said_something(facebook):
    with facebook.unit() as uow:
        assert traffic_of(uow, get_account(uow, facebook.account_id)).last_in is None
    written = utcnow() - timedelta(minutes=3)
    facebook.server.comment("Where is it?", by="anna", at=int(written.timestamp()))
    facebook.read()
    (asked,) = facebook.messages("in")
    with facebook.unit() as uow:
        traffic = traffic_of(uow, get_account(uow, facebook.account_id))
    assert traffic.last_in == asked.posted_at
    assert timedelta(minutes=3) <= traffic.lag < timedelta(minutes=5)
    assert traffic.last_out is None
    facebook.server.comment("Answered there.", by=facebook.server.page, under=asked.external_id)
    facebook.read()
    with facebook.unit() as uow:
        assert traffic_of(uow, get_account(uow, facebook.account_id)).last_out is not None


def test_the_pages_say_what_is_wrong(app, facebook):
    client = browser(app, make_person("supervisor", facebook.tenant)[1])
    base = f"/brands/{facebook.tenant.slug}/accounts"
    healthy(facebook)
    facebook.server.used = 28
    check(facebook)
    address = f"{base}/{facebook.account_id}/connection"
    page = client.get(address).text
    assert "72 of 100" in page
    assert "pages_manage_engagement, " in page
    assert "At no set time" in page
    assert "Access ends soon" not in client.get(base).text
    facebook.server.ends["expires_at"] = seconds_in(days=2)
    facebook.server.subscribed = []
    facebook.server.scopes.remove("pages_manage_engagement")
    check(facebook)
    page = client.get(address).text
    assert "lacks rights that it needs: pages_manage_engagement." in page
    assert "Not subscribed" in page
    assert f"The access of facebook:{facebook.handle} ends" in page
    listed = client.get(base).text
    assert "Access ends soon" in listed
    assert "Rights are lacking" in listed
    assert "Webhook not subscribed" in listed
