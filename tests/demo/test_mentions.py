"""What is said of the demo brands elsewhere fills every page of mentions, with one wave that was noticed."""

from datetime import UTC, date, datetime

import pytest
from builders import make_tenant
from sqlalchemy import func, select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.uow import UnitOfWork
from bpo.demo.loader import ZONES
from bpo.demo.mentions import MOODS, talk
from bpo.demo.situations import LANGUAGES
from bpo.monitoring.models import Mention, MentionMatch, Watch, WeekDigest
from bpo.monitoring.queries.spikes import list_open_spikes

MONDAY_NIGHT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # when no digest of the last week is due yet


def test_a_demo_begun_on_a_monday_night_has_a_digest_too(db):
    slug = next(iter(LANGUAGES))
    tenant = make_tenant(languages=[LANGUAGES[slug]], time_zone=ZONES[LANGUAGES[slug]])
    talk(slug, tenant.id, until=MONDAY_NIGHT)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        made = uow.session.scalars(select(WeekDigest.week).where(WeekDigest.tenant_id == tenant.id)).all()
    assert made == [date(2026, 11, 9)]


@pytest.mark.parametrize("slug", LANGUAGES)
def test_a_demo_brand_is_talked_about(db, slug):
    language = LANGUAGES[slug]
    tenant = make_tenant(languages=[language], time_zone=ZONES[language])
    made = talk(slug, tenant.id, until=utcnow())
    with UnitOfWork(Actor.system(tenant.id)) as uow:

        def counted(*columns):
            mine = columns[0].class_.tenant_id == tenant.id
            rows = uow.session.execute(select(*columns, func.count()).where(mine).group_by(*columns))
            return {row[0]: row[-1] for row in rows}

        moods, states = counted(Mention.sentiment), counted(Mention.state)
        assert sum(moods.values()) == made
        assert set(moods) == set(MOODS)
        assert min(moods.values()) >= 10
        assert {"new", "kept", "dismissed"} <= set(states)
        matched = counted(MentionMatch.watch_id)
        assert len(matched) == uow.session.scalar(
            select(func.count()).select_from(Watch).where(Watch.tenant_id == tenant.id)
        )
        assert max(matched.values()) == made  # the brand's own watch finds all
        assert list_open_spikes(uow, tenant.id)
        assert counted(WeekDigest.tenant_id) == {tenant.id: 1}
