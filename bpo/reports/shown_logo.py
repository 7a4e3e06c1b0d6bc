"""The brand's logo as a page shows it."""

from typing import Any

from flask import url_for

from bpo.core.uow import UnitOfWork
from bpo.reports.operations.logo import find_logo
from bpo.tenants.models import Tenant

WIDTH, HEIGHT = 240, 72  # pixels of a page, at most


def shown_logo(uow: UnitOfWork, tenant: Tenant) -> dict[str, Any]:
    """Its address and size; None where there is none."""
    found = find_logo(uow, tenant)
    if found is None:
        return {"logo": None}
    width, height = found.fitted(width=WIDTH, height=HEIGHT)
    address = url_for("reports.logo", slug=tenant.slug)
    return {"logo": {"url": address, "width": max(1, round(width)), "height": max(1, round(height))}}
