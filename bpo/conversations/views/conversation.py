"""One conversation: what was said, whose it is, what its clocks say; for whoever serves it, the place to work.

The client, a reviewer and an agent come to the same address. Whoever may serve the brand finds the composer
there, and beside it what the vendor alone keeps.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import g, request

from bpo.channels.queries import get_account, list_undelivered
from bpo.channels.rules.capabilities import capabilities_of
from bpo.conversations import decision_labels, labels
from bpo.conversations.models import Conversation, Draft
from bpo.conversations.operations.acts import DismissalReason
from bpo.conversations.operations.checking import target_of
from bpo.conversations.operations.sending import Refused
from bpo.conversations.operations.workplace import Stage
from bpo.conversations.queries import lists, thread, workplace
from bpo.conversations.queries.drafts import find_own, list_revisions
from bpo.conversations.queue_words import PRIORITY_LOOKS, STAGES, is_late, say_reasons
from bpo.conversations.rules.claims import SNOOZE_MINUTES
from bpo.conversations.rules.compensation import in_units
from bpo.conversations.views.approvals import steps_of_drafts
from bpo.conversations.views.composer import at_hand, composer_of, composer_words
from bpo.conversations.views.handoffs import handoff_panel
from bpo.conversations.views.moderation import moderated
from bpo.conversations.views.pages import blp
from bpo.conversations.views.pictures import pictures_of
from bpo.conversations.views.previews import preview_lines
from bpo.conversations.views.replies import replies_of
from bpo.conversations.views.shown import MESSAGES_SHOWN, agent_numbers, message_lines, turn_lines
from bpo.conversations.wording import show_findings
from bpo.core.errors import Problem
from bpo.core.i18n import gettext as _
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network, Priority, Visibility
from bpo.identity.permissions import Permission, reads_masked
from bpo.identity.queries import list_names, own_name, wants_keys
from bpo.knowledge.labels import CAMPAIGN_KINDS
from bpo.language.engine import understand
from bpo.language.types import Checked
from bpo.staffing.queries import may_serve
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.formats import show_duration
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import decode_cursor, page_of
from bpo.web.render import render

PAGE = "conversations/conversation.html"
NOW = "conversations/_now.html"  # what changes on an open page
UNFOLDED = 6  # the latest messages; earlier ones are folded away from whoever works


@blp.get("/brands/<slug>/conversations/<uuid:conversation_id>")
@requires(Permission.CONVERSATION_READ)
def conversation(slug: str, conversation_id: UUID) -> str:
    """What was said, and beside it whose it is and what its clocks say."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    found = thread.get_conversation(uow, tenant.id, conversation_id)
    template = NOW if request.args.get("part") == "now" else PAGE
    return show_conversation(tenant, found, template=template)


