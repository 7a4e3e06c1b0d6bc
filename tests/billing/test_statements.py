"""The statement of a sealed month: from nothing else, once, never changed; corrections and earning back beside it."""

import json
import threading
from decimal import Decimal

import psycopg
import pytest
from billing.worlds import APRIL, CONTRACT, MARCH, MAY, brand_with, restate, seal, talk
from builders import act_as, make_person
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from bpo.billing.models import Statement
from bpo.billing.operations import (
    correct_statement,
    draft_correction,
    draft_statement,
    issue_statement,
    what_if,
)
from bpo.billing.queries import get_statement, list_open_months, list_statements
from bpo.billing.rules.fees import Quantities
from bpo.core.actor import Actor
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.permissions import Role
from bpo.reports.operations.months import prepare_month
from bpo.reports.queries.months import find_seal, get_latest
from bpo.reports.rules.months import canonical
from bpo.tenants.operations import replace_section
from bpo.tenants.rules.period import month_of

D = Decimal
NOTHING = Quantities()


@pytest.fixture
def brand(db):
    tenant = brand_with()
    talk(tenant, MAY, good=4, bad=1)
    return tenant


@pytest.fixture
def sealed(brand):
    seal(brand, MAY)
    return brand


def as_role(role, tenant):
    return UnitOfWork(act_as(role, tenant))


def issued(tenant, month=MAY, stated=NOTHING):
    with as_role(Role.SUPERVISOR, tenant) as uow:
        return issue_statement(uow, tenant, month, stated=stated).number


def content_of(tenant, number):
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        return json.loads(get_statement(uow, tenant.id, number).content)


def lines_of(tenant, number):
    return {(one["kind"], one["what"]): one["amount"] for one in content_of(tenant, number)["lines"]}


def test_a_month_that_is_not_sealed_has_no_statement(brand):
    with as_role(Role.SUPERVISOR, brand) as uow, pytest.raises(Conflict, match="sealed"):
        issue_statement(uow, brand, MAY, stated=NOTHING)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        prepare_month(uow, brand, month_of(MAY, brand.time_zone))
        with pytest.raises(Conflict, match="sealed"):
            draft_statement(uow, brand, MAY, stated=NOTHING)
        assert list_open_months(uow, brand.id) == []


def test_a_statement_bears_what_it_was_computed_from(sealed):
    with as_role(Role.SUPERVISOR, sealed) as uow:
        assert [one.month for one in list_open_months(uow, sealed.id)] == [MAY]
        row = issue_statement(uow, sealed, MAY, stated=NOTHING)
        kept = find_seal(uow, get_latest(uow, sealed.id, MAY))
        assert (row.number, row.seal, row.contract_version, row.total) == (1, kept.seal, 1, 800)
        assert list_open_months(uow, sealed.id) == []
    content = content_of(sealed, 1)
    assert canonical(content) == row.content
    assert content["seal"] == {"number": 1, "seal": kept.seal}
    assert content["contract"]["terms"] == CONTRACT
    assert content["lines"] == content["computed"]["lines"]
    assert content["lines"][1] == {
        "allocation": "0.3",
        "amount": "-200.00",
        "attainment": "0.8",
        "band": {"below": "0.9", "credit": "1"},
        "before_cap": "300.00",
        "breached": 1,
        "formula": "1000.00 × 0.3 × 1",
        "kind": "credit",
        "met": 4,
        "month": None,
        "n": 5,
        "open_past_due": 0,
        "state": "capped",
        "target": "0.9",
        "what": "first_response",
    }
    assert content["total"] == "800.00"


def test_a_later_contract_changes_nothing_of_a_month_that_was_measured_before(sealed):
    with UnitOfWork(Actor.system(sealed.id)) as uow:
        replace_section(uow, sealed, "contract", CONTRACT | {"monthly_fee": "9"})
    issued(sealed)
    assert lines_of(sealed, 1)["fee", "fixed"] == "1000.00"


def test_a_contract_without_money_is_refused(db):
    tenant = brand_with({"currency": None, "monthly_fee": None})
    talk(tenant, MAY, good=1)
    seal(tenant, MAY)
    with as_role(Role.SUPERVISOR, tenant) as uow, pytest.raises(Conflict, match="no fee"):
        issue_statement(uow, tenant, MAY, stated=NOTHING)


def test_nothing_is_computed_from_a_month_whose_seal_does_not_hold(sealed, owner):
    owner.execute("SET app.migrating = 'on'")
    owner.execute(
        "UPDATE snapshot SET content = replace(content, '\"met\":4', '\"met\":5') WHERE tenant_id = %s",
        (sealed.id,),
    )
    with as_role(Role.SUPERVISOR, sealed) as uow, pytest.raises(Conflict, match="seal"):
        issue_statement(uow, sealed, MAY, stated=NOTHING)


