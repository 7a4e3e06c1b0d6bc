"""The reviews of an app in the App Store, by App Store Connect.

A review has one place for a reply (`one_place`), and a reply that was taken is shown later. Reviews are listed by the date of
their last change; of a reply alone it is not said that it moves a review up, so replies written elsewhere are found when
the account is listed anew, and before a reply.

The answer names the address of its next page. Only the place in it is taken: where one asks is the account's to say.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from bpo.channels.adapters.app_store_rest import AppStoreRest
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
from bpo.channels.adapters.one_place import ours, review_to_answer
from bpo.channels.adapters.wire import Wire
from bpo.channels.rules.incoming import Engagement
from bpo.channels.rules.read_app_store import (
    APP_REVIEW,
    events_of,
    reply_event,
    reply_in,
    reply_of,
    with_responses,
    written_at,
)
from bpo.channels.rules.reviews import is_reply_of, reply_id, review_of
from bpo.channels.rules.walking import Page, Place, Walk, walk_back
from bpo.core.clock import utcnow
from bpo.core.i18n import N_

NO_SUCH_APP = N_(
    "App Store Connect knows no app of this team by that number: the account must bear the app's Apple ID."
)
RESPONSES = "/v1/customerReviewResponses"
PAGE = 200  # the most that Apple gives; one page is one piece of work
Review = dict[str, Any]  # as the interface has it, with its reply as `response`


class AppStoreAdapter:
    """One app."""

    form = APP_REVIEW

    def __init__(self, connected: Connected, wire: Wire) -> None:
        self.connected = connected
        self.rest = AppStoreRest(connected, wire)
        self.app = f"/v1/apps/{quote(connected.handle, safe='')}"

    def check(self) -> Checked:
        """Whose app it is, and whether the key may see its reviews."""
        try:
            app = self.rest.get(self.app)["data"]
            self.rest.get(f"{self.app}/customerReviews", limit=1)
        except Rejected as problem:
            raise NotSent(NO_SUCH_APP, detail=problem.detail) from problem
        return Checked(own_id=str(app["id"]), facts={"name": str(app["attributes"].get("name") or "")})

    def send(self, out: Outbound, before_write: BeforeWrite) -> Sent:
        """Write the one reply of a review, unless these very words have stood there since the first attempt."""
        review = review_to_answer(out)
        found = self._review(review)
        if (stands := ours(reply_in(found), review, out)) is not None:
            return stands
        standing = reply_event(found, account=self.connected.account)
        told = self.rest.write(
            "POST", RESPONSES, _response(review, out.text), partial(before_write, standing)
        )
        reply = reply_of(told["data"]["attributes"])
        return Sent(
            reply_id(review, out.text, out.key),
            posted_at=reply.at,
            held_back=reply.held_back,
            note=reply.note,
        )

    def find_sent(self, out: Outbound) -> Sent | None:
        """Our words, where they stand in the place for them."""
        review = review_of(out.in_reply_to)
        found = self._find(review) if review is not None else None
        return ours(reply_in(found), str(review), out) if found is not None else None

    def poll(self, cursor: str | None, *, since: datetime) -> Polled:
        """Reviews that were written or changed, with their replies; slowly, where the hour's requests run short."""
        walk = self._walk(cursor, since)
        return self._polled(walk, more=walk.goes_on and not self.rest.is_short)

    def relist(self, cursor: str | None, *, since: datetime) -> Polled:
        """As at first, to its end."""
        walk = self._walk(cursor, since)
        return self._polled(walk, more=walk.goes_on)

    def moderate(self, act: Act, item: str) -> None:
        """Take a reply away, where it is the one that stands; another that took its place is left alone."""
        review = review_of(item)
        if act is not Act.DELETE or review is None:
            raise Rejected(NO_SUCH_ACT, detail=act)
        found = self._find(review)
        reply = reply_in(found) if found is not None else None
        if found is None or reply is None or not is_reply_of(item, review, reply.text):
            return
        try:
            self.rest.write("DELETE", f"{RESPONSES}/{quote(str(found['response']['id']), safe='')}")
        except Rejected as problem:
            if problem.message != PARENT_GONE:
                raise

    def look(self, *, since: datetime) -> tuple[tuple[str, Engagement], ...]:  # noqa: ARG002 -- as the protocol's
        """Of replies nothing is counted."""
        return ()

    def _review(self, review: str) -> Review:
        return with_responses(
            self.rest.get(f"/v1/customerReviews/{quote(review, safe='')}", include="response")
        )[0]

    def _find(self, review: str) -> Review | None:
        try:
            return self._review(review)
        except Rejected as problem:
            if problem.message == PARENT_GONE:
                return None  # with the review went what stood under it
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem

    def _walk(self, cursor: str | None, since: datetime) -> Walk[Review]:
        place: Place | None = json.loads(cursor) if cursor else None
        return walk_back(self._newest, place, at=written_at, since=since, now=utcnow(), most_pages=1)

    def _polled(self, walk: Walk[Review], *, more: bool) -> Polled:
        events = dict(_events(walk.found, self.connected.account))
        return Polled(tuple(events.items()), json.dumps(walk.place), more)

    def _newest(self, cursor: str | None) -> Page[Review]:
        try:
            told = self.rest.get(
                f"{self.app}/customerReviews",
                include="response",
                sort="-createdDate",
                limit=PAGE,
                cursor=cursor,
            )
        except Rejected as problem:  # nobody is told of a reply that was not taken
            raise NotSent(UNREACHABLE, detail=problem.detail) from problem
        following = (told.get("links") or {}).get("next")
        return with_responses(told), _cursor_in(following) if following else None


def _events(found: Sequence[Review], account: str) -> list[tuple[str, str]]:
    return [event for one in found for event in events_of(one, account=account)]


def _cursor_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["cursor"][0]


def _response(review: str, text: str) -> dict[str, Any]:
    return {
        "data": {
            "type": "customerReviewResponses",
            "attributes": {"responseBody": text},
            "relationships": {"review": {"data": {"type": "customerReviews", "id": review}}},
        }
    }
