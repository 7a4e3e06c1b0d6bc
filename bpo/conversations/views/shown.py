"""How messages and turns are read.

Whoever is not the vendor's reads agents under numbers ("Agent 1"), the same on every page of one
conversation: neither their addresses nor the names under which they write are shown.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bpo.channels.models import ChannelAccount
from bpo.conversations import labels
from bpo.conversations.models import Conversation, Message, Turn
from bpo.conversations.queries import thread
from bpo.conversations.rules.clocks import Clock, Verdict, verdict
from bpo.conversations.rules.fold import ClockKind
from bpo.conversations.rules.placement import message_order
from bpo.core.i18n import current_locale, speaking
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, Visibility
from bpo.language.personal_masks import mask, pieces_in
from bpo.tenants.models import ServiceLevel, Tenant
from bpo.tenants.queries import terms_of
from bpo.web.formats import show_datetime

MESSAGES_SHOWN = 300


@dataclass(frozen=True)
class Moderated:
    """How a message stands on its network: a badge where it was hidden or deleted or is being, and whether it can be.

    `gone_at`: somebody else than us has deleted it there.
    """

    badge: tuple[str, str] | None
    can_be: bool
    gone_at: datetime | None = None


@dataclass(frozen=True)
class MessageLine:
    """A message as it is read."""

    row: Message
    is_ours: bool
    who: str
    answers: Message | None  # on this page
    brand_time: str
    text: str  # masked for whoever may not read personal data
    shows: tuple[str, ...]  # the kinds of personal data that a customer posted where everybody reads it
    moderated: Moderated | None = None
    is_undelivered: bool = False


@dataclass(frozen=True)
class TurnLine:
    """A turn with what its clock says now."""

    row: Turn
    kind: str
    verdict: Verdict
    name: str
    badge: str
    target: float | None
    seconds: float | None  # worked, or left of an open one
    who: str | None


def agent_numbers(uow: UnitOfWork, found: Conversation) -> dict[str, int] | None:
    """The numbers under which agents appear to a client; None for staff, who see who they are."""
    if uow.actor.is_staff:
        return None
    return {agent: number for number, agent in enumerate(thread.list_agents(uow, found), start=1)}


def agent_name(agent: str | None, numbers: dict[str, int] | None) -> str | None:
    """How an agent is called: their address for staff, their number for a client."""
    if agent is None or numbers is None:
        return agent
    return _("Agent %(number)s", number=numbers[agent]) if agent in numbers else _("An agent")


def message_lines(
    rows: Any,  # noqa: ANN401 -- any sequence of messages
    *,
    tenant: Tenant,
    account: ChannelAccount,
    names: dict[str, str | None],
    numbers: dict[str, int] | None,
    masked: bool = False,
    moderated: Mapping[UUID, Moderated] | None = None,
    undelivered: Collection[str] = (),
) -> list[MessageLine]:
    """Messages in their order, as they are read; with personal data as dots where that is asked for."""
    ordered: list[Message] = sorted(rows, key=lambda row: message_order(row.posted_at, row.external_id))
    by_external = {row.external_id: row for row in ordered}
    lines = []
    for row in ordered:
        is_ours = row.direction == Direction.OUT.value
        if not is_ours:
            who = row.author_name or names.get(row.author_id) or row.author_id
        elif numbers is None:
            who = row.agent or row.author_name or account.handle
        else:
            who = agent_name(row.agent, numbers) or tenant.name
        answers = by_external.get(row.in_reply_to) if row.in_reply_to else None
        shown = mask(row.text) if masked else row.text
        public = not is_ours and row.visibility == Visibility.PUBLIC.value
        shows = kinds_posted(row.text) if public else ()
        at, stands = brand_time(row.posted_at, tenant), (moderated or {}).get(row.id)
        did_not_arrive = is_ours and row.external_id in undelivered
        lines.append(MessageLine(row, is_ours, who, answers, at, shown, shows, stands, did_not_arrive))
    return lines


def kinds_posted(text: str) -> tuple[str, ...]:
    """What kinds of personal data a text shows, each once, as the page calls them."""
    return tuple(dict.fromkeys(_(labels.PERSONAL[one.kind]) for one in pieces_in(text)))


def turn_lines(
    uow: UnitOfWork, tenant: Tenant, rows: list[Turn], *, numbers: dict[str, int] | None
) -> list[TurnLine]:
    """Turns with what their clocks say now."""
    levels = thread.list_pinned_levels(uow, tenant.id, {row.service_level_id for row in rows})
    return [turn_line(uow, row, levels.get(row.service_level_id), numbers=numbers) for row in rows]


def turn_line(
    uow: UnitOfWork, row: Turn, level: ServiceLevel | None, *, numbers: dict[str, int] | None
) -> TurnLine:
    """A turn with what its clock says now."""
    target = target_of(level, row.kind)
    says = verdict(
        Clock(row.started_at, row.due_at, row.stopped_at, None),
        has_target=target is not None,
        stopped_by_reply=row.outcome == "answered",
        as_of=uow.now,
    )
    name, badge = labels.VERDICTS[says]
    left = (row.due_at - uow.now).total_seconds() if row.due_at else None
    return TurnLine(
        row=row,
        kind=_(labels.KINDS[row.kind]),
        verdict=says,
        name=_(name),
        badge=badge,
        target=target.total_seconds() if target else None,
        seconds=left if row.worked_us is None else row.worked_us / 1_000_000,
        who=agent_name(row.answered_by, numbers),
    )


def target_of(level: ServiceLevel | None, kind: str) -> Any:  # noqa: ANN401 -- a duration or None
    """The target of a clock of this kind."""
    return getattr(terms_of(level), ClockKind(kind).value) if level else None


def brand_time(at: datetime, tenant: Tenant) -> str:
    """The same instant as the brand's own clocks show it."""
    with speaking(str(current_locale()), tenant.time_zone):
        return _("%(time)s in the brand's time zone, %(zone)s", time=show_datetime(at), zone=tenant.time_zone)
