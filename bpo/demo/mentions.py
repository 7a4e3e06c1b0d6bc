"""What is said about the demo brands elsewhere: five weeks of it, some sorted, and a wave in the last hours.

The texts are a YAML file; when and by whom is decided here. Equal arguments give equal mentions.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.monitoring.models import Mention
from bpo.monitoring.operations.digests import make_digest
from bpo.monitoring.operations.sorting import dismiss_mention, keep_mention
from bpo.monitoring.operations.taking import take_posts
from bpo.monitoring.operations.watches import file_source, save_watch
from bpo.monitoring.rules.posts import Post
from bpo.monitoring.rules.weeks import last_week
from bpo.tenants.models import Tenant

DAYS: Final = 35
A_DAY: Final = 3
MOODS: Final = ("negative", "neutral", "positive")
OFTEN: Final = (3, 5, 4)
WAVE: Final = timedelta(minutes=80)
LEFT_OPEN: Final = timedelta(days=1)


def talk(slug: str, tenant_id: UUID, *, until: datetime) -> int:
    """Make the watches of a brand, take in what they find, sort what is old; how many mentions there are."""
    said, dice = _texts()[slug], Random(f"mentions {slug}")  # noqa: S311 -- a demo, not a secret
    with UnitOfWork(Actor.system(tenant_id), now=until) as uow:
        for one in said["watches"]:
            watch = save_watch(uow, tenant_id, None, name=one["name"], query=one["query"])
            watch.ready_at, watch.known_since = until, until - timedelta(days=DAYS)
        sources = {place: file_source(uow, tenant_id, place) for place in said["places"]}
        uow.session.flush()
        posts = [*_history(said, dice, until), *_wave(said, dice, until)]
        for place, source in sources.items():
            theirs = [post for post in posts if post.source == place]
            take_posts(uow, source, theirs, judges=place == said["places"][-1])
    for day in range(DAYS, 0, -1):
        _sort(tenant_id, dice, until - timedelta(days=day))
    with UnitOfWork(Actor.system(tenant_id), now=until) as uow:
        tenant = uow.session.get_one(Tenant, tenant_id)
        zone = ZoneInfo(tenant.time_zone)
        # In the first hours of a Monday the newest digest is that of the week before the last.
        if week := last_week(uow.now, zone) or last_week(uow.now - timedelta(days=1), zone):
            make_digest(uow, tenant, week)
    return len(posts)


def _sort(tenant_id: UUID, dice: Random, at: datetime) -> None:
    """Decide on a day what was written until the day before."""
    with UnitOfWork(Actor.system(tenant_id), now=at) as uow:
        waiting = select(Mention).where(
            Mention.tenant_id == tenant_id, Mention.state == "new", Mention.posted_at < at - LEFT_OPEN
        )
        for mention in uow.session.scalars(waiting.order_by(Mention.posted_at, Mention.external_id)).all():
            if mention.sentiment != "neutral" or dice.random() < 1 / 3:
                keep_mention(uow, mention)
            else:
                dismiss_mention(uow, mention, reason="irrelevant")


@cache
def _texts() -> Mapping[str, Any]:
    texts: Mapping[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("said_elsewhere.yaml"))
    return texts


def _history(said: Mapping[str, Any], dice: Random, until: datetime) -> Iterator[Post]:
    """By day some, each text once before any comes again."""
    left: dict[str, list[str]] = {mood: [] for mood in MOODS}
    for day in range(DAYS, 0, -1):
        for number in range(dice.randint(1, 2 * A_DAY - 1)):
            (mood,) = dice.choices(MOODS, OFTEN)
            if not left[mood]:
                left[mood] = dice.sample(said[mood], len(said[mood]))
            at = until - timedelta(days=day) + timedelta(minutes=dice.randrange(24 * 60))
            yield _post(f"{day}-{number}", left[mood].pop(), min(at, until - timedelta(hours=7)), said, dice)


def _wave(said: Mapping[str, Any], dice: Random, until: datetime) -> Iterator[Post]:
    for number, line in enumerate(said["wave"] * 2):
        at = until - WAVE * dice.random()
        yield _post(f"wave-{number}", line, at, said, dice)


def _post(number: str, line: str, at: datetime, said: Mapping[str, Any], dice: Random) -> Post:
    title, _, text = line.rpartition(" | ")
    author = dice.randrange(len(said["authors"]))
    name, reach = said["authors"][author]
    place = said["places"][author % len(said["places"])]  # people write where they are at home
    return Post(
        external_id=number,
        title=title,
        text=text,
        posted_at=at,
        author_id=name,
        author_name=name,
        reach=reach,
        url=f"https://{place}/{number}",
        source=place,
    )
