"""A month from its last day to its seal: who may do what, once, and what nobody can change afterwards."""

import hashlib
import json
import threading
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from builders import act_as, drain_all, make_person
from reports.worlds import Done, Said, act, make_brand, take
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.permissions import Role
from bpo.reports.models import Snapshot, SnapshotSeal
from bpo.reports.operations.months import (
    accept_month,
    ask_to_prepare,
    check_seal,
    close_last_month,
    corrections_of,
    prepare_month,
    refuse_month,
    report_of,
    restate_month,
    sealed_text,
    sign_month,
)
from bpo.reports.operations.overview import list_months
from bpo.reports.queries.months import count_waiting_months, find_latest, find_seal, get_latest
from bpo.reports.rules.months import (
    MonthState,
    SnapshotState,
    canonical,
    differences,
    find_month,
    is_over,
    last_month,
    seal_of,
    state_of_month,
)
from bpo.tenants.operations import replace_section
from bpo.tenants.rules.period import month_of

MAY = date(2026, 5, 1)
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
JUNE = datetime(2026, 6, 2, 8, tzinfo=UTC)


def minutes(number):
    return NOON + timedelta(minutes=number)


def talk(name, *steps):
    return [
        Said(f"{name}/{n}", name, "x:one", side, minutes(at), agent="anna@vendor.example")
        for n, (side, at) in enumerate(steps)
    ]


@pytest.fixture
def brand(db):
    contract = {"targets": [{"figure": "first_response", "attainment": 0.9}]}
    tenant = make_brand(contract=contract, name="Larkwing", state="live")
    take(
        tenant,
        [
            *talk("a", ("in", 0), ("out", 10), ("in", 20), ("out", 90)),
            *talk("b", ("in", 5), ("out", 50)),
            *talk("c", ("in", 60)),
        ],
    )
    return tenant


def month(tenant):
    return month_of(MAY, tenant.time_zone)


def prepared(tenant, now=JUNE):
    with UnitOfWork(Actor.system(tenant.id), now=now) as uow:
        return prepare_month(uow, tenant, month(tenant))


def latest(uow, tenant, *, for_update=True):
    return get_latest(uow, tenant.id, MAY, for_update=for_update)


def as_role(role, tenant, now=JUNE):
    return UnitOfWork(act_as(role, tenant), now=now)


def signed(tenant, now=JUNE):
    prepared(tenant, now)
    with as_role(Role.SUPERVISOR, tenant, now) as uow:
        sign_month(uow, tenant, latest(uow, tenant))


def sealed(tenant, now=JUNE):
    signed(tenant, now)
    with as_role(Role.CLIENT_APPROVER, tenant, now) as uow:
        accept_month(uow, tenant, latest(uow, tenant))


# --- Rules


@pytest.mark.parametrize(
    ("text_of_month", "found"),
    [
        ("2026-05", MAY),
        ("2026-12", date(2026, 12, 1)),
        ("2026-13", None),
        ("2026-00", None),
        ("2026-5", None),
        ("26-05", None),
        ("2026-05-01", None),
        ("1969-12", None),
        ("9999-01", None),
        ("unknown", None),
        ("２０２６-05", None),
    ],
)
def test_a_month_is_written_in_one_way(text_of_month, found):
    period = find_month(text_of_month, "Europe/Kyiv")
    assert (period and period.from_date) == found


@pytest.mark.parametrize(
    ("zone", "first", "ends"),
    [
        ("Europe/Warsaw", date(2026, 3, 1), datetime(2026, 3, 31, 22, tzinfo=UTC)),
        ("Europe/Warsaw", date(2026, 10, 1), datetime(2026, 10, 31, 23, tzinfo=UTC)),
        ("Europe/Kyiv", date(2026, 10, 1), datetime(2026, 10, 31, 22, tzinfo=UTC)),
        ("Europe/Moscow", date(2026, 3, 1), datetime(2026, 3, 31, 21, tzinfo=UTC)),
        ("America/St_Johns", date(2026, 11, 1), datetime(2026, 12, 1, 3, 30, tzinfo=UTC)),
    ],
)
def test_a_month_ends_by_the_brands_clocks(zone, first, ends):
    period = month_of(first, zone)
    assert not is_over(period, now=ends - timedelta(microseconds=1))
    assert is_over(period, now=ends)
    assert last_month(ends, zone) == period
    assert last_month(ends - timedelta(microseconds=1), zone) != period


