"""How customers came and how they left: by hand on a few messages; that both computations agree, in `test_worlds`."""

import runpy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from builders import act_as
from reports.worlds import Done, Said, act, make_brand, take
from sqlalchemy import select

import bpo
from bpo.conversations.models import Episode, Message, MessageMood, Turn
from bpo.conversations.operations.moods import read_new_moods
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.reports.operations import recompute, sla_report
from bpo.reports.render.files import report_csv
from bpo.reports.rules.moods import CountedMoods, PlainMood, moods_of, plain_moods

MIGRATION = Path(bpo.__file__).parent / "migrations" / "versions" / "20261129_27_reported.py"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 20, tzinfo=UTC)
PERIOD = {"from_date": date(2026, 5, 1), "to_date": date(2026, 6, 1)}
ANGRY = "This is a disgrace, I am furious! The parcel is broken again."
CALM = "Where can I find the opening hours?"
GLAD = "Thank you so much, you are wonderful!"


def minutes(number):
    return NOON + timedelta(minutes=number)


def talk(name, *texts):
    """The customer's texts, each answered after a minute."""
    return [
        one
        for n, text in enumerate(texts)
        for one in (
            Said(f"{name}/{2 * n}", name, "x:one", "in", minutes(10 * n), text=text, language="en"),
            Said(f"{name}/{2 * n + 1}", name, "x:one", "out", minutes(10 * n + 1)),
        )
    ]


def read(tenant, **over):
    def open_unit():
        return UnitOfWork(Actor.system(tenant.id))

    return read_new_moods(open_unit, tenant.id, **{"batches": 9, "size": 500, **over})


def sentiment(tenant, as_of=LATER):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        found = sla_report(uow, tenant, **PERIOD, as_of=as_of)
        assert found == recompute(uow, tenant, **PERIOD, as_of=as_of)
    return found["volumes"]["sentiment"]


def moods(negative=0, neutral=0, positive=0, unknown=0):
    return {"negative": negative, "neutral": neutral, "positive": positive, "unknown": unknown}


def figures(start, end, **changes):
    names = ("better", "same", "worse", "single", "unknown")
    return {
        "episodes": sum(start.values()),
        "start": start,
        "end": end,
        **{name: changes.get(name, 0) for name in names},
    }


@pytest.fixture
def brand(db):
    tenant = make_brand(languages=["en"])
    take(tenant, [*talk("a", ANGRY, CALM, GLAD), *talk("b", CALM, ANGRY), *talk("c", ANGRY)])
    return tenant


def test_first_and_last_message_of_each_episode(brand):
    assert sentiment(brand) == figures(moods(unknown=3), moods(unknown=3), single=1, unknown=2)
    assert read(brand) is False
    assert sentiment(brand) == figures(
        moods(negative=2, neutral=1), moods(negative=2, positive=1), better=1, worse=1, single=1
    )


def test_what_is_written_after_the_instant_says_nothing_yet(brand):
    read(brand)
    assert sentiment(brand, as_of=minutes(15)) == figures(
        moods(negative=2, neutral=1), moods(negative=2, neutral=1), better=1, worse=1, single=1
    )


def test_what_is_written_after_the_closing_is_another_episode(brand):
    act(brand, [Done("a", "closed", minutes(15))])
    read(brand)
    assert sentiment(brand) == figures(
        moods(negative=2, neutral=1, positive=1),
        moods(negative=2, neutral=1, positive=1),
        better=1,
        worse=1,
        single=2,
    )


def test_what_was_read_stays_with_episodes_that_are_derived_anew(brand):
    read(brand)
    act(brand, [Done("a", "closed", minutes(15))])  # its one episode becomes two
    expected = figures(
        moods(negative=2, neutral=1, positive=1),
        moods(negative=2, neutral=1, positive=1),
        better=1,
        worse=1,
        single=2,
    )
    assert sentiment(brand) == expected
    take(brand, [Said("c/9", "c", "x:one", "in", minutes(3), text=GLAD, language="en")])
    assert sentiment(brand)["single"] == 1  # the new message is not read yet, and the first one still is
    read(brand)
    assert sentiment(brand)["better"] == 2


