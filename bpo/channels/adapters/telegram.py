"""A bot of Telegram, by the Bot API: private messages of people to a brand.

Telegram knows no key for a message and shows a bot nothing of what it wrote, so a send whose answer was lost is a
person's to settle: nothing is ever written a second time by itself.

Asking for updates from a place makes the network forget everything before it. So the place asked from is always that
of the last poll's end, which was kept together with its messages: what is forgotten there stands here.

The token is a part of every address. Nothing of an address is ever in an error or in the evidence.
"""

import json
import re
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
from bpo.channels.adapters.pictures import NOT_THERE, get
from bpo.channels.adapters.waits import LONGEST, wait_of
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.channels.rules.connections import TELEGRAM_CREDENTIAL
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_telegram import (
    KINDS,
    TELEGRAM_UPDATE,
    envelope,
    external_id,
    instant_of,
    is_for_us,
    key_of,
    place_of,
)
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

HAS_WEBHOOK = N_(
    "Another program receives this bot's messages by a webhook, and Telegram gives them to one only:"
    " have that webhook removed, then test again."
)
HAS_READER = N_("Another program reads this bot's messages at the same time; only one may. Stop the other.")
ANOTHER_BOT = N_("This token is of another bot: the account must bear the user name of the bot.")
SHUT_OUT = N_(
    "The customer has stopped this bot or closed their Telegram account, so no message reaches them."
)
NO_CHAT = N_("Telegram knows no chat of this bot with the customer: they must write to it first.")
TOO_OLD = N_("Telegram no longer lets this message be deleted: it does so for two days after the send.")
PAGE = 100
FILE_PATH = r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_.-]*[A-Za-z0-9_-])*"  # no part of it leads elsewhere
# Numbers of updates begin anew, anywhere, after a week without any; after a day the network keeps none to be forgotten.
QUIET = timedelta(days=2)
Told = Mapping[str, Any]


