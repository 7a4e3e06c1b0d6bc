"""The reviews of a company on Trustpilot, by its interface for businesses.

A review has one place for a reply, so it is looked at first, as on Google Play. Reviews are listed by when they were first
written: those of the last month are read again every six hours for what was changed in them, and for replies written
elsewhere. What Trustpilot's webhooks bring is signed by nobody, so it is asked instead; the smallest allowance is 200,000
questions a year, of which asking every five minutes takes half.
"""

import json
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

from bpo.channels.adapters.base import (
    NO_SUCH_ACT,
    PARENT_GONE,
    UNREACHABLE,
    Act,
    BeforeWrite,
    Checked,
    Connected,
    NotSent,
    Outbound,
    Polled,
    Rejected,
    Sent,
)
from bpo.channels.adapters.one_place import ANSWERS_NOTHING
from bpo.channels.adapters.trustpilot_api import TrustpilotApi
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_trustpilot import (
    TRUSTPILOT_REVIEW,
    events_of,
    replied_at,
    reply_event,
    reply_in,
    written_at,
)
from bpo.channels.rules.reviews import is_same_text, reply_id, review_of
from bpo.channels.rules.walking import Page, walk_back
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

NO_SUCH_COMPANY = N_(
    "Trustpilot knows no company by this name: the account must bear the domain under which the brand is reviewed there."
)
ANOTHER_STANDS = N_("Another reply stands there by now, so nothing was deleted.")
PAGE = 100  # the most that Trustpilot gives
MOST_PAGES = 10  # in one piece of work
OLD_EVERY = timedelta(hours=6)
OLD = timedelta(days=30)
SKEW = timedelta(minutes=5)
Review = dict[str, Any]  # as the interface has it


class TrustpilotAdapter:
    """One company."""

    form = TRUSTPILOT_REVIEW

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.api = TrustpilotApi(connected, wire)

    def check(self) -> Checked:
        """Which company bears the account's domain, and whether its reviews may be seen."""
        domain = _bare(self.connected.handle)
        try:
            told = self.api.get("/v1/business-units/find", name=domain)
        except Rejected as problem:
            raise NotSent(NO_SUCH_COMPANY, detail=problem.detail) from problem
        names = told.get("name") or {}
        known = [names.get("identifying"), *(names.get("referring") or [])]
        if domain not in {_bare(str(name)) for name in known} or not isinstance(told.get("id"), str):
            raise NotSent(NO_SUCH_COMPANY, detail="another company")
        self._list(told["id"], perPage=1)
        return Checked(own_id=told["id"], facts={"name": str(told.get("displayName") or domain)})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write the one reply of a review, unless these very words have stood there since the first attempt."""
        review = review_of(out.in_reply_to)
        if review is None:
            raise Rejected(ANSWERS_NOTHING, detail="no review")
        found = self._review(review)
        if (stands := _ours(found, review, out)) is not None:
            return stands
        standing = reply_event(found, account=self.connected.account)
        body = {"authorBusinessUserId": str(self.connected.settings["author"]), "message": out.text}
        self.api.write("POST", f"{_place(review)}/reply", body, partial(before_write, standing))
        return _sent(review, out)

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our words, where they stand in the place for them."""
        review = review_of(out.in_reply_to)
        return _ours(self._review(review), review, out) if review is not None else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """New reviews with their replies, and now and then what was changed in those of the last month."""
        place: dict[str, Any] = json.loads(cursor) if cursor else {}
        now = utcnow()
        walk = walk_back(
            self._newest, place.get("walk"), at=written_at, since=since, now=now, most_pages=MOST_PAGES
        )
        found, old = list(walk.found), place.get("old")
        read_at = datetime.fromisoformat(place["read_at"]) if "read_at" in place else now
        goes_on = walk.goes_on
        if not goes_on and (old is not None or now - read_at >= OLD_EVERY):
            again = walk_back(
                self._newest, old, at=written_at, since=now - OLD, now=now, most_pages=MOST_PAGES
            )
            found += again.found
            goes_on, old = again.goes_on, again.place if again.goes_on else None
            read_at = read_at if goes_on else now
        told = {"walk": walk.place, "read_at": read_at.isoformat(), "old": old}
        events = {
            event[0]: event[1]
            for one in found
            for at, event in events_of(one, account=self.connected.account)
            if at >= since
        }
        return Polled(tuple(events.items()), json.dumps(told), goes_on)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:
        """Delete our reply, unless another has taken its place."""
        review = review_of(item)
        if act is not Act.DELETE or review is None:
            raise Rejected(NO_SUCH_ACT, detail=act)
        try:
            self._delete(review, item)
        except Rejected as problem:
            if problem.message != PARENT_GONE:  # else it is gone, as was asked
                raise

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Of replies nothing is counted."""
        return ()

    def _delete(self, review: str, item: str) -> None:
        standing = reply_event(self._review(review), account=self.connected.account)
        if standing is None:
            return
        if item != standing[0] and not item.startswith(f"{standing[0]}:"):
            raise Rejected(ANOTHER_STANDS, detail="another reply")
        self.api.write("DELETE", f"{_place(review)}/reply", None)

    def _review(self, review: str) -> Review:
        return self.api.get(_place(review))

    def _list(self, company: str, **asked: object) -> list[Review]:
        path = f"/v1/private/business-units/{quote(company, safe='')}/reviews"
        try:
            told = self.api.get(path, orderBy="createdat.desc", **asked)
        except Rejected as problem:  # nobody is told of a reply that was not taken
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem
        found = told.get("reviews")
        if not isinstance(found, list) or any(not _is_review(one) for one in found):
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        return found

    def _newest(self, cursor: str | None) -> Page[Review]:
        page = int(cursor or 1)
        found = self._list(str(self.connected.own_id), page=page, perPage=PAGE)
        return found, str(page + 1) if len(found) == PAGE else None


def _place(review: str) -> str:
    return f"/v1/private/reviews/{quote(review, safe='')}"


def _bare(domain: str) -> str:
    return domain.lower().removeprefix("www.")


def _is_review(one: object) -> bool:
    try:
        return isinstance(one, dict) and bool(one["id"]) and written_at(one) is not None
    except (KeyError, ValueError):
        return False


def _ours(found: Review, review: str, out: Outbound) -> Sent | None:
    """The reply, where it stands since our first attempt; the same words from before it are not this one."""
    reply = reply_in(found)
    if reply is None or not is_same_text(str(reply["text"]), out.text):
        return None
    at = replied_at(reply)
    return _sent(review, out, at) if at >= out.started_at - SKEW else None


def _sent(review: str, out: Outbound, at: datetime | None = None) -> Sent:
    url = f"https://www.trustpilot.com/reviews/{quote(review, safe='')}"
    return Sent(reply_id(review, out.text, out.key), posted_at=at, url=url)
