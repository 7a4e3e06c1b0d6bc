"""What Google's interfaces are asked as a service account: one request, one answer, under a token that lasts an hour.

A token is got with a statement signed by the account's key (RFC 7523), where the key's own file says. It is kept sealed
between pieces of work and renewed two minutes before it ends, or once where it is refused before that.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import jwt

from bpo.channels.adapters.base import (
    NOT_TAKEN,
    PARENT_GONE,
    STRANGE_ANSWER,
    TOKEN_DEAD,
    TOO_MANY,
    UNREACHABLE,
    Ambiguous,
    AuthExpired,
    Connected,
    NotSent,
    Rejected,
    reading,
    writing,
)
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, Wire
from bpo.channels.rules.connections import service_key
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

MAY_NOT = N_(
    "This service account may not do that: its owner must give it the permission to reply to reviews."
)
BY_STATEMENT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LASTS = timedelta(hours=1)
SPARE = timedelta(minutes=2)  # of a token's time, in which work is finished
# Refusals of 403 that end by themselves, by Google's names for them.
QUOTAS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"})


class GoogleRest:
    """One service account. Reading raises NotSent, Rejected and AuthExpired; writing Ambiguous besides."""

    def __init__(self, connected: Connected, wire: Wire, *, scope: str) -> None:
        self.connected = connected
        self.wire = wire
        self.scope = scope
        self.server = str(connected.settings["server"]).rstrip("/")
        self.session = connected.session

    def get(self, path: str, **asked: object) -> dict[str, Any]:
        """Ask for something."""
        token = self._token()
        answer = self._read(path, asked, token)
        if answer.status == 401:
            answer = self._read(path, asked, self._renewed())
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        _judge(answer)
        told = _told(answer)
        if told is None:
            raise NotSent(UNREACHABLE, detail="not JSON")
        return told

    def post(self, path: str, body: Mapping[str, Any], before_write: Callable[[], None]) -> dict[str, Any]:
        """Write something once. What is refused because the token was old was not written, and is said again."""
        token = self._token()
        before_write()
        answer = self._write(path, body, token)
        if answer.status == 401:
            token = self._renewed()
            before_write()
            answer = self._write(path, body, token)
        if answer.status >= 500:  # also 503: something between us may have passed it on
            raise Ambiguous(STRANGE_ANSWER, detail=str(answer.status))
        _judge(answer)
        told = _told(answer)
        if told is None:
            raise Ambiguous(STRANGE_ANSWER, detail="not JSON")
        return told

    def _token(self) -> str:
        if self.session and datetime.fromisoformat(self.session["until"]) > utcnow() + SPARE:
            return self.session["token"]
        return self._renewed()

    def _renewed(self) -> str:
        key = service_key(self.connected.secrets["key"])
        if key is None:
            raise AuthExpired(TOKEN_DEAD, detail="no key")
        body = {"grant_type": BY_STATEMENT, "assertion": self._statement(key)}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "bpo"}
        with reading():
            answer = self.wire.fetch("POST", key["token_uri"], headers=headers, body=urlencode(body).encode())
        if answer.status == 429 or answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status), retry_after=wait_of(answer.headers))
        told = _told(answer) or {}
        if not 200 <= answer.status < 300:
            raise AuthExpired(TOKEN_DEAD, detail=str(answer.status))
        lasts = told.get("expires_in")
        if not isinstance(told.get("access_token"), str) or type(lasts) is not int:
            raise NotSent(UNREACHABLE, detail="no token")
        until = utcnow() + min(timedelta(seconds=max(lasts, 0)), LASTS)
        self.session = {"token": told["access_token"], "until": until.isoformat()}
        self.connected.keep_session(self.session)
        return self.session["token"]

    def _statement(self, key: Mapping[str, str]) -> str:
        now = utcnow()
        said = {
            "iss": key["client_email"],
            "scope": self.scope,
            "aud": key["token_uri"],
            "iat": now,
            "exp": now + LASTS,
        }
        try:
            return jwt.encode(
                said, key["private_key"], "RS256", headers={"kid": key.get("private_key_id", "")}
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            raise AuthExpired(TOKEN_DEAD, detail="no key") from error

    def _read(self, path: str, asked: Mapping[str, object], token: str) -> Answer:
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        with reading():
            return self._fetch("GET", f"{path}?{query}" if query else path, token)

    def _write(self, path: str, body: Mapping[str, Any], token: str) -> Answer:
        with writing():
            return self._fetch("POST", path, token, body)

    def _fetch(self, verb: str, path: str, token: str, body: Mapping[str, Any] | None = None) -> Answer:
        headers = {"Accept": "application/json", "User-Agent": "bpo", "Authorization": f"Bearer {token}"}
        raw = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return self.wire.fetch(verb, f"{self.server}{path}", headers=headers, body=raw)


def _judge(answer: Answer) -> None:
    """Raise unless it was taken; of answers below 500."""
    status, reasons = answer.status, _reasons(answer)
    if 200 <= status < 300:
        return
    if status == 429 or (status == 403 and not QUOTAS.isdisjoint(reasons)):
        raise NotSent(TOO_MANY, detail=str(status), retry_after=wait_of(answer.headers), whole_account=True)
    if status == 401:
        raise AuthExpired(TOKEN_DEAD, detail="401")
    if status == 403:
        raise AuthExpired(MAY_NOT, detail="403")
    raise Rejected(PARENT_GONE if status == 404 else NOT_TAKEN, detail=str(status))


def _reasons(answer: Answer) -> set[str]:
    """Google's short names for what was wrong."""
    error = (_told(answer) or {}).get("error")
    found = error.get("errors") if isinstance(error, dict) else None
    return {str(one.get("reason")) for one in found or () if isinstance(one, dict)}


def _told(answer: Answer) -> dict[str, Any] | None:
    """What the network said, where it did; something between us may have answered instead."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None
