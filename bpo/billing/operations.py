"""Statements of sealed months: drafted, issued once, corrected beside; and the same month under other terms.

What is issued is what was drafted. Nothing is computed from a month that is not sealed, or whose seal does not hold.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from bpo.billing.models import Statement
from bpo.billing.queries import (
    check_whole,
    find_contract,
    find_sealed,
    last_number,
    list_of_month,
    list_outstanding,
)
from bpo.billing.rules import definitions
from bpo.billing.rules.evidence import restated
from bpo.billing.rules.fees import Quantities
from bpo.billing.rules.money import ZERO, money
from bpo.billing.rules.statements import Computed, compute, differences
from bpo.billing.rules.terms import Terms, terms_of
from bpo.core.errors import Conflict, Fault, Invalid, NotFound
from bpo.core.i18n import N_
from bpo.core.uow import UnitOfWork
from bpo.identity.notifications import Kind
from bpo.identity.operations.notifications import notify
from bpo.identity.permissions import Permission
from bpo.identity.queries import list_people_who_may, own_name
from bpo.reports.models import Snapshot
from bpo.reports.operations.months import check_seal, report_of
from bpo.reports.queries.months import find_seal, list_restatements
from bpo.reports.rules.months import LONGEST_REASONS, canonical, name_of
from bpo.tenants.models import BrandSection, Tenant
from bpo.tenants.rules.period import month_of

MOST_STATED = Decimal(1_000_000)
STATED_PLACES = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """A month as it would be stated, and everything it was computed from."""

    snapshot: Snapshot
    contract: BrandSection
    terms: Terms
    stated: Quantities
    computed: Computed
    restatement: int | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A sealed month as it stands (None where its own contract names no money), and under other terms."""

    as_agreed: Computed | None
    otherwise: Computed


def draft_statement(
    uow: UnitOfWork, tenant: Tenant, month: date, *, stated: Quantities, corrected: bool = False
) -> Draft:
    """Compute a month by the contract that its report was made by; `corrected` takes in what was restated of it."""
    snapshot = _sealed(uow, tenant, month)
    contract, terms = _agreed(uow, snapshot)
    kept = _check_stated(terms, stated)
    report: Mapping[str, Any] = report_of(snapshot)
    known = list_restatements(uow, snapshot) if corrected else []
    if known:
        report = restated(report, known[0].lines)
    computed = compute(
        terms, report, month=month, stated=kept, outstanding=list_outstanding(uow, tenant.id, month)
    )
    return Draft(snapshot, contract, terms, kept, computed, known[0].number if known else None)


def issue_statement(uow: UnitOfWork, tenant: Tenant, month: date, *, stated: Quantities) -> Statement:
    """Issue the statement of a sealed month, once."""
    _hold(uow, tenant.id)
    if list_of_month(uow, tenant.id, month):
        raise Conflict(
            N_("This month has its statement already. What is otherwise now is corrected beside it.")
        )
    draft = draft_statement(uow, tenant, month, stated=stated)
    computed = draft.computed.as_json()
    row = _keep(uow, tenant, draft, lines=computed["lines"], total=draft.computed.total)
    _tell(
        uow,
        tenant,
        row,
        N_(
            "Statement %(number)s of %(brand)s is issued: what the month from %(first_on)s to %(last_on)s costs."
        ),
    )
    uow.audit("statement.issued", row, month=name_of(month), number=row.number)
    return row


def draft_correction(
    uow: UnitOfWork, tenant: Tenant, month: date, *, stated: Quantities | None = None
) -> tuple[Draft, list[dict[str, Any]]]:
    """A month as it stands now, and the lines in which that differs from what was stated so far."""
    known = list_of_month(uow, tenant.id, month)
    if not known:
        raise NotFound
    before = json.loads(known[-1].content)
    draft = draft_statement(
        uow, tenant, month, stated=stated or quantities_of(before["stated"]), corrected=True
    )
    found = draft.computed.as_json()["lines"]
    return draft, differences(before["computed"]["lines"], found, currency=draft.terms.currency)


def correct_statement(
    uow: UnitOfWork, tenant: Tenant, month: date, *, reason: str, stated: Quantities | None = None
) -> Statement:
    """Issue a correction: the differences alone, with a reason; the first statement stays as it is."""
    _hold(uow, tenant.id)
    said = reason.strip()
    if not said or len(said) > LONGEST_REASONS:
        message = N_("Say why, in up to 2,000 characters.")
        raise Invalid(message, faults=(Fault("reason", message),))
    draft, lines = draft_correction(uow, tenant, month, stated=stated)
    if not lines:
        raise Conflict(N_("There is nothing to correct: the lines are those already stated."))
    total = sum((Decimal(one["amount"]) for one in lines), ZERO)
    row = _keep(uow, tenant, draft, lines=lines, total=total, reason=said)
    _tell(
        uow,
        tenant,
        row,
        N_(
            "Statement %(number)s of %(brand)s corrects what the month from %(first_on)s to %(last_on)s costs."
        ),
    )
    uow.audit("statement.corrected", row, month=name_of(month), number=row.number)
    return row


