"""The floor's counts of brands by account, for the streams: one statement, however many watch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from bpo.conversations.queries.floor import COUNTED as EXPRESSIONS
from bpo.conversations.rules.live import COUNTED, Numbers
from bpo.core.uow import UnitOfWork

BY_ACCOUNT = text(f"""
    SELECT q.tenant_id, q.account_id, {EXPRESSIONS} FROM queue_item q
    WHERE q.tenant_id = ANY (CAST(:tenants AS uuid[])) GROUP BY q.tenant_id, q.account_id
""")  # noqa: S608 -- our own words


@dataclass(frozen=True)
class BrandNow:
    """A brand's numbers by account, and the first instant at which time alone changes one."""

    accounts: dict[UUID, Numbers]
    changes_at: datetime | None


def count_now(uow: UnitOfWork, tenant_ids: Iterable[UUID], *, within: timedelta) -> dict[UUID, BrandNow]:
    """The numbers of these brands, now."""
    wanted = sorted(tenant_ids)
    given = {"tenants": wanted, "now": uow.now, "horizon": uow.now + within, "within": within}
    accounts: dict[UUID, dict[UUID, Numbers]] = {one: {} for one in wanted}
    changes: dict[UUID, list[datetime]] = {one: [] for one in wanted}
    for row in uow.session.execute(BY_ACCOUNT, given).mappings():
        accounts[row["tenant_id"]][row["account_id"]] = Numbers(**{name: row[name] for name in COUNTED})
        if row["changes_at"] is not None:
            changes[row["tenant_id"]].append(row["changes_at"])
    return {one: BrandNow(accounts[one], min(changes[one], default=None)) for one in wanted}
