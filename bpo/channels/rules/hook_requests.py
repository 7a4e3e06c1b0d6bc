"""A request to a webhook in a network's own form, the account it is for, and what was heard in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bpo.core.i18n import N_

NOT_TESTED = N_(
    "This account's connection has not been tested successfully yet."
)  # whose events are ours is not known before


@dataclass(frozen=True)
class HookRequest:
    """As it travelled; names of headers in small letters."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes
    now: datetime


@dataclass(frozen=True)
class HookAccount:
    """The account that the address is of, as it is connected."""

    account: str  # network:handle
    settings: Mapping[str, Any]
    secrets: Mapping[str, str]
    own_id: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """What is answered, in plain text, once the events (id, body) of one form are kept, and what it says is gone or back."""

    answer: str
    form: str = ""
    events: tuple[tuple[str, str], ...] = ()
    removals: tuple[tuple[str, str], ...] = ()


VendorHook = Callable[[HookRequest, HookAccount], Heard]
