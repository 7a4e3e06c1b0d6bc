"""Pages of conversations: lists with filters, one conversation, and one turn with its clock's timeline.

Whoever is not the vendor's reads agents under numbers ("Agent 1"), the same on every page of one
conversation: neither their addresses nor the names under which they write are shown.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import Blueprint, g, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import get_account, list_accounts
from bpo.conversations import labels
from bpo.conversations.models import Conversation, Message, Turn
from bpo.conversations.queries import lists, thread
from bpo.conversations.rules.clocks import Clock, Verdict, verdict
from bpo.conversations.rules.fold import ClockKind
from bpo.conversations.rules.placement import message_order
from bpo.conversations.rules.story import Story, tell
from bpo.conversations.schemas import ConversationQuery
from bpo.conversations.selection import selection
from bpo.core.i18n import current_locale, speaking
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Direction, Network, Visibility
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_names
from bpo.tenants.models import ServiceLevel, Tenant
from bpo.tenants.queries import get_tenant, terms_of, working_times
from bpo.web.formats import show_datetime, show_duration
from bpo.web.forms import blank, load
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render

MESSAGES_SHOWN = 300
FILTERS = tuple(name for name in ConversationQuery().fields if name != "cursor")

blp = Blueprint("conversations", __name__, template_folder="templates")


@dataclass(frozen=True)
class MessageLine:
    """A message as it is read."""

    row: Message
    is_ours: bool
    who: str
    answers: Message | None  # on this page
    brand_time: str


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


@blp.get("/conversations")
@requires(Permission.CONVERSATION_READ)
def all_conversations() -> ResponseReturnValue:
    """The conversations of all brands of the reader."""
    return _list_page(None)


@blp.get("/brands/<slug>/conversations")
@requires(Permission.CONVERSATION_READ)
def conversations(slug: str) -> ResponseReturnValue:
    """The conversations of one brand."""
    return _list_page(get_tenant(g.uow, slug))


@blp.get("/brands/<slug>/conversations/<uuid:conversation_id>")
@requires(Permission.CONVERSATION_READ)
def conversation(slug: str, conversation_id: UUID) -> str:
    """What was said, and beside it whose it is and what its clocks say."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = thread.get_conversation(uow, tenant.id, conversation_id)
    before = request.args.get("before")
    place = cast("lists.Place", decode_cursor(before, datetime, UUID)) if before else None
    rows = thread.list_messages(uow, found, before=place, limit=MESSAGES_SHOWN + 1)
    page = page_of(rows, size=MESSAGES_SHOWN, key=lambda row: (row.posted_at, row.id))
    account = get_account(uow, found.account_id)
    numbers = _numbers(uow, found)
    identities = thread.list_identities(uow, found)
    names = {one.external_id: one.name for one in identities if one.network == account.network}
    acts = thread.list_acts(uow, found)
    people = {act.actor_id for act in acts if act.actor_id}
    return render(
        "conversations/conversation.html",
        tenant=tenant,
        conversation=found,
        account=account,
        labels=labels,
        identities=identities,
        messages=_message_lines(page.items, tenant=tenant, account=account, names=names, numbers=numbers),
        earlier=page.next_cursor,
        is_earlier=before is not None,
        turns=_turn_lines(uow, tenant, thread.list_turns(uow, found), numbers=numbers),
        episodes=thread.list_episodes(uow, found),
        acts=acts,
        people=list_names(uow, people) if uow.actor.is_staff else {},
        network=show_label(Network(account.network)),
        visibility=show_label(Visibility(found.visibility)),
    )


