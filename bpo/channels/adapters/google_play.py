"""The reviews of an app on Google Play, as a service account of its developer.

A review has one place for a reply (`one_place`).

Play lists the reviews of about the last week that have words, the one changed last first; of a reply alone it does not
say that it moves a review up, so replies written elsewhere are found when the account is listed anew, and before a reply.
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
from bpo.channels.adapters.google_grants import as_service_account
from bpo.channels.adapters.google_rest import GoogleRest, Refusals
from bpo.channels.adapters.one_place import ours, review_to_answer
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_google_play import (
    PLAY_REVIEW,
    USER,
    comment_in,
    events_of,
    instant_of,
    reply_event,
    reply_in,
)
from bpo.channels.rules.reviews import reply_id, review_of
from bpo.channels.rules.walking import Page, Place, walk_back
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

NO_SUCH_APP = N_(
    "Google Play knows no app by this name: the account must bear the name of the app's package."
)
MAY_NOT = N_(
    "This service account may not do that: its owner must give it the permission to reply to reviews."
)
SCOPE = "https://www.googleapis.com/auth/androidpublisher"
REFUSALS: Refusals = {"403": (AuthExpired, MAY_NOT), "404": (Rejected, PARENT_GONE)}
PAGE = 100
MOST_PAGES = 10  # in one piece of work
Review = dict[str, Any]  # as the interface has it


class GooglePlayAdapter:
    """One app."""

    form = PLAY_REVIEW

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.rest = GoogleRest(connected, wire, as_service_account(SCOPE), REFUSALS)
        self.reviews = f"/androidpublisher/v3/applications/{quote(connected.handle, safe='')}/reviews"

    def check(self) -> Checked:
        """Whether the key is taken and may see the app's reviews."""
        try:
            self.rest.get(self.reviews, maxResults=1)
        except Rejected as problem:
            raise NotSent(NO_SUCH_APP, detail=problem.detail) from problem
        return Checked(own_id=self.connected.handle, facts={"name": self.connected.handle})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write the one reply of a review, unless these very words have stood there since the first attempt."""
        review = review_to_answer(out)
        found = self._review(review)
        if (stands := ours(reply_in(found), review, out)) is not None:
            return stands
        standing = reply_event(found, account=self.connected.account)
        told = self.rest.write(
            "POST",
            f"{self.reviews}/{quote(review, safe='')}:reply",
            {"replyText": out.text},
            partial(before_write, standing),
        )
        return Sent(reply_id(review, out.text, out.key), posted_at=_last_edited(told))

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our words, where they stand in the place for them."""
        review = review_of(out.in_reply_to)
        return ours(reply_in(self._review(review)), review, out) if review is not None else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Reviews that were written or changed, with their replies."""
        place: Place | None = json.loads(cursor) if cursor else None
        walk = walk_back(self._newest, place, at=_at, since=since, now=utcnow(), most_pages=MOST_PAGES)
        events = dict(event for one in walk.found for event in events_of(one, account=self.connected.account))
        return Polled(tuple(events.items()), json.dumps(walk.place), walk.goes_on)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first."""
        return self.poll(cursor, since=since)

    def moderate(self, act: Act, item: str) -> None:  # noqa: ARG002 -- as the protocol's
        """Play lets a reply be changed, and nothing be taken away."""
        raise Rejected(NO_SUCH_ACT, detail=act)

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Of replies nothing is counted."""
        return ()

    def _review(self, review: str) -> Review:
        return self.rest.get(f"{self.reviews}/{quote(review, safe='')}")

    def _newest(self, cursor: str | None) -> Page[Review]:
        try:
            told = self.rest.get(self.reviews, maxResults=PAGE, token=cursor)
        except Rejected as problem:  # nobody is told of a reply that was not taken
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem
        found = told.get("reviews", [])
        if not isinstance(found, list) or any(comment_in(one, USER) is None for one in found):
            raise NotSent(UNREACHABLE, detail="not what was asked for")
        return found, (told.get("tokenPagination") or {}).get("nextPageToken")


def _at(review: Review) -> datetime:
    return instant_of((comment_in(review, USER) or {})["lastModified"])


def _last_edited(told: Review) -> datetime | None:
    edited = (told.get("result") or {}).get("lastEdited")
    return instant_of(edited) if isinstance(edited, dict) else None
