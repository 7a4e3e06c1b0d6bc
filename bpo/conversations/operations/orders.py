"""The order of messages at one instant, kept for the ledger before the network's ids that decide it are erased."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from bpo.conversations.models import EvidenceNote
from bpo.conversations.rules.erasure import is_erased_name
from bpo.conversations.rules.placement import message_order
from bpo.core.uow import UnitOfWork

TIES = text("""
    SELECT posted_at, array_agg(id) AS ids, array_agg(external_id) AS names FROM message
    WHERE tenant_id = :tenant AND conversation_id = ANY (:conversations)
    GROUP BY conversation_id, posted_at HAVING count(*) > 1
""")


def keep_orders(uow: UnitOfWork, tenant_id: UUID, conversation_ids: Sequence[UUID]) -> None:
    """Note the order at each instant of several messages; where ids were erased already, it is known no more."""
    ties = uow.session.execute(TIES, {"tenant": tenant_id, "conversations": list(conversation_ids)}).all()
    for posted_at, ids, names in ties:
        if any(is_erased_name(name) for name in names):
            continue
        pairs = sorted(zip(names, ids, strict=True), key=lambda pair: message_order(posted_at, pair[0]))
        uow.session.add(EvidenceNote(tenant_id=tenant_id, kind="order", ids=[one for _, one in pairs]))
    uow.session.flush()
