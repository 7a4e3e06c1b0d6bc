"""The lists of conversations, with their filters: of one brand, and of all the reader's."""

from collections.abc import Sequence
from typing import Any, cast

from flask import g, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.models import ChannelAccount
from bpo.channels.queries import list_accounts
from bpo.conversations import labels
from bpo.conversations.queries import lists
from bpo.conversations.queries.queue import list_tags
from bpo.conversations.schemas import ConversationQuery
from bpo.conversations.selection import selection
from bpo.conversations.views.pages import blp
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network, Visibility
from bpo.identity.permissions import Permission, reads_masked
from bpo.language.personal_masks import mask
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import blank, load
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import PAGE_SIZE, page_of
from bpo.web.render import render

MOST_CHOICES = 200
FILTERS = tuple(name for name in ConversationQuery().fields if name != "cursor")


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
    accounts = list_accounts(uow, tenant.id, retired=True) if tenant else None
    endpoint = "conversations.conversations" if tenant else "conversations.all_conversations"

    def address(**change: str | None) -> str:
        values: dict[str, Any] = {**kept, **change}
        if tenant:
            values["slug"] = tenant.slug
        return url_for(endpoint, **{name: value for name, value in values.items() if value is not None})

    masked = any(reads_masked(uow.actor, one) for one in tenant_ids)
    shown = render(
        "conversations/list.html",
        last_words=lambda item: mask(item.last_text) if masked else item.last_text,
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
        networks=_networks(accounts),
        places=[(tag, tag) for tag in list_tags(uow, tenant_ids=tenant_ids)],
        accounts=_choices(accounts, kept.get("account")),
        visibilities=[(one.value, show_label(one)) for one in Visibility],
        network_name=lambda network: show_label(Network(network)),
        may_import=tenant is not None and uow.actor.may(Permission.IMPORT_READ, tenant.id),
    )
    return shown, 200 if form.ok else 422


def _networks(accounts: Sequence[ChannelAccount] | None) -> list[tuple[str, str]]:
    """The networks to choose from: the brand's own, or all."""
    if accounts is None:
        return [(one.value, show_label(one)) for one in Network]
    names = {account.network for account in accounts}
    return [(name, show_label(Network(name))) for name in sorted(names)]


def _choices(accounts: Sequence[ChannelAccount] | None, chosen: str | None) -> list[tuple[str, str]]:
    """The accounts to choose from. Nobody chooses among a thousand: of these the one that is chosen."""
    found = accounts or []
    shown = found if len(found) <= MOST_CHOICES else [one for one in found if str(one.id) == chosen]
    return [(str(one.id), f"{one.handle} · {show_label(Network(one.network))}") for one in shown]
