from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pyotp
import pytest
from builders import make_tenant
from identity.acts import KEY, OTHER, PASSWORD, actions_about, enter, units, who, with_second_factor
from sqlalchemy import select

from bpo.channels.models import ChannelAccount
from bpo.core.actor import Actor, ActorKind
from bpo.core.clock import utcnow
from bpo.core.events import EventRow
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.models import UserSession
from bpo.identity.operations import people, profile
from bpo.identity.operations.credentials import token_hash
from bpo.identity.operations.sign_in import finish_log_in, log_out
from bpo.identity.permissions import Role
from bpo.identity.queries import get_user
from bpo.identity.rules import SESSION_IDLE, SESSION_LASTS, AuthLevel, Blocked, Refused


def test_the_right_password_opens_a_session(make_user, caller):
    user = make_user(Role.REVIEWER)
    opened = enter(user, caller, email=f"  {user.email.upper()} ")
    assert who(opened.token).user_id == user.id
    with UnitOfWork(Actor.system()) as uow:
        deed = uow.session.scalars(
            select(EventRow).where(EventRow.subject_id == user.id).order_by(EventRow.at.desc())
        ).first()
    assert (deed.action, deed.actor_kind, deed.actor_id) == ("user.logged_in", "staff", user.id)


def test_only_the_hash_of_a_token_is_kept(make_user, caller):
    opened = enter(make_user(), caller)
    with UnitOfWork(Actor.system()) as uow:
        row = uow.session.scalars(select(UserSession).where(UserSession.id == opened.session_id)).one()
    assert row.token_hash == token_hash(opened.token)
    assert len(opened.token) >= 43


def test_wrong_unknown_invited_and_disabled_are_answered_alike(make_user, caller):
    invited, disabled = make_user(password=None), make_user()
    with UnitOfWork(Actor.system()) as uow:
        people.disable_user(uow, get_user(uow, disabled.id))
    said = set()
    for email, password in (
        (make_user().email, OTHER),
        ("nobody-at-all@example.com", OTHER),
        (invited.email, OTHER),
        (disabled.email, PASSWORD),
    ):
        with pytest.raises(Refused) as refused:
            enter(None, caller, email=email, password=password)
        said.add(str(refused.value))
    assert len(said) == 1


def test_an_unknown_address_costs_a_hash_too(caller, monkeypatch, db):
    from bpo.identity.operations import credentials

    verified = []
    monkeypatch.setattr(credentials, "_hasher", Counting(verified))
    with pytest.raises(Refused):
        enter(None, caller, email="nobody-at-all@example.com")
    assert len(verified) == 1


class Counting:
    """Stands for the hasher, and counts."""

    def __init__(self, verified):
        self.verified = verified

    def verify(self, hashed, password):
        self.verified.append(hashed)
        raise __import__("argon2").exceptions.VerifyMismatchError

    def hash(self, password):
        return "$argon2id$nobody"


def test_the_sixth_try_is_not_heard_even_with_the_right_password(make_user, caller):
    user, now = make_user(), utcnow()
    for _try in range(5):
        with pytest.raises(Refused):
            enter(user, caller, password=OTHER, now=now)
    with pytest.raises(Blocked):
        enter(user, caller, now=now)
    assert enter(user, caller, now=now + timedelta(seconds=31)).user_id == user.id


def test_an_unknown_address_is_locked_out_like_a_known_one(caller, db):
    now = utcnow()
    email = f"nobody-{now.timestamp()}@example.com"
    for _try in range(5):
        with pytest.raises(Refused):
            enter(None, caller, email=email, now=now)
    with pytest.raises(Blocked):
        enter(None, caller, email=email, now=now)


