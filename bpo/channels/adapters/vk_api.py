"""VK's API: a method, its parameters, and what the answers mean.

VK answers 200 with an `error` and its code. A write is taken for not done only where the code says so; codes that are
not listed here leave it open. Tokens travel in the body, so no address holds one.
"""

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
from bpo.channels.adapters.waits import wait_of
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.core.i18n import N_

VERSION = "5.199"
SERVICE_DEAD = N_("VK no longer accepts the service key of the app: enter a new one.")
NO_RIGHT = N_(
    "The community's access key lacks a right that this needs. Make one with the rights to messages and the wall."
)
SHUT_OUT = N_(
    "The customer does not take messages of this community: they must write to it or allow it first."
)
GONE = N_("This person is no longer on VK or cannot be found there.")
NO_COMMENTS = N_("VK lets this community not comment there: comments are closed or restricted.")
NO_LINKS = N_("VK takes no links there: send the reply without them.")
TOO_LONG = N_("VK finds this reply too long.")
NOT_READABLE = N_("VK does not show this to the community: its wall may be closed or switched off.")
CAPTCHA = N_(
    "VK asks for proof that a person is writing (a captcha), and will for a while. It is tried again later."
)
DEAD = frozenset({5, 27, 28})
PAUSES = {6: timedelta(seconds=1), 9: timedelta(minutes=1), 29: timedelta(minutes=15)}
CAPTCHA_CODE = 14
CAPTCHA_PAUSE = timedelta(minutes=10)
REFUSALS = {
    7: NO_RIGHT,
    15: NO_RIGHT,
    18: GONE,
    100: NOT_TAKEN,
    113: GONE,
    203: NO_RIGHT,
    210: NO_COMMENTS,
    211: NO_COMMENTS,
    212: NO_COMMENTS,
    213: NO_COMMENTS,
    222: NO_LINKS,
    223: NO_COMMENTS,
    900: SHUT_OUT,
    901: SHUT_OUT,
    902: SHUT_OUT,
    914: TOO_LONG,
    936: GONE,
}


class VkApi:
    """One community's access key, and an app's service key for what only that may read."""

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire

    def read(self, method: str, *, key: str = "token", **asked: object) -> Any:  # noqa: ANN401 -- the method's
        """What a method tells; nothing was written whatever happens."""
        with reading():
            answer = self._fetch(method, key, asked)
        told = object_in(answer) or {}
        _judge_all(answer, told, key)
        if "response" in told:
            return told["response"]
        code = _code(told)
        if code in REFUSALS:
            raise NotSent(NO_RIGHT if code == 7 else NOT_READABLE, detail=str(code))
        raise NotSent(UNREACHABLE, detail=str(code or answer.status))

    def write(self, method: str, before_write: BeforeWrite, **asked: object) -> Any:  # noqa: ANN401 -- the same
        """Write once."""
        before_write()
        with writing():
            answer = self._fetch(method, "token", asked)
        told = object_in(answer) or {}
        if answer.status < 500:
            _judge_all(answer, told, "token")
        if answer.status == 200 and "response" in told:
            return told["response"]
        code = _code(told)
        if answer.status == 200 and code in REFUSALS:
            raise Rejected(REFUSALS[code], detail=str(code))
        raise Ambiguous(STRANGE_ANSWER, detail=str(code or answer.status))

    def _fetch(self, method: str, key: str, asked: dict[str, object]) -> Answer:
        server = str(self.connected.settings["server"]).rstrip("/")
        content = {**asked, "access_token": self.connected.secrets[key], "v": VERSION}
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "User-Agent": "bpo",
        }
        body = urlencode(content, errors="replace").encode()
        return self.wire.fetch("POST", f"{server}/method/{method}", headers=headers, body=body)


def _judge_all(answer: Answer, told: dict[str, Any], key: str) -> None:
    """Raise what means the same for reading and writing."""
    code = _code(told)
    if answer.status == 401 or code in DEAD:
        raise AuthExpired(TOKEN_DEAD if key == "token" else SERVICE_DEAD, detail=str(code or answer.status))
    if answer.status == 429 or code in PAUSES:
        wait = PAUSES[code] if code in PAUSES else wait_of(answer.headers)
        raise NotSent(TOO_MANY, detail=str(code or 429), retry_after=wait, whole_account=True)
    if code == CAPTCHA_CODE:
        raise NotSent(CAPTCHA, detail=str(code), retry_after=CAPTCHA_PAUSE, whole_account=True)


def _code(told: dict[str, Any]) -> int:
    error = told.get("error")
    code = error.get("error_code") if isinstance(error, dict) else None
    return code if type(code) is int else 0
