"""Mastodon, through its public client library.

The library's own waiting and repeating are switched off, because they would hide what happened; its requests
go out through our wire. The server recognises our Idempotency-Key for an hour; after that a reply whose
answer was lost is looked for among what was answered to its parent.

A reply copies the visibility of what it answers, or is direct where it takes the matter into private, and
never more public than its parent. `@name` is put in front, without which it would reach nobody.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import mastodon as library
import requests

from bpo.channels.adapters.base import (
    NO_ANSWER,
    NO_SUCH_ACT,
    NOT_TAKEN,
    PARENT_GONE,
    PICTURE_IN_WORK,
    STRANGE_ANSWER,
    TOKEN_DEAD,
    TOO_MANY,
    UNREACHABLE,
    Act,
    Ambiguous,
    AuthExpired,
    BeforeWrite,
    ChannelProblem,
    Checked,
    Connected,
    NotSent,
    Outbound,
    OutPicture,
    Polled,
    Rejected,
    Sent,
    Uploaded,
)
from bpo.channels.adapters.mastodon_health import health_of
from bpo.channels.adapters.mastodon_media import Media
from bpo.channels.adapters.mastodon_transport import Transport
from bpo.channels.adapters.pictures import picture_at
from bpo.channels.adapters.wire import Wire, WireError
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_mastodon import (
    MASTODON_STATUS,
    PRIVATE,
    bare,
    engagement_of,
    envelope,
    full_name,
    local_name,
    text_of,
)
from bpo.channels.rules.walking import Page, Place, walk_back
from bpo.core.clock import utcnow

PAGE = 40
MOST_PAGES = 10
MOST_PARENTS = 20
SKEW = timedelta(minutes=5)
# From most to least public.
VISIBILITIES = ("public", "unlisted", "private", "direct")

Result = TypeVar("Result")


class MastodonAdapter:
    """One account on one server."""

    form = MASTODON_STATUS

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.transport = Transport(wire)
        self.media = Media(connected, wire)
        session = requests.Session()
        session.trust_env = False  # no proxies, no .netrc
        session.mount("https://", self.transport)
        session.mount("http://", self.transport)
        self.client = library.Mastodon(
            access_token=connected.secrets["token"],
            api_base_url=str(connected.settings["server"]).rstrip("/"),
            ratelimit_method="throw",
            version_check_mode="none",
            request_timeout=wire.seconds,
            session=session,
            user_agent="bpo",
        )

    @property
    def _domain(self) -> str:
        return str(self.connected.facts.get("domain") or "")

    def check(self) -> Checked:
        """Who the token belongs to, and how long a status may be here."""
        me = self._ask(self.client.account_verify_credentials)
        server = self._ask(self.client.instance_v2)
        limit = _dig(server, "configuration", "statuses", "max_characters")
        domain = str(server.get("domain") or "").lower()
        return Checked(
            own_id=str(me["id"]),
            facts={
                "domain": domain,
                "name": full_name(str(me["acct"]), domain),
                **({"max_length": limit} if isinstance(limit, int) else {}),
            },
            health=health_of(
                lambda: self._ask(self.client.app_verify_credentials), self.transport.last_headers
            ),
        )

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Post one status, in reply to its parent."""
        parent = self._parent(out)
        visibility = _visibility(out.visibility, parent)
        if parent is not None and not _same(parent["account"]["id"], self.connected.own_id):
            addressee = full_name(str(parent["account"]["acct"]), self._domain)
        else:
            addressee = out.recipient or ""
        mention = f"@{local_name(addressee, self._domain)} " if addressee else ""
        media = [str(dict(one.upload or {})["media_id"]) for one in out.pictures]
        self._check_media(out)
        before_write()
        status = self._write(
            lambda: self.client.status_post(
                mention + out.text,
                in_reply_to_id=out.in_reply_to,
                visibility=visibility,
                idempotency_key=out.key,
                media_ids=media or None,
            )
        )
        return _sent(status)

    def upload(self, picture: OutPicture) -> Uploaded:
        """Bring the bytes of a picture there."""
        return self.media.upload(picture)

    def is_ready(self, reference: Mapping[str, Any]) -> bool:
        """Whether a status may name it."""
        return self.media.is_ready(reference)

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our own status with this text, answering the same, since the first attempt."""
        if out.in_reply_to is not None:
            try:
                found = self._ask(lambda: self.client.status_context(out.in_reply_to))["descendants"]
            except Rejected:  # the parent is gone; what answered it may stand all the same
                found = self._own_statuses()
        else:
            found = self._own_statuses()
        for status in found:
            if (
                str(status["account"]["id"]) == self.connected.own_id
                and str(status["id"]) not in out.taken
                and _same(status.get("in_reply_to_id"), out.in_reply_to)
                and _instant(status["created_at"]) >= out.started_at - SKEW
                and bare(text_of(str(status["content"]))) == bare(out.text)
            ):
                return _sent(status)
        return None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Who mentioned us, and what we wrote ourselves (elsewhere too), each from its own place."""
        places: dict[str, Place] = json.loads(cursor) if cursor else {}
        walk = partial(walk_back, at=_created, since=since, now=utcnow(), most_pages=MOST_PAGES)
        mentions = walk(self._mentions, places.get("mentions"))
        own = walk(self._own, places.get("own"))
        heard = [one for one in mentions.found if one.get("status")]
        statuses = {str(one["status"]["id"]): one["status"] for one in heard}
        statuses |= {str(one["id"]): one for one in own.found if one.get("in_reply_to_id")}
        self._add_parents(statuses, [one["status"] for one in heard if mentions.is_new(_created(one))])
        events = tuple((key, self._body(status)) for key, status in statuses.items())
        places = {"mentions": mentions.place, "own": own.place}
        return Polled(events, json.dumps(places), mentions.goes_on or own.goes_on)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:
        """Delete what is ours; Mastodon lets nobody hide an answer."""
        if act is not Act.DELETE:
            raise Rejected(NO_SUCH_ACT, detail=act)
        try:
            self._write(lambda: self.client.status_delete(item))
        except Rejected as problem:
            if problem.message != PARENT_GONE:  # else it is gone already, or was never ours
                raise

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:
        """Shares, likes and replies of our public posts. Mastodon tells no views."""
        found: list[tuple[str, Engagement]] = []
        last: str | None = None
        for _page in range(MOST_PAGES):
            page, last = self._own(last)
            seen_at = utcnow()
            found += [
                (str(status["id"]), engagement_of(status, seen_at=seen_at))
                for status in page
                if _instant(status["created_at"]) >= since
                and str(status.get("visibility") or "public") not in PRIVATE
            ]
            if last is None or _created(page[-1]) < since:
                break
        return tuple(found)

    def picture(self, item: str, reference: str) -> bytes:  # noqa: ARG002 -- as the protocol's
        """It lies openly wherever the server keeps its files."""
        return picture_at(self.transport.wire, reference, server=str(self.connected.settings["server"]))

    def _check_media(self, out: Outbound) -> None:
        """Some servers leave out of a status what they no longer have, and say nothing of it."""
        for one in out.pictures:
            if not self.media.is_ready(one.upload or {}):
                raise NotSent(PICTURE_IN_WORK, detail="in work")

    def _mentions(self, cursor: str | None) -> Page[Mapping[str, Any]]:
        return self._page(lambda at: self.client.notifications(types=["mention"], limit=PAGE, **at), cursor)

    def _own(self, cursor: str | None) -> Page[Mapping[str, Any]]:
        own = self.connected.own_id
        return self._page(
            lambda at: self.client.account_statuses(own, limit=PAGE, exclude_reblogs=True, **at), cursor
        )

    def _page(self, read: Callable[[dict[str, Any]], Any], cursor: str | None) -> Page[Mapping[str, Any]]:
        page = self._ask(lambda: read({"max_id": cursor} if cursor else {}))
        return list(page), str(page[-1]["id"]) if page else None

    def _add_parents(self, statuses: dict[str, Mapping[str, Any]], fresh: list[Mapping[str, Any]]) -> None:
        """Our own posts that somebody answers: what stands above the comment."""
        wanted = {
            str(status["in_reply_to_id"])
            for status in fresh
            if status.get("in_reply_to_id")
            and _same(status.get("in_reply_to_account_id"), self.connected.own_id)
            and str(status["in_reply_to_id"]) not in statuses
        }
        for parent in sorted(wanted)[:MOST_PARENTS]:
            try:
                statuses[parent] = self._ask(lambda parent=parent: self.client.status(parent))  # type: ignore[misc]  # bound at once
            except Rejected:
                continue  # it is gone

    def _body(self, status: Mapping[str, Any]) -> str:
        stored = envelope(
            status,
            account=self.connected.account,
            own_id=self.connected.own_id or "",
            domain=self._domain,
        )
        return json.dumps(stored, ensure_ascii=False, default=_as_text)

    def _own_statuses(self) -> Any:  # noqa: ANN401 -- the library's list
        return self._ask(lambda: self.client.account_statuses(self.connected.own_id, limit=PAGE))

    def _parent(self, out: Outbound) -> Any:  # noqa: ANN401 -- the library's status
        if out.in_reply_to is None:
            return None
        return self._ask(lambda: self.client.status(out.in_reply_to))

    def _ask(self, call: Callable[[], Result]) -> Result:
        """Something that writes nothing: whatever goes wrong, nothing was written."""
        try:
            return call()
        except library.MastodonNotFoundError as error:
            raise Rejected(PARENT_GONE, detail="404") from error
        except library.MastodonServerError as error:
            raise NotSent(UNREACHABLE, detail=_status(error)) from error
        except library.MastodonError as error:
            raise self._plain(error) or NotSent(UNREACHABLE, detail=type(error).__name__) from error

    def _write(self, call: Callable[[], Result]) -> Result:
        """The one call that writes."""
        try:
            return call()
        except library.MastodonNetworkError as error:
            cause = error.__context__
            never_left = isinstance(cause, WireError) and not cause.began
            if never_left or isinstance(cause, ValueError):  # the latter: an address that is none
                raise NotSent(UNREACHABLE, detail=str(cause)) from error
            raise Ambiguous(NO_ANSWER, detail=str(cause) if cause else "network") from error
        except library.MastodonServerError as error:  # also 503: something between us may have passed it on
            raise Ambiguous(STRANGE_ANSWER, detail=_status(error)) from error
        except library.MastodonNotFoundError as error:
            raise Rejected(PARENT_GONE, detail="404") from error
        except library.MastodonError as error:
            raise self._plain(error) or Ambiguous(STRANGE_ANSWER, detail=type(error).__name__) from error

    def _plain(self, error: Exception) -> ChannelProblem | None:
        """What a refusal means: said before anything was done."""
        if isinstance(error, library.MastodonRatelimitError):
            return NotSent(
                TOO_MANY, detail="429", retry_after=self.transport.wait_asked_for(), whole_account=True
            )
        if isinstance(error, library.MastodonUnauthorizedError):
            return AuthExpired(TOKEN_DEAD, detail="401")
        status = _status(error)
        if status == "403":
            body = self.transport.last.body if self.transport.last else b""
            if b"scope" in body or b"disabled" in body or b"suspended" in body:
                return AuthExpired(TOKEN_DEAD, detail="403")
            return Rejected(NOT_TAKEN, detail="403")
        if status in {"400", "410", "422"}:
            return Rejected(NOT_TAKEN, detail=status)
        return None


def _visibility(wanted: str, parent: Any) -> str:  # noqa: ANN401 -- the library's status
    if parent is None:
        return "direct" if wanted == "private" else "public"
    of_parent = str(parent.get("visibility") or "public")
    if of_parent not in VISIBILITIES:
        of_parent = "direct"
    if wanted == "private" and of_parent not in {"private", "direct"}:
        return "direct"
    return of_parent


def _sent(status: Mapping[str, Any]) -> Sent:
    return Sent(
        remote_id=str(status["id"]),
        posted_at=_instant(status["created_at"]),
        url=str(status.get("url") or "") or None,
    )


def _created(item: Mapping[str, Any]) -> datetime:
    return _instant(item["created_at"])


def _instant(value: Any) -> datetime:  # noqa: ANN401 -- the library's datetime, or text
    at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _same(one: object, other: object) -> bool:
    return (str(one) if one else None) == (str(other) if other else None)


def _status(error: Exception) -> str:
    return str(error.args[1]) if len(error.args) > 1 else type(error).__name__


def _dig(found: Any, *names: str) -> Any:  # noqa: ANN401 -- somebody's JSON
    for name in names:
        found = found.get(name) if hasattr(found, "get") else None
    return found


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
