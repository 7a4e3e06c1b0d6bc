"""What a page needs to let somebody answer: their draft, whether they may send it, what was found in it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from bpo.channels.queries import find_connection
from bpo.channels.queries.deliveries import wait_of
from bpo.conversations import labels
from bpo.conversations.models import Conversation, Draft
from bpo.conversations.operations.checking import Length, Target, check_text, length_of, target_of
from bpo.conversations.queries.drafts import find_thrown_away, list_own_unfinished
from bpo.conversations.queries.removals import gone_since
from bpo.conversations.rules.advice import Advice, advise
from bpo.conversations.rules.compensation import Limits, limits_of
from bpo.conversations.rules.drafts import WRITABLE, DraftKind, DraftState, initials_of
from bpo.conversations.rules.privacy import manner_of, public_line
from bpo.conversations.rules.sending import check_place
from bpo.conversations.views.replies import WORTH_SAYING
from bpo.conversations.views.reply_pictures import InHand, in_hand
from bpo.conversations.wording import Line, ShownFinding, show_findings, verdict_line
from bpo.core.errors import Problem
from bpo.core.i18n import N_, current_zone
from bpo.core.i18n import gettext as _
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Visibility
from bpo.identity.permissions import Permission
from bpo.identity.queries import own_name
from bpo.knowledge.models import Article, Campaign, ReplyTemplate
from bpo.knowledge.queries import list_articles, list_in_force, list_templates, list_unread
from bpo.knowledge.rules import TemplateKind, Variable, fill
from bpo.language.engine import understand
from bpo.language.types import Checked
from bpo.staffing.queries import may_serve
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_section
from bpo.web.formats import show_datetime, show_duration

PROMISES = (60, 120, 240)  # minutes from now that are offered; and tomorrow morning
MORNING = time(10, 0)
LONGEST_READ = 4000
THROWN_AWAY_FOR = timedelta(hours=1)  # how long it is offered to bring a draft back
NOT_THE_HOLDER = N_("Claim the conversation to answer it.")


@dataclass(frozen=True)
class Composer:
    """The place to answer from; `why_not` says in a sentence why nothing can be sent."""

    draft: Draft | None
    client_key: str
    text: str
    version: int
    kind: str
    kinds: list[tuple[str, str]]
    state: str
    state_name: str
    holds: bool
    why_not: str | None
    waits: str | None  # what is sent now goes out later, and why
    gone: str | None  # what would be answered no longer stands there
    is_private: bool
    can_take_private: bool
    why_not_private: str | None
    private_line: str
    language: str | None
    length: Length
    parts: tuple[str, ...]  # the messages that a text too long for one would be told in
    in_parts: bool  # and whether its author chose that
    findings: list[ShownFinding]
    line: Line
    verdict: str
    advice: Advice | None
    limits: Limits
    limit: Decimal | None  # of whoever is writing
    promises: list[tuple[str, str]]
    hand: InHand  # its pictures
    others: list[Draft]  # one's own that are not finished either
    thrown_away: Draft | None
    problem: str | None = None
    answered: bool = False
    errors: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)  # what was typed beside the text


@dataclass(frozen=True)
class AtHand:
    """What the brand keeps for its agents."""

    campaigns: list[Campaign]
    unread: set[Any]
    templates: list[tuple[ReplyTemplate, str]]
    articles: list[Article]


def composer_of(
    uow: UnitOfWork,
    tenant: Tenant,
    conversation: Conversation,
    *,
    holds: bool,
    draft: Draft | None = None,
    refused: Problem | None = None,
    checked: Checked | None = None,
    asked: dict[str, str] | None = None,
) -> Composer:
    """The composer of whoever acts, with what they had written."""
    name = own_name(uow)
    target = target_of(uow, conversation)
    own = draft or _latest(uow, conversation)
    text = own.text if own else ""
    kind = DraftKind(own.kind) if own else DraftKind.REPLY
    parts = target.parts_of(text, kind)
    # Of another number than they saw they have not chosen it.
    in_parts = asked.get("in_parts") == str(len(parts)) if asked else own is not None and own.in_parts
    found = checked or check_text(
        uow,
        conversation,
        text,
        kind=kind,
        author_name=name,
        target=target,
        parts=parts if in_parts else None,
    )
    is_empty = not text.strip()
    language = target.answers.language if target.answers else None
    limits = limits_of(get_section(uow, tenant.id, "compensation"))
    is_supervisor = uow.actor.may(Permission.DRAFT_APPROVE, tenant.id)
    private = _private_possible(uow, target)
    return Composer(
        draft=own,
        client_key=own.client_key if own else str(new_id()),
        text=text,
        version=own.version if own else 0,
        kind=kind.value,
        kinds=_kinds(target, can_private=private is None),
        state=own.state if own else DraftState.OPEN.value,
        state_name=_(labels.DRAFT_STATES[own.state][0]) if own else "",
        holds=holds,
        why_not=_why_not(uow, tenant, target, holds=holds),
        waits=_waits(uow, target),
        gone=_gone(uow, target),
        is_private=target.place.visibility is Visibility.PRIVATE,
        can_take_private=private is None,
        why_not_private=private,
        private_line=_private_line(uow, tenant, target, language=language, agent=name),
        language=language,
        length=length_of(text, target, kind),
        parts=parts,
        in_parts=in_parts,
        findings=[] if is_empty else show_findings(found.findings),
        line=verdict_line(found, is_empty=is_empty),
        verdict="" if is_empty else found.verdict.value,
        advice=_advice(target),
        limits=limits,
        limit=limits.most if is_supervisor else limits.agent,
        promises=_promises(uow),
        hand=in_hand(uow, tenant, conversation, own, target.capabilities.pictures),
        others=_others(uow, conversation, own),
        thrown_away=_thrown_away(uow, conversation) if is_empty else None,
        problem=refused.text(_) if refused else None,
        answered=type(refused).__name__ == "Answered",
        errors=_errors(refused),
        asked=asked or {},
    )


def composer_words() -> dict[str, str]:
    """What the script of the composer says; {places} are filled by it."""
    return {
        "back": _("The connection is back, and what you typed is saved."),
        "bring_back": _("Bring it back"),
        "brought_back": _("What you had typed is back."),
        "keep_mine": _("Go on with mine"),
        "kept_here": _("Kept on this device"),
        "length": _("{used} of {limit}"),
        "newer": _("A newer text of this reply was saved in another window."),
        "not_saved": _("Not saved yet"),
        "not_sent": _(
            "Not sent: there is no connection. Your text is kept; send it again when you are back."
        ),
        "offline": _(
            "No connection. Go on typing: it is kept on this device and saved as soon as it can be."
        ),
        "on_its_way": _("Handed over. Its state stands above."),
        "other": _("You had typed something else here that was never saved."),
        "picture_trouble": _("The picture could not be added just now. Your text is kept; try again."),
        "saved": _("Saved {time}"),
        "switched": _("You are answering for another brand now: {brand}."),
        "sending": _("Sending…"),
        "sign_in": _("Sign in again"),
        "signed_out": _("You have been signed out. What you typed is kept on this device."),
        "take_newer": _("Take the newer one"),
        "uploading": _("Adding the picture…"),
        "trouble": _("It could not be saved just now. Go on typing: it is kept on this device."),
    }


def at_hand(uow: UnitOfWork, tenant: Tenant, target: Target, *, agent: str, words: str = "") -> AtHand:
    """Campaigns in force for this account, templates filled for this customer, articles."""
    campaigns = list_in_force(uow, tenant.id, account_tags=target.account.tags)
    language = target.answers.language if target.answers else None
    templates = [one for one in list_templates(uow, tenant.id) if one.kind != TemplateKind.TAKE_PRIVATE.value]
    templates.sort(key=lambda one: one.language != language)
    return AtHand(
        campaigns=campaigns,
        unread=list_unread(uow, campaigns),
        templates=[(one, _filled(one.text, tenant, target, agent=agent)) for one in templates],
        articles=list_articles(uow, tenant.id, words=words),
    )


def promise_from(asked: dict[str, str], *, now: datetime) -> datetime | None:
    """The instant that was chosen for a promised update: minutes from now, or the reader's own date and time."""
    chosen = asked.get("promise", "")
    if chosen == "own":
        return _own_instant(asked.get("promise_at", ""))
    if chosen == "morning":
        return _tomorrow(now)
    return now + timedelta(minutes=int(chosen)) if chosen.isdigit() else None


