import pytest
from builders import act_as, make_tenant
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.errors import Conflict, Forbidden, Invalid, NotFound
from bpo.core.uow import UnitOfWork
from bpo.identity.models import ApiKey, Membership, OneTimeLink, User, UserSession
from bpo.identity.operations import people
from bpo.identity.operations.sign_in import start_session
from bpo.identity.permissions import Profile, Role
from bpo.identity.queries import (
    AuditFilter,
    get_membership,
    get_user,
    list_events,
    list_memberships,
    list_users,
)


def invite(actor, *, role=Role.REVIEWER, tenants=(), email="", **over):
    with UnitOfWork(actor) as uow:
        user, _link = people.invite_user(
            uow,
            email=email or f"new-{actor.user_id}-{role.value}@example.com",
            role=role,
            tenant_ids=[tenant.id for tenant in tenants],
            by_mail=False,
            **over,
        )
        return user


def test_a_supervisor_invites_into_their_own_brands_only(db):
    mine, other = make_tenant(), make_tenant()
    supervisor = act_as(Role.SUPERVISOR, mine)
    user = invite(
        supervisor, tenants=[mine], role=Role.AGENT, profile=Profile.RESPONDER, tags=["kyiv", " kyiv "]
    )
    with UnitOfWork(supervisor) as uow:
        (held,) = list_memberships(uow, [user.id])
        assert (held.tenant_id, held.role, held.profile, held.tags) == (
            mine.id,
            "agent",
            "responder",
            ["kyiv"],
        )
    with pytest.raises(Invalid):
        invite(supervisor, tenants=[other], email="elsewhere@example.com")
    with pytest.raises(Forbidden):
        invite(supervisor, email="everywhere@example.com")


def test_a_refused_invitation_leaves_nobody_behind(db):
    mine, other = make_tenant(), make_tenant()
    email = f"left-{mine.id}@example.com"
    with pytest.raises(Invalid):
        invite(act_as(Role.SUPERVISOR, mine), tenants=[mine, other], email=email)
    with UnitOfWork(Actor.system()) as uow:
        assert uow.session.scalars(select(User).where(User.email == email)).first() is None


def test_one_address_is_one_person(make_user):
    user = make_user()
    with pytest.raises(Invalid) as refused:
        invite(act_as(Role.ADMIN, vendor_wide=True), email=user.email.upper())
    assert refused.value.faults[0].place == "email"


def test_nobody_is_both_the_vendors_and_a_clients(make_user):
    brand = make_tenant()
    admin = act_as(Role.ADMIN, brand, vendor_wide=True)
    with UnitOfWork(admin) as uow, pytest.raises(Invalid):
        people.grant_roles(uow, get_user(uow, make_user().id), role=Role.CLIENT_VIEWER, tenant_ids=[brand.id])


def test_the_database_refuses_the_mixture_too(make_user):
    brand, user = make_tenant(), make_user()
    row = {
        "user_id": user.id,
        "tenant_id": brand.id,
        "role": "client_viewer",
        "tags": [],
        "created_at": user.created_at,
    }
    for side in ("client", "staff"):
        with (
            pytest.raises(Exception, match=r"fk_membership_user_id_side|ck_membership_side"),
            UnitOfWork(Actor.system(brand.id)) as uow,
        ):
            uow.session.add(Membership(side=side, **row))


def test_a_role_is_given_once(make_user):
    brand = make_tenant()
    user = make_user(Role.CLIENT_VIEWER, brand)
    with UnitOfWork(act_as(Role.SUPERVISOR, brand)) as uow, pytest.raises(Conflict):
        people.grant_roles(uow, get_user(uow, user.id), role=Role.CLIENT_VIEWER, tenant_ids=[brand.id])


def test_only_admins_of_the_vendor_appoint_supervisors(db):
    brand = make_tenant()
    with pytest.raises(Forbidden):
        invite(act_as(Role.SUPERVISOR, brand, vendor_wide=True), role=Role.SUPERVISOR, tenants=[brand])
    assert invite(act_as(Role.ADMIN, brand, vendor_wide=True), role=Role.SUPERVISOR, tenants=[brand])


def test_nobody_gives_themselves_a_role(make_user, as_user):
    brand = make_tenant()
    user = make_user(Role.ADMIN)
    with UnitOfWork(as_user(user)) as uow, pytest.raises(Conflict):
        people.grant_roles(uow, get_user(uow, user.id), role=Role.SUPERVISOR, tenant_ids=[brand.id])


def test_a_supervisor_of_one_brand_cannot_shut_out_somebody_of_two(make_user):
    mine, other = make_tenant(), make_tenant()
    user = make_user(Role.REVIEWER)
    with UnitOfWork(act_as(Role.SUPERVISOR, mine, other)) as uow, pytest.raises(Forbidden):
        people.disable_user(uow, get_user(uow, user.id))


