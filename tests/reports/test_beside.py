"""What stands beside the service levels, by hand on a few messages; that both computations agree, in `test_worlds`."""

import runpy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from builders import act_as
from reports.worlds import Done, LeftOut, Said, act, leave_out, make_brand, take
from sqlalchemy import select

import bpo
from bpo.conversations.models import Message, MessageMood, Turn
from bpo.conversations.operations.mood_marks import mark_moods
from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.reports.operations import recompute, sla_report
from bpo.reports.render.files import report_csv

MIGRATION = Path(bpo.__file__).parent / "migrations" / "versions" / "20261201_53_figures.py"
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
CLOSED = NOON + timedelta(hours=1)
PERIOD = {"from_date": date(2026, 5, 1), "to_date": date(2026, 6, 1)}
LATER = datetime(2026, 5, 20, tzinfo=UTC)


def said(name, at, direction="in", *, customer="anna", account="x:one"):
    number = round((at - NOON).total_seconds())
    return Said(f"{name}/{number}", name, account, direction, at, customer=customer)


def resolved(name="a", customer="anna"):
    """A question, its answer after ten minutes, and closed an hour after the question."""
    return [
        said(name, NOON, customer=customer),
        said(name, NOON + timedelta(minutes=10), "out", customer=customer),
    ]


def beside(tenant, as_of=LATER):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        made = sla_report(uow, tenant, **PERIOD, as_of=as_of)
        assert made == recompute(uow, tenant, **PERIOD, as_of=as_of)
    return made["beside"]


def contact(once=0, again=0, not_yet=0, value=None, days=7):
    return {
        "value": value,
        "resolved_once": once,
        "recontacted": again,
        "not_yet": not_yet,
        "days": days,
    }


def brand_with(*further, contract=None):
    tenant = make_brand(contract=contract or {})
    take(tenant, [*resolved(), *further])
    act(tenant, [Done("a", "closed", CLOSED)])
    return tenant


WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (said("a", CLOSED + SECOND), contact(again=1, value=0.0)),
        (said("b", CLOSED + WEEK), contact(again=1, value=0.0)),  # on the last instant, elsewhere
        (said("b", CLOSED + WEEK, account="vk:two", customer="anna"), contact(once=1, value=1.0)),
        (said("b", CLOSED + WEEK + SECOND), contact(once=1, value=1.0)),
        (said("b", CLOSED + SECOND, customer="piotr"), contact(once=1, value=1.0)),
        (said("b", CLOSED - SECOND), contact(once=1, value=1.0)),  # was open when it was closed
    ],
)
def test_who_comes_back_within_the_days(db, message, expected):
    # A customer of another network is another customer as long as nobody knows better.
    assert beside(brand_with(message))["first_contact"] == expected


def test_what_is_not_over_is_counted_apart(db):
    tenant = brand_with(said("a", CLOSED + SECOND))
    assert beside(tenant, CLOSED + WEEK - SECOND)["first_contact"] == contact(not_yet=1)
    assert beside(tenant, CLOSED + WEEK)["first_contact"] == contact(again=1, value=0.0)
    assert beside(tenant, CLOSED - SECOND)["first_contact"] == contact()  # not closed yet


def test_the_days_are_those_of_the_contract(db):
    tenant = brand_with(said("b", CLOSED + timedelta(days=3)), contract={"recontact_days": 2})
    assert beside(tenant)["first_contact"] == contact(once=1, value=1.0, days=2)


def test_a_greeting_of_the_brand_is_no_return(db):
    tenant = brand_with(said("b", CLOSED + SECOND, "out"))
    assert beside(tenant)["first_contact"] == contact(once=1, value=1.0)


def read(tenant, moods):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        rows = uow.session.scalars(select(Message).where(Message.tenant_id == tenant.id)).all()
        for row in rows:
            if mood := moods.get(row.external_id.partition("/")[0]):
                uow.session.add(
                    MessageMood(
                        tenant_id=tenant.id,
                        id=row.id,
                        account_id=row.account_id,
                        sentiment=mood,
                        read_at=uow.now,
                    )
                )
        uow.session.flush()
        mark_moods(uow, {row.conversation_id for row in rows})


@pytest.fixture
def moody(db):
    """Four were answered or not in an hour; one was dismissed."""
    tenant = make_brand(contract={"coverage_window": 3600})
    take(
        tenant,
        [
            *resolved("a"),
            *(said(name, NOON, customer=name) for name in "bcde"),
            said("c", NOON + timedelta(hours=2), "out", customer="c"),
        ],
    )
    act(tenant, [Done("e", "dismissed", CLOSED)])
    read(tenant, {"a": "negative", "b": "negative", "c": "positive", "e": "negative"})
    return tenant


def test_coverage_is_told_apart_by_how_the_first_message_reads(moody):
    assert beside(moody)["coverage_by_sentiment"] == {
        "negative": {"value": 0.5, "due": 2},
        "neutral": {"value": None, "due": 0},
        "positive": {"value": 0.0, "due": 1},
        "unknown": {"value": 0.0, "due": 1},
    }
    leave_out(moody, LeftOut(turns=frozenset({"b/0"})))
    assert beside(moody)["coverage_by_sentiment"]["negative"] == {"value": 1.0, "due": 1}


