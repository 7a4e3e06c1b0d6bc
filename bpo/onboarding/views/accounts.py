"""Channel accounts of a brand: who owns each, and the address and secret of its webhook.

A secret is shown in the answer to the request that made it and never again: not in a message, which would
keep it in a cookie, and not in any cache.
"""

from functools import partial
from typing import cast
from uuid import UUID

from flask import Response, current_app, flash, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.channels.labels import ALARMS
from bpo.channels.models import ChannelAccount
from bpo.channels.operations import renew_webhook_secret, set_owner
from bpo.channels.queries import (
    AccountFilter,
    FoundAccount,
    count_accounts,
    find_accounts,
    find_connection,
    get_account,
)
from bpo.channels.rules.capabilities import HOOKED, capabilities_of
from bpo.channels.rules.health import Health, alarms_of
from bpo.core.config import Settings
from bpo.core.errors import NotFound
from bpo.core.i18n import N_, gettext
from bpo.core.vocabulary import Network
from bpo.identity.permissions import Permission
from bpo.onboarding.account_files import LONGEST_OWNER
from bpo.onboarding.schemas import AccountsQuery
from bpo.onboarding.views.pages import blp, brand_for_staff, may
from bpo.tenants.models import Tenant
from bpo.web.forms import load
from bpo.web.guard import requires
from bpo.web.labels import show_label
from bpo.web.paging import PAGE_SIZE, decode_cursor, page_of
from bpo.web.render import render

STATE_CHOICES = {
    "fine": N_("Works"),
    "ill": N_("No longer accepted"),
    "untested": N_("Not tested yet"),
    "none": N_("Not connected"),
    "retired": N_("Retired"),
}


@blp.get("/brands/<slug>/accounts")
@requires(Permission.BRAND_READ)
def accounts(slug: str) -> str:
    """The accounts with their owners, and which of them lack something."""
    tenant = brand_for_staff(slug)
    asked = load(AccountsQuery(), request.args).data or AccountsQuery().load({})
    cursor = asked.pop("cursor")
    after = cast("tuple[str, str]", decode_cursor(cursor, str, str)) if cursor else None
    rows = find_accounts(g.uow, tenant.id, AccountFilter(**asked), after=after, limit=PAGE_SIZE + 1)
    page = page_of(rows, size=PAGE_SIZE, key=lambda one: (one.account.network, one.account.handle))
    networks, tags = count_accounts(g.uow, tenant.id)
    filters = {name: value for name, value in asked.items() if value}
    address = partial(url_for, "onboarding.accounts", slug=slug, **filters)
    return render(
        "onboarding/accounts.html",
        block="rows",
        tenant=tenant,
        accounts=page.items,
        alarms={one.account.id: _alarms(one) for one in page.items},
        asked=asked,
        is_filtered=bool(filters),
        choices={
            "network": [
                (name, f"{show_label(Network(name))} ({networks[name]})") for name in sorted(networks)
            ],
            "tag": [(name, f"{name} ({tags[name]})") for name in sorted(tags, key=str.casefold)],
            "state": [(name, gettext(text)) for name, text in STATE_CHOICES.items()],
        },
        next_url=address(cursor=page.next_cursor) if page.next_cursor else None,
        first_url=address() if after else None,
        file_url=url_for("onboarding.account_file", slug=slug, **filters),
        hooked=HOOKED,
        can_edit=may(Permission.BRAND_EDIT, tenant),
        can_watch=may(Permission.FLOOR_READ, tenant),
    )


@blp.get("/brands/<slug>/accounts/<uuid:account_id>")
@requires(Permission.BRAND_READ)
def account(slug: str, account_id: UUID) -> str:
    """One account."""
    tenant = brand_for_staff(slug)
    return _page(tenant, _account_of(tenant, account_id))


@blp.post("/brands/<slug>/accounts/<uuid:account_id>")
@requires(Permission.ACCOUNT_MANAGE)
def save_account(slug: str, account_id: UUID) -> ResponseReturnValue:
    """Record who at the brand owns the account."""
    tenant = brand_for_staff(slug)
    row = _account_of(tenant, account_id)
    owner = request.form.get("owner", "").strip()
    if len(owner) > LONGEST_OWNER:
        error = gettext("This is longer than %(n)s characters.", n=LONGEST_OWNER)
        return _page(tenant, row, owner=owner, errors=[error]), 422
    set_owner(g.uow, row, owner=owner)
    flash(gettext("The owner is recorded."), "good")
    return redirect(url_for("onboarding.account", slug=slug, account_id=account_id))


@blp.post("/brands/<slug>/accounts/<uuid:account_id>/secret")
@requires(Permission.ACCOUNT_MANAGE)
def renew_secret(slug: str, account_id: UUID) -> Response:
    """Make a new secret for the webhook and show it this once."""
    tenant = brand_for_staff(slug)
    row = _account_of(tenant, account_id)
    if row.network not in HOOKED or row.retired_at is not None:
        raise NotFound
    secret = renew_webhook_secret(g.uow, row, key=_settings().secret_key)
    answer = make_response(_page(tenant, row, secret=secret))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _alarms(found: FoundAccount) -> list[str]:
    """What is wrong with an account that works, in short; its page says more."""
    if found.state != "fine":
        return []
    alarms = alarms_of(Health.of(found.facts), now=g.uow.now)
    return [gettext(ALARMS[alarm.topic]) for alarm in alarms]


def _account_of(tenant: Tenant, account_id: UUID) -> ChannelAccount:
    row = get_account(g.uow, account_id)
    if row.tenant_id != tenant.id:  # another brand of this reader: the address is wrong all the same
        raise NotFound
    return row


def _settings() -> Settings:
    settings: Settings = current_app.config["BPO"]
    return settings


def _page(
    tenant: Tenant,
    row: ChannelAccount,
    *,
    owner: str | None = None,
    errors: list[str] | None = None,
    secret: str | None = None,
) -> str:
    is_webhook = row.network in HOOKED
    address = f"{_settings().public_url}/hooks/{row.network}/{row.id}"
    return render(
        "onboarding/account.html",
        tenant=tenant,
        account=row,
        owner=row.owner or "" if owner is None else owner,
        errors=errors or [],
        webhook_url=address if is_webhook else None,
        is_bridge=row.network != Network.GENERIC,  # a vendor's own, beside the connection
        connects=capabilities_of(row.network).connects and row.retired_at is None,
        connection=find_connection(g.uow, tenant.id, row.id),
        secret=secret,
        can_manage=may(Permission.ACCOUNT_MANAGE, tenant) and row.retired_at is None,
    )
