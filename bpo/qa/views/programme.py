"""The scorecard and the plan of a brand: read, changed, and what was drawn."""

from http import HTTPStatus
from typing import Any, cast
from uuid import uuid4

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bpo.core.errors import Conflict, Invalid
from bpo.core.i18n import gettext as _
from bpo.core.uow import UnitOfWork
from bpo.identity.permissions import Permission
from bpo.qa import labels
from bpo.qa.operations.programme import save_card, save_plan
from bpo.qa.queries.programme import find_card, find_plan, list_cards, list_draws, plan_of
from bpo.qa.rules.sampling import Certain, Mode, Plan
from bpo.qa.rules.scorecards import BUILT_IN, RULES, Criterion, CriterionClass, criteria_of
from bpo.qa.schemas import PlanFormIn
from bpo.qa.views.pages import blp, rule_names
from bpo.tenants.models import Tenant
from bpo.tenants.queries import get_tenant
from bpo.web.forms import FormResult, load, refused
from bpo.web.guard import requires
from bpo.web.render import render

EMPTY_ROWS = 2
MOST_ROWS = 60


@blp.get("/brands/<slug>/quality/scorecard")
@requires(Permission.SCORECARD_EDIT)
def scorecard(slug: str) -> str:
    """The criteria in force, to be changed; the built-in ones where there are none."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    card = find_card(uow, tenant.id)
    criteria = criteria_of(card.criteria) if card else BUILT_IN
    rows = [_row_of(one) for one in criteria]
    return _card_page(uow, tenant, rows, version=card.version if card else 0)


@blp.post("/brands/<slug>/quality/scorecard")
@requires(Permission.SCORECARD_EDIT)
def keep_scorecard(slug: str) -> ResponseReturnValue:
    """Keep a change as the next version."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    current = find_card(uow, tenant.id)
    known = {one.key: one for one in (*BUILT_IN, *(criteria_of(current.criteria) if current else ()))}
    rows = _rows_sent()
    seen = request.form.get("version", type=int)
    try:
        card = save_card(uow, tenant.id, [_criterion(row, known) for row in rows], seen_version=seen)
    except Invalid as error:
        faults = {fault.place: _(fault.message) for fault in error.faults}
        page = _card_page(uow, tenant, rows, version=seen or 0, faults=faults)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    except Conflict as error:
        flash(error.text(_), "bad")
        return redirect(url_for("qa.scorecard", slug=slug), code=303)
    flash(
        _("Version %(n)s of the scorecard is in force. Earlier reviews keep theirs.", n=card.version), "good"
    )
    return redirect(url_for("qa.scorecard", slug=slug), code=303)


