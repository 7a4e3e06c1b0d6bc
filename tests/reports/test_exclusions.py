"""What is left out of measurement: noted by the vendor, decided by the client, counted by the system, on pages and in programs."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from builders import browser, drain_all, make_person
from reports.worlds import Done, Said, act, make_brand, take
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from bpo.conversations.models import Conversation, Exclusion, Handoff, Message, TurnAdjustment
from bpo.conversations.operations.finding import find_excludable
from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.reports.operations import recompute, sla_report
from bpo.reports.operations.months import accept_month, corrections_of, prepare_month, sign_month
from bpo.tenants.rules.period import month_of

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 20, tzinfo=UTC)
WHILE_DOWN = {"starts_at": "2026-05-04T14:10", "ends_at": "2026-05-04T14:40"}  # by Warsaw's clocks


def minutes(number):
    return NOON + timedelta(minutes=number)


@pytest.fixture
def brand(db):
    """Late by an outage (a), late by itself (b), in time (c); half an hour is agreed."""
    tenant = make_brand(name="Księgarnia", time_zone="Europe/Warsaw", state="live")
    written = {"a": (0, 50), "b": (60, 120), "c": (0, 5)}
    take(
        tenant,
        [
            Said(f"{name}/{n}", name, "x:one", side, minutes(at))
            for name, ats in written.items()
            for n, (side, at) in enumerate(zip(("in", "out"), ats, strict=True))
        ],
    )
    return tenant


@pytest.fixture
def supervisor(app, brand):
    return browser(app, make_person("supervisor", brand, name="Irena Holm")[1])


@pytest.fixture
def approver(app, brand):
    return browser(app, make_person("client_approver", brand, name="Piotr Gajda")[1])


def here(tenant, rest=""):
    return f"/brands/{tenant.slug}/exclusions{rest}"


def ids(tenant):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        rows = select(Message.external_id, Message.id).where(Message.tenant_id == tenant.id)
        return dict(uow.session.execute(rows).all())


def clock(tenant):
    """First responses met and breached, with exclusions and without; and both ways agree."""
    asked = {"from_date": date(2026, 5, 1), "to_date": date(2026, 6, 1), "as_of": LATER}
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        report = sla_report(uow, tenant, **asked)
        assert report == recompute(uow, tenant, **asked)
    return [
        (one["first_response"]["met"], one["first_response"]["breached"], one["turns"]["excluded"])
        for one in (report, report["before_exclusions"])
    ]


def test_the_whole_way_through_the_pages(app, brand, supervisor, approver):
    assert "Nothing is left out" in approver.get(here(brand)).text
    noted = supervisor.post(here(brand), data={"kind": "outage", "why": "X was down.", **WHILE_DOWN})
    assert noted.headers["Location"] == here(brand, "/1")
    page = supervisor.get(here(brand, "/1")).text
    assert "What it would change" in page
    assert "1 turn: Breached → Met" in page
    assert "Of 1 turn the clock alone is another" not in page
    assert approver.get(here(brand, "/1")).status_code == 404  # not before it is put to them
    assert clock(brand) == [(1, 2, 0)] * 2
    assert supervisor.post(here(brand, "/1/propose")).status_code == 303
    assert supervisor.post(here(brand, "/1/propose")).status_code == 409
    assert "Exclusion 1 · Księgarnia" in approver.get("/waiting").text
    assert supervisor.post(here(brand, "/1/decide"), data={"approved": "true"}).status_code == 403
    refused = approver.post(here(brand, "/1/decide"), data={"approved": "false", "reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert approver.post(here(brand, "/1/decide"), data={"approved": "true"}).status_code == 303
    assert "follow within a minute" in approver.get(here(brand, "/1")).text
    assert clock(brand) == [(1, 2, 0)] * 2  # nothing counts before every clock is computed with it
    drain_all("intake")
    assert clock(brand) == [(2, 1, 0), (1, 2, 0)]
    page = approver.get(here(brand, "/1")).text
    assert "What it changes" in page
    assert "Piotr Gajda" in page
    turn = supervisor.get(f"/brands/{brand.slug}/turns/{ids(brand)['a/0']}").text
    assert "Exclusion 1" in turn
    assert "Without it: Breached" in turn
    assert "Excluded: the network was down" in turn
    other = supervisor.get(f"/brands/{brand.slug}/turns/{ids(brand)['b/0']}").text
    assert "Exclusion 1" not in other
    assert (
        approver.post(here(brand, "/1/decide"), data={"approved": "false", "reason": "No."}).status_code
        == 409
    )
    assert supervisor.post(here(brand, "/1/take-back")).status_code == 409


def test_the_whole_way_through_the_api(app, brand, supervisor, approver):
    api = f"/api/v1{here(brand)}"
    turn = str(ids(brand)["b/0"])
    noted = supervisor.post(api, json={"kind": "duplicate", "why": "Said twice.", "turns": [turn]})
    assert (noted.status_code, noted.json["number"], noted.json["state"]) == (201, 1, "found")
    assert approver.get(api).json["items"] == []
    assert supervisor.get(f"{api}/1").json["changes"] == [
        {"turn": turn, "before": "breached", "after": "excluded"}
    ]
    supervisor.post(f"{api}/1/propose")
    assert approver.get(api).json["items"][0]["turns"] == [turn]
    assert approver.post(f"{api}/1/decide", json={"approved": True}).json["state"] == "approved"
    drain_all("intake")
    assert approver.get(f"{api}/1").json["applied_at"] is not None
    assert clock(brand) == [(1, 1, 1), (1, 2, 0)]
    # What comes in later of the same conversation leaves it as it was agreed.
    take(brand, [Said("b/9", "b", "x:one", "in", minutes(300))])
    assert clock(brand)[0][2] == 1


def test_a_refusal_changes_nothing_and_says_why(brand, supervisor, approver):
    supervisor.post(here(brand), data={"kind": "other", "why": "A holiday.", **WHILE_DOWN})
    supervisor.post(here(brand, "/1/propose"))
    approver.post(here(brand, "/1/decide"), data={"approved": "false", "reason": "It was not."})
    drain_all("intake")
    assert clock(brand) == [(1, 2, 0)] * 2
    assert "It was not." in supervisor.get(here(brand, "/1")).text
    supervisor.post(here(brand), data={"kind": "other", "why": "Another.", **WHILE_DOWN})
    assert supervisor.post(here(brand, "/2/take-back")).status_code == 303
    assert "Dropped" in supervisor.get(here(brand)).text
    assert approver.get(here(brand, "/2")).status_code == 404


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"why": ""}, "Missing data for required field."),
        ({"ends_at": ""}, "Say from when until when, or which turns."),
        ({"starts_at": "", "ends_at": ""}, "Say from when until when, or which turns."),
        ({"ends_at": "2026-05-04T14:10"}, "The end must be after the beginning."),
        ({"ends_at": "2126-05-04T14:10"}, "Only what is over can be excluded."),
        ({"accounts": "x:another"}, "The brand has no account x:another."),
        ({"turns": "somewhere"}, "Each line is the address of a turn&#39;s page."),
        (
            {"turns": f"https://bpo.example/brands/b/turns/{UUID(int=7)}"},
            "One of these turns does not exist.",
        ),
    ],
)
def test_what_says_nothing_or_something_else_is_refused_with_its_place(brand, supervisor, over, said):
    answer = supervisor.post(here(brand), data={"kind": "outage", "why": "Down.", **WHILE_DOWN, **over})
    assert (answer.status_code, said in answer.text) == (422, True)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        assert uow.session.scalars(select(Exclusion).where(Exclusion.tenant_id == brand.id)).all() == []


def test_accounts_and_turns_narrow_what_it_is_about(brand, supervisor, approver):
    here_only = {"kind": "outage", "why": "Down.", **WHILE_DOWN, "accounts": "vk:two"}
    supervisor.post(here(brand), data=here_only)
    assert "Nothing: no clock ran then" in supervisor.get(here(brand, "/1")).text
    other = f"/brands/{brand.slug}/turns/{ids(brand)['c/0']}"
    supervisor.post(here(brand), data={**here_only, "accounts": "x:one", "turns": other})
    assert "Nothing: no clock ran then" in supervisor.get(here(brand, "/2")).text


def test_who_sees_some_accounts_only_has_no_part_in_it(app, brand, supervisor):
    supervisor.post(here(brand), data={"kind": "outage", "why": "Down.", **WHILE_DOWN})
    narrowed = browser(app, make_person("supervisor", brand, tags=["one"])[1])
    page = narrowed.get(here(brand))
    assert (page.status_code, "Exclusions are of the whole brand" in page.text) == (200, True)
    assert "Down." not in page.text
    assert narrowed.get(here(brand, "/1")).status_code == 403
    assert narrowed.post(here(brand, "/1/propose")).status_code == 403
    assert (
        narrowed.post(here(brand), data={"kind": "outage", "why": "Down.", **WHILE_DOWN}).status_code == 403
    )


def test_a_sealed_month_stays_and_what_was_agreed_later_stands_beside_it(brand, supervisor, approver):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        row = prepare_month(uow, brand, month_of(date(2026, 5, 1), brand.time_zone))
        sign_month(uow, brand, row)
        accept_month(uow, brand, row)
    supervisor.post(here(brand), data={"kind": "outage", "why": "Down.", **WHILE_DOWN})
    supervisor.post(here(brand, "/1/propose"))
    approver.post(here(brand, "/1/decide"), data={"approved": "true"})
    drain_all("intake")
    with UnitOfWork(Actor.system(brand.id)) as uow:
        lines = {
            one.figure: (one.said, one.found) for one in corrections_of(uow, brand, uow.session.merge(row))
        }
    assert lines["first_response.met"] == (1, 2)
    assert "before_exclusions.first_response.met" not in lines


def test_what_was_put_to_the_client_cannot_be_rewritten(brand, supervisor):
    supervisor.post(here(brand), data={"kind": "outage", "why": "Down.", **WHILE_DOWN})
    for column, value in (("why", "'x'"), ("ends_at", "now()"), ("turn_ids", "NULL"), ("evidence", "'[]'")):
        with pytest.raises(ProgrammingError, match="permission denied"):  # noqa: SIM117 -- the unit ends within
            with UnitOfWork(Actor.system(brand.id)) as uow:
                uow.session.execute(text(f"UPDATE exclusion SET {column} = {value}"))


def test_a_late_department_is_found_once(brand, supervisor):
    now = minutes(200)
    with UnitOfWork(Actor.system(brand.id), now=now) as uow:
        message = uow.session.scalars(
            select(Message).where(Message.tenant_id == brand.id, Message.external_id == "b/0")
        ).one()
        uow.session.add(
            Handoff(
                id=new_id(),
                tenant_id=brand.id,
                account_id=message.account_id,
                conversation_id=message.conversation_id,
                message_id=message.id,
                department="legal",
                contact="legal@example.com",
                question="?",
                asked_at=minutes(61),
                asked_by=new_id(),
                asked_by_name="Irena",
                target_seconds=600,
                due_at=minutes(71),
                state="answered",
                answer="Yes.",
                answered_at=minutes(110),
                reminders=0,
            )
        )
    with UnitOfWork(Actor.system(brand.id), now=now) as uow:
        assert [find_excludable(uow, brand) for _ in range(2)] == [1, 0]
    page = supervisor.get(here(brand, "/1")).text
    assert "The brand answered late" in page
    assert "Questions that departments of the brand answered after their time: 1" in page
    assert "1 turn: Breached → Met" in page  # 60 minutes, 39 of them the brand's


def test_a_flood_of_spam_is_found(brand, supervisor):
    take(brand, [Said(f"s{n}/0", f"s{n}", "x:one", "in", minutes(n)) for n in range(30)])
    act(brand, [Done(f"s{n}", "dismissed", minutes(55)) for n in range(30)])
    with UnitOfWork(Actor.system(brand.id), now=minutes(60)) as uow:
        assert find_excludable(uow, brand) == 0  # it may go on
    with UnitOfWork(Actor.system(brand.id), now=minutes(400)) as uow:
        assert [find_excludable(uow, brand) for _ in range(2)] == [1, 0]
        row = uow.session.scalars(select(Exclusion).where(Exclusion.tenant_id == brand.id)).one()
        assert (row.kind, row.starts_at, row.ends_at) == ("spam_flood", minutes(0), minutes(55))


def test_nothing_is_kept_of_a_conversation_that_is_gone(brand, supervisor, approver):
    """What exclusions make of turns goes with the facts of a conversation that became part of another."""
    supervisor.post(here(brand), data={"kind": "outage", "why": "Down.", **WHILE_DOWN})
    supervisor.post(here(brand, "/1/propose"))
    approver.post(here(brand, "/1/decide"), data={"approved": "true"})
    drain_all("intake")
    with UnitOfWork(Actor.system(brand.id)) as uow:
        mine = TurnAdjustment.tenant_id == brand.id
        kept = uow.session.scalars(select(TurnAdjustment.conversation_id).where(mine)).all()
        known = uow.session.scalars(select(Conversation.id).where(Conversation.tenant_id == brand.id)).all()
    assert kept
    assert set(kept) <= set(known)
