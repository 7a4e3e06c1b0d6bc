from datetime import timedelta
from threading import Barrier, Thread

import pytest
from builders import act_as, actor_of_person, make_person, make_responder, make_tenant
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.events import EventRow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.models import Notification
from bpo.identity.operations.people import grant_roles, revoke_membership
from bpo.identity.permissions import Profile, Role
from bpo.identity.queries import get_user, list_memberships
from bpo.staffing.operations import (
    assign,
    certify,
    check_may_serve,
    create_team,
    describe_person,
    join_team,
    leave_team,
    resume_certification,
    retire_team,
    revoke_certification,
    suspend_certification,
    tell_of_endings,
    unassign,
)
from bpo.staffing.queries import (
    get_assignment,
    get_certification,
    get_team,
    list_assignments,
    list_certifications,
    list_profiles,
    may_serve,
    servable_brands,
)
from bpo.staffing.rules import ANALYST, EXPIRED, NO_ROLE, NOT_CERTIFIED, SUSPENDED

pytestmark = pytest.mark.usefixtures("db")
YEAR = timedelta(days=365)


@pytest.fixture
def tenant(db):
    return make_tenant(languages=["pl", "en"])


def unit(*tenants, now=None):
    return UnitOfWork(Actor.system(*(tenant.id for tenant in tenants)), now=now)


def why(tenant, user, *, now=None):
    with unit(tenant, now=now) as uow:
        return may_serve(uow, tenant.id, user.id, at=uow.now).why


def only_certification(uow, tenant):
    (row,) = list_certifications(uow, [tenant.id])
    return row


def test_a_responder_may_serve_their_brand_and_no_other(tenant):
    other = make_tenant()
    user, _token = make_responder(tenant)
    with UnitOfWork(actor_of_person(user)) as uow:
        assert may_serve(uow, tenant.id, user.id, at=uow.now).allowed
        assert servable_brands(uow, user.id, at=uow.now) == {tenant.id}
        check_may_serve(uow, tenant.id, user.id)
        with pytest.raises(Forbidden) as refused:
            check_may_serve(uow, other.id, user.id)
        assert refused.value.message == NO_ROLE


def test_a_page_left_open_since_yesterday_serves_nobody(tenant):
    user, _token = make_responder(tenant, valid_until=utcnow() + timedelta(hours=8))
    tomorrow = utcnow() + timedelta(days=1)
    with UnitOfWork(actor_of_person(user), now=tomorrow) as uow:
        assert servable_brands(uow, user.id, at=uow.now) == frozenset()
        with pytest.raises(Forbidden) as refused:
            check_may_serve(uow, tenant.id, user.id)
    assert refused.value.message == EXPIRED


def test_certified_and_not_assigned_serves_nobody_until_assigned(tenant):
    user, _token = make_responder(tenant, assigned=False)
    with unit(tenant) as uow:
        assert servable_brands(uow, user.id, at=uow.now) == frozenset()
        row = assign(uow, tenant.id, user_id=user.id)
    with unit(tenant) as uow:
        assert servable_brands(uow, user.id, at=uow.now) == {tenant.id}
        unassign(uow, get_assignment(uow, tenant.id, row.id))
    with unit(tenant) as uow:
        assert servable_brands(uow, user.id, at=uow.now) == frozenset()
        with pytest.raises(NotFound):
            get_assignment(uow, tenant.id, row.id)
        assert assign(uow, tenant.id, user_id=user.id).id != row.id


def test_a_team_is_assigned_with_whoever_is_in_it(tenant):
    user, _token = make_responder(tenant, assigned=False)
    with unit(tenant) as uow:
        team = create_team(uow, name=f"Night {new_id()}")
        assign(uow, tenant.id, team_id=team.id)
    for deed, expected in (
        (lambda uow, team: join_team(uow, team, user.id), {tenant.id}),
        (lambda uow, team: leave_team(uow, team, user.id), set()),
        (lambda uow, team: join_team(uow, team, user.id), {tenant.id}),
        (retire_team, set()),
    ):
        with unit(tenant) as uow:
            deed(uow, get_team(uow, team.id))
        with unit(tenant) as uow:
            assert servable_brands(uow, user.id, at=uow.now) == expected


def test_assigned_and_not_certified_serves_nobody(tenant):
    user, _token = make_responder(tenant, certified=False)
    assert why(tenant, user) == NOT_CERTIFIED
    with unit(tenant) as uow:
        assert servable_brands(uow, user.id, at=uow.now) == frozenset()


def test_an_analyst_never_serves(tenant):
    user, _token = make_responder(tenant)
    with unit(tenant) as uow:
        person = get_user(uow, user.id)
        grant_roles(uow, person, role=Role.AGENT, tenant_ids=[tenant.id], profile=Profile.ANALYST)
        (responder,) = [row for row in list_memberships(uow, [user.id]) if row.profile == "responder"]
        revoke_membership(uow, person, responder)
    assert why(tenant, user) == ANALYST  # the certificate as a responder still stands
    with unit(tenant) as uow, pytest.raises(Invalid):
        certify(uow, tenant.id, user_id=user.id, valid_from=uow.now, valid_until=uow.now + YEAR)


def test_a_supervisor_serves_once_certified(tenant):
    user, _token = make_person("supervisor", tenant)
    assert why(tenant, user) == NOT_CERTIFIED
    with unit(tenant) as uow:
        certify(uow, tenant.id, user_id=user.id, valid_from=uow.now, valid_until=uow.now + YEAR)
    assert why(tenant, user) is None
    with unit(tenant) as uow:
        assert [row.profile for row in list_profiles(uow, [user.id])] == ["responder"]


