"""Reads of the channels."""

from bpo.channels.queries.accounts import (
    AccountFilter,
    FoundAccount,
    account_conditions,
    count_accounts,
    find_accounts,
    find_route,
    get_account,
    list_accounts,
)
from bpo.channels.queries.connections import (
    due_accounts,
    find_connection,
    find_cursor,
    find_pause,
    list_connections,
    pauses_of,
)
from bpo.channels.queries.deliveries import (
    STATE_FILTERS,
    Wait,
    count_deliveries,
    deliveries_of,
    get_delivery,
    held_back,
    list_attempts,
    list_deliveries,
    list_undelivered,
    wait_of,
)
from bpo.channels.queries.inbound import (
    count_waiting_events,
    get_import,
    list_imports,
    list_waiting_events,
)

__all__ = [
    "STATE_FILTERS",
    "AccountFilter",
    "FoundAccount",
    "Wait",
    "account_conditions",
    "count_accounts",
    "count_deliveries",
    "count_waiting_events",
    "deliveries_of",
    "due_accounts",
    "find_accounts",
    "find_connection",
    "find_cursor",
    "find_pause",
    "find_route",
    "get_account",
    "get_delivery",
    "get_import",
    "held_back",
    "list_accounts",
    "list_attempts",
    "list_connections",
    "list_deliveries",
    "list_imports",
    "list_undelivered",
    "list_waiting_events",
    "pauses_of",
    "wait_of",
]
