"""The versions that a brand's guide had."""

from uuid import UUID

from sqlalchemy import select

from bpo.core.uow import UnitOfWork
from bpo.tenants.models import BrandSection


def list_guide_versions(uow: UnitOfWork, tenant_id: UUID) -> list[BrandSection]:
    """Every version of the rule set, the latest first."""
    return list(
        uow.session.scalars(
            select(BrandSection)
            .where(BrandSection.tenant_id == tenant_id, BrandSection.section == "rule_set")
            .order_by(BrandSection.version.desc())
        )
    )
