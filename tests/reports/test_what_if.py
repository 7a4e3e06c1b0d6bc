"""A past period by other service levels: what it would have been had they been agreed from the beginning."""

from datetime import UTC, date, datetime, timedelta

import pytest
from builders import browser, make_person
from reports.worlds import Said, act, leave_out, make_brand, make_world, take
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bpo.core.actor import Actor
from bpo.core.errors import Conflict, Invalid
from bpo.core.uow import UnitOfWork
from bpo.reports.operations import sla_report
from bpo.reports.operations import what_if as operation
from bpo.reports.operations.what_if import what_if
from bpo.reports.rules.figures import Figures
from bpo.reports.rules.what_if import TARGETS, LevelChange
from bpo.tenants.queries import list_calendars, list_levels
from bpo.tenants.rules.period import Period

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 20, tzinfo=UTC)
MAY = {"from": "2026-05-01", "to": "2026-06-01"}


def figures_of(tenant, period, as_of):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        report = sla_report(uow, tenant, from_date=period.from_date, to_date=period.to_date, as_of=as_of)
    return {key: report[key] for key in Figures.__annotations__}


def asked(tenant, period, as_of, policy):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        return what_if(uow, tenant, period=period, as_of=as_of, policy=policy)


def some_period(tenant, start, rng):
    first = start.date() + timedelta(days=rng.randrange(-1, 8))
    last = first + timedelta(days=rng.choice((3, 7, 31)))
    return Period(first, last, tenant.time_zone), start + timedelta(seconds=rng.randrange(40 * 86_400))


@pytest.mark.parametrize("seed", range(6))
def test_by_its_own_levels_it_is_the_report_and_by_others_that_of_a_brand_that_had_them(db, seed):
    world, start, rng = make_world(seed)
    period, as_of = some_period(world.tenant, start, rng)
    said = asked(world.tenant, period, as_of, {})
    assert said.before == said.after == figures_of(world.tenant, period, as_of)
    assert said.turned == []

    others, policy = [], {}
    with UnitOfWork(Actor.system(world.tenant.id)) as uow:
        ids = {"always": None, **{row.name: row.id for row in list_calendars(uow, world.tenant.id)}}
    for level in world.levels:
        targets = {name: rng.choice((None, 60, 1800, 86_400)) for name in TARGETS if rng.random() < 0.7}
        calendar = rng.choice([level["calendar"], *ids])
        others.append(level | targets | {"calendar": calendar})
        policy[level["name"]] = LevelChange(
            {name: None if value is None else timedelta(seconds=value) for name, value in targets.items()},
            changes_hours=True,
            calendar_id=ids[calendar],
        )
    with UnitOfWork(Actor.system(world.tenant.id)) as uow:
        contract = uow.session.scalar(
            text("SELECT content FROM brand_section WHERE tenant_id = :id AND section = 'contract'"),
            {"id": world.tenant.id},
        )
    had = make_brand(
        levels=others, calendars=world.calendars, time_zone=world.tenant.time_zone, contract=contract
    )
    take(had, world.messages)
    leave_out(had, *world.left_out)
    if world.acts:
        act(had, world.acts)
    found = asked(world.tenant, period, as_of, policy)
    assert found.before == said.before
    assert found.after == figures_of(had, period, as_of)
    for state in ("met", "breached", "open_past_due"):
        counts = [
            sum(side[clock][state] or 0 for clock in ("first_response", "next_response"))
            for side in (found.before, found.after)
        ]
        gone, come = (sum(getattr(one, end) == state for one in found.turned) for end in ("before", "after"))
        assert counts[1] - counts[0] == come - gone


