"""The engine, and the scope of every transaction.

A process connects as the application's role, which owns nothing and cannot step over row-level security;
`connect` refuses anything stronger. The actor's scope is set at the start of every transaction and dies
with it, so that neither a second transaction in the same unit nor a pooled connection can have another's.
"""

import time
from functools import partial
from typing import Any

from psycopg import OperationalError
from sqlalchemy import Dialect, Engine, create_engine, event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from bpo.core.actor import Actor

SET_SCOPE = text(
    "SELECT set_config('app.actor_kind', :kind, true), set_config('app.tenant_ids', :tenants, true),"
    " set_config('app.narrowed_ids', :narrowed, true), set_config('app.account_ids', :accounts, true),"
    " set_config('app.user_id', :user, true)"
)
REFUSED_ROLES = text(
    "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class WHERE relowner = r.oid)"
    " FROM pg_roles r WHERE rolname = current_user"
)

RESTED = 1.0  # seconds after which a connection is asked whether it lives before it is used again

Sessions = sessionmaker(expire_on_commit=False)


class TooStrongError(RuntimeError):
    """The application's role could step over the wall between brands."""


def driver_url(url: str) -> str:
    """The address for SQLAlchemy, whatever PostgreSQL flavour of it was given."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def connect(url: str, **options: Any) -> Engine:  # noqa: ANN401 -- handed to create_engine as they are
    """Bind the session factory of this process to a database, as the application's role."""
    engine = create_engine(driver_url(url), hide_parameters=True, **options)
    event.listen(engine, "checkin", _note_rest)
    event.listen(engine, "checkout", partial(_check_rested, engine.dialect))
    with engine.connect() as connection:
        if connection.scalar(REFUSED_ROLES):
            raise TooStrongError(
                "bpo serves as a role that owns nothing; this one owns tables or is a superuser."
            )
    Sessions.configure(bind=engine)
    return engine


def _note_rest(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = time.monotonic()


def _check_rested(dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _given: object) -> None:  # noqa: ANN401 -- the driver's
    """What rested may have ended meanwhile, and the pool makes another; what was just used is asked nothing.

    A page uses a connection three times, one after the other.
    """
    used = record.info.get("rests_since")
    if used is None or time.monotonic() - used < RESTED:
        return
    try:
        dialect.do_ping(connection)
    except OperationalError as error:
        raise DisconnectionError from error


def scope_of(actor: Actor) -> dict[str, str]:
    """The settings that row-level security reads."""
    return {
        "kind": actor.kind.value,
        "tenants": ",".join(sorted(str(tenant) for tenant in actor.tenant_ids)),
        "narrowed": ",".join(str(tenant) for tenant in actor.narrowed),
        "accounts": ",".join(str(account) for kept in actor.narrowed.values() for account in kept),
        "user": str(actor.user_id or ""),
    }


@event.listens_for(Sessions, "after_begin")
def apply_scope(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """Tell PostgreSQL who is acting, so that row-level security can answer."""
    if transaction.nested:
        return  # a savepoint keeps the scope of its transaction
    actor = session.info.get("actor")
    if actor is not None:
        connection.execute(SET_SCOPE, scope_of(actor))
