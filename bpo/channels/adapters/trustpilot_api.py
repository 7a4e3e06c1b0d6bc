"""Trustpilot's interface for businesses: one request, one answer, under a token that lasts a hundred hours.

The token is given for the key and secret of an application and kept sealed: one who asks for it too often is refused, and so
it is renewed two minutes before its end, or once where it is not taken before that.
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from bpo.channels.adapters.base import (
    NOT_TAKEN,
    PARENT_GONE,
    STRANGE_ANSWER,
    TOKEN_DEAD,
    TOO_MANY,
    UNREACHABLE,
    Ambiguous,
    AuthExpired,
    BeforeWrite,
    Connected,
    NotSent,
    Rejected,
    reading,
    writing,
)
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

KEY_UNKNOWN = N_(
    "Trustpilot does not know this API key or its secret: compare both with the application in Trustpilot Business, and"
    " enter them anew."
)
MAY_NOT = N_(
    "This API key may not do that on Trustpilot: it must be of the brand's own Trustpilot Business account, with the API"
    " module."
)
TOKENS = "/v1/oauth/oauth-business-users-for-applications/accesstoken"
SPARE = timedelta(minutes=2)  # of a token's time, in which work is finished
LONGEST = timedelta(hours=100)


class TrustpilotApi:
    """One application. Reading raises NotSent, Rejected and AuthExpired; writing Ambiguous besides."""

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire
        self.server = str(connected.settings["server"]).rstrip("/")
        self.key = str(connected.settings["client_id"])
        self.session = connected.session

    def get(self, path: str, **asked: object) -> dict[str, Any]:
        """Ask for something."""
        query = urlencode(asked)
        target = f"{path}?{query}" if query else path
        token = self._token()
        with reading():
            answer = self._fetch("GET", target, token)
        if answer.status == 401:
            token = self._renewed()
            with reading():
                answer = self._fetch("GET", target, token)
        if answer.status >= 500:
            wait = wait_of(answer.headers)
            raise NotSent(UNREACHABLE, detail=str(answer.status), retry_after=wait)
        _judge(answer)
        told = object_in(answer)
        if told is None:
            raise NotSent(UNREACHABLE, detail="not JSON")
        return told

    def write(
        self, verb: str, path: str, body: Mapping[str, Any] | None, before_write: BeforeWrite = lambda: None
    ) -> None:
        """Write once. What is refused because the token was old was not written, and is said again."""
        token = self._token()
        before_write()
        with writing():
            answer = self._fetch(verb, path, token, body)
        if answer.status == 401:
            token = self._renewed()
            before_write()
            with writing():
                answer = self._fetch(verb, path, token, body)
        if answer.status >= 500:
            raise Ambiguous(STRANGE_ANSWER, detail=str(answer.status))
        _judge(answer)
        if (
            answer.body.strip() and object_in(answer) is None
        ):  # something between us may have answered instead
            raise Ambiguous(STRANGE_ANSWER, detail="not JSON")

    def _token(self) -> str:
        if self.session and datetime.fromisoformat(self.session["until"]) > utcnow() + SPARE:
            return self.session["token"]
        return self._renewed()

    def _renewed(self) -> str:
        pair = f"{self.key}:{self.connected.secrets['client_secret']}".encode()
        headers = {
            "Accept": "application/json",
            "Authorization": f"Basic {base64.b64encode(pair).decode()}",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "bpo",
        }
        with reading():
            answer = self.wire.fetch(
                "POST", f"{self.server}{TOKENS}", headers=headers, body=b"grant_type=client_credentials"
            )
        if answer.status == 429:
            raise NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers), whole_account=True)
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status), retry_after=wait_of(answer.headers))
        if not 200 <= answer.status < 300:
            raise AuthExpired(KEY_UNKNOWN, detail=str(answer.status))
        told = object_in(answer) or {}
        token, lasts = told.get("access_token"), str(told.get("expires_in"))
        if not isinstance(token, str) or not (lasts.isascii() and lasts.isdigit()):
            raise NotSent(UNREACHABLE, detail="no token")
        until = utcnow() + min(timedelta(seconds=int(lasts[:9])), LONGEST)
        self.session = {"token": token, "until": until.isoformat()}
        self.connected.keep_session(self.session)
        return token

    def _fetch(self, verb: str, target: str, token: str, body: Mapping[str, Any] | None = None) -> Answer:
        headers = {
            "Accept": "application/json",
            "User-Agent": "bpo",
            "Authorization": f"Bearer {token}",
            "apikey": self.key,
        }
        raw = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return self.wire.fetch(verb, f"{self.server}{target}", headers=headers, body=raw)


def _judge(answer: Answer) -> None:
    """Raise unless it was taken; of answers below 500."""
    status = answer.status
    if 200 <= status < 300:
        return
    if status == 429:
        raise NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers), whole_account=True)
    if status in {401, 403}:
        raise AuthExpired(TOKEN_DEAD if status == 401 else MAY_NOT, detail=str(status))
    raise Rejected(PARENT_GONE if status == 404 else NOT_TAKEN, detail=str(status))