@blp.get("/brands/<slug>/quality/plan")
@requires(Permission.SCORECARD_EDIT)
def plan(slug: str) -> str:
    """How much of the brand's work is reviewed."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    row = find_plan(uow, tenant.id)
    return _plan_page(uow, tenant, FormResult(values=_plan_values(plan_of(row) if row else Plan())))


@blp.post("/brands/<slug>/quality/plan")
@requires(Permission.SCORECARD_EDIT)
def keep_plan(slug: str) -> ResponseReturnValue:
    """Keep the plan; the first one begins the drawing."""
    uow = cast("UnitOfWork", g.uow)
    tenant = get_tenant(uow, slug)
    form = load(PlanFormIn(), request.form)
    if form.data is None:
        return _plan_page(uow, tenant, form), HTTPStatus.UNPROCESSABLE_ENTITY
    told = form.data
    try:
        save_plan(
            uow,
            tenant.id,
            Plan(
                mode=Mode(told["mode"]),
                per_week=told["per_week"],
                share=told["percent"] / 100,
                dismissals_per_week=told["dismissals_per_week"],
                certain=frozenset(Certain(one) for one in told["certain"]),
                review_days=told["review_days"],
                dispute_days=told["dispute_days"],
            ),
        )
    except Invalid as error:
        places = {"share": "percent"}
        found = {places.get(fault.place, fault.place): [_(fault.message)] for fault in error.faults}
        return _plan_page(uow, tenant, refused(form, found)), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The plan is kept. It holds from the next draw on."), "good")
    return redirect(url_for("qa.plan", slug=slug), code=303)


def _plan_values(plan: Plan) -> dict[str, Any]:
    return {
        "mode": plan.mode.value,
        "per_week": plan.per_week,
        "percent": round(plan.share * 100, 4),
        "dismissals_per_week": plan.dismissals_per_week,
        "certain": [one.value for one in plan.certain],
        "review_days": plan.review_days,
        "dispute_days": plan.dispute_days,
    }


def _plan_page(uow: UnitOfWork, tenant: Tenant, form: FormResult) -> str:
    return render(
        "qa/plan.html",
        tenant=tenant,
        form=form,
        is_started=find_plan(uow, tenant.id) is not None,
        has_card=find_card(uow, tenant.id) is not None,
        modes=[(mode.value, _(name)) for mode, name in labels.MODES.items()],
        certain=[(one.value, _(name)) for one, name in labels.CERTAIN.items()],
        draws=list_draws(uow, tenant.id),
    )


def _card_page(
    uow: UnitOfWork,
    tenant: Tenant,
    rows: list[dict[str, Any]],
    *,
    version: int,
    faults: dict[str, str] | None = None,
) -> str:
    cards = list_cards(uow, tenant.id)
    return render(
        "qa/scorecard.html",
        tenant=tenant,
        rows=[*rows, *(_empty_row() for _n in range(EMPTY_ROWS))],
        filled=len(rows),
        version=version,
        is_new=not cards,
        cards=cards,
        faults=faults or {},
        classes=[(kind.value, _(name)) for kind, name in labels.CLASSES.items()],
        rules=rule_names(RULES),
    )


def _row_of(one: Criterion) -> dict[str, Any]:
    return one.as_json() | {"name": _(one.name), "help": _(one.help) if one.help else ""}


def _empty_row() -> dict[str, Any]:
    return {
        "key": "",
        "name": "",
        "help": "",
        "class": CriterionClass.NON_CRITICAL.value,
        "weight": 1,
        "allows_na": False,
        "auto_fail": False,
        "evidence": [],
    }


def _rows_sent() -> list[dict[str, Any]]:
    """The rows of the form that have a name and are to stay, in the order of their numbers."""
    rows = []
    for at in range(MOST_ROWS):
        name = request.form.get(f"c-{at}-name")
        if name is None:
            break
        if not name.strip() or request.form.get(f"c-{at}-drop"):
            continue
        kind = request.form.get(f"c-{at}-class", "")
        is_weighted = kind == CriterionClass.NON_CRITICAL.value
        weight = request.form.get(f"c-{at}-weight", type=int)
        rows.append(
            {
                "place": request.form.get(f"c-{at}-place", type=int) or at + 1,
                "key": request.form.get(f"c-{at}-key", "") or f"c_{uuid4().hex[:8]}",
                "name": name.strip(),
                "help": request.form.get(f"c-{at}-help", "").strip(),
                "class": kind if kind in tuple(CriterionClass) else CriterionClass.NON_CRITICAL.value,
                "weight": (weight or 0) if is_weighted else 0,
                "allows_na": bool(request.form.get(f"c-{at}-na")),
                "auto_fail": bool(request.form.get(f"c-{at}-fatal")),
                "evidence": request.form.getlist(f"c-{at}-evidence"),
            }
        )
    return sorted(rows, key=lambda row: row.pop("place"))


def _criterion(row: dict[str, Any], known: dict[str, Criterion]) -> Criterion:
    """A row as a criterion. A name that is only our own sentence in the reader's language stays that sentence."""
    before = known.get(row["key"])
    name, told = row["name"], row["help"]
    if before is not None and name == _(before.name):
        name = before.name
    if before is not None and before.help and told == _(before.help):
        told = before.help
    return Criterion(
        key=row["key"],
        name=name,
        help=told,
        kind=CriterionClass(row["class"]),
        weight=row["weight"],
        allows_na=row["allows_na"],
        auto_fail=row["auto_fail"],
        evidence=tuple(row["evidence"]),
    )
