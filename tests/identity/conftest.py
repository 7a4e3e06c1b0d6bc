"""People for tests of identity: with a known password, hashed once, and browsers that act like browsers."""

from functools import cache

import pytest
from builders import browser

from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.operations.credentials import hash_password
from bpo.identity.operations.people import invite_user
from bpo.identity.operations.sign_in import Caller, start_session
from bpo.identity.permissions import Profile, Role

PASSWORD = "lamp otter quiz violin"
hashed = cache(hash_password)


def system_unit():
    return UnitOfWork(Actor.system())


@pytest.fixture
def make_user(db):
    """A function: a person with a role at these brands (none: the vendor), who has the known password."""

    def make(role=Role.REVIEWER, *tenants, password=PASSWORD, tags=(), **over):
        with UnitOfWork(Actor.system(*(tenant.id for tenant in tenants))) as uow:
            user, _link = invite_user(
                uow,
                email=f"{role.value}-{new_id().hex[-12:]}@example.com",
                role=role,
                name="Anna Nowak",
                tenant_ids=[tenant.id for tenant in tenants],
                profile=Profile.RESPONDER if role is Role.AGENT else None,
                tags=tags,
                by_mail=False,
                **over,
            )
            user.password_hash = hashed(password) if password else None
        return user

    return make


@pytest.fixture
def open_browser(app):
    """A function: a browser, signed in as this user if one is given."""

    def open_one(user=None):
        if user is None:
            return browser(app)
        with system_unit() as uow:
            token = start_session(uow, user).token
        return browser(app, token)

    return open_one


@pytest.fixture
def caller():
    """Somebody at an address of their own, so that tests do not lock each other out."""
    return Caller(address=f"test-{new_id().hex}", user_agent="Test")


@pytest.fixture
def as_user():
    """A function: the actor that the user's session stands for."""
    from bpo.identity.login import actor_of
    from bpo.identity.operations.credentials import token_hash
    from bpo.identity.queries import resolve_session

    def act(user):
        with system_unit() as uow:
            token = start_session(uow, user).token
        with UnitOfWork(Actor.anonymous()) as uow:
            return actor_of(uow, resolve_session(uow, token_hash(token)))

    return act
