"""The reviews of a place on Google Search and Maps, by the My Business API (v4).

A review has one place for a reply (`one_place`). Google may look a reply through before it is shown (`PENDING`), and
refuse it (`REJECTED`): one that was refused stands before nobody, so it is neither read nor in anybody's way.

The review changed last comes first; of a reply alone it is not said that it moves a review up, so replies written
elsewhere are found when the account is listed anew, and before a reply.
"""

import json
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from bpo.channels.adapters.base import (
    NO_SUCH_ACT,
    PARENT_GONE,
    UNREACHABLE,
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
from bpo.channels.adapters.google_grants import as_owner
from bpo.channels.adapters.google_rest import GoogleRest, Refusals
from bpo.channels.adapters.one_place import ours, review_to_answer
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_google_business import (
    BUSINESS_REVIEW,
    PENDING,
    REFUSED,
    events_of,
    instant_of,
    reply_event,
    reply_in,
)
from bpo.channels.rules.reviews import is_reply_of, reply_id, review_of
from bpo.channels.rules.walking import Page, Place, walk_back
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

NO_SUCH_PLACE = N_(
    "Google knows no verified place by these numbers: the account here must bear the number of the location, and beside"
    " the client stands the number of the Business Profile account that it belongs to."
)
MAY_NOT = N_(
    "Google does not let us at the reviews of this place: whoever made the refresh token must be an owner or manager of it,"
    " the token needs the scope business.manage, and the Google project access to the Business Profile API."
)
REPLY_REFUSED = N_(
    "Google looked this reply through and refused it under its rules for content; nobody is shown it."
)
REFUSALS: Refusals = {"403": (AuthExpired, MAY_NOT), "404": (Rejected, PARENT_GONE)}
PAGE = 50  # the most that Google gives
MOST_PAGES = 10  # in one piece of work
Review = dict[str, Any]  # as the interface has it


class GoogleBusinessAdapter:
    """One place."""

    form = BUSINESS_REVIEW

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.rest = GoogleRest(connected, wire, as_owner, REFUSALS)
        owner, place = (quote(str(name), safe="") for name in (connected.settings["owner"], connected.handle))
        self.reviews = f"/v4/accounts/{owner}/locations/{place}/reviews"

    def check(self) -> Checked:
        """Whether the token is taken and may see the place's reviews."""
        try:
            self.rest.get(self.reviews, pageSize=1)
        except Rejected as problem:
            raise NotSent(NO_SUCH_PLACE, detail=problem.detail) from problem
        return Checked(own_id=self.connected.handle, facts={})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write the one reply of a review, unless these very words have stood there since the first attempt."""
        review = review_to_answer(out)
        found = self.rest.get(self._of(review))
        if (stands := ours(reply_in(found), review, out)) is not None:
            return stands
        standing = reply_event(found, account=self.connected.account)
        told = self.rest.write(
            "PUT", f"{self._of(review)}/reply", {"comment": out.text}, partial(before_write, standing)
        )
        state = told.get("reviewReplyState")
        if state == REFUSED:
            raise Rejected(REPLY_REFUSED, detail="refused")
        return Sent(
            reply_id(review, out.text, out.key),
            posted_at=instant_of(told["updateTime"]) if "updateTime" in told else None,
            held_back=state == PENDING,
        )

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our words, where they stand in the place for them."""
        review = review_of(out.in_reply_to)
        found = self._find(review) if review is not None else None
        return ours(reply_in(found), str(review), out) if found is not None else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Reviews that were written or changed, with their replies."""
        place: Place | None = json.loads(cursor) if cursor else None
        walk = walk_back(self._newest, place, at=_at, since=since, now=utcnow(), most_pages=MOST_PAGES)
        events = dict(event for one in walk.found for event in events_of(one, account=self.connected.account))
        return Polled(tuple(events.items()), json.dumps(walk.place), walk.goes_on)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:
        """Take a reply away, where it is the one that stands; another that took its place is left alone."""
        review = review_of(item)
        if act is not Act.DELETE or review is None:
            raise Rejected(NO_SUCH_ACT, detail=act)
        found = self._find(review)
        reply = reply_in(found) if found is not None else None
        if reply is not None and is_reply_of(item, review, reply.text):
            self.rest.write("DELETE", f"{self._of(review)}/reply")

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Of replies nothing is counted."""
        return ()

    def _of(self, review: str) -> str:
        return f"{self.reviews}/{quote(review, safe='')}"

    def _find(self, review: str) -> Review | None:
        try:
            return self.rest.get(self._of(review))
        except Rejected as problem:
            if problem.message == PARENT_GONE:
                return None  # with the review went what stood under it
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem

    def _newest(self, cursor: str | None) -> Page[Review]:
        try:
            told = self.rest.get(self.reviews, pageSize=PAGE, orderBy="updateTime desc", pageToken=cursor)
        except Rejected as problem:  # nobody is told of a reply that was not taken
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem
        return told.get("reviews", []), told.get("nextPageToken") or None


def _at(review: Review) -> datetime:
    return instant_of(review["updateTime"])
