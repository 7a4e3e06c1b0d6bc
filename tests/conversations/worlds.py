"""Brands with accounts and terms, and messages of one day, for tests of conversations."""

from datetime import UTC, datetime, timedelta

from builders import make_tenant

from bpo.channels.operations import replace_accounts
from bpo.channels.queries import list_accounts
from bpo.channels.rules.incoming import IncomingMessage
from bpo.conversations.operations.intake import take_in
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.tenants.operations import replace_calendars, replace_levels

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OFFICE = {
    "time_zone": "Europe/Warsaw",
    "weekly": {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")} | {"sat": [], "sun": []},
    "holidays": None,
    "holiday_dates": {},
    "closed": [],
}


def make_brand(*handles, network="generic", levels=True, **over):
    """A brand with accounts and half an hour to answer, always open."""
    tenant = make_tenant(**over)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        replace_accounts(
            uow,
            tenant.id,
            [
                {"network": network, "handle": handle, "purpose": "care", "tags": []}
                for handle in handles or ("care",)
            ],
        )
        uow.session.merge(tenant)
        if levels:
            set_level(uow, tenant)
    return tenant


def set_level(uow, tenant, *, minutes=30, calendar="always", calendars=None):
    if calendars:
        replace_calendars(uow, tenant, calendars)
    level = {
        "name": "standard",
        "when": {},
        "first_response": minutes * 60,
        "next_response": minutes * 60,
        "resolution": None,
        "calendar": calendar,
    }
    replace_levels(uow, tenant, [level])


def account_of(tenant, handle="care"):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        return next(row for row in list_accounts(uow, tenant.id, retired=True) if row.handle == handle)


def said(external_id, minute, *, author="anna", out=False, handle="care", network="generic", **over):
    """A message at so many minutes past noon."""
    reply, conversation = over.get("in_reply_to"), over.get("conversation")
    keys = ["m:" + external_id]
    if reply:
        keys.append("m:" + reply)
    if conversation:
        keys.append("c:" + conversation)
    return IncomingMessage(
        **{
            "account": f"{network}:{handle}",
            "external_id": external_id,
            "direction": Direction.OUT if out else Direction.IN,
            "author_id": "brand" if out else author,
            "text": f"text of {external_id}",
            "posted_at": NOON + timedelta(minutes=minute),
            "thread_keys": tuple(keys),
            **over,
        }
    )


def store(tenant, *messages, now=None):
    with UnitOfWork(Actor.system(tenant.id), now=now) as uow:
        return take_in(uow, tenant.id, messages)


def in_unit(tenant, work, *, now=None):
    """What a function of the unit says, as the system for one brand."""
    with UnitOfWork(Actor.system(tenant.id), now=now) as uow:
        return work(uow)
