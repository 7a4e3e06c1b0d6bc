from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from builders import act_as
from sqlalchemy import func, select

from bpo.channels.models import ChannelAccount
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.events import EventRow
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Role
from bpo.onboarding.brand_file.parse import parse_brand_file
from bpo.onboarding.operations import apply_brand_file, brand_unit_actor
from bpo.tenants.models import BrandSection, BusinessCalendar, ServiceLevel

DEMO = sorted((Path(__file__).resolve().parents[2] / "bpo/demo/brands").glob("*.yaml"))
OFFICE = 'calendars: {office: {weekly: {mon-fri: ["09:00-17:00"]}}}\n'
TWENTY_FOUR = "service_levels: [{name: standard, first_response: 30m, calendar: office}]\n"


@pytest.fixture
def rows(brand):
    """How many rows there are of everything that a change would add to."""

    def count():
        uow, tenant = brand()
        with uow:
            return [
                uow.session.scalar(
                    select(func.count()).select_from(model).where(model.tenant_id == tenant.id)
                )
                for model in (BusinessCalendar, ServiceLevel, BrandSection, ChannelAccount, EventRow)
            ]

    return count


@pytest.fixture
def faults(apply):
    def read(text):
        with pytest.raises(Invalid) as caught:
            apply(text)
        return [(fault.line, fault.place, fault.message) for fault in caught.value.faults]

    return read


def test_contracts_example_is_applied_once(apply, rows, show, example, with_slug):
    text = with_slug(example)
    first = apply(text)
    assert first[0].startswith("brand ")
    assert "account x:pivo_doma: added" in first
    assert "calendar office: version 1" in first
    before = rows()
    assert apply(text) == []
    assert apply(show()) == []
    assert rows() == before


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_demo_files_come_back_as_they_hold(apply, show, with_slug, path):
    assert len(DEMO) == 4
    apply(with_slug(path.read_text(encoding="utf-8")))
    shown = show()
    assert apply(shown) == []
    assert show() == shown


def test_new_brand_gets_the_trades_defaults(apply, brand, head):
    apply(head)
    uow, tenant = brand()
    with uow:
        (level,) = uow.session.scalars(select(ServiceLevel).where(ServiceLevel.tenant_id == tenant.id))
        assert (level.first_response_seconds, level.resolution_seconds, level.calendar) == (
            1800,
            86400,
            "always",
        )
        rule_set = uow.session.scalar(select(BrandSection.content).where(BrandSection.section == "rule_set"))
        assert {topic["topic"] for topic in rule_set["restricted_topics"]} == {"politics", "religion"}


def test_dry_run_says_the_same_and_writes_nothing(apply, show, rows, head):
    text = head + OFFICE + TWENTY_FOUR
    planned = apply(text, dry_run=True)
    with pytest.raises(NotFound):
        show()
    assert apply(text) == planned
    before = rows()
    later = text.replace("30m", "15m")
    assert apply(later, dry_run=True) == [
        "service levels: version 2",
        "service level standard: first response 30m → 15m",
    ]
    assert rows() == before


def test_absent_sections_stay_and_present_ones_replace(apply, show, head):
    apply(head + OFFICE + "names: [Pivo, Hops]\n")
    assert apply(head + "names: [Pivo]\n") == ["rule set: version 2 (names)"]
    assert "office" in show()
    assert apply(head + "calendars: {}\n") == ["calendar office: retired"]


def test_old_versions_stay_and_say_when_they_were_retired(apply, brand, head):
    apply(head + OFFICE + TWENTY_FOUR)
    apply(head + OFFICE.replace("17:00", "18:00") + TWENTY_FOUR.replace("30m", "15m"))
    uow, tenant = brand()
    with uow:
        calendars = uow.session.scalars(
            select(BusinessCalendar)
            .where(BusinessCalendar.tenant_id == tenant.id)
            .order_by(BusinessCalendar.version)
        ).all()
        levels = uow.session.scalars(
            select(ServiceLevel).where(ServiceLevel.tenant_id == tenant.id).order_by(ServiceLevel.version)
        ).all()
    assert [row.spec["weekly"]["mon"] for row in calendars] == [["09:00-17:00"], ["09:00-18:00"]]
    assert [row.first_response_seconds for row in levels] == [1800, 900]
    for first, second in (calendars, levels):
        assert first.retired_at == second.created_at
        assert second.retired_at is None


def test_calendar_that_returns_goes_on_counting(apply, head):
    apply(head + OFFICE)
    apply(head + "calendars: {}\n")
    assert apply(head + OFFICE) == ["calendar office: version 2"]