@pytest.mark.parametrize(
    ("snapshot", "over", "state"),
    [
        (None, False, MonthState.RUNNING),
        (None, True, MonthState.OPEN),
        (SnapshotState.REPLACED, True, MonthState.OPEN),
        *[(one, True, MonthState(one.value)) for one in SnapshotState if one is not SnapshotState.REPLACED],
    ],
)
def test_how_a_month_stands(snapshot, over, state):
    assert state_of_month(snapshot, over=over) is state


def test_differences_name_each_figure_once_and_leave_out_what_is_of_today():
    said = {"turns": {"total": 3}, "rows": [1, 2], "same": None, "volumes": {"by_stage": {"using": 1}}}
    found = {"turns": {"total": 4}, "rows": [1], "same": None, "new": 0.5, "volumes": {"by_stage": {}}}
    assert [(one.figure, one.said, one.found) for one in differences(said, found)] == [
        ("turns.total", 3, 4),
        ("new", None, 0.5),
        ("rows.1", 2, None),
    ]
    twice = {"n": 1, "before_exclusions": {"n": 1}}
    again = {"n": 2, "before_exclusions": {"n": 2}}
    assert [one.figure for one in differences(twice, again)] == ["n"]
    assert len(differences(twice, {"n": 2, "before_exclusions": {"n": 3}})) == 2
    assert differences(said, said) == []


# --- Preparing and signing


def test_nobody_prepares_a_month_that_is_not_over(brand):
    last_moment = month(brand).end - timedelta(microseconds=1)
    with as_role(Role.SUPERVISOR, brand, last_moment) as uow, pytest.raises(Conflict, match="not over"):
        ask_to_prepare(uow, brand, month(brand))
    with pytest.raises(Conflict, match="not over"):
        prepared(brand, last_moment)


def test_what_is_prepared_is_the_report_with_its_definitions_and_versions(brand):
    content = json.loads(prepared(brand).content)
    assert content["report"]["turns"]["total"] == 4
    assert content["report"]["as_of"] == "2026-06-02T08:00:00Z"
    assert content["definitions"]["version"] == 3
    metrics = content["report"]["definitions"]["metrics"]
    assert metrics["attainment"]["statistic"]["share"] == {
        "part": ["met"],
        "whole": ["met", "breached", "open_past_due"],
    }
    assert "met ÷ (met + breached" in content["definitions"]["attainment"]
    assert [one["name"] for one in content["versions"]["service_levels"]] == ["standard"]
    assert content["versions"]["service_levels"][0]["first_response"] == 1800
    assert {one["section"] for one in content["versions"]["sections"]} == {"contract"}
    assert content["month"] == "2026-05"


def test_asking_leaves_work_and_the_worker_prepares(app, brand):
    with as_role(Role.SUPERVISOR, brand) as uow:
        ask_to_prepare(uow, brand, month(brand))
    drain_all("slow")
    with UnitOfWork(Actor.system(brand.id)) as uow:
        assert latest(uow, brand).state == "prepared"


def test_a_month_that_ended_is_prepared_once_and_who_signs_is_told(brand):
    supervisor, _token = make_person("supervisor", brand)
    viewer, _token = make_person("client_viewer", brand)
    for _run in range(2):
        with UnitOfWork(Actor.system(brand.id), now=JUNE) as uow:
            close_last_month(uow, brand)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        assert uow.session.scalars(select(Snapshot.revision).where(Snapshot.tenant_id == brand.id)).all() == [
            1
        ]
        told = uow.session.execute(
            select(Notification.user_id, Notification.kind, Notification.path).where(
                Notification.tenant_id == brand.id
            )
        ).all()
    ours = [
        row for row in told if row.user_id in {supervisor.id, viewer.id}
    ]  # other tests' supervisors are told too
    assert ours == [(supervisor.id, "month_to_sign", f"/brands/{brand.slug}/months/2026-05")]
    assert len(set(told)) == len(told)


def test_a_month_in_which_nobody_wrote_and_a_brand_that_is_not_live_are_left_alone(brand):
    with UnitOfWork(Actor.system(brand.id), now=datetime(2026, 8, 2, tzinfo=UTC)) as uow:
        assert close_last_month(uow, brand) is None
    brand.state = "onboarding"
    with UnitOfWork(Actor.system(brand.id), now=JUNE) as uow:
        assert close_last_month(uow, brand) is None