def test_whoever_loses_the_role_or_the_access_serves_nobody(tenant):
    user, _token = make_responder(tenant)
    with unit(tenant) as uow:
        get_user(uow, user.id).disabled_at = uow.now
    assert why(tenant, user) == NO_ROLE


def test_a_suspension_holds_until_it_is_lifted_also_for_a_renewal_ahead_of_time(tenant):
    user, _token = make_responder(tenant)
    with unit(tenant) as uow:
        (row,) = list_certifications(uow, [tenant.id])
        renewed = certify(
            uow, tenant.id, user_id=user.id, valid_from=uow.now, valid_until=uow.now + timedelta(days=700)
        )
        suspend_certification(uow, row, reason=" Two critical errors. ")
        uow.session.flush()
        assert (row.suspended_reason, renewed.suspended_reason) == ("Two critical errors.",) * 2
        with pytest.raises(Conflict):
            suspend_certification(uow, renewed, reason="Again.")
        with pytest.raises(Conflict):
            certify(uow, tenant.id, user_id=user.id, valid_from=uow.now, valid_until=uow.now + YEAR)
    assert why(tenant, user) == SUSPENDED
    with unit(tenant) as uow:
        resume_certification(uow, get_certification(uow, tenant.id, row.id))
    assert why(tenant, user) is None
    with unit(tenant) as uow:
        revoke_certification(uow, get_certification(uow, tenant.id, renewed.id))
    assert "revoked" in why(tenant, user)
    with unit(tenant) as uow, pytest.raises(Conflict):
        revoke_certification(uow, get_certification(uow, tenant.id, renewed.id))


def test_a_suspension_needs_a_reason(tenant):
    make_responder(tenant)
    with unit(tenant) as uow, pytest.raises(Invalid):
        suspend_certification(uow, only_certification(uow, tenant), reason="  ")


def test_nobody_certifies_themselves(tenant):
    user, _token = make_person("supervisor", tenant)
    with UnitOfWork(actor_of_person(user)) as uow, pytest.raises(Conflict):
        certify(uow, tenant.id, user_id=user.id, valid_from=uow.now, valid_until=uow.now + YEAR)


def test_the_audit_log_says_who_did_it_and_not_why(tenant):
    make_responder(tenant)
    with unit(tenant) as uow:
        suspend_certification(uow, only_certification(uow, tenant), reason="Ill-tempered.")
    with unit(tenant) as uow:
        events = uow.session.scalars(select(EventRow).where(EventRow.tenant_id == tenant.id)).all()
        assert {"certification.granted", "assignment.made", "certification.suspended"} <= {
            event.action for event in events
        }
        assert not any("Ill-tempered" in str(event.detail) for event in events)


def test_the_same_twice_at_one_moment_is_there_once(tenant):
    user, _token = make_responder(tenant, assigned=False)
    start, kept, refused = Barrier(2), [], []

    def run():
        try:
            with unit(tenant) as uow:
                start.wait()
                kept.append(assign(uow, tenant.id, user_id=user.id))
        except Conflict as error:
            refused.append(error)

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(kept), len(refused)) == (1, 1)
    with unit(tenant) as uow:
        assert len(list_assignments(uow, [tenant.id])) == 1


def test_a_client_is_nobody_for_staffing(tenant):
    viewer, _token = make_person("client_viewer", tenant)
    with unit(tenant) as uow:
        with pytest.raises(Invalid):
            certify(uow, tenant.id, user_id=viewer.id, valid_from=uow.now, valid_until=uow.now + YEAR)
        with pytest.raises(Invalid):
            assign(uow, tenant.id, user_id=viewer.id)
        with pytest.raises(NotFound):
            describe_person(uow, viewer.id, profile="responder")


def test_teams_are_kept_by_those_who_staff_all_brands(tenant):
    with UnitOfWork(act_as(Role.SUPERVISOR, tenant)) as uow, pytest.raises(Forbidden):
        create_team(uow, name="Evening")
    with UnitOfWork(act_as(Role.SUPERVISOR, tenant, vendor_wide=True)) as uow:
        name = f"Evening {new_id()}"
        create_team(uow, name=name)
        with pytest.raises(Invalid):
            create_team(uow, name=name.upper())


def test_people_are_told_once_that_a_certification_ends(tenant):
    people = [
        make_person("supervisor", tenant)[0],
        make_person("team_leader", tenant)[0],
        make_responder(tenant, valid_until=utcnow() + timedelta(days=10))[0],
        make_responder(tenant, valid_until=utcnow() + timedelta(days=9))[0],
        make_responder(tenant, valid_until=utcnow() + timedelta(days=100))[0],
    ]
    with unit(tenant) as uow:
        certify(uow, tenant.id, user_id=people[3].id, valid_from=uow.now, valid_until=uow.now + YEAR)
    for told_now in (True, False):
        with unit(tenant) as uow:
            assert bool(tell_of_endings(uow, tenant.id)) is told_now
    with unit(tenant) as uow:
        rows = uow.session.scalars(select(Notification).where(Notification.tenant_id == tenant.id)).all()
    told = [person for person in people for row in rows if row.user_id == person.id]
    assert told == [
        people[0],
        people[2],
    ]  # the supervisor, and whose certification ends with no other after it


def test_whoever_is_suspended_is_told_and_reads_why_with_the_certification(tenant):
    user, _token = make_responder(tenant)
    lead, _token = make_person("supervisor", tenant)
    with UnitOfWork(actor_of_person(lead)) as uow:
        row = only_certification(uow, tenant)
        suspend_certification(uow, row, reason="Ill-tempered.")
    with unit(tenant) as uow:
        rows = uow.session.scalars(select(Notification).where(Notification.user_id == user.id)).all()
    assert ["suspended" in one.message for one in rows] == [True]
    assert "Ill-tempered" not in str(rows[0].values)
