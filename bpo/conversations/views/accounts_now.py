"""A brand's accounts now, for whoever watches: which place is behind, and which account is ill."""

from functools import partial
from typing import cast

from flask import g, request, url_for

from bpo.channels.labels import ALARMS
from bpo.channels.queries import AccountFilter, count_accounts
from bpo.channels.rules.health import Health, alarms_of
from bpo.conversations.queries.accounts_now import AccountNow, Place, list_accounts_now
from bpo.conversations.schemas import AccountsNowQuery
from bpo.conversations.views.pages import blp
from bpo.core.i18n import gettext
from bpo.core.vocabulary import Network
from bpo.identity.permissions import Permission
from bpo.tenants.queries import get_tenant
from bpo.web.forms import load
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render


@blp.get("/brands/<slug>/accounts/now")
@requires(Permission.FLOOR_READ)
def accounts_now(slug: str) -> str:
    """The accounts by place, those with most that is late first."""
    tenant = get_tenant(g.uow, slug)
    asked = load(AccountsNowQuery(), request.args).data or AccountsNowQuery().load({})
    cursor = asked.pop("cursor")
    after = cast("Place", decode_cursor(cursor, int, int, str, str)) if cursor else None
    rows = list_accounts_now(g.uow, tenant.id, AccountFilter(**asked), after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda row: row.place)
    networks, tags = count_accounts(g.uow, tenant.id)
    filters = {name: value for name, value in asked.items() if value}
    address = partial(url_for, "conversations.accounts_now", slug=slug, **filters)
    return render(
        "conversations/accounts_now.html",
        tenant=tenant,
        rows=page.items,
        asked=asked,
        is_filtered=bool(filters),
        choices={
            "network": [
                (name, f"{show_label(Network(name))} ({networks[name]})") for name in sorted(networks)
            ],
            "tag": [(name, f"{name} ({tags[name]})") for name in sorted(tags, key=str.casefold)],
        },
        alarms=_alarms,
        behind=lambda row, waiting: url_for(
            "conversations.conversations", slug=slug, account=row.id, waiting=waiting
        ),
        next_url=address(cursor=page.next_cursor) if page.next_cursor else None,
        first_url=address() if after else None,
        accounts_url=url_for("onboarding.accounts", slug=slug),
    )


def _alarms(row: AccountNow) -> list[str]:
    """What is wrong with an account that works, in short."""
    if row.state != "fine":
        return []
    return [gettext(ALARMS[one.topic]) for one in alarms_of(Health.of(row.facts or {}), now=g.uow.now)]
