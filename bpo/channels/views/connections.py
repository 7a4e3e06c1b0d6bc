"""How an account is connected: its server and credentials, whether they work, and since when not.

A secret that was typed is never shown again, not even in a form that is refused. The network is asked off
the request; the page looks again until it has answered.
"""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema

from bpo.channels.models import ChannelAccount, ChannelConnection
from bpo.channels.operations.connections import (
    connect_account,
    disconnect_account,
    hook_address,
    request_check,
)
from bpo.channels.queries import find_connection, find_cursor, find_pause, wait_of
from bpo.channels.queries.traffic import traffic_of
from bpo.channels.rules.capabilities import POLLED, capabilities_of
from bpo.channels.rules.connections import SECRETS, faults_of_settings
from bpo.channels.rules.health import FIELDS, RIGHTS
from bpo.channels.rules.proofs import PROOFS, Proof
from bpo.channels.schemas import (
    AppStoreIn,
    BlueskyIn,
    EmailIn,
    GoogleBusinessIn,
    GooglePlayIn,
    InstagramIn,
    MastodonIn,
    MessengerIn,
    MetaIn,
    TelegramIn,
    TrustpilotIn,
    ViberIn,
    VkIn,
    WebhookIn,
    WhatsAppIn,
    WordPressIn,
    XIn,
    YandexMarketIn,
    YouTubeIn,
)
from bpo.channels.views.health import shown_health
from bpo.channels.views.pages import account_of, blp, brand_for_staff, may, settings
from bpo.core.errors import Conflict, NotFound
from bpo.core.i18n import N_
from bpo.core.i18n import gettext as _
from bpo.core.vocabulary import Network
from bpo.identity.permissions import Permission
from bpo.tenants.models import Tenant
from bpo.web.forms import FormResult, blank, load, refused
from bpo.web.guard import requires
from bpo.web.render import render

SCHEMAS: dict[str, type[Schema]] = {
    Network.MASTODON.value: MastodonIn,
    Network.BLUESKY.value: BlueskyIn,
    Network.TELEGRAM.value: TelegramIn,
    Network.FACEBOOK.value: MetaIn,
    Network.MESSENGER.value: MessengerIn,
    Network.INSTAGRAM.value: InstagramIn,
    Network.WHATSAPP.value: WhatsAppIn,
    Network.VK.value: VkIn,
    Network.VIBER.value: ViberIn,
    Network.X.value: XIn,
    Network.EMAIL.value: EmailIn,
    Network.WORDPRESS.value: WordPressIn,
    Network.YOUTUBE.value: YouTubeIn,
    Network.GOOGLE_BUSINESS.value: GoogleBusinessIn,
    Network.GOOGLE_PLAY.value: GooglePlayIn,
    Network.TRUSTPILOT.value: TrustpilotIn,
    Network.YANDEX_MARKET.value: YandexMarketIn,
    Network.APP_STORE.value: AppStoreIn,
    Network.GENERIC.value: WebhookIn,
}
STATES = {
    "untested": (N_("Not tested yet"), "plain"),
    "fine": (N_("Works"), "good"),
    "ill": (N_("No longer accepted"), "bad"),
}
PROOF_NAMES = {
    Proof.REAL: N_("Tried against the network's own software."),
    Proof.STAND_IN: N_(
        "Tried against a server kept by others that behaves as this network does, not against the network itself."
    ),
    Proof.DOCUMENTS: N_(
        "Tried against what the network documents, not against the network itself. Send the first replies while somebody looks there."
    ),
    Proof.OWN: N_("Our own form, tried against a receiver of our own."),
}
SECURITY_NAMES = {
    "tls": N_("TLS from the start"),
    "starttls": N_("STARTTLS"),
    "plain": N_("Unencrypted, inside our own network only"),
}
AT_FIRST: dict[str, dict[str, Any]] = {
    Network.MASTODON.value: {"server": ""},
    Network.BLUESKY.value: {"server": "https://bsky.social"},
    Network.TELEGRAM.value: {"server": "https://api.telegram.org"},
    Network.FACEBOOK.value: {"server": "https://graph.facebook.com"},
    Network.INSTAGRAM.value: {"server": "https://graph.facebook.com", "messages": True},
    Network.MESSENGER.value: {"server": "https://graph.facebook.com"},
    Network.WHATSAPP.value: {"server": "https://graph.facebook.com", "phone_number_id": ""},
    Network.VK.value: {"server": "https://api.vk.com"},
    Network.VIBER.value: {"server": "https://chatapi.viber.com"},
    Network.X.value: {"server": "https://api.x.com"},
    Network.EMAIL.value: {
        "smtp_port": 465,
        "smtp_security": "tls",
        "imap_port": 993,
        "imap_security": "tls",
    },
    Network.WORDPRESS.value: {"server": ""},
    Network.YOUTUBE.value: {"server": "https://www.googleapis.com"},
    Network.GOOGLE_BUSINESS.value: {"server": "https://mybusiness.googleapis.com"},
    Network.GOOGLE_PLAY.value: {"server": "https://androidpublisher.googleapis.com"},
    Network.TRUSTPILOT.value: {"server": "https://api.trustpilot.com"},
    Network.YANDEX_MARKET.value: {"server": "https://api.partner.market.yandex.ru"},
    Network.APP_STORE.value: {"server": "https://api.appstoreconnect.apple.com"},
    Network.GENERIC.value: {},
}