def test_what_is_paid_by_must_be_stated_and_nothing_else_is_kept(db):
    tenant = brand_with({"rates": {"per_hour": "15.5", "per_contact": "2"}})
    talk(tenant, MAY, good=3)
    seal(tenant, MAY)
    with as_role(Role.SUPERVISOR, tenant) as uow:
        for wrong in (None, D(-1), D("1.005"), D(10**7), D("NaN")):
            with pytest.raises(Invalid) as refused:
                issue_statement(uow, tenant, MAY, stated=Quantities(hours=wrong))
            assert [fault.place for fault in refused.value.faults] == ["hours"]
    issued(tenant, stated=Quantities(hours=D("10.25"), ftes=D(3)))
    assert content_of(tenant, 1)["stated"] == {"ftes": None, "hours": "10.25"}
    assert lines_of(tenant, 1) == {
        ("fee", "fixed"): "1000.00",
        ("fee", "per_contact"): "6.00",
        ("fee", "per_hour"): "158.88",
        ("credit", "first_response"): "0.00",
    }


def test_of_two_who_issue_at_once_one_does_and_numbers_have_no_gaps(sealed):
    talk(sealed, APRIL, good=1)
    seal(sealed, APRIL)
    outcomes, barrier = [], threading.Barrier(3)

    def issue(month):
        barrier.wait()
        try:
            outcomes.append(issued(sealed, month))
        except Conflict:
            outcomes.append("refused")

    people = [threading.Thread(target=issue, args=[month]) for month in (MAY, MAY, APRIL)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(map(str, outcomes)) == ["1", "2", "refused"]


@pytest.mark.parametrize(
    "statement",
    [
        *[f"UPDATE billing_statement SET {one} = {one}" for one in ("content", "total", "reason", "number")],
        "DELETE FROM billing_statement",
    ],
)
def test_the_role_that_serves_cannot_change_what_was_issued(sealed, statement):
    issued(sealed)
    with UnitOfWork(Actor.system(sealed.id)) as uow:
        with pytest.raises(ProgrammingError) as refused:
            uow.session.execute(text(f"{statement} WHERE tenant_id = :t"), {"t": sealed.id})
        assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)
        uow.session.rollback()


def test_the_database_itself_wants_a_sealed_month_and_one_first_statement(sealed):
    number = issued(sealed)
    with UnitOfWork(Actor.system(sealed.id)) as uow:
        first = get_statement(uow, sealed.id, number)
        copied = {
            one.name: getattr(first, one.name)
            for one in Statement.__table__.columns
            if one.name not in {"id", "number"}
        }
        with pytest.raises(Exception, match="uq_billing_statement_first"):
            uow.session.add(Statement(**copied, number=2))
            uow.session.flush()
        uow.session.rollback()


def test_whoever_accepts_months_is_told_and_no_one_else(sealed):
    approver, _viewer = (make_person(role, sealed)[0] for role in ("client_approver", "client_viewer"))
    issued(sealed)
    with UnitOfWork(Actor.system(sealed.id)) as uow:
        told = uow.session.execute(
            select(Notification.user_id, Notification.path).where(
                Notification.tenant_id == sealed.id, Notification.kind == "statement"
            )
        ).all()
    assert told == [(approver.id, f"/brands/{sealed.slug}/statements/1")]


# --- Corrections


def test_a_restated_month_is_corrected_by_its_differences_and_the_first_stays(sealed):
    issued(sealed)
    before = content_of(sealed, 1)
    with as_role(Role.SUPERVISOR, sealed) as uow, pytest.raises(Conflict, match="nothing to correct"):
        correct_statement(uow, sealed, MAY, reason="Nothing.")
    talk(sealed, MAY, good=20)
    with as_role(Role.SUPERVISOR, sealed) as uow:
        assert draft_correction(uow, sealed, MAY)[1] == []  # what nobody restated is no money
    restate(sealed, MAY)
    with as_role(Role.SUPERVISOR, sealed) as uow:
        with pytest.raises(Invalid):
            correct_statement(uow, sealed, MAY, reason="  ")
        row = correct_statement(uow, sealed, MAY, reason="A file was late.")
        assert (row.number, row.corrects, row.restatement, row.total) == (2, 1, 1, 200)
    content = content_of(sealed, 2)
    assert [(one["what"], one["said"], one["found"], one["amount"]) for one in content["lines"]] == [
        ("first_response", "-200.00", "0.00", "200.00")
    ]
    assert content["lines"][0]["attainment"] == "0.96"
    assert content["computed"]["total"] == "1000.00"
    assert content_of(sealed, 1) == before
    with as_role(Role.SUPERVISOR, sealed) as uow, pytest.raises(Conflict, match="nothing to correct"):
        correct_statement(uow, sealed, MAY, reason="Again.")


