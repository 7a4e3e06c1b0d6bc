"""What people give us to fetch themselves: feeds and their own webhooks, against the same addresses and answers."""

from dataclasses import replace

import pytest
from builders import make_person, make_tenant
from monitoring.worlds import make_watched, unit
from security.addresses import ADDRESSES, connections
from servers.hostile import says
from sqlalchemy import select

from bpo.channels.adapters import Wire
from bpo.channels.models import NotificationHook
from bpo.channels.operations.hooks import NotHeardError, call_hook, keep_hook
from bpo.core.actor import Actor
from bpo.core.errors import Invalid
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.notifications import Kind, Way
from bpo.identity.operations.notifications import notify
from bpo.identity.queries import get_user
from bpo.monitoring.models import MentionSource
from bpo.monitoring.operations.polling import poll_source
from bpo.monitoring.operations.watches import save_source
from bpo.web.sentences import say

OURS = frozenset({"127.0.0.1"})
SENTENCE = N_("Your certification for %(brand)s ends: %(ends_at)s.")


@pytest.fixture
def polled(db, server):
    """Reads one address as a feed; what stands at the source then."""
    tenant, _source, _watch = make_watched("larkwing")
    with unit(tenant) as uow:
        known = save_source(uow, tenant.id, None, name="News", url=server.url, private_hosts=OURS)

    def poll(url, hosts=OURS):
        with unit(tenant) as uow:
            row = uow.session.get_one(MentionSource, (tenant.id, known.id))
            row.url, row.next_poll_at, row.failure = url, uow.now, None
        poll_source(lambda: unit(tenant), tenant.id, known.id, wire=Wire(hosts, 0.25))
        with unit(tenant) as uow:
            return uow.session.get_one(MentionSource, (tenant.id, known.id)).failure

    return poll


WEB = [url for url in ADDRESSES if url.isprintable() and url.startswith("http")]  # others the table refuses


def test_no_feeds_address_leads_inside(polled):
    with connections() as came:
        assert [url for url in WEB if polled(url, frozenset()) is None] == []
    assert came == []


@pytest.mark.parametrize(
    "target",
    ["{trap}/x", "file:///etc/passwd", "gopher://127.0.0.2/", "//127.0.0.2:1/", "https://[", "/x", "\xb2"],
)
def test_a_feeds_redirect_leads_nowhere_inside(polled, server, trap, target):
    where = target.format(trap=trap.url).encode("latin-1")
    server.behave = says(b"HTTP/1.1 302 Elsewhere\nContent-Length: 0\nLocation: " + where)
    with connections() as came:
        assert polled(server.url) is not None
    assert {address[0] for address in came} <= OURS
    assert server.came <= 4
    assert trap.came == 0


LAUGHS = (
    b"<!DOCTYPE r [<!ENTITY a '"
    + b"x" * 1000
    + b"'>"
    + b"".join(
        b"<!ENTITY a%d '%s'>" % (n, b"&a%s;" % (str(n - 1).encode() if n else b"") * 10) for n in range(9)
    )
    + b"]><rss version='2.0'><channel><title>&a8;</title></channel></rss>"
)


@pytest.mark.parametrize(
    "answer",
    [
        (b"", b""),
        (b"\nContent-Encoding: gzip", b"\x1f\x8b\x08" + b"\0" * 100),
        (b"\nContent-Type: application/xml", LAUGHS),
        (b"\nContent-Length: \xb2", b"x"),
        (b"\nContent-Length: " + b"9" * 5000, b"x"),
    ],
    ids=["nothing", "packed", "laughs", "odd length", "long length"],
)
def test_no_feeds_answer_breaks_us(polled, server, answer):
    server.behave = says(b"HTTP/1.1 200 OK" + answer[0], answer[1])
    polled(server.url)  # and comes back


@pytest.mark.parametrize("wait", [b"9" * 5000, b"\xb2", b"-1"], ids=["ages", "other digits", "before"])
def test_a_feed_that_asks_us_to_wait_oddly_is_waited_for(polled, server, wait):
    server.behave = says(b"HTTP/1.1 429 No\nContent-Length: 0\nRetry-After: " + wait)
    assert polled(server.url) is not None


@pytest.fixture
def called(app, settings):
    """Calls one address as somebody's webhook."""
    tenant = make_tenant()
    user, _token = make_person("agent", tenant)
    ours = replace(settings, private_hosts=OURS)
    actor = Actor.system(tenant.id)
    with UnitOfWork(actor) as uow:
        known = get_user(uow, user.id)
        known.notification_ways = {Kind.BREACHED.value: Way.HOOK.value}
        keep_hook(uow, known, url="https://example.com/x", settings=settings)
    with UnitOfWork(actor) as uow:
        values = {"brand": "Larkwing", "ends_at": uow.now.isoformat()}
        notify(
            uow, [user.id], tenant_id=tenant.id, kind=Kind.BREACHED, message=SENTENCE, values=values, path="/"
        )
    with UnitOfWork(Actor.system()) as uow:
        told = uow.session.scalars(select(Notification).where(Notification.user_id == user.id)).one()

    def call(url, hosts=OURS):
        with UnitOfWork(actor) as uow:
            row = uow.session.scalars(
                select(NotificationHook).where(NotificationHook.user_id == user.id)
            ).one()
            row.url = url
        call_hook(lambda: UnitOfWork(actor), Wire(hosts, 0.25), ours, told.id, say=say)

    call.keep = lambda url: keep(tenant, user, url, settings)
    return call


def keep(tenant, user, url, settings):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        keep_hook(uow, get_user(uow, user.id), url=url, settings=settings)


def test_no_webhooks_address_leads_inside(called):
    with connections() as came:
        for url in WEB:
            with pytest.raises(NotHeardError):
                called(url, frozenset())
    assert came == []


def test_an_address_that_is_none_is_not_kept(called):
    for url in set(ADDRESSES) - set(WEB):
        with pytest.raises(Invalid):
            called.keep(url)


@pytest.mark.parametrize("status", [b"301", b"302", b"307", b"308"])
def test_a_webhooks_redirect_is_not_followed(called, server, trap, status):
    server.behave = says(
        b"HTTP/1.1 " + status + b" Elsewhere\nContent-Length: 0\nLocation: " + trap.url.encode()
    )
    with pytest.raises(NotHeardError):
        called(server.url)
    assert (server.came, trap.came) == (1, 0)
