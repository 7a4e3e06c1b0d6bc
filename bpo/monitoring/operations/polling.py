"""Asking feeds what is new: politely, within bounds, and never our own net.

Two units around the network, as for accounts: the first takes the source in hand by setting its next time,
the second stores what came. What the server said of its last answer (ETag, Last-Modified) is shown to it
again, so that an unchanged feed costs a line. All goes through the one wire out (`channels.adapters.wire`):
20 seconds, 8 MiB, public addresses only unless the installation names the host; redirects are followed here,
each as a new address.
"""

from datetime import timedelta
from urllib.parse import urljoin
from uuid import UUID

from bpo.channels.adapters.wire import Answer, RefusedError, Wire, WireError
from bpo.core.errors import Invalid
from bpo.core.i18n import N_
from bpo.core.uow import OpenUnit, UnitOfWork
from bpo.monitoring.models import MentionSource
from bpo.monitoring.operations.taking import Taken, take_posts
from bpo.monitoring.rules.feeds import Feed, parse_feed

PERIOD = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=6)
MOST_REDIRECTS = 3
AGENT = "bpo feed reader"
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8"
UNREACHABLE = N_("The site did not answer in time, or broke off.")
GONE = N_("There is no feed at this address any more.")
CLOSED = N_("The site does not let us read this feed.")
TOO_OFTEN = N_("The site asks us to come less often.")
ILL = N_("The site has a fault of its own.")
REFUSED = N_("We do not speak to this address: it is not one of the public web, or not https.")
STRANGE = N_("The site answered as no feed does.")
ROUND_AND_ROUND = N_("The address leads from one to the next and never to a feed.")


class FeedProblem(Exception):  # noqa: N818 -- says what happened
    """A feed could not be read. `why` is a msgid, `retry_after` what its server asked for."""

    def __init__(self, why: str, retry_after: timedelta | None = None) -> None:
        super().__init__(why)
        self.why, self.retry_after = why, retry_after


def poll_source(open_unit: OpenUnit, tenant_id: UUID, source_id: UUID, *, wire: Wire) -> Taken:
    """Ask one feed what is new; what became of it."""
    with open_unit() as uow:
        source = _take(uow, tenant_id, source_id)
        if source is None or source.url is None:
            return Taken()
        url, etag, last_modified, now = source.url, source.etag, source.last_modified, uow.now
    try:
        answer = _fetch(wire, url, etag=etag, last_modified=last_modified)
        feed = None
        if answer.status != 304:
            feed = parse_feed(answer.body, content_type=answer.headers.get("content-type", ""), now=now)
    except FeedProblem as problem:
        with open_unit() as uow:
            _record_failure(uow, tenant_id, source_id, problem)
        return Taken()
    except Invalid as error:
        with open_unit() as uow:
            _record_failure(uow, tenant_id, source_id, FeedProblem(error.message))
        return Taken()
    with open_unit() as uow:
        return _record(uow, tenant_id, source_id, answer, feed, url=url)


def _take(uow: UnitOfWork, tenant_id: UUID, source_id: UUID) -> MentionSource | None:
    """Take the source in hand, unless another worker has just done so."""
    source = uow.session.get(
        MentionSource,
        (tenant_id, source_id),
        with_for_update={"skip_locked": True},
        populate_existing=True,
    )
    if source is None or source.retired_at is not None:
        return None
    if source.next_poll_at is None or source.next_poll_at > uow.now:
        return None
    source.next_poll_at = uow.now + PERIOD
    return source


def _fetch(wire: Wire, url: str, *, etag: str | None, last_modified: str | None) -> Answer:
    """The answer of a feed's server: 200 or 304; FeedProblem for everything else."""
    headers = {"User-Agent": AGENT, "Accept": ACCEPT}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    for _round in range(MOST_REDIRECTS + 1):
        try:
            answer = wire.fetch("GET", url, headers=headers)
        except RefusedError as error:
            raise FeedProblem(REFUSED) from error
        except (WireError, OSError) as error:
            raise FeedProblem(UNREACHABLE) from error
        if answer.status in {200, 304}:
            return answer
        if answer.status not in {301, 302, 303, 307, 308} or not answer.headers.get("location"):
            raise _problem_of(answer)
        try:
            url = urljoin(url, answer.headers["location"])
        except ValueError as error:
            raise FeedProblem(STRANGE) from error
    raise FeedProblem(ROUND_AND_ROUND)


def _problem_of(answer: Answer) -> FeedProblem:
    after = answer.headers.get("retry-after", "")
    wait = timedelta(seconds=min(int(after[:9]), 86_400)) if after.isascii() and after.isdecimal() else None
    if answer.status in {404, 410}:
        return FeedProblem(GONE)
    if answer.status in {401, 403}:
        return FeedProblem(CLOSED)
    if answer.status == 429:
        return FeedProblem(TOO_OFTEN, wait)
    return FeedProblem(ILL if answer.status >= 500 else STRANGE, wait)


def _record(
    uow: UnitOfWork, tenant_id: UUID, source_id: UUID, answer: Answer, feed: Feed | None, *, url: str
) -> Taken:
    source = uow.session.get(MentionSource, (tenant_id, source_id), with_for_update=True)
    if source is None or source.url != url:
        return Taken()  # its address was changed meanwhile
    taken = take_posts(uow, source, feed.posts) if feed is not None and feed.posts else Taken()
    if feed is not None:
        source.etag = answer.headers.get("etag", "")[:500] or None
        source.last_modified = answer.headers.get("last-modified", "")[:100] or None
    source.polled_at = uow.now
    source.failures, source.failing_since, source.failure = 0, None, None
    return taken


def _record_failure(uow: UnitOfWork, tenant_id: UUID, source_id: UUID, problem: FeedProblem) -> None:
    source = uow.session.get(MentionSource, (tenant_id, source_id), with_for_update=True)
    if source is None:
        return
    source.failures += 1
    source.failing_since = source.failing_since or uow.now
    source.failure = problem.why
    pause = min(PERIOD * 2 ** min(source.failures, 8), LONGEST_PAUSE)
    source.next_poll_at = uow.now + max(pause, problem.retry_after or timedelta())
