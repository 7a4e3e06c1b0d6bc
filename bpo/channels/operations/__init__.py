"""Writes of the channels: accounts, raw events, imports; connections and deliveries in their own modules."""

from bpo.channels.operations.accounts import (
    add_account,
    renew_webhook_secret,
    replace_accounts,
    secret_place,
    set_owner,
    webhook_secret,
)
from bpo.channels.operations.imports import (
    KEPT_REJECTS,
    begin_import,
    finish_import,
    give_up_import,
    request_import,
)
from bpo.channels.operations.inbound import mark_processed, store_inbound

__all__ = [
    "KEPT_REJECTS",
    "add_account",
    "begin_import",
    "finish_import",
    "give_up_import",
    "mark_processed",
    "renew_webhook_secret",
    "replace_accounts",
    "request_import",
    "secret_place",
    "set_owner",
    "store_inbound",
    "webhook_secret",
]
