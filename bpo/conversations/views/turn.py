"""One turn: why it was met or breached, as a timeline."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import g

from bpo.channels.queries import get_account
from bpo.conversations import decision_labels, labels
from bpo.conversations.models import Conversation, Message, Turn, TurnAdjustment
from bpo.conversations.queries import thread
from bpo.conversations.queries.approvals import list_of_conversation as list_approvals
from bpo.conversations.queries.evidence import as_moment
from bpo.conversations.queries.exclusions import as_excluded, list_of_turn
from bpo.conversations.queries.handoffs import list_of_conversation as list_handoffs_of
from bpo.conversations.queries.whose_time import list_in_hand
from bpo.conversations.rules.approval import Tier
from bpo.conversations.rules.clocks import Clock, Verdict
from bpo.conversations.rules.exclusions import exclusion_pauses
from bpo.conversations.rules.placement import message_order
from bpo.conversations.rules.story import LONGEST, Owned, Story, tell
from bpo.conversations.rules.waits import Wait, pauses_of, waits_of
from bpo.conversations.rules.whose_time import Part, parts_of
from bpo.conversations.views.pages import blp
from bpo.conversations.views.pictures import pictures_of
from bpo.conversations.views.previews import preview_lines
from bpo.conversations.views.shown import (
    MESSAGES_SHOWN,
    TurnLine,
    agent_numbers,
    brand_time,
    message_lines,
    target_of,
    turn_line,
)
from bpo.core.actor import Actor
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction
from bpo.identity.permissions import Permission, reads_masked
from bpo.tenants.models import ServiceLevel
from bpo.tenants.queries import get_tenant, working_times
from bpo.tenants.rules.working_time import Pause
from bpo.web.formats import show_duration
from bpo.web.guard import requires
from bpo.web.render import render


@blp.get("/brands/<slug>/turns/<uuid:turn_id>")
@requires(Permission.CONVERSATION_READ)
def turn(slug: str, turn_id: UUID) -> str:
    """Why a turn was met or breached: its facts, its timeline, its messages and the answer."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = thread.get_turn(uow, tenant.id, turn_id)
    found = thread.get_conversation(uow, tenant.id, row.conversation_id)
    account = get_account(uow, found.account_id)
    numbers = agent_numbers(uow, found)
    names = {one.external_id: one.name for one in thread.list_identities(uow, found)}
    between = thread.list_messages_between(uow, found, row.started_at, row.stopped_at, limit=MESSAGES_SHOWN)
    own = _messages_of(row, between)
    reply = [message for message in between if message.id == row.stopped_by]
    levels = thread.list_pinned_levels(uow, tenant.id, {row.service_level_id})
    level = levels.get(row.service_level_id)
    first = own[0] if own else None
    acts = {act.id: act for act in thread.list_acts(uow, found)}
    waits = waits_of(as_moment(act) for act in acts.values())
    left_out = list_of_turn(uow, row)
    adjustment = uow.session.get(TurnAdjustment, (row.tenant_id, row.id))
    due_at = adjustment.due_at if adjustment else row.due_at
    worked_us = adjustment.worked_us if adjustment else row.worked_us
    line = turn_line(uow, row, level, numbers=numbers)
    known_at = first.ingested_at if first else row.started_at
    excluded = exclusion_pauses(map(as_excluded, left_out), before=row.stopped_at)
    story = _story(
        uow,
        row,
        due_at,
        level,
        known_at=known_at,
        waits=waits,
        excluded=excluded,
        owned=_owned(uow, found),
    )
    return render(
        "conversations/turn.html",
        tenant=tenant,
        conversation=found,
        line=line,
        counted=_counted(adjustment, story, line),
        left_out=left_out,
        may_note=uow.actor.is_staff and uow.actor.may(Permission.REPORT_SIGN, tenant.id),
        due_at=due_at,
        taken=None if worked_us is None else worked_us / 1_000_000,
        sentence=_sentence(story, row, waits),
        story=story,
        segments=_segments(story),
        parts=_parts(
            uow,
            row,
            found,
            known_at=known_at,
            pauses=(*pauses_of(row.started_at, row.stopped_at, waits), *excluded),
        ),
        marks=[{"at": due_at, "label": _("Due")}] if due_at else [],
        level=level,
        calendar=thread.find_calendar(uow, tenant.id, row.calendar_id),
        labels=labels,
        lag=(first.ingested_at - first.posted_at).total_seconds() if first else None,
        messages=message_lines(
            [*own, *reply],
            tenant=tenant,
            account=account,
            names=names,
            numbers=numbers,
            masked=reads_masked(uow.actor, tenant.id),
        ),
        pictures=pictures_of(uow, tenant, [*own, *reply]),
        previews=preview_lines(uow, tenant, [*own, *reply]),
        dismissal=acts.get(row.stopped_by) if row.stopped_by else None,
        brand_time=lambda at: brand_time(at, tenant),
    )


