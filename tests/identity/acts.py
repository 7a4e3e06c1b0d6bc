"""What tests of signing in do over and over."""

from datetime import timedelta

import pyotp
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.events import EventRow
from bpo.core.uow import UnitOfWork
from bpo.identity.operations import profile
from bpo.identity.operations.credentials import token_hash
from bpo.identity.operations.sign_in import log_in
from bpo.identity.queries import get_user, resolve_session

KEY = b"k" * 32
PASSWORD = "lamp otter quiz violin"
OTHER = "seven green bicycles"


def units(now=None):
    return lambda: UnitOfWork(Actor.system(), now=now)


def enter(user, caller, *, password=PASSWORD, email=None, now=None):
    return log_in(units(now), email=email or user.email, password=password, caller=caller, secret_key=KEY)


def who(token, *, now=None):
    with UnitOfWork(Actor.anonymous(), now=now) as uow:
        return resolve_session(uow, token_hash(token))


def actions_about(user):
    with UnitOfWork(Actor.system()) as uow:
        rows = uow.session.scalars(
            select(EventRow).where(EventRow.subject_id == user.id).order_by(EventRow.at)
        )
        return [row.action for row in rows]


def with_second_factor(user):
    """Turn it on, and hand out its secret."""
    with UnitOfWork(Actor.system()) as uow:
        row = get_user(uow, user.id)
        profile.begin_second_factor(uow, row, secret_key=KEY)
        secret = profile.second_factor_address(row, secret_key=KEY).partition("secret=")[2].partition("&")[0]
        # The code of the step before, so that the present one is still unused.
        early = pyotp.TOTP(secret).at(utcnow() - timedelta(seconds=30))
        codes, _opened = profile.enable_second_factor(uow, row, code=early, secret_key=KEY)
    return secret, codes
