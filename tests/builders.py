"""Rows for tests: plain typed functions with sensible defaults. Imported as `from builders import …`."""

from datetime import timedelta
from itertools import count

from sqlalchemy import select

from bpo.core.actor import Actor, ActorKind
from bpo.core.clock import utcnow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.tenants.models import Tenant

_numbers = count(1)


def make_tenant(**over):
    """A brand, committed; its id is in `tenant.id`."""
    n = next(_numbers)
    tenant = Tenant(
        **{
            "id": new_id(),
            "slug": f"brand-{n}-{new_id().hex[-6:]}",
            "name": f"Brand {n}",
            "languages": ["en"],
            "time_zone": "UTC",
            "state": "onboarding",
            "created_at": utcnow(),
            **over,
        }
    )
    with UnitOfWork(Actor.system(tenant.id)) as uow:
        uow.session.add(tenant)
    return tenant


def act_as(role, *tenants, user_id=None, vendor_wide=False, profile=None):
    """An actor in a role at these brands (rows or ids); agents are responders unless said otherwise."""
    from bpo.identity.permissions import CLIENT_ROLES, permissions_of

    profile = profile or ("responder" if role == "agent" else None)

    ids = frozenset(getattr(tenant, "id", tenant) for tenant in tenants)
    grants = dict.fromkeys(ids, permissions_of(role, profile=profile, at_vendor=vendor_wide))
    if vendor_wide:
        grants[None] = permissions_of(role, profile=profile, at_vendor=True)
    kind = ActorKind.CLIENT if role in CLIENT_ROLES else ActorKind.STAFF
    return Actor(kind, user_id=user_id or new_id(), tenant_ids=ids, grants=grants)


def forget_tries(owner):
    """Nobody is blocked for what was tried in vain; `owner` is a connection as the owner, whom the wall binds too."""
    owner.execute("SELECT set_config('app.migrating', 'on', false)")
    owner.execute("DELETE FROM login_tries")
    owner.execute("SELECT set_config('app.migrating', '', false)")


def make_person(role, *tenants, tags=(), locale="en", name=None, profile="responder"):
    """A person with a role at these brands (none: the vendor), and the token of an open session.

    `profile` says what an agent is; other roles have none.
    """
    from bpo.identity.operations.people import invite_user
    from bpo.identity.operations.sign_in import start_session
    from bpo.identity.permissions import Profile, Role

    ids = [getattr(tenant, "id", tenant) for tenant in tenants]
    with UnitOfWork(Actor.system(*ids)) as uow:
        user, _link = invite_user(
            uow,
            email=f"{role}-{new_id().hex[-12:]}@example.com",
            role=Role(role),
            name=name or f"Person {role}",
            tenant_ids=ids,
            profile=Profile(profile) if role == "agent" else None,
            tags=tags,
            locale=locale,
            by_mail=False,
        )
        user.password_hash = "unusable"
    with UnitOfWork(Actor.system()) as uow:
        return user, start_session(uow, user).token


def make_responder(
    *tenants,
    level="regular",
    languages=None,
    valid_from=None,
    valid_until=None,
    role="agent",
    certified=True,
    assigned=True,
    locale="en",
    tags=(),
    name=None,
):
    """A person who may serve these brands, and the token of an open session; parts of that can be left out."""
    from bpo.staffing.operations import assign, certify, describe_person

    user, token = make_person(role, *tenants, locale=locale, tags=tags, name=name)
    now = utcnow()
    with UnitOfWork(Actor.system(*(tenant.id for tenant in tenants))) as uow:
        spoken = languages if languages is not None else sorted({one for t in tenants for one in t.languages})
        describe_person(uow, user.id, profile="responder", level=level, languages=spoken)
        for tenant in tenants:
            if certified:
                certify(
                    uow,
                    tenant.id,
                    user_id=user.id,
                    level=level,
                    valid_from=valid_from or now - timedelta(days=365),
                    valid_until=valid_until or now + timedelta(days=365),
                )
            if assigned:
                assign(uow, tenant.id, user_id=user.id)
    return user, token


def actor_of_person(user):
    """The actor that a person's session stands for: their real roles, brands and narrowing."""
    from bpo.identity.login import actor_of
    from bpo.identity.operations.credentials import token_hash
    from bpo.identity.operations.sign_in import start_session
    from bpo.identity.queries import resolve_session

    with UnitOfWork(Actor.system()) as uow:
        token = start_session(uow, user).token
    with UnitOfWork(Actor.anonymous()) as uow:
        return actor_of(uow, resolve_session(uow, token_hash(token)))


def browser(app, token=None):
    """A client that acts like a browser on our own pages, signed in if a session's token is given."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    if token is not None:
        client.set_cookie("session", token)
    return client


def without_help(answer):
    """A page's text without the help that lies behind it: that speaks of buttons and states which may not be there."""
    text, found, _help = answer.text.partition('<dialog class="sheet sheet-to-read" id="page-help"')
    assert found, "the page has no help"
    return text


def drain_all(*queues):
    """Do all that waits in these queues: one `drain` stops at its limit, which other tests' brands may use up."""
    from bpo.core import queue

    for name in queues:
        while queue.drain(name):
            pass


def work_off(tenant_id, *queues):
    """Do all that waits of a brand in these queues; what failed is told by its error, not by a page that lacks it."""
    from bpo.core.outbox import Job

    drain_all(*queues)
    with UnitOfWork(Actor.system(tenant_id)) as uow:
        jobs = uow.session.scalars(select(Job).where(Job.tenant_id == tenant_id, Job.queue.in_(queues))).all()
        left = [job for job in jobs if job.attempts or job.run_after <= uow.now]
        assert [(job.queue, job.name, job.attempts, job.last_error) for job in left] == []
