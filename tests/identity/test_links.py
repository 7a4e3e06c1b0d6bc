from datetime import timedelta

import pytest
from identity.acts import KEY, OTHER, enter, who, with_second_factor
from sqlalchemy import select

from bpo.core.actor import Actor
from bpo.core.clock import utcnow
from bpo.core.errors import Conflict, Invalid, NotFound
from bpo.core.outbox import Job
from bpo.core.uow import UnitOfWork
from bpo.identity.models import User
from bpo.identity.operations import links, people
from bpo.identity.operations.credentials import is_password
from bpo.identity.queries import get_user
from bpo.identity.rules import AuthLevel, LinkPurpose


def link_for(user, purpose, *, now=None):
    with UnitOfWork(Actor.system(), now=now) as uow:
        link = links.make_link(uow, get_user(uow, user.id), purpose, by_mail=False)
        return links.issue_link(uow, link, public_url="http://x").rpartition("/")[2]


def accept(token, *, now=None, password=OTHER):
    with UnitOfWork(Actor.system(), now=now) as uow:
        return links.accept_invitation(
            uow, token, name="Ola", password=password, locale="pl", time_zone="Europe/Warsaw"
        )


def test_an_invitation_sets_the_password_once(make_user, caller):
    user = make_user(password=None)
    token = link_for(user, LinkPurpose.INVITATION)
    assert who(accept(token).token).locale == "pl"
    assert enter(user, caller, password=OTHER)
    with pytest.raises(Conflict):
        accept(token)


def test_an_invitation_expires(make_user):
    user, now = make_user(password=None), utcnow()
    token = link_for(user, LinkPurpose.INVITATION, now=now)
    with pytest.raises(Conflict):
        accept(token, now=now + timedelta(days=7))


def test_a_newer_invitation_ends_the_older(make_user):
    user = make_user(password=None)
    older = link_for(user, LinkPurpose.INVITATION)
    newer = link_for(user, LinkPurpose.INVITATION)
    with pytest.raises(Conflict):
        accept(older)
    assert accept(newer)


def test_a_refused_password_leaves_the_invitation_open(make_user):
    user = make_user(password=None)
    token = link_for(user, LinkPurpose.INVITATION)
    with pytest.raises(Invalid):
        accept(token, password="short")
    assert accept(token)


def test_an_invitation_falls_with_the_access(make_user):
    disabled, roleless = make_user(password=None), make_user(password=None)
    tokens = [link_for(user, LinkPurpose.INVITATION) for user in (disabled, roleless)]
    with UnitOfWork(Actor.system()) as uow:
        people.disable_user(uow, get_user(uow, disabled.id))
        held = people.list_memberships(uow, [roleless.id])
        people.revoke_membership(uow, get_user(uow, roleless.id), held[0])
    for token in tokens:
        with pytest.raises(Conflict):
            accept(token)


def test_a_reset_link_is_no_invitation(make_user):
    token = link_for(make_user(), LinkPurpose.PASSWORD_RESET)
    with pytest.raises(NotFound):
        accept(token)


def test_a_reset_ends_sessions_and_keeps_the_second_factor(make_user, caller):
    user = make_user()
    with_second_factor(user)
    old = enter(user, caller).token
    token = link_for(user, LinkPurpose.PASSWORD_RESET)
    with UnitOfWork(Actor.system()) as uow:
        links.reset_password(uow, token, password=OTHER)
    assert who(old) is None
    assert enter(user, caller, password=OTHER).auth_level is AuthLevel.FIRST_FACTOR


def ask_for_reset(email, *, address):
    with UnitOfWork(Actor.system()) as uow:
        links.request_password_reset(uow, email=email, address=address, secret_key=KEY)
    with UnitOfWork(Actor.system()) as uow:
        jobs = uow.session.scalars(select(Job).where(Job.name == links.MAIL_JOB)).all()
        return len(jobs)


def test_a_reset_mail_goes_to_known_people_only_and_not_without_end(app, make_user, caller):
    user, before = make_user(), ask_for_reset("nobody@example.com", address=caller.address)
    assert ask_for_reset("not an address", address=caller.address) == before
    for _try in range(4):
        ask_for_reset(user.email, address=caller.address)
    assert ask_for_reset(user.email, address=caller.address) == before + 3


def test_passwords_are_argon2id_and_never_equal(make_user, caller):
    user = make_user(password=None)
    accept(link_for(user, LinkPurpose.INVITATION))
    with UnitOfWork(Actor.system()) as uow:
        stored = uow.session.scalars(select(User.password_hash).where(User.id == user.id)).one()
    assert stored.startswith("$argon2id$")
    assert is_password(OTHER, stored)
    assert not is_password(OTHER, None)