def test_later_years_of_holidays_alone_make_no_version(apply, head):
    text = head + OFFICE.replace("]}}}", "]}, holidays: PL}}")
    apply(text, today=date(2026, 11, 20))
    assert apply(text, today=date(2028, 1, 2)) == []
    assert apply(text, today=date(2030, 12, 31)) == []
    assert apply(text, today=date(2031, 1, 2)) == ["calendar office: version 2"]


def test_calendar_in_use_is_not_taken_away(apply, faults, head):
    apply(head + OFFICE + TWENTY_FOUR)
    ((line, place, message),) = faults(head + "names: [Pivo]\ncalendars: {}\n")
    assert (line, place) == (6, "calendars")
    assert "`office`" in message
    apply(head + "service_levels: []\ncalendars: {}\n")


def test_stored_calendar_may_be_named_and_an_unknown_one_not(apply, faults, head):
    apply(head + OFFICE)
    apply(head + TWENTY_FOUR)
    assert faults(head + "\n" + TWENTY_FOUR.replace("calendar: office", "calendar: nights")) == [
        (6, "service_levels[0].calendar", "There is no calendar `nights`, neither here nor stored.")
    ]


def test_account_in_use_is_not_taken_away(apply, faults, head):
    accounts = "accounts: [{network: x, handle: pivo}, {network: vk, handle: hops}]\n"
    apply(head + accounts)
    apply(head + "service_levels: [{name: x, when: {account: pivo}, first_response: 5m}]\n")
    ((line, place, message),) = faults(head + "accounts: [{network: vk, handle: hops}]\n")
    assert (line, place) == (5, "accounts")
    assert "`x:pivo`" in message
    assert (
        faults(head + "service_levels: [{name: x, when: {account: malt}, first_response: 5m}]\n")[0][0] == 5
    )


def test_account_that_is_gone_is_retired_and_returns_as_itself(apply, brand, head):
    both = head + "accounts: [{network: x, handle: pivo}, {network: generic, handle: chat}]\n"
    one = head + "accounts: [{network: x, handle: pivo, purpose: sales}]\n"
    apply(both)
    assert apply(one) == ["account x:pivo: purpose care → sales", "account generic:chat: retired"]
    assert "account generic:chat: added" in apply(both)
    uow, tenant = brand()
    with uow:
        found = uow.session.scalars(select(ChannelAccount).where(ChannelAccount.tenant_id == tenant.id)).all()
        actions = uow.session.scalars(
            select(EventRow.action).where(EventRow.tenant_id == tenant.id, EventRow.action.like("account.%"))
        ).all()
    assert [row.retired_at for row in found] == [None, None]
    assert sorted(set(actions)) == ["account.added", "account.changed", "account.retired"]


def test_brand_that_promises_nothing_stays_so(apply, head):
    apply(head + "service_levels: []\n")
    assert apply(head + "service_levels: []\n") == []
    assert apply(head) == []


def test_faulty_file_changes_nothing(apply, faults, rows, head):
    apply(head + OFFICE + TWENTY_FOUR)
    before = rows()
    assert faults(
        head + "names: [Hops]\ndepartments: [{kind: pr, contact: a@b.pl, due: 5m, calendar: nights}]\n"
    )
    assert rows() == before


def test_two_applications_at_once_make_one_brand(apply, head, db, slug):
    outcomes = []

    def run():
        try:
            outcomes.append(len(apply(head + OFFICE)))
        except Conflict:
            outcomes.append("late")

    threads = [Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in outcomes if one not in ("late", 0)]) == 1
    assert len(outcomes) == 3


def test_supervisor_makes_and_changes_brands_and_a_foreigner_learns_nothing(db, head, slug, apply):
    boss = act_as(Role.SUPERVISOR, vendor_wide=True)
    brand_file = parse_brand_file(head, today=date(2026, 11, 20))
    with UnitOfWork(boss) as uow:
        opened = brand_unit_actor(uow, slug)
    assert not opened.exists
    with UnitOfWork(opened.actor) as uow:
        apply_brand_file(uow, brand_file, tenant_id=opened.tenant_id)
    agent = act_as(Role.AGENT)
    for tried in (slug, "never-there"):
        with UnitOfWork(agent) as uow, pytest.raises(NotFound):
            brand_unit_actor(uow, tried)
    with UnitOfWork(act_as(Role.SUPERVISOR, opened.tenant_id)) as uow:
        assert brand_unit_actor(uow, slug).exists


def test_who_sees_some_accounts_only_changes_no_agreement(apply, brand, head):
    apply(head + "accounts: [{network: x, handle: pivo}]\n")
    uow, tenant = brand()
    with uow:
        narrowed = replace(act_as(Role.SUPERVISOR, tenant), narrowed={tenant.id: frozenset()})
    with UnitOfWork(narrowed) as unit, pytest.raises(Forbidden):
        apply_brand_file(unit, parse_brand_file(head, today=date(2026, 11, 20)))
