"""Hiding, showing again and deleting one message on its network, each by one of the brand's community rules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.adapters.base import Act
from bpo.channels.queries import find_connection, get_account
from bpo.channels.rules.capabilities import Capabilities, capabilities_of
from bpo.conversations import labels
from bpo.conversations.models import Message, Moderation
from bpo.conversations.operations.moderating import MOST_AT_ONCE, SPREE, ask_moderation
from bpo.conversations.queries import thread
from bpo.conversations.queries.moderations import (
    Standing,
    get_message,
    list_moderations,
    others_of_author,
    standing_of,
)
from bpo.conversations.queries.removals import gone_since
from bpo.conversations.rules.moderation import acts_on
from bpo.conversations.schemas import ModerationIn
from bpo.conversations.views.pages import blp
from bpo.conversations.views.shown import Moderated
from bpo.core.errors import Conflict, Invalid, NotFound
from bpo.core.i18n import current_locale, ngettext
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission, reads_masked
from bpo.identity.queries import list_names
from bpo.language.personal_masks import mask
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_section, get_tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.render import render

ADDRESS = "/brands/<slug>/conversations/<uuid:conversation_id>/messages/<uuid:message_id>/moderation"


@blp.get(ADDRESS)
@requires(Permission.CONVERSATION_MANAGE)
def moderation(slug: str, conversation_id: UUID, message_id: UUID) -> str:
    """What was done with a message on its network, and what can be."""
    tenant, message = _found(slug, conversation_id, message_id)
    return _page(tenant, message, blank())


@blp.post(ADDRESS)
@requires(Permission.CONVERSATION_MANAGE)
def moderate_message(slug: str, conversation_id: UUID, message_id: UUID) -> ResponseReturnValue:
    """Ask for one act, on the message alone or on all that its author wrote here lately."""
    tenant, message = _found(slug, conversation_id, message_id)
    form = load(ModerationIn(), request.form)
    if form.data is None:
        return _page(tenant, message, form), 422
    try:
        asked = ask_moderation(
            g.uow,
            message,
            Act(form.data["act"]),
            rule=form.data["rule"] or None,
            all_of_author=form.data["all_of_author"],
        )
    except Invalid as problem:
        return _page(tenant, message, refused(form, {"rule": [_(problem.message)]})), 422
    except Conflict as problem:
        return _page(tenant, message, refused(form, {"act": [_(problem.message)]})), 409
    if asked > 1:  # of the one the page itself tells
        flash(
            ngettext(
                "The network is being told of %(count)s message.",
                "The network is being told of %(count)s messages.",
                asked,
                count=asked,
            ),
            "good",
        )
    return redirect(
        url_for(
            "conversations.moderation", slug=slug, conversation_id=conversation_id, message_id=message_id
        ),
        code=303,
    )


def moderated(
    uow: UnitOfWork, tenant: Tenant, messages: Sequence[Message], capabilities: Capabilities
) -> dict[UUID, Moderated]:
    """How each of these messages stands on its network, and whether anything can be done with it there."""
    ids = [one.id for one in messages]
    standing, gone = standing_of(uow, tenant.id, ids), gone_since(uow, tenant.id, ids)
    return {
        one.id: Moderated(
            _badge(standing.get(one.id, Standing())),
            bool(_acts(one, standing.get(one.id, Standing()), capabilities, gone.get(one.id))),
            gone.get(one.id),
        )
        for one in messages
    }


def rule_options(uow: UnitOfWork, tenant_id: UUID) -> list[tuple[str, str]]:
    """The brand's community rules, in the reader's language where it is written in that."""
    locale = str(current_locale())[:2]
    found: list[Any] = get_section(uow, tenant_id, "community_rules") or []
    return [
        (one["id"], f"{one['id']}: {one['text'].get(locale) or next(iter(one['text'].values()))}"[:160])
        for one in found
    ]


def _acts(
    message: Message, standing: Standing, capabilities: Capabilities, gone_at: datetime | None
) -> tuple[Act, ...]:
    return acts_on(
        direction=message.direction,
        visibility=message.visibility,
        capabilities=capabilities,
        done=standing.done.act if standing.done else None,
        is_gone=gone_at is not None,
    )


def _badge(standing: Standing) -> tuple[str, str] | None:
    last = standing.last
    if last is not None and last.state == "waiting":
        return _(labels.MODERATION_WAITS[last.act]), "info"
    if standing.done is not None and standing.done.act != Act.UNHIDE:
        return _(labels.MODERATION_DONE[standing.done.act]), "warn"
    return None


def _found(slug: str, conversation_id: UUID, message_id: UUID) -> tuple[Tenant, Message]:
    uow = cast("UnitOfWork", g.uow)
    if not uow.actor.is_staff:
        raise NotFound
    tenant = get_tenant(uow, slug)
    conversation = thread.get_conversation(uow, tenant.id, conversation_id)
    return tenant, get_message(uow, tenant.id, conversation.id, message_id)


def _page(tenant: Tenant, message: Message, form: FormResult) -> str:
    uow = cast("UnitOfWork", g.uow)
    account = get_account(uow, message.account_id)
    standing = standing_of(uow, tenant.id, [message.id]).get(message.id, Standing())
    rows = list_moderations(uow, message)
    gone_at = gone_since(uow, tenant.id, [message.id]).get(message.id)
    acts = _acts(message, standing, capabilities_of(account.network), gone_at)
    waits = standing.last is not None and standing.last.state == "waiting"
    people = {row.asked_by for row in rows if row.asked_by}
    return render(
        "conversations/moderation.html",
        block="state",
        tenant=tenant,
        message=message,
        text=mask(message.text) if reads_masked(uow.actor, tenant.id) else message.text,
        account=account,
        connected=find_connection(uow, tenant.id, account.id) is not None,
        badge=_badge(standing),
        gone_at=gone_at,
        waits=waits,
        acts=[(act.value, _(labels.MODERATION_ACTS[act.value])) for act in acts],
        rules=rule_options(uow, tenant.id),
        others=len(others_of_author(uow, message, since=uow.now - SPREE, limit=MOST_AT_ONCE)),
        days=SPREE.days,
        rows=[(row, _(labels.MODERATION_ACTS[row.act]), _state(row)) for row in rows],
        names=list_names(uow, people),
        form=form,
    )


def _state(row: Moderation) -> tuple[str, str, datetime | None]:
    name, kind = labels.MODERATION_STATES[row.state]
    return _(name), kind, row.done_at
