"""Where one may go: the lines of the side bar, the tabs of a brand, and the numbers beside them.

The numbers of a page are counted in one unit of work, each over the brands where the reader holds its permission.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import g, request, url_for
from sqlalchemy import Select

from bpo.conversations.queries.exclusions import count_waiting_exclusions, list_waiting_exclusions
from bpo.conversations.queries.portal import count_alerts, count_questions, count_replies, replies
from bpo.conversations.queries.shift_log import unread_notes
from bpo.core.actor import Actor
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork, ask_at_once
from bpo.identity.permissions import Permission
from bpo.identity.queries import keys_off
from bpo.navigation.lines import (
    ELSEWHERE,
    FEW_LINES,
    LINE_GROUPS,
    LINES,
    OF_ONESELF,
    OF_THE_QUEUE,
    OF_THEIR_OWN,
)
from bpo.navigation.tabs import BRAND_GROUPS, BRAND_PARTS, FEW_PARTS, FOR_STAFF
from bpo.qa.queries.reviews import open_disputes, unread_reviews
from bpo.reports.queries.months import count_waiting_months, list_waiting_months
from bpo.reports.rules.months import name_of
from bpo.tenants.models import Tenant
from bpo.web.formats import show_month, show_number
from bpo.web.kit import NavGroup, NavItem

COUNTS: Mapping[str, tuple[Permission, Callable[[UnitOfWork, Collection[UUID]], Select[int]]]] = {
    "qa.own": (Permission.REVIEW_ANSWER, unread_reviews),
    "qa.disputes": (Permission.DISPUTE_DECIDE, open_disputes),
    "conversations.shift_log": (Permission.SHIFT_LOG, unread_notes),
    "conversations.approvals_page": (Permission.DRAFT_APPROVE, lambda uow, _brands: replies(uow)),
}  # what is counted beside a line, over the brands where its reader holds the permission


@dataclass(frozen=True)
class Around:
    """What stands around a page: the numbers beside its lines, by endpoint, and whether its reader works by keys."""

    counts: Mapping[str, int | None]
    keys: bool


def around() -> Around:
    """The same for this request, asked for once and in one unit of work."""
    if "around" not in g:
        actor: Actor = g.get("actor") or Actor.anonymous()
        if actor.user_id is None:
            return Around({}, keys=False)
        with UnitOfWork(actor) as uow:
            counts: dict[str, int | None] = {
                line[3]: None for line in LINES if _may_go(actor, line[1], line[3])
            }
            counted = [endpoint for endpoint in counts if endpoint in COUNTS]
            off, *numbers = ask_at_once(uow, [keys_off(uow), *(_count(uow, one) for one in counted)])
            counts.update(zip(counted, numbers, strict=True))
            if "conversations.waiting" in counts:
                counts["conversations.waiting"] = _decided_by(uow)
            g.around = Around(counts, keys=off is None)
    found: Around = g.around
    return found


def navigation() -> list[NavGroup]:
    """The lines of the side bar, where this actor may go: in titled groups, or all in one where they are few."""
    counts = around().counts
    shown = [
        (
            group,
            NavItem(
                _(label),
                url_for(endpoint),
                icon,
                active=_is_here(endpoint, sections),
                count=counts[endpoint],
            ),
        )
        for group, _permission, label, endpoint, icon, sections in LINES
        if endpoint in counts
    ]
    return _grouped(shown, LINE_GROUPS, few=FEW_LINES)


def _may_go(actor: Actor, permission: Permission, endpoint: str) -> bool:
    if endpoint in OF_ONESELF:
        works = actor.may(Permission.CONVERSATION_SERVE) or actor.may(Permission.MENTION_WORK)
        return actor.is_staff and works
    if endpoint == "conversations.approvals_page" and not actor.is_staff:
        return False  # a client's approvals are among what waits for them
    return actor.may(permission)


def _grouped(shown: list[tuple[str, NavItem]], groups: Iterable[str], *, few: int) -> list[NavGroup]:
    """Items with the names of their groups, under those groups that have any; a few are one group without a name."""
    if len(shown) <= few:
        return [NavGroup("", tuple(item for _group, item in shown))] if shown else []
    found = [(name, tuple(item for group, item in shown if group == name)) for name in groups]
    return [NavGroup(_(name), items) for name, items in found if items]


def _count(uow: UnitOfWork, endpoint: str) -> Select[int]:
    permission, question = COUNTS[endpoint]
    return question(uow, uow.actor.acting(permission).tenant_ids)


def _decided_by(uow: UnitOfWork) -> int:
    """What waits for this person of the client to decide, of every kind."""
    return count_replies(uow) + count_questions(uow) + count_alerts(uow) + _of_reports(uow)


def _of_reports(uow: UnitOfWork) -> int:
    return count_waiting_months(uow) + count_waiting_exclusions(uow)


def also_waiting() -> list[NavItem]:
    """What waits for this actor beside conversations: months to be accepted, exclusions to be decided."""
    with UnitOfWork(g.actor) as uow:
        months = [
            NavItem(
                _("%(month)s · %(brand)s", month=show_month(one.month).capitalize(), brand=one.brand),
                url_for("reports.month", slug=one.slug, month=name_of(one.month)),
                "calendar",
            )
            for one in list_waiting_months(uow)
        ]
        exclusions = [
            NavItem(
                _("Exclusion %(number)s · %(brand)s", number=show_number(one.number), brand=one.brand),
                url_for("reports.exclusion", slug=one.slug, number=one.number),
                "filter",
            )
            for one in list_waiting_exclusions(uow)
        ]
    return months + exclusions


def brand_parts(tenant: Tenant) -> list[NavGroup]:
    """The tabs of a brand: those of its pages that this actor may open, in groups unless they are few."""
    actor: Actor = g.get("actor") or Actor.anonymous()
    shown = [
        (
            group,
            NavItem(_(label), url_for(endpoint, slug=tenant.slug), icon, active=request.endpoint in within),
        )
        for group, permission, label, endpoint, icon, within in BRAND_PARTS
        if actor.may(permission, tenant.id) and (actor.is_staff or endpoint not in FOR_STAFF)
    ]
    return _grouped(shown, BRAND_GROUPS, few=FEW_PARTS)


def _is_here(endpoint: str, sections: tuple[str, ...]) -> bool:
    here = request.endpoint or ""
    if here == endpoint or here in sections:
        return True
    if here in OF_THEIR_OWN:
        return False
    if here in OF_THE_QUEUE:
        return endpoint == "conversations.queue_page"
    return "identity" not in sections and here not in ELSEWHERE and here.partition(".")[0] in sections
