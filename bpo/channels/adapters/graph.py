"""Meta's Graph API: one version, one way to ask, and what its numbers for errors mean.

The token goes in a header, so that no address holds it (but one: `graph_health`); beside it a proof that we hold the app's
secret too.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from bpo.channels.adapters.base import (
    NO_ANSWER,
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
    Checked,
    Connected,
    NotSent,
    Rejected,
    reading,
    writing,
)
from bpo.channels.adapters.guarded import OF_ANOTHER_SHAPE
from bpo.channels.adapters.waits import LONGEST, wait_of
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.channels.rules.whatsapp_codes import WINDOW_SHUT
from bpo.core.i18n import N_

VERSION = "v24.0"
ANOTHER_PAGE = N_(
    "This token is of another page: the account must bear the user name or the number of the page."
)
NOT_ALLOWED = N_(
    "The token lacks a right that this needs: give the app that right on the page, then connect again."
)
NOT_READABLE = N_("Meta does not show this to the page's token.")
NOT_THERE = N_("The customer cannot be reached: they blocked the page or closed their account.")
HELD_BACK = N_("Meta holds this page back from writing for a while. It is tried again later.")
TOKEN_CODES = frozenset({102, 190})
PACE_CODES = frozenset({4, 17, 32, 341, 613, 80001, 80006})
HELD_CODE = 368
HELD_PAUSE = timedelta(minutes=30)
# Of the server's own failures, and of a text that stands there already, nothing is known.
PASSING_CODES = frozenset({1, 2, 506})
GONE_SUBCODE = 33
WINDOW_SUBCODES = frozenset({2018065, 2018278, 2534022})
NOBODY_SUBCODES = frozenset({1545041, 2018001, 2018108})
USAGE = ("call_count", "total_time", "total_cputime")
PLACES = ("after", "until", "__paging_token")  # how an address of a next page says where to go on
Told = Mapping[str, Any]
Onward = dict[str, str]
Page = tuple[list[Told], Onward | None]  # None at the end
Own = Callable[[int, str, timedelta | None], ChannelProblem | None]


class Graph:
    """The interface as one account's token sees it. `own`: what numbers for errors mean that are a network's own."""

    def __init__(
        self, connected: Connected, wire: Wire, own: Own = lambda _code, _detail, _wait: None
    ) -> None:
        self.connected = connected
        self.wire = wire
        self.own = own
        self.used: int | None = None  # of the app's allowance, in percent, as the last answer told

    def check(self) -> Checked:
        """Whose token it is."""
        try:
            me = self.get("me", fields="id,name,username")
        except Rejected as problem:
            raise NotSent(NOT_READABLE, detail=problem.detail) from problem
        if not me.get("id"):
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        names = {str(me["id"]), str(me.get("username") or "").lower()}
        if self.connected.handle.lower() not in names:
            raise NotSent(ANOTHER_PAGE, detail="another page")
        return Checked(own_id=str(me["id"]), facts={"name": str(me.get("name") or self.connected.handle)})

    def get(self, place: str, *, token: str | None = None, **asked: object) -> Told:
        """What stands at a place; Rejected where nothing does any more, NotSent for whatever else is not told.

        `token`: another than the page's.
        """
        with reading():
            answer = self._fetch("GET", place, asked, token=token)
        told = object_in(answer) or {}
        if answer.status >= 500 or _code(told) in PASSING_CODES:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        try:
            self._judge(answer, told)
        except Rejected as problem:
            if problem.message == PARENT_GONE:
                raise
            why = NOT_ALLOWED if problem.message == NOT_ALLOWED else NOT_READABLE
            raise NotSent(why, detail=problem.detail) from problem
        if not told or not 200 <= answer.status < 300:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        return told

    def page(self, place: str, **asked: object) -> Page:
        """One page of a list."""
        return page_of(self.get(place, token=None, **asked))

    def pages(self, place: str, *, most: int, **asked: object) -> Iterator[list[Told]]:
        """A list, page by page, to its end; NotSent where that is too far."""
        onward: Onward | None = {}
        for _page in range(most):
            some, onward = self.page(place, **asked, **(onward or {}))
            yield some
            if onward is None:
                return
        raise NotSent(NO_ANSWER, detail="more than can be looked through")

    def write(self, method: str, place: str, content: Told, before_write: BeforeWrite = lambda: None) -> Told:
        """Write once."""
        before_write()
        with writing():
            answer = self._fetch(method, place, {}, content)
        told = object_in(answer) or {}
        if answer.status >= 500 or _code(told) in PASSING_CODES:
            raise Ambiguous(STRANGE_ANSWER, detail=str(_code(told) or answer.status))
        self._judge(answer, told)
        if not 200 <= answer.status < 300:  # what somebody between us answered
            raise Ambiguous(STRANGE_ANSWER, detail=str(answer.status))
        return told

    def _judge(self, answer: Answer, told: Told) -> None:
        """Raise unless it was taken; of answers that are not the server's own failure."""
        code, subcode = _code(told), _error(told).get("error_subcode")
        if 200 <= answer.status < 300 and not _error(told):
            return
        detail = ".".join(str(part) for part in (code or answer.status, subcode) if part)
        if (problem := self.own(code, detail, _wait(answer))) is not None:
            raise problem
        _refuse(answer, code, subcode, detail)

    def _fetch(
        self,
        method: str,
        place: str,
        asked: Mapping[str, object],
        content: Told | None = None,
        *,
        token: str | None = None,
    ) -> Answer:
        kept, secret = (self.connected.secrets.get(name, "") for name in ("token", "app_secret"))
        if not kept.isascii() or not kept.isalnum():  # else it could be another header
            raise AuthExpired(TOKEN_DEAD, detail="no token")
        token = token or kept
        proof = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        server = str(self.connected.settings["server"]).rstrip("/")
        query = urlencode({**asked, "appsecret_proof": proof})
        headers = {"Accept": "application/json", "Authorization": f"Bearer {token}", "User-Agent": "bpo"}
        body = None
        if content is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        answer = self.wire.fetch(
            method, f"{server}/{VERSION}/{quote(place)}?{query}", headers=headers, body=body
        )
        self.used = _used(answer, before=self.used)
        return answer


