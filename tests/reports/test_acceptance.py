"""Signed months that nobody decides on: until when, once, told before and after; a decision in time stops it."""

import io
import json
import threading
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest
from builders import act_as, browser, make_person
from reports.worlds import Said, make_brand, take
from sqlalchemy import func, select

from bpo.core.actor import Actor
from bpo.core.errors import Conflict
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.permissions import Role
from bpo.reports.models import SnapshotSeal
from bpo.reports.operations.acceptance import keep_deadlines
from bpo.reports.operations.months import (
    accept_month,
    check_seal,
    prepare_month,
    refuse_month,
    sealed_text,
    sign_month,
)
from bpo.reports.queries.months import find_seal, get_latest
from bpo.reports.rules.acceptance import deadline_of
from bpo.tenants.operations import replace_section
from bpo.tenants.rules.calendar import DAYS, Calendar, Window
from bpo.tenants.rules.period import local_midnight, month_of

MAY = date(2026, 5, 1)
FRIDAY = datetime(2026, 6, 5, 8, tzinfo=UTC)
HOURS = (Window(9 * 60, 17 * 60),)
WEEKDAYS = (HOURS,) * 5 + ((),) * 2


@pytest.fixture
def brand(db):
    tenant = make_brand(contract={"targets": [], "acceptance_days": 5}, name="Larkwing", state="live")
    at = datetime(2026, 5, 4, 12, tzinfo=UTC)
    take(
        tenant,
        [
            Said("a/0", "a", "x:one", "in", at),
            Said("a/1", "a", "x:one", "out", at + timedelta(minutes=9), agent="anna@vendor.example"),
        ],
    )
    return tenant


def signed(tenant):
    with UnitOfWork(Actor.system(tenant.id), now=FRIDAY) as uow:
        prepare_month(uow, tenant, month_of(MAY, tenant.time_zone))
    with UnitOfWork(act_as(Role.SUPERVISOR, tenant), now=FRIDAY) as uow:
        sign_month(uow, tenant, get_latest(uow, tenant.id, MAY, for_update=True))
        return get_latest(uow, tenant.id, MAY).accept_by


def beat(tenant, at):
    with UnitOfWork(Actor.system(tenant.id), now=at) as uow:
        keep_deadlines(uow, tenant)


def told(tenant, *people):
    """Who of these was told what; of all, where none are named. Whoever looks after all brands is told, too."""
    ids = {one.id for one in people}
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        query = select(Notification.user_id, Notification.about).where(
            Notification.tenant_id == tenant.id, Notification.kind == "month_deemed"
        )
        rows = uow.session.execute(query).all()
        return sorted((row.user_id, row.about.split()[1]) for row in rows if not ids or row.user_id in ids)


def state(tenant):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        return get_latest(uow, tenant.id, MAY).state


@pytest.mark.parametrize(
    ("days", "calendars", "last", "reminded"),
    [
        (5, [], date(2026, 6, 13), date(2026, 6, 11)),
        (2, [], date(2026, 6, 10), None),
        (5, [Calendar("Europe/Kyiv", WEEKDAYS)], date(2026, 6, 13), date(2026, 6, 11)),
        (5, [Calendar.always("Europe/Kyiv")], date(2026, 6, 11), date(2026, 6, 9)),
        (
            5,
            [
                Calendar("Europe/Kyiv", WEEKDAYS, holidays={date(2026, 6, 8): "Whit Monday"}),
                Calendar("Europe/Kyiv", WEEKDAYS, closed=frozenset({date(2026, 6, 9)})),
                Calendar("Europe/Kyiv", ((),) * len(DAYS)),
            ],
            date(2026, 6, 17),
            date(2026, 6, 13),
        ),
        (
            1,
            [Calendar("Europe/Kyiv", (HOURS, *((),) * 6)), Calendar("Europe/Kyiv", ((), HOURS, *((),) * 5))],
            None,
            None,
        ),
    ],
)
def test_the_last_day_is_counted_in_working_days_of_all_calendars(days, calendars, last, reminded):
    found = deadline_of(datetime(2026, 6, 5, 20, 59, tzinfo=UTC), days, calendars, "Europe/Kyiv")
    after = [
        day and datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
        for day in (last, reminded)
    ]
    assert (found and [found.accept_by, found.remind_at]) == (after if last else None)


def test_days_are_those_of_the_brands_clocks_and_of_summer_time():
    late = datetime(2026, 10, 22, 22, 30, tzinfo=UTC)  # Friday the 23rd in Kyiv; clocks go back on the 25th
    found = deadline_of(late, 1, [], "Europe/Kyiv")
    assert found.accept_by == datetime(2026, 10, 26, 22, tzinfo=UTC)


