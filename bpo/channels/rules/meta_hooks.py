"""Webhooks as Meta brings them: one form for pages, Messenger, Instagram and WhatsApp.

The body is signed with the app's secret as it travelled. One body holds any number of entries, each of one page, each
with any number of events; all are read. An address is one account's: entries of other pages or numbers are not kept.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bpo.channels.rules import (
    read_facebook,
    read_instagram,
    read_instagram_direct,
    read_messenger,
    read_whatsapp,
)
from bpo.channels.rules.hook_requests import NOT_TESTED, Heard, HookAccount, HookRequest
from bpo.channels.rules.parsing import parse_json
from bpo.channels.rules.removals import removal_event
from bpo.channels.rules.signatures import BadSignature
from bpo.core.errors import Invalid
from bpo.core.i18n import N_

WRONG_TOKEN = N_("This is not the verify token of this account.")
WRONG_SIGNATURE = N_("X-Hub-Signature-256 does not fit the body and the secret of the app.")
NOT_META = N_("This is no body as Meta sends them.")
Event = tuple[str, str]
Entry = Mapping[str, Any]


def hear_facebook(asked: HookRequest, account: HookAccount) -> Heard:
    """Comments under a page's posts."""
    return _hear(asked, account, read_facebook.FACEBOOK_COMMENT, _comments, _removed)


def hear_messenger(asked: HookRequest, account: HookAccount) -> Heard:
    """What people write to a page, and what the page writes to them."""
    return _hear(asked, account, read_messenger.MESSENGER_MESSAGE, _messages)


def hear_instagram(asked: HookRequest, account: HookAccount) -> Heard:
    """Comments under an account's posts on Instagram, and its direct messages."""
    return _hear(asked, account, read_instagram_direct.INSTAGRAM_ITEM, _on_instagram, _taken_back)


def hear_whatsapp(asked: HookRequest, account: HookAccount) -> Heard:
    """What people write to a number, what is written in WhatsApp's own app, and what became of replies."""
    return _hear(asked, account, read_whatsapp.WHATSAPP_EVENT, _of_a_number, whole=True)


def _hear(
    asked: HookRequest,
    account: HookAccount,
    form: str,
    events_of: Callable[[Entry, HookAccount], Iterator[Event]],
    removed_of: Callable[[Entry, HookAccount], Iterator[Event]] = lambda _entry, _account: iter(()),
    *,
    whole: bool = False,  # an entry may be of several accounts
) -> Heard:
    if asked.method == "GET":
        return Heard(_challenge(asked.query, account.secrets))
    _check_signature(asked, account.secrets)
    if account.own_id is None:  # whose entries are ours is not known yet; Meta brings them again
        raise Invalid(NOT_TESTED)
    entries = _entries(asked.body)
    own = [entry for entry in entries if whole or str(entry.get("id")) == account.own_id]
    found = {key: body for entry in own for key, body in events_of(entry, account)}
    gone = {key: body for entry in own for key, body in removed_of(entry, account)}
    return Heard("EVENT_RECEIVED", form, tuple(found.items()), tuple(gone.items()))


def _challenge(query: Mapping[str, str], secrets: Mapping[str, str]) -> str:
    token, known = query.get("hub.verify_token", ""), secrets.get("verify_token", "")
    if query.get("hub.mode") != "subscribe" or not known or not _same(token, known):
        raise BadSignature(WRONG_TOKEN)
    return query.get("hub.challenge", "")


def _check_signature(asked: HookRequest, secrets: Mapping[str, str]) -> None:
    secret = secrets.get("app_secret", "")
    proof = hmac.new(secret.encode(), asked.body, hashlib.sha256).hexdigest()
    if not secret or not _same(asked.headers.get("x-hub-signature-256", ""), f"sha256={proof}"):
        raise BadSignature(WRONG_SIGNATURE)


def _same(told: str, known: str) -> bool:
    return hmac.compare_digest(told.encode("utf-8", "replace"), known.encode("utf-8", "replace"))


def _entries(body: bytes) -> list[Entry]:
    try:
        content = parse_json(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Invalid(NOT_META) from error
    entries = content.get("entry") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise Invalid(NOT_META)
    return _objects(entries)


def _comments(entry: Entry, account: HookAccount) -> Iterator[Event]:
    for change in _objects(entry.get("changes")):
        value = change.get("value")
        if change.get("field") != "feed" or not isinstance(value, dict):
            continue
        stored = {
            "account": account.account,
            "own_id": account.own_id,
            "at": entry.get("time"),
            "value": value,
        }
        if read_facebook.is_for_us(stored):
            yield read_facebook.key_of(stored), json.dumps(stored, ensure_ascii=False)


def _removed(entry: Entry, account: HookAccount) -> Iterator[Event]:
    for change in _objects(entry.get("changes")):
        value = change.get("value")
        if change.get("field") == "feed" and isinstance(value, dict):
            found = read_facebook.removal_of(value, at=entry.get("time"), account=account.account)
            if found is not None:
                yield removal_event(found)


def _messages(entry: Entry, account: HookAccount) -> Iterator[Event]:
    # `standby`: what is said while another app has the conversation in hand.
    for event in [*_objects(entry.get("messaging")), *_objects(entry.get("standby"))]:
        stored = {"account": account.account, "own_id": account.own_id, "event": event}
        if read_messenger.is_for_us(event):
            yield read_messenger.key_of(event), json.dumps(stored, ensure_ascii=False)


def _on_instagram(entry: Entry, account: HookAccount) -> Iterator[Event]:
    yield from _under_posts(entry, account)
    yield from _messages(entry, account)


def _taken_back(entry: Entry, account: HookAccount) -> Iterator[Event]:
    for event in [*_objects(entry.get("messaging")), *_objects(entry.get("standby"))]:
        found = read_instagram_direct.removal_of(event, account=account.account)
        if found is not None:
            yield removal_event(found)


def _under_posts(entry: Entry, account: HookAccount) -> Iterator[Event]:
    for change in _objects(entry.get("changes")):
        value = change.get("value")
        if change.get("field") != "comments" or not isinstance(value, dict):
            continue
        stored = {
            "account": account.account,
            "own_id": account.own_id,
            "at": entry.get("time"),
            "value": value,
        }
        if read_instagram.is_for_us(stored):
            yield read_instagram.key_of(stored), json.dumps(stored, ensure_ascii=False)


def _of_a_number(entry: Entry, account: HookAccount) -> Iterator[Event]:
    for change in _objects(entry.get("changes")):
        value: Any = change.get("value")
        metadata = value.get("metadata") if isinstance(value, dict) else None
        if not isinstance(metadata, dict) or str(metadata.get("phone_number_id")) != account.own_id:
            continue
        for told in _told_of_a_number(change.get("field"), value):
            stored = {"account": account.account, "own_id": account.own_id, **told}
            yield read_whatsapp.key_of(stored), json.dumps(stored, ensure_ascii=False)


def _told_of_a_number(field: object, value: Entry) -> Iterator[Entry]:
    if field == "messages":
        for message in _objects(value.get("messages")):
            if read_whatsapp.is_message_for_us(message):
                yield {"message": message, "contacts": _objects(value.get("contacts"))}
        for status in _objects(value.get("statuses")):
            if read_whatsapp.is_status_for_us(status):
                yield {"status": status}
    if field == "smb_message_echoes":
        for message in _objects(value.get("message_echoes")):
            if read_whatsapp.is_message_for_us(message):
                yield {"message": message, "echo": True}


def _objects(value: object) -> list[Entry]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
