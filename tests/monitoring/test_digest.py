"""The week's digest: figures by the brand's own week, once, told to the client's readers of this brand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from builders import browser, make_person
from monitoring.worlds import HOUR, make_watched, post, take, unit
from sqlalchemy import select

from bpo.identity.models import Notification
from bpo.monitoring.models import Mention, WeekDigest
from bpo.monitoring.operations.converting import convert_mention
from bpo.monitoring.operations.digests import make_due_digest
from bpo.monitoring.operations.sorting import dismiss_mention
from bpo.monitoring.rules.weeks import last_week, shift, week_of

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY = datetime(2026, 3, 30, 7, 0, tzinfo=WARSAW)  # after the night in which clocks went forward


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (MONDAY, date(2026, 3, 23)),
        (MONDAY - timedelta(minutes=1), None),
        (MONDAY + timedelta(days=6), date(2026, 3, 23)),
        (MONDAY - timedelta(days=1), date(2026, 3, 16)),
    ],
)
def test_a_week_is_due_on_monday_at_seven(now, monday):
    found = last_week(now.astimezone(UTC), WARSAW)
    assert (found.monday if found else None) == monday


def test_a_week_with_a_clock_change_has_an_hour_less():
    week = week_of(date(2026, 3, 23), WARSAW)
    assert week.until - week.since == timedelta(days=7) - HOUR


def test_shift_is_a_difference_of_shares():
    assert shift({"negative": 3, "neutral": 1}, {"negative": 1, "neutral": 3}) == 0.5
    assert shift({}, {"negative": 1}) is None


def test_a_digest_is_made_once_and_told_to_the_clients_readers(app):
    tenant, source, watch = make_watched(state="live", time_zone="Europe/Warsaw")
    other, *_ = make_watched(state="live")
    viewer, token = make_person("client_viewer", tenant)
    make_person("client_expert", tenant)
    stranger, _token = make_person("client_viewer", other)
    since = week_of(date(2026, 3, 23), WARSAW).since
    take(
        tenant,
        source,
        post("Larkwing is awful", at=since, external_id="a", reach=900),
        post("Larkwing is great, thank you", at=since + HOUR, external_id="b"),
        post("Larkwing spam", at=since + HOUR, external_id="c", author="spammer"),
        post("Larkwing sells pillows", at=since - timedelta(minutes=1), external_id="d"),
    )
    with unit(tenant, since + 2 * HOUR) as uow:
        rows = {
            row.external_id: row
            for row in uow.session.scalars(select(Mention).where(Mention.tenant_id == tenant.id))
        }
        dismiss_mention(uow, rows["c"], reason="spam")
        convert_mention(uow, rows["a"], account="generic:care")
    for _ in range(2):
        with unit(tenant, MONDAY.astimezone(UTC)) as uow:
            made = make_due_digest(uow, tenant.id)
    assert made is None
    with unit(tenant) as uow:
        (digest,) = uow.session.scalars(select(WeekDigest).where(WeekDigest.tenant_id == tenant.id)).all()
        told = uow.session.scalars(select(Notification).where(Notification.kind == "week_digest")).all()
        ours = [row.user_id for row in told if row.tenant_id == tenant.id]
    assert ours == [viewer.id]
    assert stranger.id not in ours
    content = digest.content
    assert content["moods"] == {"negative": 1, "positive": 1}
    assert content["moods_before"] == {"neutral": 1}
    assert content["watches"] == [{"watch": str(watch.id), "mentions": 2, "negative": 1, "before": 1}]
    assert content["posts"][0] == str(rows["a"].id)
    assert content["done"] == {"converted": 1, "dismissed": 1, "answered": 0}
    assert "awful" not in str(content)
    assert "Anna" not in str(content)
    page = browser(app, token).get(f"/brands/{tenant.slug}/digests/{digest.id}")
    assert page.status_code == 200
    assert "Larkwing is awful" in page.text
    assert browser(app, token).get(f"/brands/{other.slug}/digests").status_code == 404
