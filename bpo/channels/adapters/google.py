"""What Google's interfaces are asked, as somebody who let us: one request, one answer.

What lets us in lasts an hour and is made from a refresh token, which stays the same; it is kept between pieces of work
and made anew before it ends.
"""

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
    ChannelProblem,
    Connected,
    NotSent,
    Rejected,
    reading,
    writing,
)
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, Wire
from bpo.channels.rules.read_youtube import until_midnight
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

QUOTA_SPENT = N_(
    "The day's quota of this Google project is spent. It begins anew at midnight, Pacific time; what waits goes out then."
)
MAY_NOT = N_(
    "This token does not let us manage YouTube comments: make it anew with the scope youtube.force-ssl."
)
ACCOUNT_CLOSED = N_("The network has closed or suspended this account.")
COMMENTS_SHUT = N_("No more comments are taken where this one stands.")
SPARE = timedelta(minutes=2)  # of an hour, in which work is finished
TOKENS = {"https://www.googleapis.com": "https://oauth2.googleapis.com"}
# By the short names that Google gives its refusals; of each, nothing was written.
REFUSALS: dict[str, tuple[type[Rejected | AuthExpired], str]] = {
    **dict.fromkeys(
        (
            "commentNotFound",
            "commentThreadNotFound",
            "notFound",
            "parentCommentNotFound",
            "parentCommentIsPrivate",
            "videoNotFound",
        ),
        (Rejected, PARENT_GONE),
    ),
    "commentsDisabled": (Rejected, COMMENTS_SHUT),
    **dict.fromkeys(
        (
            "authenticatedUserAccountClosed",
            "authenticatedUserAccountSuspended",
            "youtubeSignupRequired",
        ),
        (AuthExpired, ACCOUNT_CLOSED),
    ),
    **dict.fromkeys(
        ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions", "accessNotConfigured"),
        (AuthExpired, MAY_NOT),
    ),
}
SLOWER = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
SPENT = frozenset({"quotaExceeded", "dailyLimitExceeded"})
NOT_KNOWN = frozenset({"processingFailure", "backendError"})  # the network's own word for trouble of its own


class Google:
    """One account. Reading raises NotSent, Rejected and AuthExpired; writing Ambiguous besides.

    `detail` of a refusal is Google's own short name for it, such as `quotaExceeded`.
    """

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire
        self.server = str(connected.settings["server"]).rstrip("/")
        self.session: Mapping[str, str] = connected.session

    def get(self, path: str, **asked: object) -> dict[str, Any]:
        """Ask for a list; the answer holds `items`."""
        with reading():
            answer = self._fetch("GET", path, asked)
            if answer.status == 401:
                answer = self._fetch("GET", path, asked, anew=True)
        name = _name(answer)
        if answer.status >= 500 or name in NOT_KNOWN:
            raise NotSent(UNREACHABLE, detail=name)
        _judge(answer)
        told = _told(answer)
        if not isinstance(told.get("items"), list):
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        return told

    def write(
        self,
        verb: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        before_write: BeforeWrite = lambda: None,
        **asked: object,
    ) -> dict[str, Any]:
        """Write once. What is refused because what let us in was old was not written, and is said again."""
        self.sign_in()
        before_write()
        with writing():
            answer = self._fetch(verb, path, asked, body)
        if answer.status == 401:
            self._renew()
            before_write()
            with writing():
                answer = self._fetch(verb, path, asked, body)
        name = _name(answer)
        if answer.status >= 500 or name in NOT_KNOWN:  # also 503: something between us may have passed it on
            raise Ambiguous(STRANGE_ANSWER, detail=name)
        _judge(answer)
        return _told(answer)

    def sign_in(self, *, anew: bool = False) -> None:
        """What lets us in, for a while longer."""
        ends_at = self.session.get("ends_at")
        if anew or ends_at is None or datetime.fromisoformat(ends_at) < utcnow() + SPARE:
            self._renew()

    def _renew(self) -> None:
        secrets = self.connected.secrets
        content = {
            "grant_type": "refresh_token",
            "client_id": self.connected.settings["client_id"],
            "client_secret": secrets["client_secret"],
            "refresh_token": secrets["token"],
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "bpo"}
        address = f"{TOKENS.get(self.server, self.server)}/token"
        with reading():
            answer = self.wire.fetch("POST", address, headers=headers, body=urlencode(content).encode())
        if answer.status == 429:
            raise NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers), whole_account=True)
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        told = _told(answer)
        if 400 <= answer.status < 500:
            raise AuthExpired(TOKEN_DEAD, detail=_short(told.get("error"), str(answer.status)))
        token, lasts = told.get("access_token"), told.get("expires_in")
        if not isinstance(token, str) or type(lasts) is not int:
            raise NotSent(UNREACHABLE, detail="no token")
        ends_at = utcnow() + timedelta(seconds=min(lasts, 86_400))
        self.session = {"access": token, "ends_at": ends_at.isoformat()}
        self.connected.keep_session(self.session)

    def _fetch(
        self,
        verb: str,
        path: str,
        asked: Mapping[str, object],
        body: Mapping[str, Any] | None = None,
        *,
        anew: bool = False,
    ) -> Answer:
        self.sign_in(anew=anew)
        headers = {
            "Accept": "application/json",
            "User-Agent": "bpo",
            "Authorization": f"Bearer {self.session['access']}",
        }
        raw = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        given = {name: value for name, value in asked.items() if value is not None}
        url = f"{self.server}{path}?{urlencode(given)}"
        return self.wire.fetch(verb, url, headers=headers, body=raw)


def _judge(answer: Answer) -> None:
    """Raise unless it was taken; of answers below 500."""
    status, name = answer.status, _name(answer)
    if 200 <= status < 300:
        return
    raise _refusal(answer, status, name)


def _refusal(answer: Answer, status: int, name: str) -> ChannelProblem:
    if name in SPENT:
        return NotSent(QUOTA_SPENT, detail=name, retry_after=until_midnight(utcnow()), whole_account=True)
    if status == 429 or name in SLOWER:
        return NotSent(TOO_MANY, detail=name, retry_after=wait_of(answer.headers), whole_account=True)
    if status == 401:
        return AuthExpired(TOKEN_DEAD, detail=name)
    kind, message = REFUSALS.get(name, (Rejected, NOT_TAKEN))
    return kind(message, detail=name)


def _name(answer: Answer) -> str:
    """Google's short name for what was wrong; of an answer that is not its own, the status."""
    if 200 <= answer.status < 300:
        return ""
    error = _told(answer).get("error")
    errors = error.get("errors") if isinstance(error, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else None
    return _short(first.get("reason") if isinstance(first, dict) else None, str(answer.status))


def _short(name: object, status: str) -> str:
    return name if isinstance(name, str) and name.isidentifier() and len(name) < 60 else status


def _told(answer: Answer) -> dict[str, Any]:
    try:
        told = json.loads(answer.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