def test_silence_seals_once_and_says_by_which_contract(brand):
    supervisor, _actor = make_person(Role.SUPERVISOR, brand)
    approver, _actor = make_person(Role.CLIENT_APPROVER, brand)
    accept_by = signed(brand)
    assert accept_by == local_midnight(date(2026, 6, 13), brand.time_zone)
    with UnitOfWork(Actor.system(brand.id), now=FRIDAY) as uow:
        replace_section(uow, brand, "contract", {"targets": [], "acceptance_days": 30})
    beat(brand, FRIDAY)
    assert told(brand) == []
    for _again in range(2):
        beat(brand, accept_by - timedelta(days=1))
    assert told(brand, supervisor, approver) == sorted(
        [(supervisor.id, "reminder"), (approver.id, "reminder")]
    )
    beat(brand, accept_by - timedelta(microseconds=1))
    assert state(brand) == "signed"
    late = accept_by + timedelta(days=9)  # nothing ran for days: what passed has passed at its own time
    with (
        UnitOfWork(act_as(Role.CLIENT_APPROVER, brand), now=late) as uow,
        pytest.raises(Conflict, match="have passed"),
    ):
        refuse_month(uow, brand, get_latest(uow, brand.id, MAY, for_update=True), reasons="Too late.")
    for _again in range(2):
        beat(brand, late)
    assert [about for _id, about in told(brand, supervisor, approver)].count("sealed") == 2
    with UnitOfWork(Actor.system(brand.id), now=late) as uow:
        row = get_latest(uow, brand.id, MAY)
        assert (row.state, row.is_deemed, row.decided_by, row.decided_by_name) == ("sealed", True, None, None)
        assert (row.decided_at, row.accept_contract) == (accept_by, 1)
        assert check_seal(uow, row).is_whole
        sealed = json.loads(sealed_text(row, previous=find_seal(uow, row).previous))
        assert sealed["accepted"] == {"at": accept_by.isoformat(), "by_contract": 1, "name": ""}


def test_two_beats_and_a_late_refusal_at_once_seal_once(brand):
    accept_by = signed(brand)
    barrier, outcomes = threading.Barrier(3), []

    def run(what):
        barrier.wait()
        try:
            what()
        except Conflict as error:
            outcomes.append(error.message)

    def decide():
        with UnitOfWork(act_as(Role.CLIENT_APPROVER, brand), now=accept_by) as uow:
            refuse_month(uow, brand, get_latest(uow, brand.id, MAY, for_update=True), reasons="Too late.")

    deeds = [lambda: beat(brand, accept_by), lambda: beat(brand, accept_by), decide]
    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 1  # the refusal alone was told that it came too late
    assert state(brand) == "sealed"
    with UnitOfWork(Actor.system(brand.id)) as uow:
        seals = select(func.count()).where(SnapshotSeal.tenant_id == brand.id)
        assert uow.session.scalar(seals) == 1


@pytest.mark.parametrize("decision", ["accept", "refuse"])
def test_a_decision_in_time_holds(brand, decision):
    accept_by = signed(brand)
    with UnitOfWork(act_as(Role.CLIENT_APPROVER, brand), now=accept_by - timedelta(seconds=1)) as uow:
        row = get_latest(uow, brand.id, MAY, for_update=True)
        if decision == "accept":
            accept_month(uow, brand, row)
        else:
            refuse_month(uow, brand, row, reasons="A week is missing.")
    beat(brand, accept_by)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        row = get_latest(uow, brand.id, MAY)
        assert row.state == ("sealed" if decision == "accept" else "refused")
        assert not row.is_deemed
        assert row.decided_by_name is not None
    assert told(brand) == []


def test_without_agreed_days_silence_is_never_consent(brand):
    with UnitOfWork(Actor.system(brand.id), now=FRIDAY) as uow:
        replace_section(uow, brand, "contract", {"targets": []})
    assert signed(brand) is None
    beat(brand, FRIDAY + timedelta(days=3650))
    assert state(brand) == "signed"


def test_a_signed_month_is_held_against_the_contract_of_its_time_on_page_and_in_print(app, brand):
    then = {"targets": [{"figure": "response_coverage", "attainment": 0.5}], "acceptance_days": 5}
    with UnitOfWork(Actor.system(brand.id), now=FRIDAY - timedelta(days=1)) as uow:
        replace_section(uow, brand, "contract", then)
    signed(brand)
    with UnitOfWork(Actor.system(brand.id), now=FRIDAY) as uow:
        later = [{"figure": figure, "attainment": 0.97} for figure in ("response_coverage", "resolution")]
        replace_section(uow, brand, "contract", {"targets": later})
    _user, token = make_person(Role.CLIENT_VIEWER, brand)
    reader, here = browser(app, token), f"/brands/{brand.slug}/months/2026-05"
    page = reader.get(here).text
    printed = pypdf.PdfReader(io.BytesIO(reader.get(f"{here}/report.pdf").data)).pages[0].extract_text()
    for said in (page, printed):
        assert "Yes: the promise that can be judged was kept." in said
        assert "agreed: 50%" in said
        assert "97%" not in said
