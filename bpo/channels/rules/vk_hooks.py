"""VK's Callback API: one event a request, with the secret that the community set in its body.

VK asks for the community's code before it brings anything, and brings an event again until it is answered `ok`. An event
has an id that stays; what is kept is called by the message's own name, so an event that comes twice, or that reading found
before, is kept once. Kinds that no message is made of are answered and forgotten.
"""

import hmac
import json
from collections.abc import Mapping
from typing import Any

from bpo.channels.rules.hook_requests import NOT_TESTED, Heard, HookAccount, HookRequest
from bpo.channels.rules.parsing import parse_json
from bpo.channels.rules.read_vk import (
    COMMENT,
    MESSAGE,
    VK_ITEM,
    comment_id,
    envelope,
    is_for_us,
    is_own,
    key_of,
)
from bpo.channels.rules.removals import Removal, removal_event
from bpo.channels.rules.signatures import BadSignature
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

NOT_VK = N_("This is no event as VK brings them.")
WRONG_SECRET = N_("The event does not bear the secret of this account.")
ANOTHER_COMMUNITY = N_("The event is of another community.")
NEW = {
    "message_new": MESSAGE,
    "message_reply": MESSAGE,  # what the community wrote, ours too
    "wall_reply_new": COMMENT,
    "wall_reply_restore": COMMENT,
}
REMOVALS = {"wall_reply_delete": True, "wall_reply_restore": False}
EDITED = {"message_edit": MESSAGE, "wall_reply_edit": COMMENT}


def hear_vk(asked: HookRequest, account: HookAccount) -> Heard:
    """One event; the community's code where VK asks for it, which it may do before it knows the secret."""
    event = _event(asked.body)
    if account.own_id is None:  # whose events are ours is not known yet; VK brings them again
        raise BadSignature(NOT_TESTED)
    if str(event.get("group_id")) != account.own_id:
        raise BadSignature(ANOTHER_COMMUNITY)
    if event.get("type") == "confirmation":
        return Heard(account.secrets.get("code", ""))
    if not _is_same(event.get("secret"), account.secrets.get("secret", "")):
        raise BadSignature(WRONG_SECRET)
    return Heard("ok", VK_ITEM, _kept(event, asked, account), _removed(event, asked, account))


def _removed(
    event: Mapping[str, Any], asked: HookRequest, account: HookAccount
) -> tuple[tuple[str, str], ...]:
    """A comment that is gone, whoever took it away, or back. VK says not when: at the time of the event."""
    is_gone, item = REMOVALS.get(str(event.get("type"))), event.get("object")
    if is_gone is None or not isinstance(item, dict):
        return ()
    post, number = item.get("post_id"), item.get("id")
    if type(post) is not int or type(number) is not int or not 0 < number < 2**63 or not 0 < post < 2**63:
        return ()
    return (removal_event(Removal(account.account, comment_id(post, number), asked.now, is_gone)),)


def _event(body: bytes) -> Mapping[str, Any]:
    """The body, in which its own proof stands: what cannot be read proves nothing."""
    try:
        event = parse_json(body.decode())
    except (UnicodeDecodeError, Invalid) as error:
        raise BadSignature(NOT_VK) from error
    if not isinstance(event, dict):
        raise BadSignature(NOT_VK)
    return event


def _is_same(told: object, known: str) -> bool:
    return bool(known) and hmac.compare_digest(str(told).encode("utf-8", "replace"), known.encode())


def _kept(event: Mapping[str, Any], asked: HookRequest, account: HookAccount) -> tuple[tuple[str, str], ...]:
    name, item = str(event.get("type")), event.get("object")
    kind = NEW.get(name) or EDITED.get(name)
    if kind is None:
        return ()
    if not isinstance(item, dict):
        raise Invalid(NOT_VK)
    item = item.get("message", item) if kind == MESSAGE else item
    stored = envelope(kind, item, account=account.account, group=str(account.own_id))
    if name in EDITED:
        if is_own(stored):
            return ()
        stored |= {"edit": str(event.get("event_id")), "edited_at": asked.now.isoformat()}
    if not is_for_us(stored):
        return ()
    return ((key_of(stored), json.dumps(stored, ensure_ascii=False)),)
