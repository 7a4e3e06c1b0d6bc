"""The ledger's tables. Nothing in them is ever changed or deleted, by grant."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bpo.core.models import Base, InternalRow


class LedgerEntry(InternalRow, Base):
    """One thing that happened: `body` says all of it, `hash` binds it to the entry before.

    `id` numbers the brand's entries from 1 without gaps. `kind`, `subject_id`, `conversation_id` and `sealed_at` repeat
    the body, to be found by; they are no evidence, and `verify` compares them.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("id > 0", name="id"),
        CheckConstraint(
            "kind IN ('message', 'moved', 'order', 'arrival', 'act', 'removal', 'level', 'calendar', 'retired',"
            " 'exclusion')",
            name="kind",
        ),
        Index("ix_ledger_entry_conversation_id", "tenant_id", "conversation_id", "id"),
        Index("ix_ledger_entry_subject_id", "tenant_id", "subject_id", "id"),
    )

    id: Mapped[int] = mapped_column(  # type: ignore[assignment]  # a number, where other rows have a UUID
        BigInteger(), primary_key=True, autoincrement=False, sort_order=-1
    )
    kind: Mapped[str]
    subject_id: Mapped[UUID]  # the message, act, conversation or version that it is about
    conversation_id: Mapped[UUID | None]
    sealed_at: Mapped[datetime]
    body: Mapped[str]  # canonical JSON in ASCII: `rules.bodies`
    hash: Mapped[bytes] = mapped_column(LargeBinary())


class LedgerDay(InternalRow, Base):
    """The seal of a day (UTC) that is over: which entries were sealed on it, and the last one's hash."""

    __tablename__ = "ledger_day"
    __table_args__ = (
        UniqueConstraint("tenant_id", "day"),
        CheckConstraint("count > 0 AND count = last_number - first_number + 1", name="count"),
    )

    day: Mapped[date]
    first_number: Mapped[int] = mapped_column(BigInteger())
    last_number: Mapped[int] = mapped_column(BigInteger())
    count: Mapped[int] = mapped_column(BigInteger())
    last_hash: Mapped[bytes] = mapped_column(LargeBinary())
    seal: Mapped[bytes] = mapped_column(LargeBinary())  # over the seal before and all of the above


class LedgerKey(InternalRow, Base):
    """The brand's key of the keyed hashes that stand for addresses of our people."""

    __tablename__ = "ledger_key"
    __table_args__ = (UniqueConstraint("tenant_id"),)

    secret: Mapped[bytes]
    made_at: Mapped[datetime]
