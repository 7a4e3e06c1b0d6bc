"""The comments of a WordPress site, by its own interface, as a user who may moderate them.

The interface knows no key of ours, so a reply whose answer was lost is looked for among what we wrote; WordPress refuses
the same text of the same author under the same comment besides. A reply answers a comment that everybody sees.

Comments that wait for approval are read as well, since somebody has to see to them; what was taken for spam is not, and is
found when the account is listed anew after somebody said otherwise. The list is read from its newest comment down by the
time that the site wrote down, since the interface can begin it at no id, and at a local time only.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bpo.channels.adapters.base import (
    ANSWERS_NOTHING,
    NO_ANSWER,
    PARENT_GONE,
    Act,
    AuthExpired,
    BeforeWrite,
    Checked,
    Connected,
    NotSent,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.wire import Wire
from bpo.channels.adapters.wordpress_rest import SAID_ALREADY, WordPressRest
from bpo.channels.rules.health import RIGHTS, Health, lacking
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_wordpress import (
    WORDPRESS_COMMENT,
    as_html,
    envelope,
    instant_of,
    is_text,
)
from bpo.channels.rules.walking import Page, Place, walk_back
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

NOT_RECOGNISED = N_(
    "The site does not take this user name and application password. If they are right, application passwords are switched"
    " off there, or its web server drops them."
)
NOT_SHOWN = N_(
    "The comment it answers is not shown on the site. Show it there first, then send the reply again."
)
COMMENTS = "/wp/v2/comments"
FIELDS = "id,post,parent,author,author_name,author_email,date_gmt,content,link,status"
PAGE = 100  # the most that WordPress gives
AGAIN = (
    10  # of a page, read with the next: what stands below moves up when somebody deletes what stands above
)
MOST_PAGES = 10  # in one piece of work
MOST_MISSING = 50  # of the messages that are looked for, each of which is a question
SKEW = timedelta(minutes=5)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SHOWN, HELD, TRASHED = "approved", "hold", "trash"
Comment = dict[str, Any]  # as the interface has it, in the context `edit`


class WordPressAdapter:
    """One user of one site."""

    form = WORDPRESS_COMMENT

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.rest = WordPressRest(connected, wire)
        self.site = self.rest.server.partition("://")[2]

    def check(self) -> Checked:
        """Who the application password belongs to, and whether they may moderate: the list as editors see it is theirs only."""
        try:
            me = self.rest.get("/wp/v2/users/me", context="edit")
        except (
            AuthExpired
        ) as problem:  # WordPress says the same of a wrong password and of one that it never saw
            raise AuthExpired(NOT_RECOGNISED, detail=problem.detail) from problem
        self.rest.get_some(COMMENTS, context="edit", status="all", per_page=1, _fields="id")
        facts = {"name": str(me.get("name") or me.get("username") or "")}
        return Checked(own_id=str(me["id"]), facts=facts, health=_health(me))

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Comment once, under the comment that is answered."""
        if out.in_reply_to is None:
            raise Rejected(ANSWERS_NOTHING, detail="no comment")
        parent = self._comment(out.in_reply_to)
        if parent["status"] != SHOWN:
            raise Rejected(NOT_SHOWN if parent["status"] == HELD else PARENT_GONE, detail=parent["status"])
        body = {"post": parent["post"], "parent": parent["id"], "content": as_html(out.text)}
        try:
            return _sent(self.rest.post(COMMENTS, body, before_write))
        except Rejected as problem:
            stands = self.find_sent(out) if problem.message == SAID_ALREADY else None
            if stands is None:
                raise
            return stands

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our own comment with this text, answering the same, since the first attempt."""
        since = out.started_at - SKEW
        same: list[Comment] = []
        cursor: str | None = None
        for _page in range(MOST_PAGES):
            found, cursor = self._newest(cursor, author=self.connected.own_id)
            same += [
                one
                for one in found
                if _at(one) >= since
                and str(one["id"]) not in out.taken
                and is_text(str(one["content"]["raw"]), out.text)
            ]
            if cursor is None or (found and _at(found[-1]) < since):
                break
        else:
            raise NotSent(NO_ANSWER, detail="more comments than can be looked through")
        under = [one for one in same if str(one["parent"] or "") == (out.in_reply_to or "")]
        if not under and same and self._is_gone(out.in_reply_to):
            under = same  # what answered a comment moves up when that is deleted for good
        return _sent(under[-1]) if under else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Everybody's comments, ours too; and those of ours that somebody answers."""
        place: Place | None = json.loads(cursor) if cursor else None
        walk = walk_back(self._newest, place, at=_at, since=since, now=utcnow(), most_pages=MOST_PAGES)
        found = {str(one["id"]): one for one in walk.found}
        fresh = [one for one in found.values() if walk.is_new(_at(one))]
        found |= {str(one["id"]): one for one in self._parents(fresh, found)}
        titles = self._titles([one for one in found.values() if not one["parent"] and not self._is_own(one)])
        events = tuple((key, self._body(one, titles)) for key, one in found.items())
        return Polled(events, json.dumps(walk.place), walk.goes_on)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:
        """Hold a comment back, show it, or put it into the trash, whoever wrote it.

        WordPress takes a state for an edit of the comment, so it is asked first whether that is so already.
        """
        try:
            self._bring(act, self._comment(item))
        except Rejected as problem:
            if act is not Act.DELETE or problem.message != PARENT_GONE:  # else it is gone, as was asked
                raise

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """WordPress counts nothing that could be told."""
        return ()

    def gone(self, items: Sequence[str]) -> dict[str, bool]:
        """Whatever is listed stands there, shown or waiting; of what is not, each is asked for."""
        numbers = [one for one in items if one.isascii() and one.isdecimal()]
        found: dict[str, bool] = {}
        for some in _at_once(numbers):
            listed = {str(one["id"]) for one in self._some(include=",".join(some))[0]}
            found |= dict.fromkeys(listed & set(some), False)
        missing = [one for one in numbers if one not in found]
        return found | {one: True for one in missing[:MOST_MISSING] if self._is_taken_away(one)}

    def _is_taken_away(self, identifier: str) -> bool:
        """By its author, an editor or what the site has against spam."""
        try:
            return self._comment(identifier)["status"] not in {SHOWN, HELD}
        except Rejected as problem:
            return problem.message == PARENT_GONE

    def _bring(self, act: Act, comment: Comment) -> None:
        place, status = f"{COMMENTS}/{comment['id']}", comment["status"]
        if act is Act.DELETE and status != TRASHED:
            self.rest.delete(place)
        elif act is Act.HIDE and status == SHOWN:
            self.rest.post(place, {"status": HELD})
        elif act is Act.UNHIDE and status == TRASHED:
            raise Rejected(PARENT_GONE, detail=status)
        elif act is Act.UNHIDE and status != SHOWN:
            self.rest.post(place, {"status": SHOWN})

    def _newest(self, cursor: str | None, **asked: object) -> Page[Comment]:
        """A page of the comments, shown or waiting to be, from the newest down."""
        offset = int(cursor or 0)
        found, total = self._some(offset=offset, orderby="date_gmt", order="desc", **asked)
        ended = not found or (len(found) < PAGE if total is None else offset + PAGE >= total)
        return found, None if ended else str(offset + PAGE - AGAIN)

    def _some(self, **asked: object) -> tuple[list[Comment], int | None]:
        return self.rest.get_some(
            COMMENTS, context="edit", status="all", per_page=PAGE, _fields=FIELDS, **asked
        )

    def _comment(self, identifier: str) -> Comment:
        if not (identifier.isascii() and identifier.isdecimal()):
            raise Rejected(PARENT_GONE, detail="no id of WordPress")
        return self.rest.get(f"{COMMENTS}/{identifier}", context="edit", _fields=FIELDS)

    def _is_gone(self, identifier: str | None) -> bool:
        try:
            return identifier is not None and self._comment(identifier)["status"] == TRASHED
        except Rejected:
            return True

    def _is_own(self, comment: Comment) -> bool:
        return str(comment["author"]) == self.connected.own_id

    def _parents(self, fresh: Iterable[Comment], known: Mapping[str, Comment]) -> Iterator[Comment]:
        """Our own comments that somebody answers, of whatever age: what stands above an answer."""
        above = {str(one["parent"]) for one in fresh if one["parent"] and not self._is_own(one)}
        for some in _at_once(sorted(above - known.keys(), key=int)):
            yield from self._some(include=",".join(some), author=self.connected.own_id)[0]

    def _titles(self, comments: Iterable[Comment]) -> dict[int, str]:
        """The titles of what is commented on, each asked once."""
        one_of_each = {one["post"]: str(one["id"]) for one in comments}
        titles: dict[int, str] = {}
        for some in _at_once(sorted(one_of_each.values(), key=int)):
            told, _total = self.rest.get_some(
                COMMENTS,
                context="edit",
                status="all",
                per_page=PAGE,
                include=",".join(some),
                _embed="up",
                _fields="post,_links",
            )
            titles |= {one["post"]: title for one in told if (title := _title(one)) is not None}
        return titles

    def _body(self, comment: Comment, titles: Mapping[int, str]) -> str:
        stored = envelope(
            comment,
            account=self.connected.account,
            own_id=self.connected.own_id or "",
            site=self.site,
            title=None if comment["parent"] else titles.get(comment["post"]),
        )
        return json.dumps(stored, ensure_ascii=False)


def _at(comment: Comment) -> datetime:
    """When a comment was written; one without a time is listed last, as if it were old."""
    return instant_of(comment["date_gmt"]) or LONG_AGO


def _title(comment: Comment) -> str | None:
    """The title of what a comment is under; None where the site does not let it be read by the interface."""
    try:
        return str(comment["_embedded"]["up"][0]["title"]["rendered"])
    except (KeyError, IndexError, TypeError):
        return None


def _health(me: dict[str, Any]) -> Health:
    told = me.get("capabilities")
    if not isinstance(told, dict):
        return Health()
    rights = tuple(name for name in (*RIGHTS["wordpress"], "edit_others_posts") if told.get(name) is True)
    return Health(rights=rights, lacks=lacking("wordpress", rights))


def _sent(comment: Comment) -> Sent:
    return Sent(
        remote_id=str(comment["id"]),
        posted_at=instant_of(comment.get("date_gmt")),
        url=str(comment.get("link") or "") or None,
    )


def _at_once(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), PAGE):
        yield values[start : start + PAGE]