def page_of(told: Told) -> Page:
    """A page of a list as it is told, and how to ask for the next.

    Of the next page's address only that is taken: it has the token in it, and may be anybody's.
    """
    some = told.get("data")
    if not isinstance(some, list) or not all(isinstance(one, dict) for one in some):
        raise NotSent(UNREACHABLE, detail="not what was asked for")
    paging = told.get("paging")
    address = paging.get("next") if isinstance(paging, dict) else None
    if not address:
        return some, None
    query = dict(parse_qsl(urlsplit(str(address)).query))
    return some, {name: query[name] for name in PLACES if name in query}


def _used(answer: Answer, *, before: int | None) -> int | None:
    """What the app has used of what it may ask, in percent."""
    try:
        usage = json.loads(answer.headers.get("x-app-usage", ""))
        return max(int(usage[name]) for name in USAGE)
    except OF_ANOTHER_SHAPE:
        return before


def _error(told: Told) -> Told:
    error = told.get("error")
    return error if isinstance(error, dict) else {}


def _code(told: Told) -> int:
    code = _error(told).get("code")
    return code if type(code) is int else 0


def _refuse(answer: Answer, code: int, subcode: object, detail: str) -> None:
    """Raise what a number of Graph's own means."""
    if code in PACE_CODES or answer.status == 429:
        raise NotSent(TOO_MANY, detail=detail, retry_after=_wait(answer), whole_account=True)
    if code == HELD_CODE:
        raise NotSent(HELD_BACK, detail=detail, retry_after=HELD_PAUSE, whole_account=True)
    if code in TOKEN_CODES or (not code and answer.status == 401):
        raise AuthExpired(TOKEN_DEAD, detail=detail)
    if type(subcode) is int and subcode in WINDOW_SUBCODES:
        raise Rejected(WINDOW_SHUT, detail=detail)
    if code == 551 or (type(subcode) is int and subcode in NOBODY_SUBCODES):
        raise Rejected(NOT_THERE, detail=detail)
    if code in {3, 10} or 200 <= code <= 299:
        raise Rejected(NOT_ALLOWED, detail=detail)
    if code == 100 and subcode == GONE_SUBCODE:
        raise Rejected(PARENT_GONE, detail=detail)
    if code:
        raise Rejected(NOT_TAKEN, detail=detail)


def _wait(answer: Answer) -> timedelta | None:
    """How long to wait: by a header, or as the account's use tells, in minutes."""
    try:
        usage = json.loads(answer.headers.get("x-business-use-case-usage", "{}"))
        minutes = max(int(one["estimated_time_to_regain_access"]) for some in usage.values() for one in some)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        minutes = 0
    return min(timedelta(minutes=min(minutes, 10**6)), LONGEST) if minutes > 0 else wait_of(answer.headers)