def test_one_address_cannot_go_through_all_accounts(make_user, caller, monkeypatch):
    monkeypatch.setattr("bpo.identity.operations.sign_in.credentials.is_password", lambda *_: False)
    now = utcnow()
    for n in range(50):
        with pytest.raises(Refused):
            enter(None, caller, email=f"somebody-{n}-{now.timestamp()}@example.com", now=now)
    with pytest.raises(Blocked):
        enter(make_user(), caller, now=now)


def test_getting_in_starts_the_account_afresh(make_user, caller):
    user, now = make_user(), utcnow()
    for _round in range(2):
        for _try in range(4):
            with pytest.raises(Refused):
                enter(user, caller, password=OTHER, now=now)
        assert enter(user, caller, now=now)


def test_refused_tries_stay_in_the_log(make_user, caller):
    user = make_user()
    with pytest.raises(Refused):
        enter(user, caller, password=OTHER)
    assert "user.log_in_refused" in actions_about(user)


def test_a_session_ends_by_idleness_and_by_age(make_user, caller):
    user, now = make_user(), utcnow()
    token = enter(user, caller, now=now).token
    assert who(token, now=now + SESSION_IDLE - timedelta(minutes=1))
    assert who(token, now=now + SESSION_LASTS - timedelta(minutes=1))  # it was seen meanwhile
    assert who(token, now=now + SESSION_LASTS) is None


def test_an_idle_session_is_over(make_user, caller):
    user, now = make_user(), utcnow()
    token = enter(user, caller, now=now).token
    assert who(token, now=now + SESSION_IDLE) is None


def test_last_seen_is_written_at_most_once_a_minute(make_user, caller):
    user, now = make_user(), utcnow()
    opened = enter(user, caller, now=now)
    for seconds in (59, 61):
        who(opened.token, now=now + timedelta(seconds=seconds))
        with UnitOfWork(Actor.system()) as uow:
            seen = uow.session.scalars(
                select(UserSession.last_seen_at).where(UserSession.id == opened.session_id)
            ).one()
        assert seen == now + timedelta(seconds=61 if seconds == 61 else 0)


def test_logging_out_ends_the_session_itself(make_user, caller):
    token = enter(make_user(), caller).token
    log_out(units(), token=token)
    log_out(units(), token=token)
    assert who(token) is None


def test_a_password_before_its_code_is_nobody_and_the_token_changes_with_the_code(make_user, caller):
    user = make_user()
    secret, _codes = with_second_factor(user)
    pending = enter(user, caller)
    assert pending.auth_level is AuthLevel.FIRST_FACTOR
    assert who(pending.token).auth_level is AuthLevel.FIRST_FACTOR
    code = pyotp.TOTP(secret).at(utcnow())
    opened = finish_log_in(units(), token=pending.token, code=code, caller=caller, secret_key=KEY)
    assert opened.token != pending.token
    assert who(pending.token) is None
    assert who(opened.token).auth_level is AuthLevel.FULL


def test_a_code_that_was_used_is_refused(make_user, caller):
    user = make_user()
    secret, _codes = with_second_factor(user)
    code = pyotp.TOTP(secret).at(utcnow())
    finish_log_in(units(), token=enter(user, caller).token, code=code, caller=caller, secret_key=KEY)
    again = enter(user, caller)
    with pytest.raises(Refused):
        finish_log_in(units(), token=again.token, code=code, caller=caller, secret_key=KEY)


def test_a_recovery_code_works_once(make_user, caller):
    user = make_user()
    _secret, codes = with_second_factor(user)
    finish_log_in(
        units(), token=enter(user, caller).token, code=codes[3].lower(), caller=caller, secret_key=KEY
    )
    with pytest.raises(Refused):
        finish_log_in(units(), token=enter(user, caller).token, code=codes[3], caller=caller, secret_key=KEY)


def test_codes_cannot_be_tried_without_end(make_user, caller):
    user = make_user()
    with_second_factor(user)
    now = utcnow()
    token = enter(user, caller, now=now).token
    for _try in range(4):  # the password was a try too
        with pytest.raises(Refused):
            finish_log_in(units(now), token=token, code="000000", caller=caller, secret_key=KEY)
    with pytest.raises(Blocked):
        finish_log_in(units(now), token=token, code="000000", caller=caller, secret_key=KEY)


