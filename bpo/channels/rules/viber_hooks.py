"""Viber's callbacks: one event a request, its body signed with the bot's token as it travelled.

Viber brings an event again, for about an hour, until it is answered 200. The token that signs it is the bot's own, so whose
events these are is proven by the signature, also before the connection was tested: nothing else brings them again after that
hour. The call by which Viber tries an address comes while that test is under way.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from bpo.channels.rules.hook_requests import Heard, HookAccount, HookRequest
from bpo.channels.rules.parsing import parse_json
from bpo.channels.rules.read_viber import FAILED, MESSAGE, VIBER_MESSAGE, key_of
from bpo.channels.rules.signatures import BadSignature
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

WRONG_SIGNATURE = N_("X-Viber-Content-Signature does not fit the body and the token of the bot.")
NOT_VIBER = N_("This is no event as Viber brings them.")


def hear_viber(asked: HookRequest, account: HookAccount) -> Heard:
    """One event. What no message is made of is answered and forgotten; an empty answer greets nobody."""
    _check_signature(asked, account.secrets.get("token", ""))
    event = _event(asked.body)
    kind = event.get("event")
    if kind == MESSAGE:
        stored = {"account": account.account, "event": event}
        return Heard("", VIBER_MESSAGE, ((key_of(event), json.dumps(stored, ensure_ascii=False)),))
    return Heard("", undelivered=(key_of(event),) if kind == FAILED else ())


def _check_signature(asked: HookRequest, token: str) -> None:
    proof = hmac.new(token.encode(), asked.body, hashlib.sha256).hexdigest()
    told = asked.headers.get("x-viber-content-signature", "")
    if not token or not hmac.compare_digest(told.encode("utf-8", "replace"), proof.encode()):
        raise BadSignature(WRONG_SIGNATURE)


def _event(body: bytes) -> Mapping[str, Any]:
    try:
        event = parse_json(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Invalid(NOT_VIBER) from error
    if not isinstance(event, dict) or not isinstance(event.get("event"), str):
        raise Invalid(NOT_VIBER)
    return event