@blp.get("/brands/<slug>/accounts/<uuid:account_id>/connection")
@requires(Permission.ACCOUNT_MANAGE)
def connection(slug: str, account_id: UUID) -> str:
    """How the account is connected, and the form to connect it."""
    tenant = brand_for_staff(slug)
    account = _connectable(tenant, account_id)
    row = find_connection(g.uow, tenant.id, account.id)
    shown = dict(row.settings) if row else _suggested(account)
    return _page(tenant, account, row, blank(**shown))


@blp.post("/brands/<slug>/accounts/<uuid:account_id>/connection")
@requires(Permission.ACCOUNT_MANAGE)
def connect(slug: str, account_id: UUID) -> ResponseReturnValue:
    """Keep the credentials, and have them tried."""
    tenant = brand_for_staff(slug)
    account = _connectable(tenant, account_id)
    row = find_connection(g.uow, tenant.id, account.id)
    form = load(SCHEMAS[account.network](), request.form)
    if form.data is None:
        return _page(tenant, account, row, _without_secrets(account, form)), 422
    secrets = {name: str(form.data.pop(name)).strip() for name in SECRETS[account.network]}
    secrets = {name: value for name, value in secrets.items() if value}
    if errors := _errors(account, row, form.data, secrets):
        return _page(tenant, account, row, _without_secrets(account, refused(form, errors))), 422
    connect_account(g.uow, account, settings=form.data, secrets=secrets, key=settings().secret_key)
    return redirect(url_for("channels.connection", slug=slug, account_id=account_id), code=303)


@blp.post("/brands/<slug>/accounts/<uuid:account_id>/connection/test")
@requires(Permission.ACCOUNT_MANAGE)
def test_connection(slug: str, account_id: UUID) -> ResponseReturnValue:
    """Have the credentials tried once more."""
    tenant = brand_for_staff(slug)
    account = _connectable(tenant, account_id)
    row = find_connection(g.uow, tenant.id, account.id)
    if row is None:
        raise Conflict(N_("This account is not connected."))
    request_check(g.uow, row)
    return redirect(url_for("channels.connection", slug=slug, account_id=account_id), code=303)


@blp.post("/brands/<slug>/accounts/<uuid:account_id>/connection/end")
@requires(Permission.ACCOUNT_MANAGE)
def disconnect(slug: str, account_id: UUID) -> ResponseReturnValue:
    """Forget the credentials."""
    tenant = brand_for_staff(slug)
    disconnect_account(g.uow, account_of(tenant, account_id))
    flash(_("The account is disconnected and its credentials are gone."), "good")
    return redirect(url_for("onboarding.account", slug=slug, account_id=account_id), code=303)


def _connectable(tenant: Tenant, account_id: UUID) -> ChannelAccount:
    account = account_of(tenant, account_id)
    if not capabilities_of(account.network).connects or account.retired_at is not None:
        raise NotFound
    return account


def _suggested(account: ChannelAccount) -> dict[str, Any]:
    """What the brand file already says."""
    known = dict(AT_FIRST[account.network])
    if account.server and "server" in known:
        known["server"] = account.server
    if account.network == Network.EMAIL:
        known["address"] = account.handle
        known["name"] = account.display_name or ""
    return known


