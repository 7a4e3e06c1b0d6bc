"""A brand's accounts now: their numbers are the rows behind them, in the reader's own scope."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import act_as, browser, make_person
from conversations.worlds import account_of, make_brand, said, store
from sqlalchemy import update

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import AccountFilter
from bpo.conversations.queries.accounts_now import list_accounts_now
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork

MINUTE = timedelta(minutes=1)


def write(tenant, handle, *ages):
    """One customer's message for each age, so many minutes old; half an hour to answer."""
    now = utcnow()
    for age in ages:
        name = f"{handle}-{age}"
        store(
            tenant,
            replace(
                said(name, 0, author=name, handle=handle, text="Where is it?"), posted_at=now - age * MINUTE
            ),
        )


@pytest.fixture
def tenant(db):
    tenant = make_brand("harbour", "station", "silent", "old")
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        for handle, tags in (("harbour", ["odesa"]), ("station", ["kyiv", "ru"]), ("old", ["kyiv"])):
            uow.session.execute(
                update(ChannelAccount)
                .where(ChannelAccount.tenant_id == tenant.id, ChannelAccount.handle == handle)
                .values(tags=tags)
            )
    write(tenant, "harbour", 1, 2, 3)
    write(tenant, "station", 1, 45)
    write(tenant, "old", 40 * 24 * 60)
    return tenant


def listed(actor, tenant, **asked):
    with UnitOfWork(actor) as uow:
        rows = list_accounts_now(uow, tenant.id, AccountFilter(**asked), limit=50)
    return [(row.handle, row.waiting, row.late, row.last_at is not None) for row in rows]


def test_where_most_is_late_stands_first(tenant):
    system = Actor.system(tenant.id)
    assert listed(system, tenant) == [
        ("station", 2, 1, True),
        ("old", 1, 1, False),
        ("harbour", 3, 0, True),
        ("silent", 0, 0, False),
    ]
    assert [row[0] for row in listed(system, tenant, tag="kyiv")] == ["station", "old"]


def test_the_list_goes_on_after_the_last_one_shown(tenant):
    after, seen = None, []
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        while rows := list_accounts_now(uow, tenant.id, AccountFilter(), after=after, limit=1):
            seen += [row.handle for row in rows]
            after = rows[-1].place
    assert seen == ["station", "old", "harbour", "silent"]


def test_who_is_narrowed_sees_their_accounts(tenant):
    own = frozenset({account_of(tenant, "harbour").id})
    leader = replace(act_as("team_leader", tenant), narrowed={tenant.id: own})
    assert listed(leader, tenant) == [("harbour", 3, 0, True)]


def test_every_number_opens_to_as_many_conversations(app, tenant):
    reader = browser(app, make_person("supervisor", tenant)[1])
    page = reader.get(f"/brands/{tenant.slug}/accounts/now").text
    links = re.findall(r'<a href="(/brands/[^"]+/conversations\?[^"]+)">(\d+)</a>', page)
    assert len(links) == 5
    for link, shown in links:
        rows = reader.get(link.replace("&amp;", "&")).text
        assert len(set(re.findall(r'href="/brands/[^"]+/conversations/([0-9a-f-]{36})"', rows))) == int(
            shown
        ), link
