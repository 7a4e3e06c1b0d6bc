"""Reports by mail and what of them a client is shown, for programs."""

from collections.abc import Sequence
from typing import Any, cast

from flask import g

from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.reports.api.blueprint import blp
from bpo.reports.models import ReportSubscription
from bpo.reports.operations import subscriptions as operations
from bpo.reports.operations.sections import choose_sections, sections_of
from bpo.reports.rules.schedules import Frequency, Timetable
from bpo.reports.schemas import (
    SectionsIn,
    SectionsOut,
    SubscriptionIn,
    SubscriptionOut,
    SubscriptionsOut,
)
from bpo.tenants.queries import get_tenant
from bpo.web.guard import requires

MAILS = "/brands/<slug>/reports/subscriptions"
ONE = f"{MAILS}/<any(daily, weekly, monthly):frequency>"
SHOWN = "/brands/<slug>/reports/sections"


@blp.get(MAILS)
@requires(Permission.REPORT_READ)
@blp.response(200, SubscriptionsOut)
def subscriptions(slug: str) -> dict[str, Sequence[ReportSubscription]]:
    """List who gets the report by mail; a client's person is shown their own."""
    uow = cast("UnitOfWork", g.uow)
    return {"items": operations.list_subscriptions(uow, get_tenant(uow, slug).id)}


@blp.put(ONE)
@requires(Permission.REPORT_READ)
@blp.arguments(SubscriptionIn)
@blp.response(200, SubscriptionOut)
def subscribe(body: dict[str, Any], slug: str, frequency: str) -> ReportSubscription:
    """Have the report mailed to the owner of the key, in place of what they had at this frequency."""
    uow = cast("UnitOfWork", g.uow)
    timetable = Timetable(Frequency(frequency), body["hour"], body["weekday"], body["day"])
    return operations.subscribe(
        uow,
        get_tenant(uow, slug),
        timetable,
        attachments=body["attachments"],
        sections=body["sections"],
    )


@blp.delete(ONE)
@requires(Permission.REPORT_READ)
@blp.response(204)
def unsubscribe(slug: str, frequency: str) -> None:
    """Have no more of these mailed."""
    uow = cast("UnitOfWork", g.uow)
    operations.unsubscribe(uow, get_tenant(uow, slug), Frequency(frequency))


@blp.get(SHOWN)
@requires(Permission.REPORT_READ)
@blp.response(200, SectionsOut)
def sections(slug: str) -> dict[str, list[str]]:
    """Say which sections of the report the client is shown."""
    uow = cast("UnitOfWork", g.uow)
    return {"sections": [one.value for one in sections_of(uow, get_tenant(uow, slug))]}


@blp.put(SHOWN)
@requires(Permission.REPORT_SIGN)
@blp.arguments(SectionsIn)
@blp.response(200, SectionsOut)
def put_sections(body: dict[str, list[str]], slug: str) -> dict[str, list[str]]:
    """Choose them."""
    uow = cast("UnitOfWork", g.uow)
    choose_sections(uow, get_tenant(uow, slug), body["sections"])
    return body
