"""What X's API (v2) is asked: one signed request, one answer.

Signed by OAuth 1.0a with the keys that an account's own app shows its owner: they last until somebody takes them back. What X
refuses it says by a status, a type of problem and a sentence; where sentences alone tell cases apart, words in them do.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

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
from bpo.channels.adapters.wire import Answer, Wire, object_in
from bpo.channels.rules.oauth_signatures import Keys, as_query, authorization
from bpo.core.clock import utcnow
from bpo.core.i18n import N_
from bpo.core.ids import new_id

MAY_NOT_WRITE = N_(
    "These keys do not let us write: give the app the permission to read and write, make the access token anew, and enter it."
)
NO_PLAN = N_(
    "The app of these keys has no access to X's API (v2): see to its plan or credits in X's developer console."
)
LOCKED = N_("X has locked or suspended this account: its owner must sign in there and see to it.")
SPENT = N_(
    "The plan or the credits of this app are used up at X. What waits goes out when there are new ones."
)
NOT_ASKED = N_(
    "X lets programs answer only who has mentioned or quoted the account, or the author lets only some people reply."
)
DUPLICATE = "duplicate"
LATER = timedelta(hours=1)
# Of a 403, by words in its sentence.
FORBIDDEN: Mapping[str, tuple[type[Rejected | AuthExpired], str]] = {
    "duplicate content": (Rejected, NOT_TAKEN),
    "deleted or not visible": (Rejected, PARENT_GONE),
    "reply to this conversation": (Rejected, NOT_ASKED),
    "not been mentioned": (Rejected, NOT_ASKED),
    "oauth1 app permissions": (AuthExpired, MAY_NOT_WRITE),
    "account is suspended": (AuthExpired, LOCKED),
    "temporarily locked": (AuthExpired, LOCKED),
}
NAMES = {"duplicate content": DUPLICATE}
Told = dict[str, Any]


class XApi:
    """One account. Reading raises NotSent, Rejected and AuthExpired; writing Ambiguous besides."""

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.wire = wire
        self.server = str(connected.settings["server"]).rstrip("/")

    def get(self, path: str, **asked: object) -> Told:
        """Ask for something."""
        given = {name: str(value) for name, value in asked.items() if value is not None}
        with reading():
            answer = self._fetch("GET", path, self._signed("GET", path, given), as_query(given))
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=str(answer.status))
        told = object_in(answer)
        if not 200 <= answer.status < 300:
            raise _problem(answer, told or {})
        if told is None:
            raise NotSent(UNREACHABLE, detail="not JSON")
        return told

    def write(
        self, verb: str, path: str, body: Told | None = None, before_write: BeforeWrite = lambda: None
    ) -> Told:
        """Write something once."""
        signed = self._signed(verb, path, {})
        before_write()
        with writing():
            answer = self._fetch(verb, path, signed, body=body)
        told = object_in(answer)
        is_told = answer.status in {401, 402, 429} or told is not None
        if answer.status >= 500 or not is_told:  # also 503: something between us may have passed it on
            raise Ambiguous(STRANGE_ANSWER, detail=str(answer.status))
        if not 200 <= answer.status < 300:
            raise _problem(answer, told or {})
        return told or {}

    def _signed(self, verb: str, path: str, given: Mapping[str, str]) -> str:
        secrets = self.connected.secrets
        keys = Keys(secrets["app_key"], secrets["app_secret"], secrets["token"], secrets["token_secret"])
        at = int(utcnow().timestamp())
        return authorization(verb, f"{self.server}{path}", given.items(), keys, nonce=new_id().hex, at=at)

    def _fetch(self, verb: str, path: str, signed: str, query: str = "", body: Told | None = None) -> Answer:
        headers = {"Accept": "application/json", "User-Agent": "bpo", "Authorization": signed}
        raw = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        address = f"{self.server}{path}"
        return self.wire.fetch(verb, f"{address}?{query}" if query else address, headers=headers, body=raw)


def _problem(answer: Answer, told: Told) -> ChannelProblem:
    """What a refusal means; of answers below 500."""
    status = answer.status
    kind, says = str(told.get("type") or "").rsplit("/", 1)[-1], str(told.get("detail") or "").lower()
    if status == 402 or kind in {"usage-capped", "credits"}:
        wait = max(_wait(answer.headers) or LATER, LATER)
        return NotSent(SPENT, detail=kind or str(status), retry_after=wait, whole_account=True)
    if status == 429:
        return NotSent(TOO_MANY, detail="429", retry_after=_wait(answer.headers), whole_account=True)
    if status == 401:
        return AuthExpired(TOKEN_DEAD, detail="401")
    found = next((words for words in FORBIDDEN if words in says), None) if status == 403 else None
    if found is not None:
        made, sentence = FORBIDDEN[found]
        return made(sentence, detail=NAMES.get(found, found))
    if status == 403 and kind == "client-forbidden":
        return AuthExpired(NO_PLAN, detail=kind)
    is_gone = status == 404 or kind == "resource-not-found"
    return Rejected(PARENT_GONE if is_gone else NOT_TAKEN, detail=str(status))


def _wait(headers: Mapping[str, str]) -> timedelta | None:
    """Until the window begins anew that is spent: that of the day where it is, else that of the quarter of an hour."""
    reset = headers.get("x-rate-limit-reset", "")
    for whose in ("user", "app"):
        if headers.get(f"x-{whose}-limit-24hour-remaining") == "0":
            reset = headers.get(f"x-{whose}-limit-24hour-reset", reset)
    return wait_of({**headers, **({"x-ratelimit-reset": reset} if reset else {})})