@pytest.fixture
def brand(db):
    """Half an hour is agreed: answered after 10, 40 and 70 minutes, and one that is open."""
    tenant = make_brand(name="Księgarnia", time_zone="Europe/Warsaw", state="live")
    take(
        tenant,
        [
            Said(f"{name}/{n}", name, "x:one", side, NOON + timedelta(minutes=at))
            for name, ats in {"a": (0, 10), "b": (60, 100), "c": (0, 70), "d": (120,)}.items()
            for n, (side, at) in enumerate(zip(("in", "out"), ats, strict=False))
        ],
    )
    return tenant


def test_nothing_can_be_written_while_it_is_computed(brand, monkeypatch):
    def write(own, *_args, **_over):
        own.session.execute(text("UPDATE turn SET worked_us = 0 WHERE tenant_id = :id"), {"id": brand.id})

    monkeypatch.setattr(operation, "get_agreed", write)
    with pytest.raises(DBAPIError, match="read-only transaction"):
        asked(brand, Period(date(2026, 5, 1), date(2026, 6, 1), "Europe/Warsaw"), LATER, {})


def test_a_level_that_there_never_was_and_too_many_turns_are_said(brand, monkeypatch):
    period = Period(date(2026, 5, 1), date(2026, 6, 1), "Europe/Warsaw")
    with pytest.raises(Invalid) as wrong:
        asked(brand, period, LATER, {"x": LevelChange()})
    assert [fault.place for fault in wrong.value.faults] == ["levels.x"]
    monkeypatch.setattr(operation, "MOST_TURNS", 3)
    with pytest.raises(Conflict, match="Choose fewer days"):
        asked(brand, period, LATER, {})


def test_the_page_says_what_would_have_become_of_it(app, brand):
    approver = browser(app, make_person("client_approver", brand)[1])
    path = f"/brands/{brand.slug}/report/what-if"
    assert path in approver.get(f"/brands/{brand.slug}/report?from=2026-05-01&to=2026-06-01").text
    page = approver.get(path, query_string=MAY).text
    assert 'value="30m"' in page
    assert "Side by side" not in page
    query = {**MAY, "as_of": "2026-05-20T00:00", "compute": "1", "l0.hours": "", "l0.next_response": ""}
    page = approver.get(path, query_string=query | {"l0.first_response": "45m"}).text
    result = page.partition('id="result"')[2]
    assert "25%" in result.partition("<strong>")[0]
    assert "<strong>50%</strong>" in result
    assert result.count("/turns/") == 1
    assert "Breached</td><td>Met" in result
    same = approver.get(path, query_string=query | {"l0.first_response": "30m"}).text
    assert "None: every clock says what it said." in same
    wrong = approver.get(path, query_string=query | {"l0.first_response": "soon", "l0.hours": "never"})
    assert wrong.status_code == 422
    assert "is not a duration" in wrong.text
    assert "There is no calendar of this name." in wrong.text


def test_the_api_and_who_may_ask(app, brand):
    path = f"/api/v1/brands/{brand.slug}/reports/what-if"
    body = {**MAY, "as_of": "2026-05-20T00:00:00Z", "levels": {"standard": {"first_response": 2700}}}
    supervisor = browser(app, make_person("supervisor", brand)[1])
    told = supervisor.post(path, json=body).json
    assert (told["before"]["first_response"]["met"], told["after"]["first_response"]["met"]) == (1, 2)
    assert [(one["before"], one["after"]) for one in told["turned"]] == [("breached", "met")]
    assert supervisor.post(path, json=body | {"levels": {"x": {}}}).status_code == 422
    assert supervisor.post(path, json=body | {"levels": {"standard": {"calendar": "x"}}}).status_code == 422
    assert (
        supervisor.post(path, json=body | {"levels": {"standard": {"first_response": 0}}}).status_code == 422
    )
    for role in ("client_viewer", "agent", "reviewer"):
        assert browser(app, make_person(role, brand)[1]).post(path, json=body).status_code == 403
    with UnitOfWork(Actor.system(brand.id)) as uow:
        assert {level.first_response_seconds for level in list_levels(uow, brand.id, retired=True)} == {1800}