class TelegramAdapter:
    """One bot."""

    form = TELEGRAM_UPDATE

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire

    def check(self) -> Checked:
        """Whose token it is, and whether the bot's messages come to us."""
        me = self._read("getMe")
        if not isinstance(me, dict) or type(me.get("id")) is not int or not me.get("username"):
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        if str(me["username"]).lower() != self.connected.handle.lower():
            raise NotSent(ANOTHER_BOT, detail="another bot")
        hook = self._read("getWebhookInfo")
        if isinstance(hook, dict) and hook.get("url"):
            raise NotSent(HAS_WEBHOOK, detail="webhook")
        return Checked(own_id=str(me["id"]), facts={"name": f"@{me['username']}"})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write one message into the person's chat, as an answer to theirs while that stands there."""
        parent = place_of(out.in_reply_to)
        chat = _chat_of(out.recipient) or (parent[0] if parent else None)
        if chat is None:
            raise Rejected(NO_CHAT, detail="nobody to write to")
        content: dict[str, Any] = {"chat_id": chat, "text": out.text}
        if parent is not None and parent[0] == chat:
            content["reply_parameters"] = {"message_id": parent[1], "allow_sending_without_reply": True}
        before_write()
        written = self._write("sendMessage", content)
        number = written.get("message_id") if isinstance(written, dict) else None
        if type(number) is not int:
            raise Ambiguous(STRANGE_ANSWER, detail="no number")
        return Sent(remote_id=external_id(chat, number), posted_at=instant_of(written.get("date")))

    def find_sent(self, out: Outbound) -> Sent | None:  # noqa: ARG002 -- as the protocol's
        """A bot cannot read what it wrote."""
        return None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """What the network still keeps and has not forgotten at our word: at most a day's, whatever `since`."""
        place = json.loads(cursor) if cursor else {}
        told = self._read("getUpdates", limit=PAGE, timeout=0, allowed_updates=KINDS, **self._after(place))
        if not isinstance(told, list) or any(type(_number(one)) is not int for one in told):
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        if not told:
            return Polled((), cursor)
        events = tuple((key_of(one), self._body(one)) for one in told if is_for_us(one))
        # The last, not the highest: after a quiet week numbers begin anew.
        place = {"bot": self.connected.own_id, "last": _number(told[-1]), "at": utcnow().isoformat()}
        return Polled(events, json.dumps(place), more=len(told) >= PAGE)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """A bot cannot read a chat."""
        return Polled((), cursor)

    def moderate(self, act: Act, item: str) -> None:
        """Delete a message of ours. Whose it is the caller knows: Telegram lets a bot take away the other's too."""
        place = place_of(item)
        if act is not Act.DELETE or place is None:
            raise Rejected(NO_SUCH_ACT, detail=act)
        try:
            self._write("deleteMessage", {"chat_id": place[0], "message_id": place[1]})
        except Rejected as problem:
            if problem.detail in GONE:
                return  # it is gone already
            raise

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Nothing here is public."""
        return ()

    def picture(self, item: str, reference: str) -> bytes:  # noqa: ARG002 -- as the protocol's
        """A file is asked for by its name and lies for an hour at an address with the token in it."""
        try:
            told = self._ask("getFile", {"file_id": reference})
        except Rejected as error:
            raise Rejected(NOT_THERE, detail=error.detail) from error
        path = told.get("file_path") if isinstance(told, dict) else None
        if not isinstance(path, str) or not re.fullmatch(FILE_PATH, path):
            raise Rejected(NOT_THERE, detail="no path")
        server = str(self.connected.settings["server"]).rstrip("/")
        answer = get(self.wire, f"{server}/file/bot{self.connected.secrets['token']}/{path}")
        if answer.status >= 500 or answer.status == 429:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        if answer.status != 200:
            raise Rejected(NOT_THERE, detail=str(answer.status))
        return answer.body

    def _after(self, place: Told) -> dict[str, int]:
        """From where to ask; from the beginning where the place is another bot's or too old to mean anything."""
        if place.get("bot") != self.connected.own_id or "last" not in place:
            return {}
        if datetime.fromisoformat(place["at"]) < utcnow() - QUIET:
            return {}
        return {"offset": place["last"] + 1}

    def _body(self, update: Told) -> str:
        return json.dumps(envelope(update, account=self.connected.account), ensure_ascii=False)

    def _read(self, method: str, **asked: object) -> Any:  # noqa: ANN401 -- whatever the method gives
        try:
            return self._ask(method, asked)
        except Rejected as error:
            raise NotSent(UNREACHABLE, detail=error.detail) from error

    def _ask(self, method: str, asked: Told) -> Any:  # noqa: ANN401 -- whatever the method gives
        with reading():
            answer = self._fetch(method, asked)
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        told = object_in(answer) or {}
        _judge(answer, told)
        if told.get("ok") is not True:
            raise NotSent(UNREACHABLE, detail="not JSON")
        return told.get("result")

    def _write(self, method: str, content: Told) -> Any:  # noqa: ANN401 -- whatever the method gives
        with writing():
            answer = self._fetch(method, content)
        if answer.status >= 500:  # also 503: something between us may have passed it on
            raise Ambiguous(STRANGE_ANSWER, detail=str(answer.status))
        told = object_in(answer) or {}
        _judge(answer, told)
        if told.get("ok") is not True:
            raise Ambiguous(STRANGE_ANSWER, detail="not JSON")
        return told.get("result")

    def _fetch(self, method: str, content: Told) -> Answer:
        token = self.connected.secrets["token"]
        if not re.fullmatch(TELEGRAM_CREDENTIAL, token):  # else it could lead to another address
            raise AuthExpired(TOKEN_DEAD, detail="no token")
        server = str(self.connected.settings["server"]).rstrip("/")
        headers = {"Accept": "application/json", "Content-Type": "application/json", "User-Agent": "bpo"}
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        return self.wire.fetch("POST", f"{server}/bot{token}/{method}", headers=headers, body=body)


GONE = ("message to delete not found", "message_id_invalid")
# What Telegram says of what it did not take, by the words in its description, which its numbers do not tell apart.
REFUSALS = {
    "chat not found": NO_CHAT,
    "can't initiate conversation": NO_CHAT,
    **dict.fromkeys(GONE, NOT_TAKEN),
    "message can't be deleted": TOO_OLD,
    "bot was blocked by the user": SHUT_OUT,
    "user is deactivated": SHUT_OUT,
}


def _judge(answer: Answer, told: Told) -> None:
    """Raise unless it was taken; of answers below 500."""
    status, says = answer.status, str(told.get("description") or "").lower()
    if 200 <= status < 300:
        return
    if status == 429:
        raise NotSent(TOO_MANY, detail="429", retry_after=_wait(answer, told), whole_account=True)
    if status in {401, 404}:
        raise AuthExpired(TOKEN_DEAD, detail=str(status))
    if status == 409:
        raise NotSent(HAS_WEBHOOK if "webhook is active" in says else HAS_READER, detail="409")
    for words, sentence in REFUSALS.items():
        if words in says:
            raise Rejected(sentence, detail=words)
    raise Rejected(NOT_TAKEN, detail=str(status))


def _wait(answer: Answer, told: Told) -> timedelta | None:
    """How long to wait, which Telegram says in the body."""
    parameters = told.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if type(seconds) is int and seconds >= 0:
        return min(timedelta(seconds=min(seconds, 10**9)), LONGEST)
    return wait_of(answer.headers)


def _number(update: object) -> object:
    return update.get("update_id") if isinstance(update, dict) else None


def _chat_of(recipient: str | None) -> int | None:
    """A private chat has the number of the person in it."""
    return int(recipient) if recipient and re.fullmatch(r"[0-9]{1,19}", recipient) else None