def test_roles_taken_away_are_gone_and_remembered(make_user, as_user):
    brand = make_tenant()
    user = make_user(Role.CLIENT_VIEWER, brand)
    supervisor = act_as(Role.SUPERVISOR, brand)
    with UnitOfWork(supervisor) as uow:
        (held,) = list_memberships(uow, [user.id])
        people.revoke_membership(uow, get_user(uow, user.id), get_membership(uow, user.id, held.id))
    actor = as_user(user)
    assert (actor.tenant_ids, actor.grants) == (frozenset(), {})
    with UnitOfWork(supervisor) as uow:
        assert get_user(uow, user.id)
        actions = [row.action for row in list_events(uow, AuditFilter(tenant_id=brand.id), limit=9)]
    assert actions == ["membership.revoked", "membership.granted"]


def test_a_clients_people_do_not_exist_for_staff_of_another_brand(make_user):
    mine, other = make_tenant(), make_tenant()
    theirs = make_user(Role.CLIENT_VIEWER, other)
    with UnitOfWork(act_as(Role.SUPERVISOR, mine)) as uow:
        with pytest.raises(NotFound):
            get_user(uow, theirs.id)
        assert theirs.id not in {row.id for row in list_users(uow, search=theirs.email, limit=9)}
        assert list_memberships(uow, [theirs.id]) == []


def test_a_client_sees_nobody_but_themselves(make_user, as_user):
    brand = make_tenant()
    user, colleague = make_user(Role.CLIENT_VIEWER, brand), make_user(Role.CLIENT_APPROVER, brand)
    make_user()
    with UnitOfWork(as_user(user)) as uow:
        assert [row.id for row in list_users(uow, limit=9)] == [user.id]
        assert {row.user_id for row in uow.session.scalars(select(Membership))} == {user.id}
        with pytest.raises(NotFound):
            get_user(uow, colleague.id)


def test_nobody_sees_anothers_sessions_or_links_without_need(make_user, as_user):
    brand = make_tenant()
    other = make_user(Role.CLIENT_VIEWER, brand)
    with UnitOfWork(Actor.system()) as uow:
        start_session(uow, other)
    for reader in (
        act_as(Role.ADMIN, brand, vendor_wide=True),
        as_user(make_user(Role.CLIENT_APPROVER, brand)),
    ):
        with UnitOfWork(reader) as uow:
            assert not uow.session.scalars(select(UserSession).where(UserSession.user_id == other.id)).all()
    with UnitOfWork(as_user(make_user(Role.CLIENT_APPROVER, brand))) as uow:
        for kind in (OneTimeLink, ApiKey):
            assert not uow.session.scalars(select(kind)).all()


def test_without_a_scope_there_are_no_people(db, make_user):
    make_user()
    with UnitOfWork(Actor.anonymous()) as uow:
        for kind in (User, Membership, UserSession, OneTimeLink, ApiKey):
            assert not uow.session.scalars(select(kind)).all()


def test_the_audit_log_keeps_brands_apart(make_user):
    mine, other = make_tenant(), make_tenant()
    make_user(Role.CLIENT_VIEWER, mine)
    make_user(Role.CLIENT_VIEWER, other)
    with UnitOfWork(act_as(Role.SUPERVISOR, mine)) as uow:
        assert {row.tenant_id for row in list_events(uow, AuditFilter(), limit=50)} == {mine.id}
        assert not list_events(uow, AuditFilter(tenant_id=other.id), limit=50)
    with UnitOfWork(act_as(Role.ADMIN, mine, other, vendor_wide=True)) as uow:
        assert {row.tenant_id for row in list_events(uow, AuditFilter(), limit=500)} == {
            mine.id,
            other.id,
            None,
        }


def test_the_audit_log_pages_without_gaps_or_repeats(make_user):
    brands = [make_tenant(), make_tenant()]
    for _n in range(3):
        make_user(Role.CLIENT_VIEWER, *brands)
    with UnitOfWork(act_as(Role.SUPERVISOR, *brands)) as uow:
        whole = [row.id for row in list_events(uow, AuditFilter(), limit=50)]
        paged, after = [], None
        while rows := list_events(uow, AuditFilter(), after=after, limit=2):
            paged += [row.id for row in rows]
            after = (rows[-1].at, rows[-1].id)
    assert len(whole) == 6
    assert paged == whole


def test_the_command_adds_roles_to_somebody_known(make_user):
    brand, user = make_tenant(), make_user()
    with UnitOfWork(Actor.system(brand.id)) as uow:
        known, link = people.add_user(uow, email=user.email, role=Role.REVIEWER, tenant_ids=[brand.id])
    assert (known.id, link) == (user.id, None)
    with UnitOfWork(Actor.system(brand.id)) as uow:
        new, link = people.add_user(uow, email=f"by-command-{brand.id}@example.com", role=Role.ADMIN)
    assert link.user_id == new.id
