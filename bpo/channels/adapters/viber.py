"""A Viber bot, by the REST API for bots: what people write to it, and what it answers.

Viber knows no key for a message and shows a bot nothing of what it wrote, so a send whose answer was lost is a person's to
settle: nothing is ever written a second time by itself. `delivered` and `seen` name a message by the token that the lost answer
would have told, so they settle nothing; what the customer writes next bears the key that we put on our last message to them,
and settles that one (`operations/echoes.py`).

Messages come by the webhook alone, so connecting an account sets it, and from then on the bot is asked now and then whether it
still leads here.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bpo.channels.adapters.base import (
    NO_SUCH_ACT,
    NOT_TAKEN,
    STRANGE_ANSWER,
    TOKEN_DEAD,
    TOO_MANY,
    UNREACHABLE,
    Act,
    Ambiguous,
    AuthExpired,
    BeforeWrite,
    Checked,
    Connected,
    NotSent,
    Outbound,
    Polled,
    Rejected,
    Sent,
    reading,
    writing,
)
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.channels.rules.health import Health, Hook
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_viber import FAILED, VIBER_MESSAGE
from bpo.core.i18n import N_

ANOTHER_BOT = N_(
    "This token is of another bot: the account must bear the name by which links lead to the bot."
)
BOT_SHUT = N_("Viber has blocked or suspended this bot, or knows it no more: ask Viber's support.")
HOOK_NOT_TAKEN = N_(
    "Viber could not reach this installation at the account's address for messages: it must be reachable from the"
    " internet by https with a certificate of a known authority."
)
HOOK_GONE = N_("Viber has no address to which it could bring this bot's messages: test the connection again.")
HOOK_ELSEWHERE = N_(
    "This bot's messages are brought to another program, and Viber brings them to one only. Have that program stopped,"
    " then connect the account again."
)
NOT_SUBSCRIBED = N_(
    "The customer has unsubscribed from this bot, so no message reaches them until they write again."
)
NOT_ON_VIBER = N_("Viber knows this customer no more, so no message reaches them.")
NO_DEVICE = N_("The customer's Viber cannot show messages of bots.")
NO_BALANCE = N_("Viber takes no message from this bot because its balance or its free messages are used up.")
LONGEST_NAME = 28
# 100 messages an hour to somebody who answers nothing, so it is that person's wait and not the account's.
SILENT = timedelta(minutes=15)
NAMED = {2: TOKEN_DEAD, 7: BOT_SHUT, 8: BOT_SHUT, 9: BOT_SHUT, 10: HOOK_GONE, 15: BOT_SHUT}
REFUSALS = {
    **dict.fromkeys((1, 3, 4, 13, 14, 16, 17, 18, 19, 20, 21, 22), NOT_TAKEN),
    5: NOT_ON_VIBER,
    6: NOT_SUBSCRIBED,
    11: NO_DEVICE,
    23: NO_BALANCE,
    24: NO_BALANCE,
}
SLOWER = 12
Told = Mapping[str, Any]


class ViberAdapter:
    """One bot."""

    form = VIBER_MESSAGE

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire

    def check(self) -> Checked:
        """Whose token it is, and that its messages are brought here."""
        told = self._read("get_account_info")
        if str(told["uri"]).lower() != self.connected.handle.lower():
            raise NotSent(ANOTHER_BOT, detail="another bot")
        facts, hook = {"name": str(told["name"])}, self.connected.hook
        if not hook:  # an account is only tried
            return Checked(own_id=str(told["id"]), facts=facts)
        leads_to, known = told.get("webhook") or "", self.connected.facts
        # Just connected, it is taken from whoever had it; later only from nobody, or from an address of ours before.
        is_ours = leads_to != hook and leads_to in {"", known.get("hook")}
        if "hook" not in known or is_ours:
            asked = {"url": hook, "event_types": [FAILED], "send_name": True, "send_photo": False}
            self._read("set_webhook", **asked)
            leads_to = hook
        facts |= {"hook": hook, "brought_to": hook if leads_to == hook else ""}
        return Checked(own_id=str(told["id"]), facts=facts, health=Health(hook=Hook(leads_to == hook)))

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write one message to a person."""
        if not out.recipient:
            raise Rejected(NOT_TAKEN, detail="nobody to write to")
        name = str(self.connected.facts.get("name") or self.connected.handle)
        content = {
            "receiver": out.recipient,
            "min_api_version": 1,
            "sender": {"name": name[:LONGEST_NAME]},
            "tracking_data": out.key,
            "type": "text",
            "text": out.text,
        }
        before_write()
        with writing():
            answer = self._fetch("send_message", content)
        if answer.status >= 500:  # also 503: something between us may have passed it on
            raise Ambiguous(STRANGE_ANSWER, detail=str(answer.status))
        told = object_in(answer) or {}
        _judge(answer, told)
        token = told.get("message_token")
        if told.get("status") != 0 or type(token) is not int:
            raise Ambiguous(STRANGE_ANSWER, detail=f"status {told.get('status')!r}"[:100])
        return Sent(remote_id=str(token))

    def find_sent(self, out: Outbound) -> Sent | None:  # noqa: ARG002 -- as the protocol's
        """A bot cannot read what it wrote."""
        return None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """There is nothing to be asked for, but whether messages are still brought here."""
        hook, told = self.connected.facts.get("hook"), self._read("get_account_info")
        if hook and told.get("webhook") != hook:
            raise NotSent(HOOK_ELSEWHERE if told.get("webhook") else HOOK_GONE, detail="webhook")
        return Polled((), cursor)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """A bot cannot read a conversation."""
        return Polled((), cursor)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """Viber lets a bot take nothing back."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Nothing here is public."""
        return ()

    def _read(self, method: str, **asked: object) -> Told:
        with reading():
            answer = self._fetch(method, asked)
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        told = object_in(answer) or {}
        try:
            _judge(answer, told)
        except Rejected as error:
            sentence = HOOK_NOT_TAKEN if method == "set_webhook" else UNREACHABLE
            raise NotSent(sentence, detail=error.detail) from error
        if told.get("status") != 0:
            raise NotSent(UNREACHABLE, detail=f"status {told.get('status')!r}"[:100])
        return told

    def _fetch(self, method: str, content: Told) -> Answer:
        server = str(self.connected.settings["server"]).rstrip("/")
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "bpo",
            "X-Viber-Auth-Token": self.connected.secrets["token"],
        }
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        return self.wire.fetch("POST", f"{server}/pa/{method}", headers=headers, body=body)


def _judge(answer: Answer, told: Told) -> None:
    """Raise where Viber says no, which it says by a number in the body of an answer of 200."""
    status = told.get("status")
    if answer.status == 429:
        raise NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers), whole_account=True)
    if type(status) is not int:  # something between us may have answered instead
        return
    if status == SLOWER:
        raise NotSent(TOO_MANY, detail=str(status), retry_after=SILENT)
    if status in NAMED:
        raise AuthExpired(NAMED[status], detail=str(status))
    if status in REFUSALS:
        raise Rejected(REFUSALS[status], detail=str(status))
