"""What Apple's App Store Connect is asked: one request, one answer, under a statement of our own signed with the brand's key.

A statement lasts ten minutes (Apple takes twenty at most) and is made anew for each piece of work. Every answer tells how
many requests the key has left of its rolling hour.
"""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import jwt

from bpo.channels.adapters.base import (
    NOT_TAKEN,
    PARENT_GONE,
    STRANGE_ANSWER,
    TOO_MANY,
    UNREACHABLE,
    Ambiguous,
    AuthExpired,
    BeforeWrite,
    ChannelProblem,
    Connected,
    NotSent,
    Rejected,
    reading,
    writing,
)
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.channels.rules.connections import apple_key
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

KEY_REFUSED = N_(
    "Apple does not take this key: compare the issuer ID and the key ID with App Store Connect. A key that was revoked there"
    " is over; then enter a new one."
)
MAY_NOT = N_(
    "This key may not do that: in App Store Connect it needs the role Customer Support or Admin. A key's role cannot be"
    " changed; make a new one."
)
AGREEMENT = N_(
    "Apple waits for the account holder to accept a new agreement in App Store Connect, under Business. Then test here."
)
LASTS = timedelta(minutes=10)
PAUSE = timedelta(minutes=5)  # where too much was asked within an hour; Apple names no wait
RESERVE = 200  # requests that reading leaves to replies
_CODE = re.compile(r"[A-Z][A-Z0-9_.]{1,99}")
_LEFT = re.compile(r"user-hour-rem:([0-9]{1,9})")


class AppStoreRest:
    """One account. Reading raises NotSent, Rejected and AuthExpired; writing Ambiguous besides."""

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire
        self.server = str(connected.settings["server"]).rstrip("/")
        self.statement: str | None = None
        self.left: int | None = None  # of the hour's requests, as the last answer told

    @property
    def is_short(self) -> bool:
        """Whether what is left of the hour is for replies."""
        return self.left is not None and self.left < RESERVE

    def get(self, path: str, **asked: object) -> dict[str, Any]:
        """Ask for something."""
        headers = self._headers()
        with reading():
            answer = self._fetch("GET", path, headers, asked)
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=_code(answer), retry_after=wait_of(answer.headers))
        self._judge(answer)
        told = object_in(answer)
        if told is None:
            raise NotSent(UNREACHABLE, detail="not JSON")
        return told

    def write(
        self,
        verb: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        before_write: BeforeWrite = lambda: None,
    ) -> dict[str, Any]:
        """Write something once."""
        headers = self._headers()
        before_write()
        with writing():
            answer = self._fetch(verb, path, headers, {}, body)
        if answer.status >= 500:
            raise Ambiguous(STRANGE_ANSWER, detail=_code(answer))
        self._judge(answer)
        told = {} if answer.status == 204 else object_in(answer)
        if told is None:
            raise Ambiguous(STRANGE_ANSWER, detail="not JSON")
        return told

    def _headers(self) -> dict[str, str]:
        self.statement = self.statement or self._statement()
        return {
            "Accept": "application/json",
            "User-Agent": "bpo",
            "Authorization": f"Bearer {self.statement}",
        }

    def _statement(self) -> str:
        key, now = apple_key(self.connected.secrets["key"]), utcnow()
        if key is None:
            raise AuthExpired(KEY_REFUSED, detail="no key")
        said = {
            "iss": str(self.connected.settings["issuer"]),
            "iat": now,
            "exp": now + LASTS,
            "aud": "appstoreconnect-v1",
        }
        return jwt.encode(said, key, "ES256", headers={"kid": str(self.connected.settings["key_id"])})

    def _fetch(
        self,
        verb: str,
        path: str,
        headers: dict[str, str],
        asked: Mapping[str, object],
        body: Mapping[str, Any] | None = None,
    ) -> Answer:
        raw = None
        if body is not None:
            headers = {**headers, "Content-Type": "application/json"}
            raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        url = f"{self.server}{path}?{query}" if query else f"{self.server}{path}"
        answer = self.wire.fetch(verb, url, headers=headers, body=raw)
        found = _LEFT.search(answer.headers.get("x-rate-limit", ""))
        self.left = int(found[1]) if found else None
        return answer

    def _judge(self, answer: Answer) -> None:
        """Raise unless it was taken; of answers below 500."""
        if not 200 <= answer.status < 300:
            raise _problem(answer.status, _code(answer), wait_of(answer.headers))


def _problem(status: int, code: str, wait: timedelta | None) -> ChannelProblem:
    if status == 429:
        return NotSent(TOO_MANY, detail=code, retry_after=wait or PAUSE, whole_account=True)
    if status == 401:
        return AuthExpired(KEY_REFUSED, detail=code)
    if status == 403:
        is_agreement = code.startswith("FORBIDDEN.REQUIRED_AGREEMENTS")
        return AuthExpired(AGREEMENT if is_agreement else MAY_NOT, detail=code)
    is_gone = status in {404, 410} or code.startswith("ENTITY_ERROR.RELATIONSHIP")
    return Rejected(PARENT_GONE if is_gone else NOT_TAKEN, detail=code)


def _code(answer: Answer) -> str:
    """Apple's code for what was wrong; of an answer that is not its own, the status."""
    errors = (object_in(answer) or {}).get("errors")
    first = errors[0] if isinstance(errors, list) and errors else None
    code = first.get("code") if isinstance(first, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else str(answer.status)