def _own_instant(typed: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=current_zone())


def _tomorrow(now: datetime) -> datetime:
    day = now.astimezone(current_zone()).date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=current_zone())


def _promises(uow: UnitOfWork) -> list[tuple[str, str]]:
    offered = [(str(minutes), _("in %(time)s", time=show_duration(minutes * 60))) for minutes in PROMISES]
    offered.append(("morning", show_datetime(_tomorrow(uow.now))))
    offered.append(("own", _("at another time")))
    return offered


def _latest(uow: UnitOfWork, conversation: Conversation) -> Draft | None:
    assert uow.actor.user_id is not None
    unfinished = list_own_unfinished(uow, conversation, uow.actor.user_id)
    return next((one for one in unfinished if DraftState(one.state) in WRITABLE), None)


def _others(uow: UnitOfWork, conversation: Conversation, own: Draft | None) -> list[Draft]:
    assert uow.actor.user_id is not None
    return [
        one
        for one in list_own_unfinished(uow, conversation, uow.actor.user_id)
        if DraftState(one.state) in WRITABLE and one.text.strip() and (own is None or one.id != own.id)
    ]


def _thrown_away(uow: UnitOfWork, conversation: Conversation) -> Draft | None:
    assert uow.actor.user_id is not None
    since = uow.now - THROWN_AWAY_FOR
    return find_thrown_away(uow, conversation, uow.actor.user_id, since=since)