def test_the_second_step_does_not_wait_for_ever(make_user, caller):
    user = make_user()
    secret, _codes = with_second_factor(user)
    now = utcnow()
    token = enter(user, caller, now=now).token
    late = now + timedelta(minutes=10)
    with pytest.raises(Refused):
        finish_log_in(
            units(late), token=token, code=pyotp.TOTP(secret).at(late), caller=caller, secret_key=KEY
        )


def test_the_secret_is_sealed_to_its_user(make_user):
    user, other = make_user(), make_user()
    with_second_factor(user)
    with UnitOfWork(Actor.system()) as uow:
        stolen, kept = get_user(uow, other.id), get_user(uow, user.id)
        stolen.totp_secret = kept.totp_secret
        with pytest.raises(ValueError, match="another place"):
            profile.second_factor_address(stolen, secret_key=KEY)


def test_a_new_password_ends_all_sessions_but_the_new_one(make_user, caller):
    user = make_user()
    before = enter(user, caller).token
    with UnitOfWork(Actor.system()) as uow:
        after = profile.change_password(uow, get_user(uow, user.id), password=OTHER).token
    assert who(before) is None
    assert who(after).user_id == user.id
    assert enter(user, caller, password=OTHER)


def test_a_disabled_user_is_out_at_once_and_stays_out_when_enabled(make_user, caller):
    user = make_user()
    token = enter(user, caller).token
    with UnitOfWork(Actor.system()) as uow:
        people.disable_user(uow, get_user(uow, user.id))
    assert who(token) is None
    with UnitOfWork(Actor.system()) as uow:
        people.enable_user(uow, get_user(uow, user.id))
    assert who(token) is None


def test_a_cookie_gives_staff_or_client_with_their_brands(make_user, as_user):
    mine, other = make_tenant(), make_tenant()
    viewer = as_user(make_user(Role.CLIENT_VIEWER, mine))
    assert (viewer.kind, viewer.tenant_ids) == (ActorKind.CLIENT, {mine.id})
    supervisor = as_user(make_user(Role.SUPERVISOR))
    assert supervisor.kind is ActorKind.STAFF
    assert {mine.id, other.id} <= supervisor.tenant_ids
    assert supervisor.may_at_vendor("brand:create")


def test_tries_at_the_same_moment_count_too(make_user, caller, monkeypatch):
    judged = []

    def judge(password, hashed):
        judged.append(password)
        return False

    monkeypatch.setattr("bpo.identity.operations.sign_in.credentials.is_password", judge)
    user = make_user()

    def one(_n):
        with pytest.raises((Refused, Blocked)):
            enter(user, caller, password=OTHER)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(16)))
    assert len(judged) == 5


def test_tags_narrow_an_agent_to_some_accounts_of_a_brand(make_user, as_user):
    brand, wide = make_tenant(), make_tenant()
    accounts = {tag: new_id() for tag in ("kyiv", "lviv", "odesa")}
    with UnitOfWork(Actor.system(brand.id)) as uow:
        for tag, account_id in accounts.items():
            uow.session.add(
                ChannelAccount(
                    id=account_id,
                    tenant_id=brand.id,
                    network="x",
                    handle=tag,
                    purpose="care",
                    tags=[tag],
                    created_at=uow.now,
                )
            )
    local = make_user(Role.AGENT, brand, tags=["kyiv", "lviv"])
    with UnitOfWork(Actor.system(wide.id)) as uow:
        people.grant_roles(uow, get_user(uow, local.id), role=Role.REVIEWER, tenant_ids=[wide.id])
    assert as_user(local).narrowed == {brand.id: {accounts["kyiv"], accounts["lviv"]}}
