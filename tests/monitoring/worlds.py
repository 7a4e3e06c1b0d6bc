"""Brands with a watch and a source, and posts of one day, for tests of monitoring."""

from datetime import UTC, datetime, timedelta

from conversations.worlds import make_brand

from bpo.core import queue
from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.monitoring.models import MentionSource
from bpo.monitoring.operations.taking import take_posts
from bpo.monitoring.operations.watches import file_source, save_watch
from bpo.monitoring.rules.posts import Post
from bpo.monitoring.rules.spikes import hour_of

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def unit(tenant, at=None):
    return UnitOfWork(Actor.system(tenant.id), now=at)


def make_watched(query="larkwing", *, name="Larkwing", at=None, **over):
    """A brand with a file source that keeps all, and one watch that is ready: (brand, source, watch)."""
    tenant = make_brand(**over)
    with unit(tenant, at) as uow:
        source = file_source(uow, tenant.id, "forum.example")
        watch = save_watch(uow, tenant.id, None, name=name, query=query)
        watch.ready_at = uow.now
    return tenant, source, watch


def post(text="Larkwing is fine", *, at=NOON, author="anna", reach=100, **over):
    return Post(
        **{
            "external_id": str(new_id()),
            "text": text,
            "posted_at": at,
            "author_id": author,
            "author_name": author.title() if author else None,
            "reach": reach,
            **over,
        }
    )


def posts_of(word, count, text):
    """Posts of one author, with a word in everything that a source tells of them."""
    return [
        post(
            text,
            external_id=f"post-{word}-{n}",
            author=f"author-{word}",
            author_handle=f"@{word}",
            author_url=f"https://forum.example/u/{word}",
            url=f"https://forum.example/{word}/{n}",
            title=f"About {word}",
        )
        for n in range(count)
    ]


def take(tenant, source, *posts, at=None, judges=True):
    with unit(tenant, at) as uow:
        own = uow.session.get_one(MentionSource, (tenant.id, source.id))
        return take_posts(uow, own, posts, judges=judges)


def history(weeks, *, until=NOON, each=lambda _hour: 2, text="Larkwing is fine"):
    """So many posts in every hour of the weeks before."""
    start = hour_of(until) - timedelta(weeks=weeks)
    hours = [start + n * HOUR for n in range(weeks * 168)]
    return [
        post(text, at=hour + timedelta(minutes=n % 60), author=f"a{n % 7}")
        for hour in hours
        for n in range(each(hour))
    ]


def work(tenant, *queues):
    """Do what waits for this brand."""
    for name in queues or queue.QUEUES:
        while queue.do_one(name, tenant.id):
            pass
