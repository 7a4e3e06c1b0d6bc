"""Webhooks: where networks bring messages.

A message is stored raw, and the network is told 200 only after that commit; whatever is wrong, nothing is
stored. The signature is checked on the bytes as they travelled, before anything in them is read. An address
that leads nowhere (no such account, a retired one, a network without an adapter) answers like any other.

What a stored message means is found out later, off the request, by whoever hears `InboundReceived`.
"""

import json
from datetime import datetime, timedelta
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
from bpo.channels.rules.signatures import BadSignature, check_signature
from bpo.channels.rules.vendor_hooks import VENDOR_HOOKS, HookAccount, HookRequest
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
    return _receive_as_they_bring_it(network, _find_address(network, account), b"")


@blp.post("/<network>/<account>")
@public
def receive(network: str, account: str) -> Response:
    """Take one signed body of messages for one account."""
    tenant_id, account_id = _find_address(network, account)
    if network in VENDOR_HOOKS and "X-Signature-256" not in request.headers:
        return _receive_as_they_bring_it(network, (tenant_id, account_id), _read_body())
    body = _read_body()
    settings: Settings = current_app.config["BPO"]
    actor = Actor.system(tenant_id)
    try:
        with UnitOfWork(actor) as uow:
            row = get_account(uow, account_id)
            if row.retired_at is not None:
                raise NotFound
            check_signature(
                webhook_secret(row, key=settings.secret_key) or b"",
                timestamp_header=request.headers.get("X-Timestamp"),
                signature_header=request.headers.get("X-Signature-256"),
                body=body,
                now=uow.now,
            )
            raw = _raw_messages(body, row)
            stored = store_inbound(uow, row, raw)
    except BadSignature as error:
        _record_refusal(actor, account_id)
        return answer(401, error.text(gettext))
    return jsonify(stored=stored, duplicates=len(raw) - stored)


def _receive_as_they_bring_it(network: str, place: tuple[UUID, UUID], body: bytes) -> Response:
    """Take one request in the network's own form."""
    tenant_id, account_id = place
    settings: Settings = current_app.config["BPO"]
    actor = Actor.system(tenant_id)
    try:
        with UnitOfWork(actor) as uow:
            row = get_account(uow, account_id)
            if row.retired_at is not None:
                raise NotFound
            asked = HookRequest(
                method=request.method,
                headers={name.lower(): value for name, value in request.headers.items()},
                query=request.args.to_dict(),
                body=body,
                now=uow.now,
            )
            heard = VENDOR_HOOKS[network](asked, _hook_account(uow, row, key=settings.secret_key))
            if heard.events:
                store_inbound(uow, row, heard.events, form=heard.form)
    except BadSignature as error:
        _record_refusal(actor, account_id)
        return answer(401, error.text(gettext))
    return Response(heard.answer, mimetype="text/plain")


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
