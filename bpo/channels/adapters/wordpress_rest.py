"""What a WordPress site is asked: one request, one answer (developer.wordpress.org/rest-api), as one of its users.

Through `index.php?rest_route=`, which every site has whatever its addresses look like, under an application password.
Who is signed in and may not is told 403; 401 says that nobody was recognised at all. Requests go out through our wire.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from bpo.channels.adapters.base import (
    COMMENTS_SHUT,
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
from bpo.core.i18n import N_

NOT_WORDPRESS = N_("What answers at this address is not the interface of a WordPress site.")
MAY_NOT_MODERATE = N_("This user may not moderate comments: it needs the role of an editor on the site.")
SAID_ALREADY = N_("This account has written the same text there before.")
NO_TRASH = N_("This site has no trash, so a comment can be deleted only on the site itself.")
FLOOD_OVER_AFTER = timedelta(seconds=15)  # as WordPress's own rule has it; the answer does not say
# What WordPress says it did not do, by its own names for that.
REFUSALS: dict[str, tuple[type[ChannelProblem], str]] = {
    **dict.fromkeys(
        (
            "rest_already_trashed",
            "rest_comment_draft_post",
            "rest_comment_invalid_id",
            "rest_comment_invalid_post_id",
            "rest_comment_trash_post",
            "rest_post_invalid_id",
        ),
        (Rejected, PARENT_GONE),
    ),
    **dict.fromkeys(
        (
            "rest_cannot_delete",
            "rest_cannot_edit",
            "rest_cannot_read",
            "rest_forbidden_context",
            "rest_forbidden_param",
        ),
        (AuthExpired, MAY_NOT_MODERATE),
    ),
    "comment_duplicate": (Rejected, SAID_ALREADY),
    "rest_comment_closed": (Rejected, COMMENTS_SHUT),
    "rest_trash_not_supported": (Rejected, NO_TRASH),
}


class WordPressRest:
    """One user of one site. Reading raises NotSent, Rejected and AuthExpired; writing Ambiguous besides.

    `detail` of a refusal is WordPress's own short name for it, such as `comment_duplicate`.
    """

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.wire = wire
        self.server = str(connected.settings["server"]).rstrip("/")
        named = f"{connected.settings['user']}:{connected.secrets['password']}"
        self.credentials = f"Basic {b64encode(named.encode()).decode()}"

    def get(self, route: str, **asked: object) -> dict[str, Any]:
        """Ask for one thing."""
        found = _content(self._read(route, asked))
        if not isinstance(found, dict):
            raise NotSent(NOT_WORDPRESS, detail="not what was asked for")
        return found

    def get_some(self, route: str, **asked: object) -> tuple[list[dict[str, Any]], int | None]:
        """Ask for a list, and how many there are of all its pages; None where a server between us dropped that."""
        answer = self._read(route, asked)
        found = _content(answer)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise NotSent(NOT_WORDPRESS, detail="not what was asked for")
        total = answer.headers.get("x-wp-total", "")
        return found, int(total) if total.isdecimal() else None

    def post(
        self, route: str, body: Mapping[str, Any], before_write: BeforeWrite = lambda: None
    ) -> dict[str, Any]:
        """Write something once."""
        before_write()
        try:
            found = _content(self._write("POST", route, body))
        except NotSent as error:
            if error.message == NOT_WORDPRESS:  # it was taken, and what says so cannot be read
                raise Ambiguous(STRANGE_ANSWER, detail=error.detail) from error
            raise
        if not isinstance(found, dict) or type(found.get("id")) is not int:
            raise Ambiguous(STRANGE_ANSWER, detail="no id")
        return found

    def delete(self, route: str) -> None:
        """Take something away."""
        self._write("DELETE", route, None)

    def _read(self, route: str, asked: Mapping[str, object]) -> Answer:
        with reading():
            answer = self._fetch("GET", route, asked)
        if answer.status >= 500:
            raise NotSent(UNREACHABLE, detail=_name(answer))
        problem = _refusal(answer)
        if problem is not None:
            raise problem
        if answer.status == 403:
            raise AuthExpired(TOKEN_DEAD, detail=_name(answer))
        if not 200 <= answer.status < 300:
            raise NotSent(NOT_WORDPRESS, detail=_name(answer))
        return answer

    def _write(self, verb: str, route: str, body: Mapping[str, Any] | None) -> Answer:
        with writing():
            answer = self._fetch(verb, route, {}, body)
        problem = _refusal(answer)
        if problem is not None:
            raise problem
        if answer.status >= 500:  # also 503: something between us may have passed it on
            raise Ambiguous(STRANGE_ANSWER, detail=_name(answer))
        if not 200 <= answer.status < 300:
            raise Rejected(NOT_TAKEN, detail=_name(answer))
        return answer

    def _fetch(
        self, verb: str, route: str, asked: Mapping[str, object], body: Mapping[str, Any] | None = None
    ) -> Answer:
        headers = {"Accept": "application/json", "User-Agent": "bpo", "Authorization": self.credentials}
        raw = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            raw = json.dumps(body).encode()
        query = urlencode({"rest_route": route, **asked})
        return self.wire.fetch(verb, f"{self.server}/index.php?{query}", headers=headers, body=raw)


def _refusal(answer: Answer) -> ChannelProblem | None:
    """What WordPress refuses in a word of its own, or the rules of the web: nothing was written; None where it did not."""
    status, name = answer.status, _name(answer)
    if 200 <= status < 300:
        return None
    if status == 429 or name == "comment_flood":
        after = wait_of(answer.headers) or (FLOOD_OVER_AFTER if name == "comment_flood" else None)
        return NotSent(TOO_MANY, detail=name, retry_after=after, whole_account=True)
    if status == 401:
        return AuthExpired(TOKEN_DEAD, detail=name)
    kind, message = REFUSALS.get(name, (None, ""))
    return kind(message, detail=name) if kind else None


def _name(answer: Answer) -> str:
    """WordPress's short name for what was wrong; of an answer that is not its own, the status."""
    name = (object_in(answer) or {}).get("code")
    return name if isinstance(name, str) and name.isidentifier() and len(name) < 60 else str(answer.status)


def _content(answer: Answer) -> Any:  # noqa: ANN401 -- somebody's JSON
    try:
        return json.loads(answer.body)
    except ValueError as error:
        raise NotSent(NOT_WORDPRESS, detail="not JSON") from error