def kept(tenant):
    """What stands on the turns and episodes of a brand for its reports."""
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        episodes = uow.session.execute(
            select(Episode.id, Episode.said_count, Episode.last_said_at, Episode.began, Episode.ended)
            .where(Episode.tenant_id == tenant.id)
            .order_by(Episode.id)
        ).all()
        turns = uow.session.execute(
            select(Turn.id, Turn.language).where(Turn.tenant_id == tenant.id).order_by(Turn.id)
        ).all()
        return [tuple(row) for row in episodes], [tuple(row) for row in turns]


def test_what_was_stored_before_the_update_is_given_the_same(brand, owner):
    act(brand, [Done("a", "closed", minutes(15))])
    read(brand, batches=1, size=5)  # one message stays unread
    before = kept(brand)
    assert len({row[3:] for row in before[0]}) > 2
    migration = runpy.run_path(str(MIGRATION))
    owner.execute("SET app.migrating = 'on'")
    owner.execute(
        "UPDATE episode SET said_count = 0, last_said_at = NULL, began = NULL, ended = NULL WHERE tenant_id = %s",
        (brand.id,),
    )
    owner.execute("UPDATE turn SET language = NULL WHERE tenant_id = %s", (brand.id,))
    assert kept(brand) != before
    owner.execute(migration["LANGUAGES"])
    owner.execute(migration["MOODS"])
    assert kept(brand) == before


def test_each_message_is_read_once_and_its_mood_outlives_its_text(brand):
    assert read(brand, batches=1, size=4) is True
    assert read(brand, batches=1, size=4) is False
    before = sentiment(brand)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        kept = uow.session.scalars(select(MessageMood).where(MessageMood.tenant_id == brand.id)).all()
        said = uow.session.scalars(
            select(Message.id).where(Message.tenant_id == brand.id, Message.direction == "in")
        )
        assert {row.id for row in kept} == set(said)
    assert read(brand) is False
    assert sentiment(brand) == before


def test_a_figure_opens_to_its_episodes(report_app, brand, pages):
    read(brand)
    report_app.reader = act_as(Role.CLIENT_VIEWER, brand)
    asked = "from=2026-05-01&to=2026-06-01&as_of=2026-05-20T00:00:00Z"
    page = pages.get(f"/brands/{brand.slug}/report?{asked}").text
    assert "figure=sentiment&amp;state=better" in page
    rows = pages.get(f"/brands/{brand.slug}/report/rows?figure=sentiment&state=better&{asked}").text
    body = rows[rows.index("<tbody") : rows.index("</tbody")]
    assert body.count("<tr>") == 1
    assert body.index("Negative") < body.index("Positive")
    with UnitOfWork(Actor.system(brand.id)) as uow:
        made = report_csv(sla_report(uow, brand, **PERIOD, as_of=LATER))
    assert ",,,volumes/sentiment,better,1\r\n" in made
    assert ",,,volumes/sentiment/start,negative,2\r\n" in made


def said(at, mood):
    return PlainMood(minutes(at), mood)


@pytest.mark.parametrize(
    ("messages", "began", "ended", "change"),
    [
        ([said(0, "negative")], "negative", "negative", "single"),
        ([said(0, None)], "unknown", "unknown", "single"),
        ([said(0, "negative"), said(1, "neutral")], "negative", "neutral", "better"),
        ([said(1, "neutral"), said(0, "positive")], "positive", "neutral", "worse"),
        ([said(0, "neutral"), said(1, "negative"), said(2, "neutral")], "neutral", "neutral", "same"),
        ([said(0, "neutral"), said(1, None)], "neutral", "unknown", "unknown"),
        ([said(0, "positive"), said(0, "negative"), said(5, "positive")], "negative", "positive", "better"),
        ([said(0, None), said(0, "positive")], "positive", "positive", "same"),
    ],
)
def test_one_episode(messages, began, ended, change):
    expected = figures(moods(**{began: 1}), moods(**{ended: 1}), **{change: 1})
    assert plain_moods([messages, []]) == expected
    counted = [CountedMoods(*(None if one == "unknown" else one for one in (began, ended)), change, 1)]
    assert moods_of(counted) == expected
