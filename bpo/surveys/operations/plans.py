"""Keeping a brand's plan in versions; what customers will read is checked as every reply is."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from bpo.core.errors import Fault, Invalid
from bpo.core.i18n import N_
from bpo.core.ids import new_id
from bpo.core.uow import UnitOfWork
from bpo.core.vocabulary import Network
from bpo.language.engine import check
from bpo.language.types import Context, Finding, Severity
from bpo.surveys.models import SurveyPlan
from bpo.surveys.queries import find_plan
from bpo.surveys.rules.plan import Plan, check_plan
from bpo.surveys.rules.wording import LINK, LINK_SHOWN, own_wording, wording_of
from bpo.tenants.models import Tenant
from bpo.tenants.queries import compiled_rules

FIRST_VERSION = 1
HOLDING = frozenset({Severity.APPROVE, Severity.BLOCK})


@dataclass(frozen=True)
class FoundIn:
    """What the brand's rules found in one text of a wording."""

    language: str
    name: str
    findings: tuple[Finding, ...]


class WordingRefused(Invalid):
    """The brand's own rules do not let a text out; `found` says what was found where."""

    def __init__(self, found: list[FoundIn]) -> None:
        faults = tuple(
            Fault(f"{one.language}.{one.name}", N_("The brand's rules do not let this text out by itself."))
            for one in found
        )
        super().__init__(N_("The wording cannot be kept."), faults=faults)
        self.found = found


def save_plan(
    uow: UnitOfWork, tenant: Tenant, plan: Plan, *, wording: Mapping[str, Mapping[str, str]]
) -> SurveyPlan:
    """Retire the version in force and add the next; the same again changes nothing.

    What has been planned is asked by the version in force when it goes out.
    """
    check_plan(plan)
    own = own_wording(wording)
    refused = [one for one in read_wording(uow, tenant, own) if _holds(one)]
    if refused and (plan.is_on or own):
        raise WordingRefused(refused)
    uow.session.execute(select(Tenant.id).where(Tenant.id == tenant.id).with_for_update())
    current = find_plan(uow, tenant.id)
    told = {
        "is_on": plan.is_on,
        "networks": sorted(plan.networks),
        "delay_seconds": int(plan.delay.total_seconds()),
        "apart_days": plan.apart_days,
        "open_days": plan.open_days,
        "asks_recommend": plan.asks_recommend,
        "wording": own,
    }
    if current is not None and all(getattr(current, name) == value for name, value in told.items()):
        return current
    if current is not None:
        current.retired_at = uow.now
        uow.session.flush()  # one version is in force, says a key
    row = SurveyPlan(
        id=new_id(),
        tenant_id=tenant.id,
        version=current.version + 1 if current else FIRST_VERSION,
        created_at=uow.now,
        created_by=uow.actor.user_id,
        **told,
    )
    uow.session.add(row)
    uow.audit("survey_plan.saved", row, version=row.version, is_on=row.is_on)
    return row


def read_wording(uow: UnitOfWork, tenant: Tenant, own: Mapping[str, Mapping[str, str]]) -> list[FoundIn]:
    """What the brand's rules find in all that its customers would read, in its languages."""
    rules = compiled_rules(uow, tenant.id)
    context = Context(network=Network.EMAIL.value, public=False)
    found = []
    for language in (one for one in tenant.languages if one in LINK_SHOWN):
        texts = wording_of(own, language).filled(tenant.name)
        for name, text in texts.as_json().items():
            findings = check(text.replace(LINK, LINK_SHOWN[language]), rules, context).findings
            if findings:
                found.append(FoundIn(language, name, findings))
    return found


def _holds(found: FoundIn) -> bool:
    return any(one.severity in HOLDING for one in found.findings)
