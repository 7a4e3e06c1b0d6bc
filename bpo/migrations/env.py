"""How migrations run: as the owner, openly (`app.migrating`), with limits on how long they may block."""

from alembic import context
from sqlalchemy import create_engine, text

from bpo.core.models import Base


def run() -> None:
    engine = create_engine(context.config.attributes["url"])
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL ROLE bpo_owner"))  # whoever connects, it owns the tables
        connection.execute(text("SET LOCAL lock_timeout = '5s'"))
        connection.execute(text("SET LOCAL app.migrating = 'on'"))
        context.configure(connection=connection, target_metadata=Base.metadata)
        context.run_migrations()
    engine.dispose()


run()
