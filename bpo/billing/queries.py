"""Reads of statements. They are of the whole brand, so whoever sees some of its accounts only reads none."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from bpo.billing.models import Statement
from bpo.billing.rules.earn_back import Outstanding
from bpo.billing.rules.fees import CREDIT, EARN_BACK
from bpo.billing.rules.money import ZERO
from bpo.billing.rules.terms import terms_of
from bpo.core.errors import Forbidden, NotFound
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.reports.models import Snapshot, SnapshotSeal
from bpo.reports.rules.months import SnapshotState
from bpo.tenants.models import BrandSection
from bpo.tenants.rules.period import add_months

LONGEST_WINDOW = 24  # months in which a credit may be earned back, as the brand file has it


@dataclass(frozen=True, slots=True)
class OpenMonth:
    """A sealed month that has no statement yet."""

    month: date
    number: int  # of its seal


def check_whole(uow: UnitOfWork, tenant_id: UUID) -> None:
    """Forbidden for whoever sees some accounts only."""
    if tenant_id in uow.actor.narrowed:
        raise Forbidden(
            N_(
                "What a contract pays is of the whole brand: whoever sees some of its accounts only cannot read it."
            )
        )


def get_statement(uow: UnitOfWork, tenant_id: UUID, number: int) -> Statement:
    """A statement by its number, or NotFound."""
    check_whole(uow, tenant_id)
    found = uow.session.scalars(_of(tenant_id).where(Statement.number == number)).first()
    if found is None:
        raise NotFound
    return found


def list_statements(
    uow: UnitOfWork, tenant_id: UUID, *, before: int | None = None, limit: int
) -> Sequence[Statement]:
    """Statements and corrections, the latest first."""
    check_whole(uow, tenant_id)
    query = _of(tenant_id) if before is None else _of(tenant_id).where(Statement.number < before)
    return uow.session.scalars(query.order_by(Statement.number.desc()).limit(limit)).all()


def list_of_month(uow: UnitOfWork, tenant_id: UUID, month: date) -> Sequence[Statement]:
    """The statement of a month and its corrections, in their order."""
    check_whole(uow, tenant_id)
    query = _of(tenant_id).where(Statement.month == month)
    return uow.session.scalars(query.order_by(Statement.number)).all()


def last_number(uow: UnitOfWork, tenant_id: UUID) -> int:
    """The highest number that was given; 0 before the first."""
    query = select(func.max(Statement.number)).where(Statement.tenant_id == tenant_id)
    return uow.session.scalar(query) or 0


def list_open_months(uow: UnitOfWork, tenant_id: UUID) -> list[OpenMonth]:
    """Sealed months without a statement, the earliest first."""
    check_whole(uow, tenant_id)
    has_one = select(Statement.id).where(
        Statement.tenant_id == tenant_id, Statement.month == SnapshotSeal.month
    )
    rows = uow.session.execute(
        select(SnapshotSeal.month, SnapshotSeal.number)
        .where(SnapshotSeal.tenant_id == tenant_id, ~has_one.exists())
        .order_by(SnapshotSeal.month)
    )
    return [OpenMonth(row.month, row.number) for row in rows]


def list_sealed_months(uow: UnitOfWork, tenant_id: UUID) -> Sequence[date]:
    """All sealed months, the latest first."""
    check_whole(uow, tenant_id)
    query = select(SnapshotSeal.month).where(SnapshotSeal.tenant_id == tenant_id)
    return uow.session.scalars(query.order_by(SnapshotSeal.month.desc())).all()


def find_sealed(uow: UnitOfWork, tenant_id: UUID, month: date) -> Snapshot | None:
    """The sealed revision of a month; None where it is not sealed."""
    query = select(Snapshot).where(
        Snapshot.tenant_id == tenant_id, Snapshot.month == month, Snapshot.state == SnapshotState.SEALED
    )
    return uow.session.scalars(query).first()


def find_contract(uow: UnitOfWork, snapshot: Snapshot) -> BrandSection | None:
    """The version of the contract that a month's report was made by, as the report itself says."""
    sections = json.loads(snapshot.content)["versions"]["sections"]
    versions = [one for one in sections if one["section"] == "contract"]
    if not versions:
        return None
    latest = max(versions, key=lambda one: int(one["version"]))
    return uow.session.get(BrandSection, (snapshot.tenant_id, UUID(latest["id"])))


def list_outstanding(uow: UnitOfWork, tenant_id: UUID, month: date) -> list[Outstanding]:
    """Credits of earlier months that no other month than this has earned back."""
    contents = _latest_contents(uow, tenant_id, month)
    earned: dict[tuple[str, str], Decimal] = {}
    for _row, content in contents:
        for line in content["computed"]["lines"]:
            if line["kind"] == EARN_BACK and content["month"] != f"{month:%Y-%m}":
                key = (line["month"], line["what"])
                earned[key] = earned.get(key, ZERO) + Decimal(line["amount"])
    return [
        Outstanding(
            month=row.month,
            figure=line["what"],
            amount=-Decimal(line["amount"]) - earned.get((content["month"], line["what"]), ZERO),
            statement=row.corrects or row.number,
            target=Decimal(line["target"]),
            agreed=terms.earn_back,
        )
        for row, content in contents
        if row.month < month
        and (terms := terms_of(content["contract"]["terms"])) is not None
        and terms.earn_back is not None
        for line in content["computed"]["lines"]
        if line["kind"] == CREDIT and Decimal(line["amount"])
    ]


def _latest_contents(uow: UnitOfWork, tenant_id: UUID, month: date) -> list[tuple[Statement, dict[str, Any]]]:
    """How each month around this one stands by its latest statement or correction."""
    query = (
        _of(tenant_id)
        .where(
            Statement.month >= add_months(month, -LONGEST_WINDOW),
            Statement.month <= add_months(month, LONGEST_WINDOW),
        )
        .order_by(Statement.month, Statement.number)
    )
    latest = {row.month: row for row in uow.session.scalars(query)}  # of each month the last one stays
    return [(row, json.loads(row.content)) for row in latest.values()]


def _of(tenant_id: UUID) -> Select[Statement]:
    return select(Statement).where(Statement.tenant_id == tenant_id)
