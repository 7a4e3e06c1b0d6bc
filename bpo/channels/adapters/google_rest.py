"""What Google's interfaces are asked: one request, one answer, under a token that lasts an hour.

The token is kept sealed between pieces of work and renewed two minutes before it ends, or once where it is refused
before that. Google gives its refusals short names; what each means to an interface is that adapter's to say.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from bpo.channels.adapters.base import (
    NOT_TAKEN,
    STRANGE_ANSWER,
    TOKEN_DEAD,
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
from bpo.channels.adapters.google_grants import LASTS, MakeGrant
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.channels.rules.quotas import until_midnight
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

QUOTA_SPENT = N_(
    "The day's quota of this Google project is spent. It begins anew at midnight, Pacific time; what waits goes out then."
)
SPARE = timedelta(minutes=2)  # of a token's time, in which work is finished
DAY_SPENT = frozenset({"dailyLimitExceeded"})
SLOWER = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"})
NOT_KNOWN = frozenset({"processingFailure", "backendError"})  # Google's own words for trouble of its own
# By Google's name for what was wrong or the status: what that is, and what is said of it.
Refusals = Mapping[str, tuple[type[Rejected | AuthExpired], str]]


class GoogleRest:
    """One account. Reading raises NotSent, Rejected and AuthExpired; writing Ambiguous besides.

    `detail` of a problem is Google's own name for it, such as `quotaExceeded`, or the status. `day_spent`: the names
    after which nothing is taken until the next day.
    """

    def __init__(
        self,
        connected: Connected,
        wire: Wire,
        grant: MakeGrant,
        refusals: Refusals,
        *,
        day_spent: frozenset[str] = DAY_SPENT,
    ) -> None:
        self.connected = connected
        self.wire = wire
        self.grant = grant
        self.refusals = refusals
        self.day_spent = day_spent
        self.server = str(connected.settings["server"]).rstrip("/")
        self.session = connected.session

    def get(self, path: str, **asked: object) -> dict[str, Any]:
        """Ask for something."""
        token = self._token()
        with reading():
            answer = self._fetch("GET", path, token, asked)
        if answer.status == 401:
            token = self._renewed()
            with reading():
                answer = self._fetch("GET", path, token, asked)
        if _is_trouble(answer):
            raise NotSent(UNREACHABLE, detail=_name(answer))
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
        **asked: object,
    ) -> dict[str, Any]:
        """Write something once. What is refused because the token was old was not written, and is said again."""
        token = self._token()
        before_write()
        with writing():
            answer = self._fetch(verb, path, token, asked, body)
        if answer.status == 401:
            token = self._renewed()
            before_write()
            with writing():
                answer = self._fetch(verb, path, token, asked, body)
        if _is_trouble(answer):  # also 503: something between us may have passed it on
            raise Ambiguous(STRANGE_ANSWER, detail=_name(answer))
        self._judge(answer)
        told = {} if answer.status == 204 else object_in(answer)
        if told is None:
            raise Ambiguous(STRANGE_ANSWER, detail="not JSON")
        return told

    def _token(self) -> str:
        if self.session and datetime.fromisoformat(self.session["until"]) > utcnow() + SPARE:
            return self.session["token"]
        return self._renewed()

    def _renewed(self) -> str:
        grant = self.grant(self.connected)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "bpo"}
        with reading():
            answer = self.wire.fetch(
                "POST", grant.address, headers=headers, body=urlencode(grant.form).encode()
            )
        if answer.status == 429:
            raise NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers), whole_account=True)
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status), retry_after=wait_of(answer.headers))
        told = object_in(answer) or {}
        if not 200 <= answer.status < 300:
            name = _short(told.get("error"), str(answer.status))
            raise AuthExpired(grant.refusals.get(name, TOKEN_DEAD), detail=name)
        lasts = told.get("expires_in")
        if not isinstance(told.get("access_token"), str) or type(lasts) is not int:
            raise NotSent(UNREACHABLE, detail="no token")
        until = utcnow() + timedelta(seconds=min(max(lasts, 0), LASTS.total_seconds()))
        self.session = {"token": told["access_token"], "until": until.isoformat(), **_of_grant(told)}
        self.connected.keep_session(self.session)
        return self.session["token"]

    def _fetch(
        self,
        verb: str,
        path: str,
        token: str,
        asked: Mapping[str, object],
        body: Mapping[str, Any] | None = None,
    ) -> Answer:
        headers = {"Accept": "application/json", "User-Agent": "bpo", "Authorization": f"Bearer {token}"}
        raw = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        url = f"{self.server}{path}?{query}" if query else f"{self.server}{path}"
        return self.wire.fetch(verb, url, headers=headers, body=raw)

    def _judge(self, answer: Answer) -> None:
        """Raise unless it was taken; of answers below 500."""
        if not 200 <= answer.status < 300:
            raise self._problem(answer)

    def _problem(self, answer: Answer) -> ChannelProblem:
        status, name = str(answer.status), _name(answer)
        if name in self.day_spent:
            wait = until_midnight(utcnow())
            return NotSent(QUOTA_SPENT, detail=name, retry_after=wait, whole_account=True)
        if status == "429" or name in SLOWER:
            return NotSent(TOO_MANY, detail=name, retry_after=wait_of(answer.headers), whole_account=True)
        if status == "401":
            return AuthExpired(TOKEN_DEAD, detail=name)
        kind, message = self.refusals.get(name) or self.refusals.get(status) or (Rejected, NOT_TAKEN)
        return kind(message, detail=name)


def _of_grant(told: Mapping[str, Any]) -> dict[str, str]:
    """What was told of the grant itself: its scopes, and when it ends where it was given for a time."""
    found: dict[str, str] = {}
    scope, lasts = told.get("scope"), told.get("refresh_token_expires_in")
    if isinstance(scope, str) and len(scope) < 2000:
        found["scope"] = scope
    if type(lasts) is int and 0 <= lasts < 10**9:
        found["ends_at"] = (utcnow() + timedelta(seconds=lasts)).replace(microsecond=0).isoformat()
    return found


def _is_trouble(answer: Answer) -> bool:
    return answer.status >= 500 or _name(answer) in NOT_KNOWN


def _name(answer: Answer) -> str:
    """Google's short name for what was wrong; of an answer that is not its own, the status."""
    if 200 <= answer.status < 300:
        return ""
    error = (object_in(answer) or {}).get("error")
    errors = error.get("errors") if isinstance(error, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    return _short(first.get("reason") if isinstance(first, dict) else None, str(answer.status))


def _short(name: object, status: str) -> str:
    return name if isinstance(name, str) and name.isidentifier() and len(name) < 60 else status