def what_if(
    uow: UnitOfWork, tenant: Tenant, month: date, *, contract: Mapping[str, Any], stated: Quantities
) -> WhatIf:
    """A sealed month under another contract, beside how it stands; nothing is kept."""
    snapshot = _sealed(uow, tenant, month)
    terms = terms_of(contract)
    if terms is None:
        message = N_("Amounts need a currency: write its ISO code, such as EUR.")
        raise Invalid(message, faults=(Fault("currency", message),))
    own_contract = find_contract(uow, snapshot)
    own = terms_of(own_contract.content) if own_contract else None
    report, outstanding = report_of(snapshot), list_outstanding(uow, tenant.id, month)

    def by(one: Terms) -> Computed:
        return compute(one, report, month=month, stated=stated, outstanding=outstanding)

    return WhatIf(as_agreed=by(own) if own else None, otherwise=by(terms))


def quantities_of(kept: Mapping[str, str | None]) -> Quantities:
    """Quantities as a statement keeps them."""
    return Quantities(
        **{name: None if kept[name] is None else Decimal(str(kept[name])) for name in ("hours", "ftes")}
    )


def _sealed(uow: UnitOfWork, tenant: Tenant, month: date) -> Snapshot:
    check_whole(uow, tenant.id)
    snapshot = find_sealed(uow, tenant.id, month)
    if snapshot is None:
        raise Conflict(N_("Only a sealed month is put into money; this one is not accepted yet."))
    if not check_seal(uow, snapshot).is_whole:
        raise Conflict(N_("The seal of this month does not hold, so nothing is computed from it."))
    return snapshot


def _agreed(uow: UnitOfWork, snapshot: Snapshot) -> tuple[BrandSection, Terms]:
    contract = find_contract(uow, snapshot)
    terms = terms_of(contract.content) if contract else None
    if contract is None or terms is None or not terms.has_fee:
        raise Conflict(N_("The contract that this month was measured by names no fee and no rates."))
    return contract, terms


def _check_stated(terms: Terms, stated: Quantities) -> Quantities:
    """What the contract pays for must be stated, and nothing else is kept."""
    wanted = {"hours": terms.per_hour is not None, "ftes": terms.per_fte is not None}
    faults = []
    for name, is_paid in wanted.items():
        value = getattr(stated, name)
        if is_paid and (value is None or not _is_amount(value)):
            message = N_(
                "Write a number from 0 to 1,000,000 with at most two decimals; the contract pays by it."
            )
            faults.append(Fault(name, message))
    if faults:
        raise Invalid(N_("Some of this is not right yet."), faults=tuple(faults))
    return Quantities(
        **{name: getattr(stated, name) if is_paid else None for name, is_paid in wanted.items()}
    )


def _is_amount(value: Decimal) -> bool:
    if not value.is_finite() or not 0 <= value <= MOST_STATED:
        return False
    return value == round(value, STATED_PLACES)


def _keep(
    uow: UnitOfWork,
    tenant: Tenant,
    draft: Draft,
    *,
    lines: list[dict[str, Any]],
    total: Decimal,
    reason: str | None = None,
) -> Statement:
    month, snapshot, contract = draft.snapshot.month, draft.snapshot, draft.contract
    seal = find_seal(uow, snapshot)
    assert seal is not None
    known = list_of_month(uow, tenant.id, month)
    number, corrects = last_number(uow, tenant.id) + 1, known[0].number if known else None
    report = report_of(snapshot)
    content = {
        "as_of": report["as_of"],
        "brand": {"name": tenant.name, "slug": tenant.slug},
        "computed": draft.computed.as_json(),
        "contract": {"id": str(contract.id), "terms": contract.content, "version": contract.version},
        "corrects": corrects,
        "definitions": {"version": definitions.VERSION, **definitions.DEFINITIONS},
        "lines": lines,
        "month": name_of(month),
        "number": number,
        "period": report["period"],
        "reason": reason,
        "restatement": draft.restatement,
        "seal": {"number": seal.number, "seal": seal.seal},
        "stated": draft.stated.as_json(),
        "total": money(total, draft.terms.currency),
    }
    row = Statement(
        tenant_id=tenant.id,
        number=number,
        month=month,
        snapshot_id=snapshot.id,
        seal=seal.seal,
        contract_version=contract.version,
        corrects=corrects,
        restatement=draft.restatement,
        currency=draft.terms.currency,
        total=total,
        content=canonical(content),
        reason=reason,
        made_at=uow.now,
        made_by=uow.actor.user_id,
        made_by_name=own_name(uow) or uow.actor.name,
    )
    uow.session.add(row)
    uow.session.flush()  # the number is taken
    return row


def _tell(uow: UnitOfWork, tenant: Tenant, row: Statement, message: str) -> None:
    """Tell whoever accepts months for the client."""
    period = month_of(row.month, tenant.time_zone)
    notify(
        uow,
        list_people_who_may(uow, tenant.id, Permission.REPORT_ACCEPT),
        tenant_id=tenant.id,
        kind=Kind.STATEMENT,
        message=message,
        values={
            "brand": tenant.name,
            "first_on": period.from_date.isoformat(),
            "last_on": period.last_date.isoformat(),
            "number": row.number,
        },
        path=f"/brands/{tenant.slug}/statements/{row.number}",
        about=str(row.id),
    )


def _hold(uow: UnitOfWork, tenant_id: UUID) -> None:
    """Be the only one who issues this brand's statements until the unit ends."""
    key = f"statements {tenant_id}"
    uow.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
