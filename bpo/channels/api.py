"""Webhooks: where networks bring messages.

A message is stored raw, and the network is told 200 only after that commit; whatever is wrong, nothing is
stored. The signature is checked on the bytes as they travelled, before anything in them is read. An address
that leads nowhere (no such account, a retired one, a network without an adapter) answers like any other.

What a stored message means is found out later, off the request, by whoever hears `InboundReceived`.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast
from uuid import UUID

import structlog
from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import MethodNotAllowed, RequestEntityTooLarge

from bpo.channels.models import ChannelAccount
from bpo.channels.operations import store_inbound, webhook_secret
from bpo.channels.operations.connections import connected_of
from bpo.channels.queries import find_connection, find_route, get_account
from bpo.channels.rules.capabilities import HOOKED
from bpo.channels.rules.parsing import parse_batch, parse_json
from bpo.channels.rules.removals import REMOVAL
from bpo.channels.rules.signatures import BadSignature, check_signature
from bpo.channels.rules.vendor_hooks import VENDOR_HOOKS, HookAccount, HookRequest, VendorHook
from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.config import Settings
from bpo.core.errors import Fault, Invalid, NotFound
from bpo.core.i18n import N_, gettext
from bpo.core.uow import UnitOfWork
from bpo.web.errors import answer
from bpo.web.guard import public

BODY_LIMIT = 1024 * 1024
REFUSALS_RECORDED_EVERY = timedelta(minutes=10)

blp = Blueprint("hooks", __name__, url_prefix="/hooks")
log = structlog.get_logger(__name__)
_recorded: dict[UUID, datetime] = {}  # when a refusal was last recorded for an account, by this process


@blp.get("/<network>/<account>")
@public
def shake_hands(network: str, account: str) -> Response:
    """What some networks ask before they bring anything."""
    if network not in VENDOR_HOOKS:
        raise MethodNotAllowed(valid_methods=["POST"])
    return _receive(
        _find_address(network, account), partial(_take_in_its_own_form, VENDOR_HOOKS[network], b"")
    )


@blp.post("/<network>/<account>")
@public
def receive(network: str, account: str) -> Response:
    """Take one signed body of messages for one account: as a bridge brings it, or as its network does."""
    place = _find_address(network, account)
    body = _read_body()
    if network in VENDOR_HOOKS and "X-Signature-256" not in request.headers:
        return _receive(place, partial(_take_in_its_own_form, VENDOR_HOOKS[network], body))
    return _receive(place, partial(_take_from_a_bridge, body))


def _receive(place: tuple[UUID, UUID], take: Callable[[UnitOfWork, ChannelAccount], Response]) -> Response:
    """Keep what a request brings; what does not prove whose it is leaves nothing but a note of that."""
    tenant_id, account_id = place
    actor = Actor.system(tenant_id)
    try:
        with UnitOfWork(actor) as uow:
            row = get_account(uow, account_id)
            if row.retired_at is not None:
                raise NotFound
            return take(uow, row)
    except BadSignature as error:
        _record_refusal(actor, account_id)
        return answer(401, error.text(gettext))


def _take_from_a_bridge(body: bytes, uow: UnitOfWork, account: ChannelAccount) -> Response:
    check_signature(
        webhook_secret(account, key=_key()) or b"",
        timestamp_header=request.headers.get("X-Timestamp"),
        signature_header=request.headers.get("X-Signature-256"),
        body=body,
        now=uow.now,
    )
    raw = _raw_messages(body, account)
    stored = store_inbound(uow, account, raw)
    return jsonify(stored=stored, duplicates=len(raw) - stored)


def _take_in_its_own_form(
    hook: VendorHook, body: bytes, uow: UnitOfWork, account: ChannelAccount
) -> Response:
    asked = HookRequest(
        method=request.method,
        headers={name.lower(): value for name, value in request.headers.items()},
        query=request.args.to_dict(),
        body=body,
        now=uow.now,
    )
    heard = hook(asked, _hook_account(uow, account, key=_key()))
    if heard.events:
        store_inbound(uow, account, heard.events, form=heard.form)
    if heard.removals:
        store_inbound(uow, account, heard.removals, form=REMOVAL)
    return Response(heard.answer, mimetype="text/plain")


def _key() -> bytes:
    settings: Settings = current_app.config["BPO"]
    return settings.secret_key


def _hook_account(uow: UnitOfWork, account: ChannelAccount, *, key: bytes) -> HookAccount:
    connection = find_connection(uow, account.tenant_id, account.id)
    if connection is None:
        raise BadSignature(N_("This account is not connected."))
    connected = connected_of(account, connection, key=key)
    return HookAccount(
        account=connected.account,
        settings=connected.settings,
        secrets=connected.secrets,
        own_id=connected.own_id,
        facts=connected.facts,
    )


def _find_address(network: str, account: str) -> tuple[UUID, UUID]:
    # Only what could be an address is looked up: the rest may hold what PostgreSQL refuses as text.
    if network not in HOOKED or not _is_key(account):
        raise NotFound
    with UnitOfWork(Actor.anonymous()) as uow:
        found = find_route(uow, network, account)
    if found is None:
        raise NotFound
    return found


def _is_key(account: str) -> bool:
    try:
        return str(UUID(account)) == account
    except ValueError:
        return False


def _read_body() -> bytes:
    """The raw body; refused as soon as it is known to be too large, also when its length is not told."""
    request.max_content_length = (
        BODY_LIMIT + 1
    )  # reading a body that ends exactly at this limit is refused too
    body = request.get_data(cache=False)
    if len(body) > BODY_LIMIT:
        raise RequestEntityTooLarge
    return body


def _raw_messages(body: bytes, account: ChannelAccount) -> list[tuple[str, str]]:
    """Each message's id and its own JSON text; Invalid where one of them cannot be taken."""
    messages = parse_batch(body)
    foreign = tuple(
        Fault(f"messages[{number}].account", N_("is not the account of this address"))
        for number, message in enumerate(messages)
        if message.account != account.key
    )
    if foreign:
        raise Invalid(N_("This body cannot be taken."), faults=foreign)
    items = cast("dict[str, list[Any]]", parse_json(body.decode()))["messages"]
    return [
        (message.external_id, json.dumps(item, ensure_ascii=False))
        for message, item in zip(messages, items, strict=True)
    ]


def _record_refusal(actor: Actor, account_id: UUID) -> None:
    """Tell of a refused request: each in the log, one now and then in the audit, which a flood must not fill."""
    log.warning("webhook_refused", account=str(account_id))
    now = utcnow()
    last = _recorded.get(account_id)
    if last is None or now - last >= REFUSALS_RECORDED_EVERY:
        _recorded[account_id] = now
        with UnitOfWork(actor) as uow:  # apart: the request's own unit was rolled back
            uow.audit("webhook.refused", get_account(uow, account_id))
