"""The generic network: a signed request to whoever carries the reply on.

Signed as what we take in is (`rules.signatures`). `X-Delivery-Id` is the same for every attempt; a receiver
that recognises it says so when the account is connected, and only then is a lost answer followed by a second
request. The receiver answers 2xx once it has the reply for good, and may tell its id and time.
"""

import json
from datetime import UTC, datetime, timedelta
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
from bpo.channels.adapters.wire import Answer, Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.parsing import ID_LIMIT
from bpo.channels.rules.signatures import sign
from bpo.core.clock import utcnow

SKEW = timedelta(minutes=5)


class WebhookAdapter:
    """One receiver."""

    form = "message"

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire

    def check(self) -> Checked:
        """A request that carries nothing: the receiver answers 2xx to what is signed right."""
        answer = self._post({"check": True, "account": self.connected.account}, key=None)
        if answer.status == 429 or answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        _judge(answer)
        return Checked(own_id=self.connected.handle, facts={"name": self.connected.handle})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """One request."""
        before_write()
        answer = self._post(
            {
                "id": out.key,
                "account": self.connected.account,
                "text": out.text,
                "subject": out.subject,
                "in_reply_to": out.in_reply_to,
                "recipient": out.recipient,
                "visibility": out.visibility,
                "automatic": out.automatic,
            },
            key=out.key,
        )
        if answer.status == 409 and self.connected.settings.get("recognises_repeats"):
            return _sent(answer, out)  # it has it already
        _judge(answer)
        return _sent(answer, out)

    def find_sent(self, out: Outbound) -> Sent | None:  # noqa: ARG002 -- as the protocol's
        """There is nobody to ask; a receiver that recognises our ids is simply told again."""
        return None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """Messages come by the signed webhook."""
        return Polled((), cursor)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:  # noqa: ARG002 -- as the protocol's
        """There is nobody to ask."""
        return Polled((), cursor)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """What was delivered is theirs."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """There is nobody to ask."""
        return ()

    def _post(self, content: dict[str, Any], *, key: str | None) -> Answer:
        body = json.dumps(content, ensure_ascii=False).encode()
        timestamp = int(utcnow().timestamp())
        headers = {
            "Content-Type": "application/json",
            "X-Timestamp": str(timestamp),
            "X-Signature-256": sign(self.connected.secrets["secret"].encode(), timestamp, body),
        }
        if key is not None:
            headers["X-Delivery-Id"] = key
        with writing() if key is not None else reading():
            return self.wire.fetch("POST", str(self.connected.settings["url"]), headers=headers, body=body)


def _judge(answer: Answer) -> None:
    """Raise unless the receiver took it."""
    status = answer.status
    if 200 <= status < 300:
        return
    if status in {401, 403}:
        raise AuthExpired(TOKEN_DEAD, detail=str(status))
    if status == 429:
        raise NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers), whole_account=True)
    if status >= 500:
        raise Ambiguous(STRANGE_ANSWER, detail=str(status))
    raise Rejected(NOT_TAKEN, detail=str(status))


def _sent(answer: Answer, out: Outbound) -> Sent:
    """What the receiver told of the reply; what it told wrongly is as if it had not."""
    try:
        told = json.loads(answer.body) if answer.body.strip() else {}
    except ValueError:
        told = {}
    told = told if isinstance(told, dict) else {}
    identifier = told.get("id")
    known = isinstance(identifier, str | int) and 0 < len(str(identifier)) <= ID_LIMIT
    url = told.get("url")
    return Sent(
        remote_id=str(identifier) if known else out.key,
        posted_at=_instant(told.get("posted_at")),
        url=url if isinstance(url, str) and url.startswith("https://") else None,
    )


def _instant(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at.astimezone(UTC) if at is not None and at.tzinfo else None