def _messages_of(row: Turn, between: list[Message]) -> list[Message]:
    """The customer messages of a turn: so many from its first on."""
    incoming = [one for one in between if one.direction == Direction.IN.value and not one.automatic]
    incoming.sort(key=lambda one: message_order(one.posted_at, one.external_id))
    start = next((at for at, one in enumerate(incoming) if one.id == row.id), 0)
    return incoming[start : start + row.message_count]


def _story(
    uow: UnitOfWork,
    row: Turn,
    due_at: datetime | None,
    level: ServiceLevel | None,
    *,
    known_at: datetime,
    waits: Sequence[Wait],
    excluded: Sequence[Pause],
    owned: Sequence[Owned],
) -> Story:
    return tell(
        Clock(row.started_at, due_at, row.stopped_at, None),
        target=target_of(level, row.kind),
        stopped_by_reply=row.outcome == "answered",
        known_at=known_at,
        working_time=working_times(uow, row.tenant_id)(row.calendar_id),
        now=uow.now,
        pauses=(*pauses_of(row.started_at, row.stopped_at, waits), *excluded),
        owned=owned,
    )


def _parts(
    uow: UnitOfWork, row: Turn, found: Conversation, *, known_at: datetime, pauses: Sequence[Pause]
) -> list[Part]:
    """Whose time the clock took so far, the same for vendor and client: kinds alone, read as the system."""
    end = min(row.stopped_at or uow.now, row.started_at + LONGEST)
    with UnitOfWork(Actor.system(row.tenant_id), now=uow.now) as own:
        in_hand = list_in_hand(own, found)
        segments = working_times(own, row.tenant_id)(row.calendar_id).segments(row.started_at, end, pauses)
    return parts_of(segments, known_at=known_at, in_hand=in_hand)


def _counted(adjustment: TurnAdjustment | None, story: Story, line: TurnLine) -> tuple[str, str]:
    """How the turn counts with exclusions, and its badge."""
    if adjustment is None:
        return line.name, line.badge
    if adjustment.is_out:
        return _("Excluded"), "plain"
    name, badge = labels.VERDICTS[story.verdict]
    return _(name), badge


def _owned(uow: UnitOfWork, found: Conversation) -> list[Owned]:
    """Who had the conversation in hand: approvers inside the vendor, then departments of the client.

    A colleague's approval is the vendor's time and no row of it exists for a client; the client's own wait is
    a pause, and told as one.
    """
    approvals = [
        Owned(row.submitted_at, row.decided_at, decision_labels.OWNERS[row.tier])
        for row in list_approvals(uow, found)
        if row.tier != Tier.CLIENT
    ]
    asked = [
        Owned(row.asked_at, row.answered_at or row.ended_at, decision_labels.ASKED_DEPARTMENT)
        for row in list_handoffs_of(uow, found)
    ]
    return [*approvals, *asked]


def _sentence(story: Story, row: Turn, waits: Sequence[Wait]) -> str:
    """The verdict in words."""
    pauses = pauses_of(row.started_at, row.stopped_at, waits)
    if story.verdict is Verdict.OPEN_NOT_DUE and any(pause.end is None for pause in pauses):
        return _(labels.PAUSED)
    if story.late is None and story.left is None and story.verdict in {Verdict.MET, Verdict.OPEN_NOT_DUE}:
        return _(labels.NEVER_DUE)
    span = story.late or story.left
    return _(
        labels.SENTENCES[story.verdict],
        time=show_duration(span.total_seconds(), days=True) if span is not None else "",
    )


def _segments(story: Story) -> list[dict[str, object]]:
    return [
        {
            "kind": one.kind,
            "start": one.start,
            "end": one.end,
            "reason": _(one.reason) if one.reason else None,
        }
        for one in story.stretches
    ]
