"""What was agreed when a month was computed: by the version of the contract that the month itself names."""

import json
from uuid import UUID

from bpo.core.actor import Actor
from bpo.core.uow import UnitOfWork
from bpo.reports.models import Snapshot
from bpo.reports.operations.months import report_of
from bpo.reports.queries.figures import agreed_by
from bpo.reports.rules.figures import Agreed, agreed_of
from bpo.tenants.models import BrandSection


def agreed_then(uow: UnitOfWork, snapshot: Snapshot) -> Agreed:
    """What the contract of a month said about figures, whatever has been agreed since and whoever reads.

    A report names the shares of clocks alone; that of coverage is only in the contract.
    """
    named = json.loads(snapshot.content)["versions"]["sections"]
    versions = [one for one in named if one["section"] == "contract"]
    if not versions:
        return agreed_of(report_of(snapshot))
    latest = max(versions, key=lambda one: int(one["version"]))
    with UnitOfWork(Actor.system(snapshot.tenant_id), now=uow.now) as own:
        row = own.session.get_one(BrandSection, (snapshot.tenant_id, UUID(latest["id"])))
        return agreed_by(row.content)