def _errors(
    account: ChannelAccount, row: ChannelConnection | None, data: dict[str, Any], secrets: dict[str, str]
) -> dict[str, list[str]]:
    found = faults_of_settings(account.network, data, private_hosts=settings().private_hosts)
    errors = {field: [_(fault) for fault in faults] for field, faults in found.items()}
    kept = row is not None and row.secret is not None
    for name in SECRETS[account.network]:
        if name not in secrets and not kept:
            errors.setdefault(name, []).append(_("Missing data for required field."))
        elif name not in secrets and row is not None and _leads_elsewhere(account.network, row, data):
            # Else whoever may change the address could have the kept secret sent to themselves.
            errors.setdefault(name, []).append(
                _("The server has changed, so this must be typed again: the kept one is for the old server.")
            )
    if account.network == Network.GENERIC and account.webhook_secret is None:
        errors.setdefault("url", []).append(
            _("Make a secret on the account's page first: it signs what is sent, too.")
        )
    return errors


def _leads_elsewhere(network: str, row: ChannelConnection, data: dict[str, Any]) -> bool:
    """Whether a kept secret would be shown to a server that it was not given for."""
    is_mail = network == Network.EMAIL
    names = ("smtp_host", "imap_host", "user", "address") if is_mail else ("server", "client_id")
    weaker = is_mail and any(
        data[name] == "plain" and row.settings.get(name) != "plain"
        for name in ("smtp_security", "imap_security")
    )
    return weaker or any(row.settings.get(name) != data.get(name) for name in names)


def _without_secrets(account: ChannelAccount, form: FormResult) -> FormResult:
    hidden = SECRETS[account.network]
    values = {name: value for name, value in form.values.items() if name not in hidden}
    return FormResult(errors=form.errors, values=values)


def _page(tenant: Tenant, account: ChannelAccount, row: ChannelConnection | None, form: FormResult) -> str:
    cursor = find_cursor(g.uow, tenant.id, account.id)
    wait = wait_of(g.uow, row) if row else None
    return render(
        "channels/connection.html",
        block="state",
        tenant=tenant,
        account=account,
        connection=row,
        testing=_is_being_tested(row),
        state=(_(STATES[row.state][0]), STATES[row.state][1]) if row else None,
        why=_(row.why) if row and row.why else None,
        own_name=row.facts.get("name") if row else None,
        rights=", ".join(RIGHTS.get(account.network, ())),
        fields=", ".join(FIELDS.get(account.network, ())),
        known=shown_health(row, cursor, account=account, now=g.uow.now) if row else None,
        traffic=traffic_of(g.uow, account) if row else None,
        longest=row.facts.get("max_length") if row else None,
        reads=account.network in POLLED,
        hook_address=hook_address(account, public_url=settings().public_url),
        brought_to=row.facts.get("brought_to") if row else None,
        cursor=cursor,
        poll_failure=_(cursor.failure) if cursor and cursor.failure else None,
        wait=wait,
        wait_why=_(wait.why) if wait else None,
        pause=find_pause(g.uow, tenant.id, account.id) or find_pause(g.uow, tenant.id, None),
        may_stop=may(Permission.DELIVERY_MANAGE, tenant),
        form=form,
        securities=[(value, _(name)) for value, name in SECURITY_NAMES.items()],
        labels=_labels(),
        proof=_(PROOF_NAMES[PROOFS[account.network]]),
    )


def _is_being_tested(row: ChannelConnection | None) -> bool:
    return (
        row is not None
        and row.check_asked_at is not None
        and (row.checked_at is None or row.checked_at < row.check_asked_at)
    )


def _labels() -> dict[str, str]:
    return {
        "server": _("Server"),
        "token": _("Access token"),
        "app_secret": _("Secret of the app"),
        "app_key": _("Key of the app"),
        "token_secret": _("Secret of the access token"),
        "verify_token": _("Verify token"),
        "phone_number_id": _("ID of the number"),
        "client_id": _("Client ID"),
        "client_secret": _("Client secret"),
        "author": _("User ID"),
        "owner": _("Number of the Business Profile account"),
        "key": _("Key of the service account"),
        "issuer": _("Issuer ID"),
        "key_id": _("Key ID"),
        "service": _("Service key of an app"),
        "secret": _("Secret key of the callback server"),
        "code": _("String that the server must return"),
        "address": _("Address"),
        "name": _("Name of the sender"),
        "user": _("User name"),
        "password": _("Password"),
        "smtp_host": _("Server for sending (SMTP)"),
        "smtp_port": _("Port for sending"),
        "smtp_security": _("Encryption for sending"),
        "imap_host": _("Server for reading (IMAP)"),
        "imap_port": _("Port for reading"),
        "imap_security": _("Encryption for reading"),
        "url": _("Address that takes the replies"),
        "messages": _("Direct messages are answered here too"),
        "human_agent": _("Meta granted the app the feature Human Agent"),
        "recognises_repeats": _("The receiver recognises a delivery it already has"),
    }
