"""What changed in the evidence and does not stand in the ledger yet: ids, as the database itself noted them."""

from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Identity, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.models import Base, TenantRow


class EvidenceNote(TenantRow, Base):
    """One statement that changed evidence, and the rows it changed.

    Triggers leave it in the same transaction (`note_evidence` and its like in the migrations), so that nothing that
    writes evidence can forget to; the ledger's sealer takes it away in the transaction that enters what it tells.
    """

    __tablename__ = "evidence_note"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('level', 'level_retired', 'calendar', 'calendar_retired', 'message', 'message_moved', 'act',"
            " 'act_moved', 'delivery', 'removal', 'order', 'exclusion')",
            name="kind",
        ),
    )

    # In the order in which they were left, so far as one transaction goes.
    id: Mapped[int] = mapped_column(  # type: ignore[assignment]  # a number, where other rows have a UUID
        BigInteger(), Identity(), primary_key=True, sort_order=-1
    )
    kind: Mapped[str]
    ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