def show_conversation(
    tenant: Tenant,
    found: Conversation,
    *,
    template: str = PAGE,
    block: str | None = None,
    draft: Draft | None = None,
    refused: Problem | None = None,
    checked: Checked | None = None,
    asked: dict[str, str] | None = None,
    problem: Problem | None = None,
    just_sent: Draft | None = None,
) -> str:
    """The page, or a block of it; with what was refused, if something was."""
    uow = cast("UnitOfWork", g.uow)
    stamp = workplace.page_stamp(uow, found)  # before all else: what is read after it is at least as new
    before = request.args.get("before") if request.method == "GET" else None
    place = cast("lists.Place", decode_cursor(before, datetime, UUID)) if before else None
    rows = thread.list_messages(uow, found, before=place, limit=MESSAGES_SHOWN + 1)
    page = page_of(rows, size=MESSAGES_SHOWN, key=lambda row: (row.posted_at, row.id))
    account = get_account(uow, found.account_id)
    numbers = agent_numbers(uow, found)
    identities = thread.list_identities(uow, found)
    names = {one.external_id: one.name for one in identities if one.network == account.network}
    acts = thread.list_acts(uow, found)
    people = {act.actor_id for act in acts if act.actor_id}
    above = workplace.find_post_above(uow, found)
    masked = reads_masked(uow.actor, tenant.id)
    capabilities = capabilities_of(Network(account.network))
    shown = [*page.items, *([above] if above else [])]
    lines = message_lines(
        page.items,
        tenant=tenant,
        account=account,
        names=names,
        numbers=numbers,
        masked=masked,
        moderated=moderated(uow, tenant, page.items, capabilities),
        undelivered=list_undelivered(uow, tenant.id, account.id, [row.external_id for row in page.items]),
    )
    context: dict[str, Any] = {
        "pictures": pictures_of(uow, tenant, shown),
        "previews": preview_lines(uow, tenant, shown),
        "tenant": tenant,
        "conversation": found,
        "account": account,
        "labels": labels,
        "stage_names": STAGES,
        "snoozes": [(str(minutes), show_duration(minutes * 60, days=True)) for minutes in SNOOZE_MINUTES],
        "keys_on": wants_keys(uow),
        "identities": identities,
        "messages": lines,
        "above": message_lines(
            [above], tenant=tenant, account=account, names=names, numbers=numbers, masked=masked
        )[0]
        if above
        else None,
        "may_hide": capabilities.hide,
        "earlier": page.next_cursor,
        "is_earlier": before is not None,
        "turns": turn_lines(uow, tenant, thread.list_turns(uow, found), numbers=numbers),
        "episodes": thread.list_episodes(uow, found),
        "acts": acts,
        "promises": workplace.list_promises(uow, found),
        "compensations": [
            (one, in_units(one.amount_minor, one.currency))
            for one in workplace.list_compensations(uow, found)
        ],
        "people": list_names(uow, people) if uow.actor.is_staff else {},
        "network": show_label(Network(account.network)),
        "visibility": show_label(Visibility(found.visibility)),
        "now": uow.now,
        "problem": problem,
        "problem_findings": show_findings(problem.checked.findings) if isinstance(problem, Refused) else [],
        "works": False,
        "may_manage": uow.actor.is_staff and uow.actor.may(Permission.CONVERSATION_MANAGE, tenant.id),
        "reasons": [(one.value, _(labels.REASONS[one.value])) for one in DismissalReason],
        "just_sent": just_sent,
        "may_erase": uow.actor.is_staff and uow.actor.may(Permission.CUSTOMER_ERASE, tenant.id),
    }
    if uow.actor.is_staff and uow.actor.user_id and uow.actor.may(Permission.CONVERSATION_SERVE, tenant.id):
        context |= _to_work(uow, tenant, found, draft=draft, refused=refused, checked=checked, asked=asked)
        context["folded"] = max(len(lines) - UNFOLDED, 0)
        context["last_seen"] = lines[-1].row if lines and before is None else None
        context["stamp"] = stamp
    return render(template, block=block, **context)


def _to_work(
    uow: UnitOfWork,
    tenant: Tenant,
    found: Conversation,
    *,
    draft: Draft | None,
    refused: Problem | None,
    checked: Checked | None,
    asked: dict[str, str] | None,
) -> dict[str, Any]:
    """What only whoever serves the brand sees."""
    assert uow.actor.user_id is not None  # the system opens no pages
    claim = workplace.claim_of(uow, found)
    own = own_name(uow)
    target = target_of(uow, found)
    chosen = request.args.get("draft")
    history = workplace.customer_history(uow, found)
    notes = workplace.list_notes(uow, found)
    composer = composer_of(
        uow,
        tenant,
        found,
        holds=claim.holds or claim.item is None,  # where nothing waits, nobody needs to hold it
        draft=draft or find_own(uow, found, chosen),
        refused=refused,
        checked=checked,
        asked=asked,
    )
    replies = replies_of(uow, tenant, found)
    return {
        "works": True,
        "claim": claim,
        "composer": composer,
        "priority_name": show_label(Priority(claim.item.priority)) if claim.item else "",
        "priority_look": PRIORITY_LOOKS[claim.item.priority] if claim.item else ("plain", "message"),
        "reasons_said": say_reasons(claim.item.reasons, is_late=is_late(claim.item.due_at, now=uow.now))
        if claim.item
        else [],
        "replies": replies,
        "steps_of": steps_of_drafts(uow, tenant.id, [one.row.id for one in replies]),
        "decision_labels": decision_labels,
        "revisions": list_revisions(uow, composer.draft) if composer.draft else [],
        "hand": at_hand(uow, tenant, target, agent=own),
        "history": history,
        "last_mood": _mood(history.last_words),
        "network_of": lambda network: show_label(Network(network)),
        "notes": notes,
        "writers": list_names(uow, {note.author_id for note in notes if note.author_id}),
        "number": workplace.find_customer_number(uow, found),
        "stages": [(one.value, _(STAGES[one.value])) for one in Stage],
        "reader_id": str(uow.actor.user_id),
        "closed_for_reader": not may_serve(uow, tenant.id, uow.actor.user_id, at=uow.now).allowed,
        "words": composer_words(),
        "private_key": str(new_id()),
        "campaign_kinds": CAMPAIGN_KINDS,
        "panel": handoff_panel(uow, found),
        "may_settle": uow.actor.may(Permission.DELIVERY_MANAGE, tenant.id),
    }


def _mood(words: str | None) -> str | None:
    """How the customer left last time."""
    return understand(words).sentiment.label if words else None