def test_a_report_whose_two_computations_differ_cannot_be_signed(brand):
    with UnitOfWork(Actor.system(brand.id)) as uow:
        uow.session.execute(
            text(
                "UPDATE turn SET worked_us = worked_us + 1000000 WHERE tenant_id = :t AND worked_us = 600000000"
            ),
            {"t": brand.id},
        )
    row = prepared(brand)
    assert {"figure": "first_response.median", "said": 1650.5, "found": 1650.0} in row.differences
    with as_role(Role.SUPERVISOR, brand) as uow:
        with pytest.raises(Conflict, match=r"first_response\.median: 1650\.5 → 1650\.0"):
            sign_month(uow, brand, latest(uow, brand))
        assert latest(uow, brand).state == "prepared"


def test_what_came_in_after_preparing_must_be_prepared_again(brand):
    prepared(brand)
    take(brand, talk("late", ("in", 100), ("out", 101)))
    with as_role(Role.SUPERVISOR, brand) as uow, pytest.raises(Conflict, match=r"turns\.total: 4 → 5"):
        sign_month(uow, brand, latest(uow, brand))
    signed(brand, JUNE + timedelta(hours=1))
    with UnitOfWork(Actor.system(brand.id)) as uow:
        rows = uow.session.execute(
            select(Snapshot.revision, Snapshot.state)
            .where(Snapshot.tenant_id == brand.id)
            .order_by(Snapshot.revision)
        ).all()
    assert rows == [(1, "replaced"), (2, "signed")]


def test_events_after_the_instant_of_the_report_change_nothing(brand):
    prepared(brand)
    act(brand, [Done("c", "dismissed", JUNE + timedelta(hours=1))])
    with as_role(Role.SUPERVISOR, brand, JUNE + timedelta(hours=2)) as uow:
        sign_month(uow, brand, latest(uow, brand))


