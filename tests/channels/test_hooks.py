"""A person's own webhook hears what they are told: signed, tried again, and nothing of others."""

import socket
from dataclasses import replace

import pytest
from builders import browser, drain_all, make_person, make_tenant
from servers.receiver import Receiver
from sqlalchemy import select

from bpo.channels.adapters import Wire
from bpo.channels.models import NotificationHook
from bpo.channels.operations.hooks import NotHeardError, call_hook, forget_hook, keep_hook
from bpo.channels.queries.hooks import find_hook
from bpo.core.actor import Actor
from bpo.core.errors import Invalid
from bpo.core.i18n import N_
from bpo.core.outbox import Job
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.notifications import Kind, Way
from bpo.identity.operations.notifications import choose_ways, mark_all_read, notify
from bpo.identity.operations.people import disable_user
from bpo.identity.queries import get_user
from bpo.web.sentences import say

SENTENCE = N_("Your certification for %(brand)s ends: %(ends_at)s.")


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.stop()


@pytest.fixture
def ours(settings):
    return replace(settings, private_hosts=frozenset({"127.0.0.1"}))


@pytest.fixture
def tenant(app):
    return make_tenant()


@pytest.fixture
def person(tenant, receiver, ours):
    user, _token = make_person("agent", tenant, locale="pl")
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        known = get_user(uow, user.id)
        receiver.secret = keep_hook(uow, known, url=f"http://127.0.0.1:{receiver.port}/told", settings=ours)
        known.notification_ways = {Kind.BREACHED.value: Way.HOOK.value}
    return user


def tell(tenant, user):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        notify(
            uow,
            [user.id],
            tenant_id=tenant.id,
            kind=Kind.BREACHED,
            message=SENTENCE,
            values={"brand": "Larkwing", "ends_at": uow.now.isoformat()},
            path="/brands?x=1",
        )
    with UnitOfWork(Actor.system()) as uow:
        return uow.session.scalars(
            select(Notification).where(Notification.user_id == user.id).order_by(Notification.id.desc())
        ).first()


def call(tenant, told, ours):
    def open_unit():
        return UnitOfWork(Actor.system(tenant.id))

    call_hook(open_unit, Wire(ours.private_hosts), ours, told.id, say=say)


def hook_of(user):
    with UnitOfWork(Actor.system()) as uow:
        return find_hook(uow, user.id)


def test_what_somebody_is_told_reaches_their_program_in_their_language(tenant, person, receiver, ours):
    told = tell(tenant, person)
    call(tenant, told, ours)
    (content,) = receiver.shown
    assert content["id"] == str(told.id)
    assert content["kind"] == "breached"
    assert content["text"].startswith("Twoja certyfikacja")
    assert content["brand"] == tenant.slug
    assert content["url"].endswith("/brands?x=1")
    assert hook_of(person).posted_at is not None


def test_telling_leaves_one_call_for_who_chose_it_and_none_for_others(tenant, person):
    other, _token = make_person("agent", tenant)
    tell(tenant, person)
    tell(tenant, other)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        jobs = uow.session.scalars(select(Job).where(Job.tenant_id == tenant.id)).all()
    assert [job.name for job in jobs] == ["channels.jobs.begin_telling"]


def test_a_receiver_that_cannot_check_the_signature_is_told_again(tenant, person, receiver, ours):
    receiver.secret = "another"
    told = tell(tenant, person)
    with pytest.raises(NotHeardError):
        call(tenant, told, ours)
    assert receiver.shown == []
    assert hook_of(person).why == "401"


def test_a_receiver_that_is_away_is_told_again(tenant, person, receiver, ours):
    with socket.socket() as nobody:  # bound and not listening
        nobody.bind(("127.0.0.1", 0))
        with UnitOfWork(Actor.system(tenant.id)) as uow:
            address = f"http://127.0.0.1:{nobody.getsockname()[1]}/told"
            keep_hook(uow, get_user(uow, person.id), url=address, settings=ours)
        with pytest.raises(NotHeardError):
            call(tenant, tell(tenant, person), ours)
    assert hook_of(person).failed_at is not None


def test_what_was_seen_meanwhile_is_not_told(tenant, person, receiver, ours):
    told = tell(tenant, person)
    with UnitOfWork(Actor(kind=Actor.system().kind, user_id=person.id)) as uow:
        mark_all_read(uow)
    call(tenant, told, ours)
    assert receiver.shown == []


def test_who_has_left_is_not_told(tenant, person, receiver, ours):
    told = tell(tenant, person)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        disable_user(uow, get_user(uow, person.id))
    call(tenant, told, ours)
    assert receiver.shown == []


def test_a_forgotten_webhook_is_called_no_more(tenant, person, receiver, ours):
    told = tell(tenant, person)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        forget_hook(uow, get_user(uow, person.id))
    call(tenant, told, ours)
    assert receiver.shown == []


@pytest.mark.parametrize(
    "url", ["http://example.com/x", "https://user:pw@example.com", "ftp://example.com", "https://e.x:22/"]
)
def test_only_the_webs_addresses_are_kept(tenant, settings, url):
    user, _token = make_person("agent", tenant)
    with UnitOfWork(Actor.system(tenant.id)) as uow, pytest.raises(Invalid):
        keep_hook(uow, get_user(uow, user.id), url=url, settings=settings)


def test_an_address_inside_is_never_called(tenant, person, receiver, ours):
    told = tell(tenant, person)
    with pytest.raises(NotHeardError):
        call(tenant, told, replace(ours, private_hosts=frozenset()))
    assert receiver.shown == []


def test_the_page_asks_for_the_password_and_shows_the_secret_once(app, tenant):
    user, token = make_person("agent", tenant)
    client = browser(app, token)
    refused = client.post(
        "/profile/webhook", data={"url": "https://example.com/x", "current_password": "wrong"}
    )
    assert refused.status_code == 422
    assert "This is not your present password." in refused.text
    with UnitOfWork(Actor.system()) as uow:
        assert (
            uow.session.scalars(select(NotificationHook).where(NotificationHook.user_id == user.id)).all()
            == []
        )


def test_somebody_may_choose_to_be_told_by_webhook(tenant, person):
    from builders import act_as

    with UnitOfWork(act_as("agent", tenant, user_id=person.id)) as uow:
        choose_ways(uow, get_user(uow, person.id), {Kind.HANDED_OVER.value: Way.HOOK.value})


def test_work_that_was_left_is_done_by_the_worker(tenant, person, receiver, ours, monkeypatch):
    from bpo.channels import jobs

    monkeypatch.setattr(jobs, "in_use", lambda: ours)
    told = tell(tenant, person)
    drain_all("delivery")
    assert [content["id"] for content in receiver.shown] == [str(told.id)]