def _kinds(target: Target, *, can_private: bool) -> list[tuple[str, str]]:
    if target.place.visibility is Visibility.PRIVATE:
        kinds = [DraftKind.REPLY, DraftKind.ACKNOWLEDGEMENT]
        return [(kind.value, _(labels.DRAFT_KINDS[kind.value])) for kind in kinds]
    kinds = [DraftKind.REPLY, DraftKind.ACKNOWLEDGEMENT]
    if can_private:
        kinds.append(DraftKind.PRIVATE_REPLY)
    named = {**labels.DRAFT_KINDS, DraftKind.REPLY.value: N_("Public reply")}
    return [(kind.value, _(named[kind.value])) for kind in kinds]


def _why_not(uow: UnitOfWork, tenant: Tenant, target: Target, *, holds: bool) -> str | None:
    assert uow.actor.user_id is not None
    serving = may_serve(uow, tenant.id, uow.actor.user_id, at=uow.now)
    if not serving.allowed:
        return _(serving.why) if serving.why else _("You may not answer for this brand.")
    try:
        check_place(target.place, DraftKind.REPLY, now=uow.now)
    except Problem as problem:
        return problem.text(_)
    return None if holds else _(NOT_THE_HOLDER)


def _waits(uow: UnitOfWork, target: Target) -> str | None:
    connection = find_connection(uow, target.account.tenant_id, target.account.id)
    wait = wait_of(uow, connection) if connection else None
    if wait is None or wait.until - uow.now < WORTH_SAYING:
        return None
    return _(
        "What you send now goes out at %(time)s or later. %(why)s",
        time=show_datetime(wait.until),
        why=_(wait.why),
    )


def _gone(uow: UnitOfWork, target: Target) -> str | None:
    message = target.answers
    gone_at = gone_since(uow, message.tenant_id, [message.id]).get(message.id) if message else None
    if gone_at is None:
        return None
    return _(
        "The customer's message was deleted on the network, by its author or the network itself (%(time)s). A reply would"
        " answer nothing that anybody sees. Decide whether it still needs one.",
        time=show_datetime(gone_at),
    )


def _private_possible(uow: UnitOfWork, target: Target) -> str | None:
    """Why a public message cannot be answered in private here; None where it can."""
    if target.place.visibility is Visibility.PRIVATE:
        return _("This conversation is private already.")
    try:
        check_place(target.place, DraftKind.PRIVATE_REPLY, now=uow.now)
    except Problem as problem:
        return problem.text(_)
    return None


def _filled(text: str, tenant: Tenant, target: Target, *, agent: str) -> str:
    """A template for this customer, from this account."""
    values = {
        Variable.CUSTOMER: target.identity.name if target.identity else None,
        Variable.AGENT: agent,
        Variable.INITIALS: initials_of(agent),
        Variable.BRAND: tenant.name,
    }
    return fill(text, values, target.account.local).text


def _private_line(
    uow: UnitOfWork, tenant: Tenant, target: Target, *, language: str | None, agent: str
) -> str:
    spoken = language or (str(tenant.languages[0]) if tenant.languages else "en")
    for template in list_templates(uow, tenant.id, language=spoken, kind=TemplateKind.TAKE_PRIVATE):
        return _filled(template.text, tenant, target, agent=agent)
    style = get_section(uow, tenant.id, "rule_set") or {}
    manner = manner_of(style.get("style_guide"), spoken)
    return public_line(spoken, manner, initials=initials_of(agent))


def _advice(target: Target) -> Advice | None:
    if target.answers is None:
        return None
    words = target.answers.text
    return advise(
        words,
        is_public=target.place.visibility is Visibility.PUBLIC,
        urgent=understand(words[:LONGEST_READ]).urgent,
    )


def _errors(refused: Problem | None) -> dict[str, list[str]]:
    faults = getattr(refused, "faults", ())
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.place, []).append(_(fault.message))
    return found
