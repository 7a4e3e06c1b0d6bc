"""What Bluesky's servers are asked: one request, one answer (atproto.com/specs/xrpc), as somebody who is signed in.

Signing in is rationed (300 times a day), so a session is kept between pieces of work and renewed before it ends;
a new one is begun with the app password only where it cannot be. Requests go out through our wire.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from datetime import timedelta
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
    Connected,
    NotSent,
    Rejected,
    reading,
    writing,
)
from bpo.channels.adapters.pictures import judge_upload
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

NEEDS_APP_PASSWORD = N_("Bluesky asks for a second factor: make an app password and enter that.")
ACCOUNT_CLOSED = N_("The network has closed or suspended this account.")
OLD_SESSION = frozenset({"ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired"})
CLOSED = frozenset({"AccountTakedown", "AccountSuspended", "AccountDeactivated"})
SPARE = timedelta(minutes=2)  # of a session's time, in which work is finished


class Xrpc:
    """One account at its server. Reading raises NotSent, Rejected and AuthExpired; writing Ambiguous besides.

    `detail` of a refusal is the network's own short name for it, such as `RecordNotFound`.
    """

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire
        self.server = str(connected.settings["server"]).rstrip("/")
        self.session: Mapping[str, str] = connected.session

    def sign_in(self) -> str:
        """A session that lasts for a while, kept for the next piece of work; our DID."""
        if not self.session or _is_ending(self.session["access"]):
            self._renew()
        return self.session["did"]

    def get(self, method: str, *, holds: tuple[str, ...], **asked: object) -> dict[str, Any]:
        """Ask something; the answer holds these names."""
        self.sign_in()
        answer = self._read(method, asked)
        if _name(answer) in OLD_SESSION:
            self._renew()
            answer = self._read(method, asked)
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        _judge(answer)
        return _content(answer, *holds)

    def post(
        self,
        method: str,
        body: Mapping[str, Any],
        before_write: BeforeWrite = lambda: None,
        *,
        holds: tuple[str, ...] = ("uri",),
    ) -> dict[str, Any]:
        """Write something once. What is refused because the session was old was not written, and is said again."""
        self.sign_in()
        before_write()
        answer = self._write(method, body)
        if _name(answer) in OLD_SESSION:
            self._renew()
            before_write()
            answer = self._write(method, body)
        if answer.status >= 500:  # also 503: something between us may have passed it on
            raise Ambiguous(STRANGE_ANSWER, detail=str(answer.status))
        _judge(answer)
        try:
            return _content(answer, *holds)
        except NotSent as error:
            raise Ambiguous(STRANGE_ANSWER, detail=error.detail) from error

    def upload(self, raw: bytes, content_type: str) -> dict[str, Any]:
        """Bring bytes there, of which nothing is to be seen; whatever breaks off, they may be brought again.

        Whether the session holds is asked first: a server that refuses an upload may break off while it reads.
        """
        self.get("com.atproto.server.getSession", holds=("did",))
        answer = self._upload(raw, content_type)
        if _name(answer) in CLOSED or _name(answer) in OLD_SESSION:
            _judge(answer)
        judge_upload(answer)
        return _content(answer, "blob")

    def _upload(self, raw: bytes, content_type: str) -> Answer:
        headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {self.session['access']}",
            "Content-Type": content_type,
            "User-Agent": "bpo",
        }
        with reading():
            address = f"{self.server}/xrpc/com.atproto.repo.uploadBlob"
            return self.wire.fetch("POST", address, headers=headers, body=raw)

    def _renew(self) -> None:
        """Go on with the session, or begin one."""
        answer = None
        if self.session:
            answer = self._plain("com.atproto.server.refreshSession", token=self.session["refresh"])
            if 400 <= answer.status < 500 and answer.status != 429 and _name(answer) not in CLOSED:
                answer = None  # ended, or ended by its owner
        if answer is None:
            answer = self._plain(
                "com.atproto.server.createSession",
                body={"identifier": self.connected.handle, "password": self.connected.secrets["password"]},
            )
        if _name(answer) == "AuthFactorTokenRequired":
            raise AuthExpired(NEEDS_APP_PASSWORD, detail="AuthFactorTokenRequired")
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        if 400 <= answer.status < 500 and answer.status != 429 and _name(answer) not in CLOSED:
            raise AuthExpired(TOKEN_DEAD, detail=_name(answer))
        _judge(answer)
        told = _content(answer, "accessJwt", "refreshJwt", "did")
        if told.get("active") is False:
            raise AuthExpired(ACCOUNT_CLOSED, detail=str(told.get("status") or "inactive"))
        self.session = {
            "access": str(told["accessJwt"]),
            "refresh": str(told["refreshJwt"]),
            "did": str(told["did"]),
        }
        self.connected.keep_session(self.session)

    def _plain(self, method: str, *, token: str | None = None, body: object = None) -> Answer:
        """A request that makes a session; whatever goes wrong, nothing of ours was written."""
        with reading():
            return self._fetch("POST", method, token=token, body=body)

    def _read(self, method: str, asked: Mapping[str, object]) -> Answer:
        given = {name: value for name, value in asked.items() if value is not None}
        with reading():
            return self._fetch(
                "GET", f"{method}?{urlencode(given, doseq=True)}", token=self.session["access"]
            )

    def _write(self, method: str, body: Mapping[str, Any]) -> Answer:
        with writing():
            return self._fetch("POST", method, token=self.session["access"], body=body)

    def _fetch(self, verb: str, method: str, *, token: str | None, body: object = None) -> Answer:
        headers = {"Accept": "application/json", "User-Agent": "bpo"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        raw = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return self.wire.fetch(verb, f"{self.server}/xrpc/{method}", headers=headers, body=raw)


def _judge(answer: Answer) -> None:
    """Raise unless it was taken; of answers below 500."""
    status, name = answer.status, _name(answer)
    if 200 <= status < 300:
        return
    if status == 429:
        raise NotSent(TOO_MANY, detail="429", retry_after=wait_of(answer.headers), whole_account=True)
    if name in CLOSED:
        raise AuthExpired(ACCOUNT_CLOSED, detail=name)
    if status == 401 or name in OLD_SESSION:
        raise AuthExpired(TOKEN_DEAD, detail=name)
    raise Rejected(NOT_TAKEN, detail=name)


def _name(answer: Answer) -> str:
    """The network's short name for what was wrong; empty where nothing was."""
    if 200 <= answer.status < 300:
        return ""
    name = (object_in(answer) or {}).get("error")
    return name if isinstance(name, str) and name.isidentifier() and len(name) < 60 else str(answer.status)


def _content(answer: Answer, *holds: str) -> dict[str, Any]:
    try:
        told = json.loads(answer.body)
    except ValueError as error:
        raise NotSent(UNREACHABLE, detail="not JSON") from error
    if not isinstance(told, dict) or any(told.get(name) is None for name in holds):
        raise NotSent(UNREACHABLE, detail="not what was asked for")
    return told


def _is_ending(token: str) -> bool:
    """Whether a token (RFC 7519) is over, or soon will be; of one that does not say, no."""
    try:
        part = token.split(".")[1]
        ends_at = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))["exp"]
        return float(ends_at) < (utcnow() + SPARE).timestamp()
    except (IndexError, KeyError, TypeError, ValueError):
        return False