def test_of_two_supervisors_who_sign_at_once_one_does(brand):
    prepared(brand)
    outcomes, barrier = [], threading.Barrier(2)

    def sign():
        barrier.wait()
        try:
            with as_role(Role.SUPERVISOR, brand) as uow:
                sign_month(uow, brand, latest(uow, brand))
            outcomes.append("signed")
        except Conflict as error:
            outcomes.append(error.message)

    people = [threading.Thread(target=sign) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(outcomes) == [
        "This month is not waiting for a signature; it may have been signed just now.",
        "signed",
    ]


def test_the_database_itself_lets_a_month_be_signed_once(brand):
    signed(brand)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        first = latest(uow, brand)
        copied = {
            column.name: getattr(first, column.name)
            for column in Snapshot.__table__.columns
            if column.name not in {"id", "revision"}
        }
        uow.session.add(Snapshot(**copied, revision=2))
        with pytest.raises(Exception, match="uq_snapshot_signed"):
            uow.session.flush()
        uow.session.rollback()


# --- Deciding


def test_refused_and_signed_again_in_a_new_revision(app, brand):
    supervisor, _token = make_person("supervisor", brand)
    signed(brand)
    with as_role(Role.CLIENT_APPROVER, brand) as uow:
        assert count_waiting_months(uow) == 1
        with pytest.raises(Invalid):
            refuse_month(uow, brand, latest(uow, brand), reasons="   ")
        uow.session.rollback()
    with as_role(Role.CLIENT_APPROVER, brand) as uow:
        refuse_month(uow, brand, latest(uow, brand), reasons="Two turns are missing.")
        assert count_waiting_months(uow) == 0
    drain_all("intake")
    with UnitOfWork(Actor.system(brand.id)) as uow:
        kinds = uow.session.scalars(
            select(Notification.kind).where(Notification.user_id == supervisor.id)
        ).all()
    assert sorted(kinds) == ["month_refused", "month_to_sign"]
    with as_role(Role.SUPERVISOR, brand) as uow, pytest.raises(Conflict, match="not waiting"):
        sign_month(uow, brand, latest(uow, brand))
    with as_role(Role.CLIENT_APPROVER, brand) as uow, pytest.raises(Conflict):
        accept_month(uow, brand, latest(uow, brand))
    sealed(brand, JUNE + timedelta(days=1))
    with UnitOfWork(Actor.system(brand.id)) as uow:
        row = latest(uow, brand)
        assert (row.revision, row.state, row.reasons) == (2, "sealed", None)
    with pytest.raises(Conflict, match="signed already"):
        prepared(brand, JUNE + timedelta(days=2))


def test_a_client_knows_of_a_month_only_once_it_is_signed(brand):
    prepared(brand)
    with as_role(Role.CLIENT_VIEWER, brand) as uow:
        assert find_latest(uow, brand.id, MAY) is None
        assert list_months(uow, brand).lines[-1].state is MonthState.OPEN
    with as_role(Role.CLIENT_APPROVER, brand) as uow, pytest.raises(NotFound):
        latest(uow, brand)


def test_who_sees_some_accounts_only_neither_signs_nor_accepts(brand):
    prepared(brand)
    for role, deed in ((Role.SUPERVISOR, sign_month), (Role.CLIENT_APPROVER, accept_month)):
        actor = act_as(role, brand)
        narrowed = Actor(
            actor.kind, actor.user_id, "", actor.tenant_ids, actor.grants, {brand.id: frozenset()}
        )
        with UnitOfWork(narrowed) as uow:
            with pytest.raises(Forbidden, match="whole brand"):
                deed(uow, brand, latest(uow, brand))
            assert count_waiting_months(uow) == 0
        if role is Role.SUPERVISOR:
            with as_role(Role.SUPERVISOR, brand) as uow:
                sign_month(uow, brand, latest(uow, brand))


def test_another_brands_month_does_not_exist(brand):
    other = make_brand()
    signed(brand)
    with as_role(Role.SUPERVISOR, other) as uow:
        assert find_latest(uow, brand.id, MAY) is None


# --- Seals


def test_the_seal_is_the_sha256_of_the_sealed_text_and_follows_the_one_before(brand):
    sealed(brand)
    june = month_of(date(2026, 6, 1), brand.time_zone)
    later = datetime(2026, 7, 1, 9, tzinfo=UTC)
    with UnitOfWork(Actor.system(brand.id), now=later) as uow:
        row = prepare_month(uow, brand, june)
        sign_month(uow, brand, row)
        second = accept_month(uow, brand, row)
        uow.session.flush()
        first_row = latest(uow, brand)
        first = find_seal(uow, first_row)
        assert (first.number, first.previous, second.number, second.previous) == (1, None, 2, first.seal)
        whole = sealed_text(row, previous=first.seal)
        assert hashlib.sha256(whole.encode()).hexdigest() == second.seal
        assert canonical(json.loads(whole)) == whole
        assert json.loads(whole)["content"]["month"] == "2026-06"
        assert check_seal(uow, row).is_whole
        assert check_seal(uow, first_row).is_whole


@pytest.mark.parametrize(
    "change",
    [
        "content = replace(content, '\"total\":4', '\"total\":5')",
        "content = content || ' '",
        "signed_by_name = 'Somebody else'",
        "decided_at = decided_at + interval '1 microsecond'",
    ],
)
def test_any_change_of_what_was_sealed_is_seen(brand, owner, change):
    sealed(brand)
    owner.execute("SET app.migrating = 'on'")
    changed = owner.execute(f"UPDATE snapshot SET {change} WHERE tenant_id = %s", (brand.id,))
    assert changed.rowcount == 1
    with UnitOfWork(Actor.system(brand.id)) as uow:
        checked = check_seal(uow, latest(uow, brand))
    assert not checked.is_whole
    assert checked.follows


def test_every_byte_counts():
    whole = canonical({"report": {"turns": 4, "name": "Książka"}})
    for at in range(len(whole)):
        assert seal_of(whole[:at] + "~" + whole[at + 1 :]) != seal_of(whole)


def test_an_earlier_seal_that_was_exchanged_is_seen_at_the_next(brand, owner):
    sealed(brand)
    with UnitOfWork(Actor.system(brand.id), now=datetime(2026, 7, 1, 9, tzinfo=UTC)) as uow:
        row = prepare_month(uow, brand, month_of(date(2026, 6, 1), brand.time_zone))
        sign_month(uow, brand, row)
        accept_month(uow, brand, row)
    owner.execute("SET app.migrating = 'on'")
    owner.execute(
        "UPDATE snapshot_seal SET seal = repeat('0', 64) WHERE tenant_id = %s AND number = 1", (brand.id,)
    )
    with UnitOfWork(Actor.system(brand.id)) as uow:
        checked = check_seal(uow, get_latest(uow, brand.id, date(2026, 6, 1)))
    assert (checked.kept == checked.found, checked.follows) == (True, False)


@pytest.mark.parametrize(
    "statement",
    [
        *[
            f"UPDATE snapshot SET {column} = {column}"
            for column in ("content", "as_of", "month", "revision", "differences", "id", "tenant_id")
        ],
        "DELETE FROM snapshot",
        "UPDATE snapshot_seal SET seal = seal",
        "DELETE FROM snapshot_seal",
        "UPDATE restatement SET lines = lines",
        "DELETE FROM restatement",
    ],
)
def test_the_role_that_serves_cannot_change_what_was_computed(brand, statement):
    sealed(brand)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        with pytest.raises(ProgrammingError) as refused:
            uow.session.execute(text(f"{statement} WHERE tenant_id = :t"), {"t": brand.id})
        assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)
        uow.session.rollback()


