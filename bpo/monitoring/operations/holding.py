"""The lock under which a brand's mentions are counted: one batch, one watch, one judgement at a time."""

from uuid import UUID

from sqlalchemy import text

from bpo.core.uow import UnitOfWork


def hold_mentions(uow: UnitOfWork, tenant_id: UUID) -> None:
    """Be the only one who counts this brand's mentions until the unit ends."""
    uow.session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"mentions {tenant_id}"}
    )