@blp.get("/brands/<slug>/turns/<uuid:turn_id>")
@requires(Permission.CONVERSATION_READ)
def turn(slug: str, turn_id: UUID) -> str:
    """Why a turn was met or breached: its facts, its timeline, its messages and the answer."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = thread.get_turn(uow, tenant.id, turn_id)
    found = thread.get_conversation(uow, tenant.id, row.conversation_id)
    account = get_account(uow, found.account_id)
    numbers = _numbers(uow, found)
    names = {one.external_id: one.name for one in thread.list_identities(uow, found)}
    between = thread.list_messages_between(uow, found, row.started_at, row.stopped_at, limit=MESSAGES_SHOWN)
    own = _messages_of(row, between)
    reply = [message for message in between if message.id == row.stopped_by]
    levels = thread.list_pinned_levels(uow, tenant.id, {row.service_level_id})
    level = levels.get(row.service_level_id)
    first = own[0] if own else None
    story = _story(uow, row, level, known_at=first.ingested_at if first else row.started_at)
    acts = {act.id: act for act in thread.list_acts(uow, found)}
    return render(
        "conversations/turn.html",
        tenant=tenant,
        conversation=found,
        line=_turn_line(uow, row, level, numbers=numbers),
        sentence=_sentence(story, row),
        story=story,
        segments=_segments(story),
        marks=[{"at": row.due_at, "label": _("Due")}] if row.due_at else [],
        level=level,
        calendar=thread.find_calendar(uow, tenant.id, row.calendar_id),
        labels=labels,
        lag=(first.ingested_at - first.posted_at).total_seconds() if first else None,
        messages=_message_lines([*own, *reply], tenant=tenant, account=account, names=names, numbers=numbers),
        dismissal=acts.get(row.stopped_by) if row.stopped_by else None,
        brand_time=lambda at: _brand_time(at, tenant),
    )


def _list_page(tenant: Tenant | None) -> ResponseReturnValue:
    uow = cast("UnitOfWork", g.uow)
    form = load(ConversationQuery(), request.args)
    tenant_ids = [tenant.id] if tenant else sorted(uow.actor.tenant_ids)
    wanted, after = selection(form.data or {})
    rows = (
        lists.list_conversations(uow, wanted, tenant_ids=tenant_ids, after=after, limit=PAGE_SIZE + 1)
        if form.ok
        else []
    )
    page = page_of(rows, size=PAGE_SIZE, key=lambda item: (item.last_message_at, item.id))
    waiting, overdue = lists.count_waiting(uow, tenant_ids=tenant_ids)
    counted = None if wanted.search else lists.count_conversations(uow, wanted, tenant_ids=tenant_ids)
    kept = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    endpoint = "conversations.conversations" if tenant else "conversations.all_conversations"

    def address(**change: str | None) -> str:
        values: dict[str, Any] = {**kept, **change}
        if tenant:
            values["slug"] = tenant.slug
        return url_for(endpoint, **{name: value for name, value in values.items() if value is not None})

    shown = render(
        "conversations/list.html",
        tenant=tenant,
        form=form if not form.ok else blank(**kept),
        items=page.items,
        next_url=address(cursor=page.next_cursor) if page.next_cursor else None,
        first_url=address() if after else None,
        address=address,
        is_filtered=bool(kept),
        waiting=waiting,
        overdue=overdue,
        counted=counted,
        counted_at_most=lists.COUNTED_AT_MOST,
        now=uow.now,
        labels=labels,
        networks=_networks(uow, tenant),
        accounts=[
            (str(account.id), f"{account.handle} · {show_label(Network(account.network))}")
            for account in (list_accounts(uow, tenant.id, retired=True) if tenant else [])
        ],
        visibilities=[(one.value, show_label(one)) for one in Visibility],
        network_name=lambda network: show_label(Network(network)),
        may_import=tenant is not None and uow.actor.may(Permission.IMPORT_READ, tenant.id),
    )
    return shown, 200 if form.ok else 422


def _networks(uow: UnitOfWork, tenant: Tenant | None) -> list[tuple[str, str]]:
    """The networks to choose from: the brand's own, or all."""
    if tenant is None:
        return [(one.value, show_label(one)) for one in Network]
    names = {account.network for account in list_accounts(uow, tenant.id, retired=True)}
    return [(name, show_label(Network(name))) for name in sorted(names)]


def _numbers(uow: UnitOfWork, found: Conversation) -> dict[str, int] | None:
    """The numbers under which agents appear to a client; None for staff, who see who they are."""
    if uow.actor.is_staff:
        return None
    return {agent: number for number, agent in enumerate(thread.list_agents(uow, found), start=1)}


def _agent_name(agent: str | None, numbers: dict[str, int] | None) -> str | None:
    if agent is None or numbers is None:
        return agent
    return _("Agent %(number)s", number=numbers[agent]) if agent in numbers else _("An agent")


def _message_lines(
    rows: Any,  # noqa: ANN401 -- any sequence of messages
    *,
    tenant: Tenant,
    account: ChannelAccount,
    names: dict[str, str | None],
    numbers: dict[str, int] | None,
) -> list[MessageLine]:
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
            who = _agent_name(row.agent, numbers) or tenant.name
        answers = by_external.get(row.in_reply_to) if row.in_reply_to else None
        lines.append(MessageLine(row, is_ours, who, answers, _brand_time(row.posted_at, tenant)))
    return lines


def _messages_of(row: Turn, between: list[Message]) -> list[Message]:
    """The customer messages of a turn: so many from its first on."""
    incoming = [one for one in between if one.direction == Direction.IN.value and not one.automatic]
    incoming.sort(key=lambda one: message_order(one.posted_at, one.external_id))
    start = next((at for at, one in enumerate(incoming) if one.id == row.id), 0)
    return incoming[start : start + row.message_count]


def _turn_lines(
    uow: UnitOfWork, tenant: Tenant, rows: list[Turn], *, numbers: dict[str, int] | None
) -> list[TurnLine]:
    levels = thread.list_pinned_levels(uow, tenant.id, {row.service_level_id for row in rows})
    return [_turn_line(uow, row, levels.get(row.service_level_id), numbers=numbers) for row in rows]


def _turn_line(
    uow: UnitOfWork, row: Turn, level: ServiceLevel | None, *, numbers: dict[str, int] | None
) -> TurnLine:
    target = _target(level, row.kind)
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
        who=_agent_name(row.answered_by, numbers),
    )


def _target(level: ServiceLevel | None, kind: str) -> Any:  # noqa: ANN401 -- a duration or None
    return getattr(terms_of(level), ClockKind(kind).value) if level else None


def _story(uow: UnitOfWork, row: Turn, level: ServiceLevel | None, *, known_at: datetime) -> Story:
    return tell(
        Clock(row.started_at, row.due_at, row.stopped_at, None),
        target=_target(level, row.kind),
        stopped_by_reply=row.outcome == "answered",
        known_at=known_at,
        working_time=working_times(uow, row.tenant_id)(row.calendar_id),
        now=uow.now,
    )


def _sentence(story: Story, row: Turn) -> str:
    """The verdict in words."""
    if row.due_at is None and story.verdict in {Verdict.MET, Verdict.OPEN_NOT_DUE}:
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


def _brand_time(at: datetime, tenant: Tenant) -> str:
    """The same instant as the brand's own clocks show it."""
    with speaking(str(current_locale()), tenant.time_zone):
        return _("%(time)s in the brand's time zone, %(zone)s", time=show_datetime(at), zone=tenant.time_zone)
