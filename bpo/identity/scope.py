"""Who exactly is acting, told to PostgreSQL beside the brands: `app.user_id`.

People's own rows (their account, sessions, keys) exist for themselves whatever their role; the policies of
these tables in `core.rls` read this setting. It dies with the transaction like the rest of the scope.
"""

from sqlalchemy import event, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session, SessionTransaction

from bpo.core.db import Sessions

SET_USER = text("SELECT set_config('app.user_id', :user_id, true)")


@event.listens_for(Sessions, "after_begin")
def apply_user(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """Tell PostgreSQL which user is acting."""
    actor = session.info.get("actor")
    if actor is not None and actor.user_id is not None and not transaction.nested:
        connection.execute(SET_USER, {"user_id": str(actor.user_id)})