@pytest.fixture
def impatient(db):
    """Asked at noon and again after half an hour, or not; the window is an hour."""
    tenant = make_brand(contract={"coverage_window": 3600})
    again, soon, late = (NOON + timedelta(minutes=n) for n in (30, 45, 90))
    messages = []
    for name, further in (
        ("open", ()),
        ("open_again", ((again, "in"),)),
        ("soon_again", ((again, "in"), (soon, "out"))),
        ("late", ((late, "out"),)),
        ("late_again", ((again, "in"), (late, "out"))),
        ("dismissed_again", ((again, "in"),)),
    ):
        messages += [said(name, at, way, customer=name) for at, way in ((NOON, "in"), *further)]
    take(tenant, messages)
    act(tenant, [Done("dismissed_again", "dismissed", soon)])
    return tenant


def test_who_writes_again_before_being_answered(impatient):
    assert beside(impatient)["wrote_again"] == {"value": 0.5, "wrote_again": 2, "wrote_once": 2}
    # An hour after noon all but one wait that were not answered by then; a quarter past, nobody has asked again.
    early = beside(impatient, NOON + timedelta(minutes=60))["wrote_again"]
    assert early == {"value": 0.5, "wrote_again": 2, "wrote_once": 2}
    first = beside(impatient, NOON + timedelta(minutes=15))["wrote_again"]
    assert first == {"value": 0.0, "wrote_again": 0, "wrote_once": 6}
    leave_out(impatient, LeftOut(turns=frozenset({"late_again/0"})))
    assert beside(impatient)["wrote_again"] == {"value": 0.333333, "wrote_again": 1, "wrote_once": 2}


def test_what_was_stored_before_the_update_is_given_the_same(impatient, owner):
    """Also of turns that begin at one instant, and where several wait at once."""
    take(
        impatient,
        [
            Said("x/1", "x", "x:one", "in", NOON),
            Said("x/2", "x", "x:one", "in", NOON),
            Said("x/3", "x", "x:one", "out", NOON),
            Said("x/4", "x", "x:one", "in", NOON),
            Said("x/5", "x", "x:one", "in", NOON + timedelta(minutes=7)),
            Said("x/6", "x", "x:one", "in", NOON + timedelta(minutes=20)),
            Said("x/7", "x", "x:one", "in", NOON + timedelta(minutes=21)),
        ],
    )
    act(impatient, [Done("x", "closed", NOON + timedelta(minutes=10))])

    def kept():
        with UnitOfWork(Actor.system(impatient.id)) as uow:
            rows = uow.session.execute(
                select(Turn.id, Turn.again_at, Turn.mood)
                .where(Turn.tenant_id == impatient.id)
                .order_by(Turn.id)
            ).all()
        return [tuple(row) for row in rows]

    read(impatient, {"x": "positive", "late": "negative"})
    before = kept()
    assert {mood for _id, _at, mood in before} == {None, "positive", "negative"}
    assert {at for _id, at, _mood in before} == {
        None,
        *(NOON + timedelta(minutes=n) for n in (0, 7, 21, 30)),
    }
    migration = runpy.run_path(str(MIGRATION))
    owner.execute("SET app.migrating = 'on'")
    owner.execute("ALTER TABLE turn DROP CONSTRAINT ck_turn_again")
    owner.execute("UPDATE turn SET again_at = NULL, mood = NULL WHERE tenant_id = %s", (impatient.id,))
    assert kept() != before
    owner.execute(migration["AGAIN"])
    owner.execute(migration["MOODS"])
    owner.execute(
        "ALTER TABLE turn ADD CONSTRAINT ck_turn_again CHECK ((message_count > 1) = (again_at IS NOT NULL))"
    )
    assert kept() == before


def test_both_stand_on_the_page_and_in_the_files(report_app, moody, pages):
    act(moody, [Done("a", "closed", CLOSED)])
    report_app.reader = act_as(Role.CLIENT_VIEWER, moody)
    asked = "from=2026-05-01&to=2026-06-01&as_of=2026-05-20T00:00:00Z"
    page = pages.get(f"/brands/{moody.slug}/report?{asked}").text
    assert "no return within 7 days" in page
    for link, shown in (
        ("first_contact&state=resolved_once", 1),
        ("coverage_by_sentiment&state=due_negative", 2),
    ):
        assert f"figure={link.replace('&', '&amp;')}" in page
        rows = pages.get(f"/brands/{moody.slug}/report/rows?figure={link}&{asked}").text
        assert rows[rows.index("<tbody") : rows.index("</tbody")].count("<tr>") == shown
    with UnitOfWork(Actor.system(moody.id)) as uow:
        made = report_csv(sla_report(uow, moody, **PERIOD, as_of=LATER))
    assert ",,,beside/first_contact,resolved_once,1\r\n" in made
    assert ",,,beside/coverage_by_sentiment/negative,value,0.5\r\n" in made