def test_two_brands_months_are_sealed_in_chains_of_their_own(brand):
    other = make_brand(state="live")
    take(other, talk("z", ("in", 0), ("out", 3)))
    sealed(brand)
    sealed(other)
    with UnitOfWork(Actor.system(brand.id, other.id)) as uow:
        numbers = uow.session.scalars(
            select(SnapshotSeal.number).where(SnapshotSeal.tenant_id.in_([brand.id, other.id]))
        ).all()
    assert numbers == [1, 1]


# --- Restating


def test_a_late_import_is_restated_to_the_figure_and_the_month_stays(brand):
    sealed(brand, utcnow())  # the messages of the brand are known by then
    with UnitOfWork(Actor.system(brand.id)) as uow:
        row = latest(uow, brand)
        before = report_of(row)
        assert corrections_of(uow, brand, row) == []
    take(brand, talk("late", ("in", 100), ("out", 140)))
    with as_role(Role.SUPERVISOR, brand) as uow:
        row = latest(uow, brand)
        found = {one.figure: (one.said, one.found) for one in corrections_of(uow, brand, row)}
        assert found["turns.total"] == (4, 5)
        assert found["turns.answered"] == (3, 4)
        assert found["first_response.n"] == (2, 3)
        assert found["first_response.breached"] == (1, 2)
        assert found["first_response.attainment"] == (0.333333, 0.25)
        assert found["by_service_level.standard.first_response.n"] == (2, 3)
        assert not any(figure.startswith(("next_response", "backlog")) for figure in found)
        with pytest.raises(Invalid):
            restate_month(uow, brand, row, reason="")
        stated = restate_month(uow, brand, row, reason="The network gave a conversation late.")
        uow.session.flush()
        assert (stated.number, stated.late_messages) == (1, 2)
        assert {"figure": "turns.total", "said": 4, "found": 5} in stated.lines
        assert report_of(row) == before
        assert check_seal(uow, row).is_whole
        with pytest.raises(Conflict, match="nothing new"):
            restate_month(uow, brand, row, reason="Again.")


def test_a_new_contract_is_no_correction_of_the_past(brand):
    sealed(brand)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        contract = {"coverage_window": 60, "targets": [{"figure": "first_response", "attainment": 0.5}]}
        replace_section(uow, brand, "contract", contract)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        assert corrections_of(uow, brand, latest(uow, brand)) == []


def test_only_a_sealed_month_is_restated(brand):
    signed(brand)
    with as_role(Role.SUPERVISOR, brand) as uow, pytest.raises(Conflict, match="Only a sealed"):
        restate_month(uow, brand, latest(uow, brand), reason="Because.")


# --- The list


def test_months_go_back_to_the_first_turn_page_by_page(brand):
    take(brand, [Said("old/0", "old", "x:one", "in", datetime(2026, 2, 10, tzinfo=UTC))])
    sealed(brand)
    with as_role(Role.CLIENT_VIEWER, brand, datetime(2026, 7, 15, tzinfo=UTC)) as uow:
        page = list_months(uow, brand, limit=4)
        assert [line.month for line in page.lines] == ["2026-07", "2026-06", "2026-05", "2026-04"]
        assert [line.state.value for line in page.lines] == ["running", "open", "sealed", "open"]
        assert page.lines[2].first_response == 0.333333
        assert page.lines[2].seal is not None
        rest = list_months(uow, brand, before=find_month(page.older, brand.time_zone), limit=4)
        assert [line.month for line in rest.lines] == ["2026-03", "2026-02"]
        assert rest.older is None
