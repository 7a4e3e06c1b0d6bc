"""What a stolen dump of the database is worth: no token, key or secret that opens anything stands in any row.

One of each is made, the way people make them; then every column of every table is searched for it, as text and in the
ways in which bytes are written.
"""

import base64
import json
from dataclasses import replace

import pytest
from builders import browser, make_person, make_tenant
from psycopg import sql
from sqlalchemy import select

from bpo.channels.adapters import Wire
from bpo.channels.operations import renew_webhook_secret
from bpo.channels.operations.accounts import add_account
from bpo.channels.operations.connections import adapter_of, connect_account, connected_of
from bpo.channels.operations.hooks import keep_hook
from bpo.channels.queries import find_connection
from bpo.channels.rules.connections import SECRETS
from bpo.core.actor import Actor
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.identity.models import User
from bpo.identity.operations.links import issue_link
from bpo.identity.operations.people import invite_user
from bpo.identity.operations.profile import begin_second_factor, create_api_key_for, second_factor_address
from bpo.identity.permissions import Role
from bpo.identity.queries import get_user


@pytest.fixture
def secrets(app, settings):
    """What was made, by what it is."""
    tenant = make_tenant()
    user, token = make_person("supervisor", tenant)
    assert browser(app, token).get("/").status_code in {200, 302}
    key, made = settings.secret_key, {"a session": token}

    def unit():
        return UnitOfWork(Actor.system(tenant.id))

    for network, names in SECRETS.items():
        with unit() as uow:
            account = add_account(uow, tenant.id, network=network, handle=f"care-{new_id().hex[-8:]}")
            uow.session.flush()
            given = {name: f"{network}-{name}-{new_id().hex}" for name in names}
            row = connect_account(
                uow, account, settings={"server": "https://example.com"}, secrets=given, key=key
            )
            made |= {f"{network}'s {name}": value for name, value in given.items()}
            made[f"the webhook of {network}"] = renew_webhook_secret(uow, account, key=key)
            place = (row.tenant_id, row.id)
        with unit() as uow:
            connected = connected_of(account, find_connection(uow, *place), key=key)
        kept = []

        def make(known, _wire, kept=kept):
            kept.append(known.keep_session)

        adapter_of(unit, place, replace(connected), Wire(), key=key, make=make)
        made[f"{network}'s session"] = f"access-{new_id().hex}"
        kept[0]({"access": made[f"{network}'s session"]})
        with unit() as uow:
            assert find_connection(uow, *place).session
    with unit() as uow:
        known = get_user(uow, user.id)
        made["one's own webhook"] = keep_hook(uow, known, url="https://example.com/x", settings=settings)
        begin_second_factor(uow, known, secret_key=key)
        made["a second factor"] = second_factor_address(known, secret_key=key).partition("secret=")[2][:32]
        _row, made["an API key"] = create_api_key_for(uow, known, name="a program")
        invited, link = invite_user(
            uow, email=f"{new_id().hex}@vendor.test", role=Role.TEAM_LEADER, tenant_ids=[tenant.id]
        )
        address = issue_link(uow, link, public_url="https://bpo.test")
        made["an invitation"] = address.rpartition("/")[2]
        assert uow.session.scalars(select(User).where(User.id == invited.id)).one()
    return made | {"the installation's key": key.decode()}


def ways_to_write(secret):
    raw = secret.encode()
    return {
        secret,
        raw.hex(),
        base64.b64encode(raw).decode().rstrip("="),
        base64.urlsafe_b64encode(raw).decode().rstrip("="),
        json.dumps(secret)[1:-1],
        secret[::-1],
    }


def everything(owner):
    """Every row of every table as text; bytes as hexadecimals and, where they are text, as that."""
    owner.execute("SET app.migrating = 'on'")
    tables = owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm')"
    ).fetchall()
    assert len(tables) > 50
    for (name,) in tables:
        for row in owner.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name))):
            for value in row:
                if isinstance(value, bytes):
                    yield name, value.hex()
                    yield name, value.decode("utf-8", "replace")
                elif isinstance(value, (dict, list)):
                    yield name, json.dumps(value, ensure_ascii=False, default=str)  # ids in a list
                elif value is not None:
                    yield name, str(value)


def test_no_row_holds_what_opens_anything(secrets, owner):
    assert min(map(len, secrets.values())) >= 16
    wanted = {way: what for what, secret in secrets.items() for way in ways_to_write(secret)}
    found = {
        (table, what)
        for table, text in everything(owner)
        for way, what in wanted.items()
        if len(text) >= 16 and way in text
    }
    assert found == set()


def test_the_search_would_find_one(secrets, owner, db):
    """One that was forgotten: written as it is beside the sealed ones."""
    secret = secrets["one's own webhook"]
    owner.execute("SET app.migrating = 'on'")
    owner.execute("UPDATE notification_hook SET why = %s WHERE url = 'https://example.com/x'", (secret,))
    assert any(table == "notification_hook" and secret in text for table, text in everything(owner))
