"""The checklist of a brand that is being taken on: what people have confirmed.

Most items are read from the brand's own data; a row here is a person's word for what no data can show.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from bpo.core.models import Base, TenantRow


class OnboardingConfirmation(TenantRow, Base):
    """Somebody confirmed an item of the checklist."""

    __tablename__ = "onboarding_confirmation"
    __table_args__ = (UniqueConstraint("tenant_id", "item"),)

    item: Mapped[str]
    note: Mapped[str]
    confirmed_at: Mapped[datetime]
    confirmed_by: Mapped[UUID | None]
