"""People's own webhooks: kept, forgotten, and called with what their owner was told.

A request is signed as replies by the generic network are. It is repeated with growing pauses until it is
answered with 2xx, so a receiver may hear of one notification twice: `X-Notification-Id` is the same then.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from uuid import UUID

from bpo.channels.adapters.wire import Wire, WireError
from bpo.channels.models import NotificationHook
from bpo.channels.queries.hooks import find_hook
from bpo.channels.rules.addresses import fault_of_address
from bpo.channels.rules.signatures import sign
from bpo.core.clock import utcnow
from bpo.core.config import Settings
from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_, speaking
from bpo.core.sealed import place_of
from bpo.core.secrets import seal, unseal
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.identity.models import User
from bpo.identity.queries import get_notification, get_user
from bpo.identity.rules import UserState
from bpo.tenants.models import Tenant

LONGEST = 500


class NotHeardError(Exception):
    """The receiver did not take it; it will be told again."""


def keep_hook(uow: UnitOfWork, user: User, *, url: str, settings: Settings) -> str:
    """Keep where somebody's program hears what they are told; its new secret, shown once."""
    too_long = N_("This address is too long.") if len(url) > LONGEST else None
    fault = too_long or fault_of_address(url, settings.private_hosts)
    if fault is not None:
        raise Invalid(N_("The webhook cannot be kept."), faults=(Fault("url", fault),))
    row = find_hook(uow, user.id, for_update=True) or NotificationHook(user_id=user.id, created_at=uow.now)
    secret = secrets.token_urlsafe(32)
    row.url, row.secret = url, seal(secret.encode(), key=settings.secret_key, place=place_of(row, "secret"))
    row.posted_at = row.failed_at = row.why = None
    uow.session.add(row)
    uow.audit("user.webhook_kept", user)
    return secret


def forget_hook(uow: UnitOfWork, user: User) -> None:
    """Nothing is called any more; what was to go there stands on the page alone."""
    row = find_hook(uow, user.id, for_update=True)
    if row is not None:
        uow.session.delete(row)
        uow.audit("user.webhook_forgotten", user)


def call_hook(
    open_unit: OpenUnit,
    wire: Wire,
    settings: Settings,
    notification_id: UUID,
    *,
    say: Callable[[str, Mapping[str, object]], str],
) -> None:
    """Tell somebody's program one thing; nothing where it was seen, or they left, meanwhile."""
    with open_unit() as uow:
        told = get_notification(uow, notification_id)
        user = get_user(uow, told.user_id)
        hook = find_hook(uow, user.id)
        if hook is None or told.read_at or user.state is not UserState.ACTIVE:
            return
        brand = uow.session.get(Tenant, told.tenant_id) if told.tenant_id else None
        with speaking(user.locale, user.time_zone):
            content = {
                "id": str(told.id),
                "kind": told.kind,
                "text": say(told.message, told.values),
                "brand": brand.slug if brand else None,
                "url": f"{settings.public_url.rstrip('/')}{told.path}",
                "created_at": told.created_at.isoformat(),
            }
        url, key = hook.url, unseal(hook.secret, key=settings.secret_key, place=place_of(hook, "secret"))
    why = _post(wire, url, key, content)
    with open_unit() as uow:
        hook = find_hook(uow, user.id, for_update=True)
        if hook is not None and why is None:
            hook.posted_at, hook.why = uow.now, None
        elif hook is not None:
            hook.failed_at, hook.why = uow.now, why
    if why is not None:
        raise NotHeardError(why)


def _post(wire: Wire, url: str, key: bytes, content: dict[str, str | None]) -> str | None:
    """None where it was taken, else why not."""
    body = json.dumps(content, ensure_ascii=False).encode()
    timestamp = int(utcnow().timestamp())
    headers = {
        "Content-Type": "application/json",
        "X-Notification-Id": str(content["id"]),
        "X-Timestamp": str(timestamp),
        "X-Signature-256": sign(key, timestamp, body),
    }
    try:
        status = wire.fetch("POST", url, headers=headers, body=body).status
    except WireError as error:
        return str(error)[:200]
    return None if 200 <= status < 300 else str(status)
