"""Spikes on the real database: 10,000 mentions, two quiet weeks, a planted spike told once within a minute."""

import email.parser
import email.policy
import json
from datetime import timedelta

import pytest
from builders import make_person
from monitoring.worlds import HOUR, NOON, history, make_watched, post, take, unit, work
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity import mail
from bpo.identity.models import Notification
from bpo.identity.operations.people import invite_user
from bpo.identity.permissions import Profile, Role
from bpo.monitoring.jobs import watch_spikes
from bpo.monitoring.models import Mention, Spike, Watch
from bpo.monitoring.operations.imports import import_file, request_import
from bpo.monitoring.queries.watches import get_mention_import
from bpo.tenants.operations import replace_section

pytestmark = pytest.mark.usefixtures("db")


def spikes(tenant):
    with unit(tenant) as uow:
        query = select(Spike).where(Spike.tenant_id == tenant.id).order_by(Spike.raised_at)
        return uow.session.scalars(query).all()


def told(tenant):
    with unit(tenant) as uow:
        query = select(Notification).where(Notification.tenant_id == tenant.id, Notification.kind == "spike")
        return uow.session.scalars(query).all()


def as_lines(posts):
    return "\n".join(
        json.dumps(
            {
                "id": one.external_id,
                "author": {"id": one.author_id, "name": one.author_name, "reach": one.reach},
                "text": one.text,
                "posted_at": one.posted_at.isoformat(),
            }
        )
        for one in posts
    ).encode()


def lively(hour):
    """About fifty a day, by day."""
    return (3 if hour.day % 2 else 2) if 8 <= hour.hour < 22 else 1


def sweep(tenant, at):
    with unit(tenant, at) as uow:
        watch_spikes(uow, str(tenant.id))


@pytest.fixture
def lived(request):
    """A live brand with so many mentions of the weeks before, imported as a file."""
    tenant, source, watch = make_watched(state="live", at=NOON)
    posts = history(32, each=lively)[-request.param :]
    with unit(tenant, NOON) as uow:
        run = request_import(
            uow,
            tenant.id,
            source_name="forum.example",
            file_name="a.jsonl",
            file_format="jsonl",
            body=as_lines(posts),
        )
    import_file(lambda: unit(tenant, NOON), tenant.id, run.id)
    with unit(tenant) as uow:
        done = get_mention_import(uow, tenant.id, run.id)
    assert (done.state, done.read, done.stored, done.rejected) == ("done", len(posts), len(posts), 0)
    assert len(posts) == request.param
    return tenant, source, watch


@pytest.mark.parametrize("lived", [10_000], indirect=True)
def test_two_quiet_weeks_do_not_alert_and_a_planted_spike_does_once_within_a_minute(lived):
    tenant, source, _watch = lived
    watcher, _token = make_person("supervisor", tenant)
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        people = {
            profile: invite_user(
                uow,
                email=f"{profile}-{tenant.slug}@example.com",
                role=Role.AGENT,
                profile=profile,
                tenant_ids=(tenant.id,),
                by_mail=False,
                name="x",
            )[0].id
            for profile in Profile
        }
    ours = {watcher.id, *people.values()}  # the vendor's own supervisors, of other tests, are told too
    assert spikes(tenant) == []
    for n in range(0, 14 * 24, 4):
        hours = [NOON + (n + k) * HOUR for k in range(4)]
        some = [post(at=at + timedelta(minutes=k)) for at in hours for k in range(lively(at))]
        take(tenant, source, *some, at=hours[-1] + HOUR / 2)
        sweep(tenant, hours[-1] + HOUR / 2)
    assert spikes(tenant) == []
    assert told(tenant) == []

    begins = NOON + timedelta(days=14)
    angry = [post("Larkwing is awful, terrible service", at=begins + timedelta(seconds=n)) for n in range(60)]
    take(tenant, source, *angry, at=begins + timedelta(minutes=1))
    (spike,) = spikes(tenant)
    assert spike.raised_at - begins <= timedelta(minutes=1)
    assert (spike.measure, spike.ended_at) == ("negative", None)
    assert spike.count == 60
    assert {row.user_id for row in told(tenant)} & ours == {watcher.id, people[Profile.ANALYST]}

    for minutes in range(2, 50, 8):  # it goes on: no second alert, the count grows
        at = begins + timedelta(minutes=minutes)
        take(tenant, source, *(post("Larkwing is awful", at=at) for _ in range(5)), at=at)
        sweep(tenant, at)
    assert len(spikes(tenant)) == 1
    assert len([row for row in told(tenant) if row.user_id in ours]) == 2

    sweep(tenant, begins + timedelta(hours=1, minutes=30))
    assert spikes(tenant)[0].ended_at is None
    over = begins + timedelta(hours=2, minutes=10)
    sweep(tenant, over)
    assert spikes(tenant)[0].ended_at == over
    sweep(tenant, over + timedelta(minutes=1))
    assert len(spikes(tenant)) == 1  # what is over is not raised again

    later = begins + timedelta(hours=20)
    take(tenant, source, *(post("Larkwing is awful", at=later) for _ in range(60)), at=later)
    assert len(spikes(tenant)) == 2  # another one is another one
    assert len([row for row in told(tenant) if row.user_id in ours]) == 4


@pytest.mark.parametrize("lived", [1000], indirect=True)
def test_imported_history_raises_nothing_and_the_file_twice_stores_nothing(lived):
    tenant, source, _watch = lived
    old = [post("Larkwing is awful", at=NOON - timedelta(days=3)) for _ in range(300)]
    take(tenant, source, *old, at=NOON)
    assert spikes(tenant) == []
    with unit(tenant) as uow:
        count = len(uow.session.scalars(select(Mention.id).where(Mention.tenant_id == tenant.id)).all())
    assert count == 1300


def letters_to(settings, address):
    parser = email.parser.Parser(policy=email.policy.default)
    letters = [parser.parsestr(path.read_text()) for path in sorted(settings.mail_folder.glob("*.eml"))]
    return [one for one in letters if one["To"] == address]


def test_the_clients_pr_is_told_when_the_brand_is_live(settings):
    mail.use(settings)
    for state, expected in (("live", 1), ("onboarding", 0)):
        tenant, source, watch = make_watched(state=state, at=NOON, name=f"Brand {state}")
        expert, _token = make_person("client_expert", tenant, tags=("department:pr",))
        legal, _token = make_person("client_expert", tenant, tags=("department:legal",))
        contact = f"pr@{tenant.slug}.example"
        with unit(tenant) as uow:
            departments = [{"kind": "pr", "contact": contact, "due": 1800, "calendar": "always"}]
            replace_section(uow, tenant, "departments", departments)
            uow.session.get_one(Watch, (tenant.id, watch.id)).known_since = NOON - timedelta(weeks=8)
        take(tenant, source, *(post("Larkwing") for _ in range(50)), at=NOON + timedelta(minutes=1))
        people = [row.user_id for row in told(tenant)]
        assert people.count(expert.id) == expected
        assert legal.id not in people
        work(tenant, "delivery")
        letters = letters_to(settings, contact)
        assert len(letters) == expected
        assert all(
            "50" in one.get_content() and f"/brands/{tenant.slug}/" in one.get_content() for one in letters
        )
