"""Yandex Market's interface for partners: one question, one answer, under the key of a cabinet.

Everything is asked by POST, pages of lists too. What is asked too often is answered with 420 and an instant until when.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

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
    Connected,
    NotSent,
    Rejected,
    reading,
    writing,
)
from bpo.channels.adapters.waits import LONGEST, wait_of
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.core.i18n import N_

MAY_NOT = N_(
    "This key may not do that on Yandex Market: it must be of the cabinet whose number the account bears, and have access to"
    " communication with customers."
)
LOCKED = N_("Yandex Market does not let this cabinet do that.")
MOST_PAGES = 100
LIMIT_PAUSE = timedelta(seconds=5)  # where Market does not say until when
Told = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """A piece of reading: from when on, when it is, and where what is found is kept (kind, item, at, thread)."""

    since: datetime
    now: datetime
    keep: Callable[..., None]


class MarketApi:
    """One cabinet. Reading raises NotSent, Rejected and AuthExpired; writing Ambiguous besides."""

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire
        self.business = int(connected.handle) if connected.handle.isdecimal() else 0

    def read(self, path: str, body: Mapping[str, Any], *, version: str = "v2", **asked: object) -> Told:
        """What a question's result is."""
        with reading():
            answer = self._fetch(version, path, body, asked)
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status), retry_after=wait_of(answer.headers))
        _judge(answer)
        result = (object_in(answer) or {}).get("result")
        if not isinstance(result, dict):
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        return result

    def page(
        self,
        path: str,
        body: Mapping[str, Any],
        name: str,
        token: str | None = None,
        **asked: Any,  # noqa: ANN401 -- as it is asked
    ) -> tuple[list[Told], str | None]:
        """One page of a list, and where to go on."""
        onward = {} if token is None else {"pageToken": token}
        result = self.read(path, body, **asked, **onward)
        found = result[name]
        if not isinstance(found, list):
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        return found, (result.get("paging") or {}).get("nextPageToken") or None

    def all_of(self, path: str, body: Mapping[str, Any], name: str, **asked: Any) -> Iterator[Told]:  # noqa: ANN401 -- as it is asked
        """A whole list, in whatever order Market has it."""
        token: str | None = None
        for _page in range(MOST_PAGES):
            found, token = self.page(path, body, name, token, **asked)
            yield from found
            if token is None:
                return
        raise NotSent(NO_ANSWER, detail="more than can be looked through")

    def write(
        self,
        path: str,
        body: Mapping[str, Any],
        before_write: BeforeWrite,
        *,
        version: str = "v2",
        **asked: object,
    ) -> Told:
        """Write once; the result, where there is one."""
        before_write()
        with writing():
            answer = self._fetch(version, path, body, asked)
        if answer.status >= 500:
            raise Ambiguous(STRANGE_ANSWER, detail=str(answer.status))
        _judge(answer)
        told = object_in(answer)
        if told is None or told.get("status") != "OK":
            raise Ambiguous(STRANGE_ANSWER, detail="not what was asked for")
        return told.get("result") or {}

    def _fetch(self, version: str, path: str, body: Mapping[str, Any], asked: Mapping[str, object]) -> Answer:
        server = str(self.connected.settings["server"]).rstrip("/")
        query = urlencode(asked)
        url = f"{server}/{version}/businesses/{self.business}/{path}" + (f"?{query}" if query else "")
        headers = {
            "Accept": "application/json",
            "Api-Key": self.connected.secrets["key"],
            "Content-Type": "application/json",
            "User-Agent": "bpo",
        }
        raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return self.wire.fetch("POST", url, headers=headers, body=raw)


def _judge(answer: Answer) -> None:
    """Raise unless it was taken; of answers below 500."""
    status = answer.status
    if 200 <= status < 300:
        return
    if status in {420, 429}:
        wait = wait_of(answer.headers) or _until(answer) or LIMIT_PAUSE
        raise NotSent(TOO_MANY, detail=str(status), retry_after=wait, whole_account=True)
    if status in {401, 403}:
        raise AuthExpired(TOKEN_DEAD if status == 401 else MAY_NOT, detail=str(status))
    raise Rejected({404: PARENT_GONE, 423: LOCKED}.get(status, NOT_TAKEN), detail=str(status))


def _until(answer: Answer) -> timedelta | None:
    """How long the limit of what was asked lasts, by Market's own clock, where it is spent."""
    if answer.headers.get("x-ratelimit-resource-remaining", "").strip() != "0":
        return None
    try:
        until = parsedate_to_datetime(answer.headers["x-ratelimit-resource-until"])
        wait = until - parsedate_to_datetime(answer.headers["date"])
    except (KeyError, ValueError, TypeError):
        return None
    return max(timedelta(), min(wait, LONGEST))