def test_hours_that_were_stated_wrongly_are_corrected(db):
    tenant = brand_with({"rates": {"per_hour": "10"}})
    talk(tenant, MAY, good=1)
    seal(tenant, MAY)
    issued(tenant, stated=Quantities(hours=D(8)))
    with as_role(Role.SUPERVISOR, tenant) as uow:
        row = correct_statement(
            uow, tenant, MAY, reason="One day was missing.", stated=Quantities(hours=D(16))
        )
        assert row.total == 80
    assert content_of(tenant, 2)["stated"]["hours"] == "16"


def test_a_correction_of_a_month_without_a_statement_is_not_found(sealed):
    with as_role(Role.SUPERVISOR, sealed) as uow, pytest.raises(NotFound):
        correct_statement(uow, sealed, MAY, reason="Why not.")


# --- Earning back


def test_a_credit_is_earned_back_once_on_the_statement_of_the_month_that_reached_the_target(db):
    tenant = brand_with({"earn_back": {"within_months": 2, "at_least": None}})
    for month, bad in ((MARCH, 1), (APRIL, 0), (MAY, 0)):
        talk(tenant, month, good=4, bad=bad)
        seal(tenant, month)
        issued(tenant, month)
    assert lines_of(tenant, 1)["credit", "first_response"] == "-200.00"
    (back,) = (one for one in content_of(tenant, 2)["lines"] if one["kind"] == "earn_back")
    assert (back["amount"], back["month"], back["statement"]) == ("200.00", "2026-03", 1)
    assert content_of(tenant, 2)["total"] == "1200.00"
    assert ("earn_back", "first_response") not in lines_of(tenant, 3)


def test_a_credit_that_was_corrected_away_is_taken_from_what_was_earned_back(db):
    tenant = brand_with({"earn_back": {"within_months": 2, "at_least": None}})
    for month, bad in ((APRIL, 1), (MAY, 0)):
        talk(tenant, month, good=4, bad=bad)
        seal(tenant, month)
        issued(tenant, month)
    talk(tenant, APRIL, good=20)
    restate(tenant, APRIL)
    with as_role(Role.SUPERVISOR, tenant) as uow:
        assert correct_statement(uow, tenant, APRIL, reason="A file was late.").total == 200
        second = correct_statement(uow, tenant, MAY, reason="April gave no credit after all.")
        assert second.total == -200
        assert [(one["kind"], one["is_gone"]) for one in json.loads(second.content)["lines"]] == [
            ("earn_back", True)
        ]
        assert sum(one.total for one in list_statements(uow, tenant.id, limit=9)) == 2000


# --- What if, and who reads


def test_what_if_shows_the_same_month_by_other_terms_and_keeps_nothing(sealed):
    other = CONTRACT | {"at_risk": 0.5, "targets": [CONTRACT["targets"][0] | {"attainment": 0.8}]}
    with as_role(Role.CLIENT_APPROVER, sealed) as uow:
        found = what_if(uow, sealed, MAY, contract=CONTRACT | {"at_risk": 0.5}, stated=NOTHING)
        assert (found.as_agreed.total, found.otherwise.total) == (800, 700)
        assert what_if(uow, sealed, MAY, contract=other, stated=NOTHING).otherwise.total == 1000
        with pytest.raises(Invalid):
            what_if(uow, sealed, MAY, contract={"currency": None}, stated=NOTHING)
        assert not uow.session.new
        assert not uow.session.dirty
        assert list_statements(uow, sealed.id, limit=9) == []


def test_who_sees_some_accounts_only_reads_no_money(sealed):
    number = issued(sealed)
    actor = act_as(Role.CLIENT_APPROVER, sealed)
    narrowed = Actor(actor.kind, actor.user_id, "", actor.tenant_ids, actor.grants, {sealed.id: frozenset()})
    with UnitOfWork(narrowed) as uow:
        for ask in (
            lambda: get_statement(uow, sealed.id, number),
            lambda: list_statements(uow, sealed.id, limit=9),
            lambda: list_open_months(uow, sealed.id),
            lambda: what_if(uow, sealed, MAY, contract=CONTRACT, stated=NOTHING),
        ):
            with pytest.raises(Forbidden, match="whole brand"):
                ask()


def test_another_brands_statement_does_not_exist(sealed):
    number = issued(sealed)
    other = brand_with()
    with as_role(Role.SUPERVISOR, other) as uow, pytest.raises(NotFound):
        get_statement(uow, sealed.id, number)
